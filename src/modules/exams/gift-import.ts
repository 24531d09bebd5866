import type { Ctx } from '#platform/ctx'
import { perform } from '#platform/perform'
import { questionInput, type Typed } from './content.ts'
import { type GiftFault, readGift } from './gift.ts'
import { questionsByStem } from './queries/bank.ts'
import { questionFlow } from './question.ts'

/** What became of a text file of questions. With faults nothing was brought in. */
export interface BroughtIn {
  done: number
  /** Stand in the bank already. */
  known: number
  faults: GiftFault[]
  /** What was sent, to go on with. */
  text?: string
  topic?: string
}
export const noneBroughtIn: BroughtIn = { done: 0, known: 0, faults: [] }

export const mostBytes = 1_000_000
const mostQuestions = 500
const mostFaults = 100

/** Reads a GIFT file and writes each question as a draft, as by hand; each still needs somebody else's check. */
export async function bringIn(ctx: Ctx, text: string, topic: string): Promise<BroughtIn> {
  const { questions, faults } = readGift(text, topic || '综合')
  const all = [...faults]
  const good: Typed[] = []
  for (const { line, typed } of questions) {
    const read = questionInput.safeParse(typed)
    if (read.success) good.push(read.data)
    else all.push({ line, says: read.error.issues[0]?.message ?? '这道题读不出来' })
  }
  if (questions.length + faults.length === 0) all.push({ line: 1, says: '没有读到试题' })
  if (questions.length > mostQuestions)
    all.push({ line: 1, says: `一次最多导入 ${mostQuestions} 道题，请分几次` })
  if (all.length > 0)
    return { ...noneBroughtIn, faults: all.sort((a, b) => a.line - b.line).slice(0, mostFaults) }
  const known = await questionsByStem(
    ctx,
    good.map(one => one.stem),
  )
  const stems = new Set(known.map(one => one.stem))
  const fresh = good.filter(one => !stems.has(one.stem))
  for (const one of fresh) await perform(ctx, questionFlow, 'write', null, { ...one })
  return { done: fresh.length, known: good.length - fresh.length, faults: [] }
}
