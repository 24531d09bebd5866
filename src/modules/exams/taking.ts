import { randomBytes } from 'node:crypto'
import { inBrief } from '#modules/activities'
import type { Actor, Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid, notFound } from '#platform/errors'
import type { Facts } from '#platform/who'
import { dueAt, phaseOf } from './clock.ts'
import { type Drawn, drawPaper, type Pool } from './drawing.ts'
import { contentOf, type MultipleRule, pointsOf } from './kinds.ts'
import { type Answers, finalScore, markOf } from './marking.ts'
import type { Exam, Sitting } from './people.ts'
import { questionById, questionsById } from './queries/bank.ts'
import { examById, examInBrief } from './queries/exams.ts'
import { graceSeconds } from './settings.ts'
import { answersFrom, type Placed, paperOf } from './sheet.ts'
import type { Assessment, Correction, HandIn, Marked, PaperEntry } from './sitting-inputs.ts'

type Brief = NonNullable<Awaited<ReturnType<typeof examInBrief>>>

/** Why one cannot begin just now. */
export function notNow(row: Sitting, _actor: Actor, { now }: Facts): string | false {
  if (now < row.opens_at) return `${inBrief(row.opens_at, now)} 开始，到时再来。`
  return now >= row.closes_at && '考试时间已经过了。'
}
export const noPaperNow = (row: Sitting, _actor: Actor, { now }: Facts): string | false =>
  now >= row.closes_at && '考试时间已经过了。'

async function openExam(ctx: Ctx, row: Sitting): Promise<Exam> {
  const exam = await examById(ctx, row.exam_id)
  if (!exam) throw notFound('这场考试')
  if (exam.state !== 'scheduled') throw conflict('这场考试现在不能答题。', `/my/exams/${row.id}`)
  return exam
}

/** The paper of a new seed; both are kept, so that it can be drawn again by anybody who doubts it. */
function newPaper(exam: Exam): { seed: string; drawn: string } {
  const seed = randomBytes(16).toString('hex')
  return { seed, drawn: JSON.stringify(drawPaper((exam.pools ?? []) as unknown as Pool[], seed)) }
}

/** The clock starts: from here on it is what is stored. */
export async function begun(ctx: Ctx, row: Sitting) {
  const exam = await openExam(ctx, row)
  return {
    ...newPaper(exam),
    ...{ began_at: ctx.now, due_at: dueAt(ctx.now, exam.minutes, exam.closes_at) },
  }
}

export async function issued(ctx: Ctx, row: Sitting) {
  return { ...newPaper(await openExam(ctx, row)), began_at: ctx.now }
}

/** The paper that was drawn for a sitting, with what is right; it stays in the house. */
export async function placedFor(ctx: Ctx, row: Pick<Sitting, 'drawn' | 'seed'>): Promise<Placed[]> {
  const drawn = (row.drawn ?? []) as unknown as Drawn[]
  const rows = await questionsById(
    ctx,
    drawn.map(one => one.id),
  )
  const questions = new Map([...rows].map(([id, one]) => [id, { ...contentOf(one), id }]))
  return paperOf(drawn, row.seed ?? '', questions)
}

const phaseNow = (ctx: Ctx, row: Sitting) =>
  phaseOf(row.due_at ?? ctx.now, ctx.now, graceSeconds.of(ctx.centre))

/** Saves what is on the form as it stands. No action: nothing is journalled. False where the time is over. */
export async function saveAnswers(ctx: Ctx, row: Sitting, typed: Record<string, unknown>): Promise<boolean> {
  if (row.state !== 'sitting' || phaseNow(ctx, row) === 'over') return false
  const answers = answersFrom(await placedFor(ctx, row), typed)
  const { numUpdatedRows } = await ctx.db
    .updateTable('exam_sitting')
    .set({ answers: JSON.stringify(answers), saved_at: ctx.now })
    .where('id', '=', row.id)
    .where('state', '=', 'sitting')
    .where('identity_id', '=', ctx.actor.identityId)
    .executeTakeFirst()
  return numUpdatedRows > 0n
}

/** Handed in by the candidate, with what is on the form; late ones are refused, and the clock takes what was saved. */
export async function handedIn(ctx: Ctx, row: Sitting, input: HandIn) {
  if (phaseNow(ctx, row) === 'over')
    throw conflict('时间已经到了，按您已经保存的答案收卷。', `/my/exams/${row.id}`)
  const paper = await placedFor(ctx, row)
  const answers = input.answers ? answersFrom(paper, input.answers) : (row.answers as unknown as Answers)
  return marked(ctx, row, paper, answers, input, 'self')
}

/** Collected by the clock, once nothing can come any more. */
export async function collected(ctx: Ctx, row: Sitting, input: HandIn) {
  if (phaseNow(ctx, row) !== 'over') throw conflict('时间还没有到。')
  return marked(ctx, row, await placedFor(ctx, row), row.answers as unknown as Answers, input, 'clock')
}

export async function entered(ctx: Ctx, row: Sitting, input: PaperEntry) {
  const paper = await placedFor(ctx, row)
  const { photos: _photos, ...typed } = input
  return marked(ctx, row, paper, answersFrom(paper, typed), input, 'paper')
}

/** Objective questions are marked at once, by rule; the result follows when practice is marked as well. */
async function marked(
  ctx: Ctx,
  row: Sitting,
  paper: readonly Placed[],
  answers: Answers,
  input: Marked,
  handed: NonNullable<Sitting['handed']>,
) {
  const exam = await briefOf(ctx, row)
  const rule = exam.multiple_rule as MultipleRule
  const theory = paper.map(({ asked, question }) =>
    markOf(question, answers[asked.number], asked.marks, rule),
  )
  const theory_tenths = theory.reduce((sum, one) => sum + one, 0)
  const result = scored(exam, theory_tenths, row.practical_tenths)
  input.next = result ? 'marked' : 'handed_in'
  return {
    ...{ handed, handed_in_at: ctx.now, answers: JSON.stringify(answers) },
    ...{ theory: JSON.stringify(theory), theory_tenths },
    ...result,
  }
}

async function briefOf(ctx: Ctx, row: Pick<Sitting, 'exam_id'>): Promise<Brief> {
  const exam = await examInBrief(ctx, row.exam_id)
  if (!exam) throw notFound('这场考试')
  return exam
}

/** The weighted result, once all of it is there. */
export function scored(
  exam: Pick<Exam, 'theory_weight' | 'practical_weight' | 'theory_most' | 'practical_most' | 'pass_mark'>,
  theory: number | null,
  practical: number | null,
): { score_tenths: number; passed: boolean } | null {
  if ((exam.theory_weight > 0 && theory === null) || (exam.practical_weight > 0 && practical === null))
    return null
  const score_tenths = finalScore([
    { got: theory ?? 0, most: exam.theory_most * 10, weight: exam.theory_weight },
    { got: practical ?? 0, most: exam.practical_most * 10, weight: exam.practical_weight },
  ])
  return { score_tenths, passed: score_tenths >= exam.pass_mark * 10 }
}

/** The points of the practical question, in tenths and within what each can bring. */
async function pointsGiven(ctx: Ctx, exam: Brief, typed: Record<string, unknown>): Promise<number[]> {
  const question = exam.practical_id ? await questionById(ctx, exam.practical_id) : null
  if (!question) throw notFound('这场考试的实操题')
  return pointsOf(question).map(({ most }, at) => {
    const given = Number(typed[`p${at + 1}`])
    if (!(given >= 0 && given <= most)) throw invalid({ [`p${at + 1}`]: `请填 0 到 ${most} 之间的分数` })
    return Math.round(given * 10)
  })
}

const sum = (all: readonly number[]): number => all.reduce((one, two) => one + two, 0)

export async function assessed(ctx: Ctx, row: Sitting, input: Assessment) {
  if (ctx.now < row.opens_at) throw conflict('考试还没有开始。')
  const exam = await briefOf(ctx, row)
  if (!['scheduled', 'marking'].includes(exam.state)) throw forbidden('这场考试现在不能评分。')
  const practical = await pointsGiven(ctx, exam, input)
  const result = scored(exam, row.theory_tenths, sum(practical))
  if (result) input.next = 'marked'
  return { practical: JSON.stringify(practical), practical_tenths: sum(practical), ...result }
}

/** Marks as somebody else finds them right, with the reason. */
export async function corrected(ctx: Ctx, row: Sitting, input: Correction) {
  const exam = await briefOf(ctx, row)
  const theory_tenths = row.has_theory ? Math.round((input.theory ?? 0) * 10) : null
  const practical = row.has_practice ? await pointsGiven(ctx, exam, input) : []
  const practical_tenths = row.has_practice ? sum(practical) : null
  const result = scored(exam, theory_tenths, practical_tenths)
  return {
    ...{ theory_tenths, practical: JSON.stringify(practical), practical_tenths, mark_reason: input.reason },
    ...result,
  }
}
