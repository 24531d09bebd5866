import { countTry } from '#modules/cases'
import { portal } from '#modules/shell'
import { type Actor, type Ctx, stranger } from '#platform/ctx'
import { notFound, Problem } from '#platform/errors'
import { addressOf, type Http, readIn, sentForm, writeIn } from '#platform/http'
import { normaliseCode } from '#platform/identifiers'
import { factsOf } from '#platform/journal'
import { perform } from '#platform/perform'
import { offers } from '#platform/workflow'
import type { Complaint } from './duties.ts'
import { type Known, ProgressOfComplaint, type Step } from './pages/progress.tsx'
import { complaintByCode } from './queries.ts'
import { ownView } from './view.ts'
import { complaintFlow } from './workflow.ts'

const title = '查反馈进展'

/** What the receipt code lets one do besides reading. */
const steps = ['addDetails', 'tellSatisfied', 'tellDiscontent', 'appeal', 'withdraw']

/** Whoever showed number and code: of nobody's name, and for this one only. */
const holderOf = (row: Complaint): Actor => ({ ...stranger, name: '反映人', holdsCodeOf: row.id })

interface Asked {
  number: string
  code: string
}
const askedIn = (form: FormData): Asked => {
  const typed = (name: string) => String(form.get(name) ?? '').slice(0, 30)
  return {
    number: normaliseCode(typed('number')).replace(/^(FK|JG)(\d{8})/, '$1-$2-'),
    code: normaliseCode(typed('code')),
  }
}

export const showAsking = (c: Http): Promise<Response> => {
  c.header('cache-control', 'no-store')
  return portal(c, { title }, <ProgressOfComplaint number={c.req.query('number')?.slice(0, 30) ?? ''} />)
}

/** Reads one by number and code; tries from one address are counted, so that codes cannot be guessed. */
async function open(
  c: Http,
  asked: Asked,
): Promise<Complaint | { status: 422 | 429; errors: Record<string, string> }> {
  const missing = {
    ...(!asked.number && { number: '请填写编号，在回执或短信里。' }),
    ...(!asked.code && { code: '请填写 8 位查询码，在回执或短信里。' }),
  }
  if (Object.keys(missing).length > 0) return { status: 422, errors: missing }
  const tried = await writeIn(c, ctx =>
    countTry(ctx, addressOf(c), () => complaintByCode(ctx, asked.number, asked.code)),
  )
  if (tried === 'too-many')
    return { status: 429, errors: { '': '查询次数过多，请一小时后再试，或拨打服务热线。' } }
  if (tried === 'wrong')
    return { status: 422, errors: { '': '编号或查询码不对，请对照回执或短信再填一次。' } }
  return tried
}

export async function showProgress(c: Http): Promise<Response> {
  return shown(c, askedIn(await sentForm(c)))
}

async function shown(c: Http, asked: Asked, extra: Partial<Known> = {}): Promise<Response> {
  c.header('cache-control', 'no-store')
  const opened = await open(c, asked)
  if ('errors' in opened) {
    c.status(opened.status)
    return portal(c, { title }, <ProgressOfComplaint number={asked.number} errors={opened.errors} />)
  }
  if (extra.errors) c.status(422)
  return readIn(c, async ctx => {
    const as = { ...ctx, actor: holderOf(opened) }
    const known: Known = {
      view: await ownView(as, opened),
      ...asked,
      steps: await stepsFor(as, opened),
      ...extra,
    }
    return portal(c, { title }, <ProgressOfComplaint number={asked.number} known={known} />)
  })
}

async function stepsFor(ctx: Ctx, row: Complaint): Promise<Step[]> {
  const found = offers(complaintFlow, ctx.actor, row, await factsOf(ctx, 'complaint', row.id))
  return steps.flatMap(name => {
    const offer = found.find(one => one.name === name)
    return offer ? [{ name, label: offer.label, form: offer.form, blocked: offer.blocked ?? null }] : []
  })
}

/** One of the steps, with number and code shown once more. */
export async function takeStep(c: Http): Promise<Response> {
  const step = c.req.param('step') ?? ''
  if (!steps.includes(step)) throw notFound('这项操作')
  const form = await sentForm(c)
  const asked = askedIn(form)
  const opened = await open(c, asked)
  if ('errors' in opened) return shown(c, asked)
  const reason = String(form.get('reason') ?? '')
  try {
    await writeIn(c, ctx =>
      perform({ ...ctx, actor: holderOf(opened) }, complaintFlow, step, opened.id, { reason }, keyIn(form)),
    )
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return shown(c, asked, { errors: { step, text: error.errors.reason ?? error.message }, typed: reason })
  }
  const done = complaintFlow.actions[step as 'addDetails'].done
  return shown(c, asked, { done: done ?? '已办理' })
}

const keyIn = (form: FormData): string | undefined => String(form.get('_key') ?? '') || undefined
