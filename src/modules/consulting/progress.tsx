import { countTry } from '#modules/cases'
import { portal } from '#modules/shell'
import { type Actor, stranger } from '#platform/ctx'
import { notFound, Problem } from '#platform/errors'
import { addressOf, type Http, readIn, sentForm, writeIn } from '#platform/http'
import { normaliseCode } from '#platform/identifiers'
import { factsOf } from '#platform/journal'
import { perform } from '#platform/perform'
import { offers } from '#platform/workflow'
import type { Consultation } from './duties.ts'
import { type Known, ProgressPage } from './pages/progress.tsx'
import { consultationByCode } from './queries.ts'
import { ownView } from './view.ts'
import { consultationFlow } from './workflow.ts'

const title = '看咨询答复'

/** What the code lets one do besides reading. */
const steps = ['tellSolved', 'tellUnsolved', 'addDetails', 'withdraw'] as const

/** Whoever showed number and code: of nobody's name, and for this one only. */
const holderOf = (row: Consultation): Actor => ({ ...stranger, name: '咨询人', holdsCodeOf: row.id })

interface Asked {
  number: string
  code: string
}
const askedIn = (form: FormData): Asked => {
  const typed = (name: string) => String(form.get(name) ?? '').slice(0, 30)
  return {
    number: normaliseCode(typed('number')).replace(/^(ZX)(\d{8})/, '$1-$2-'),
    code: normaliseCode(typed('code')),
  }
}

export const showAsking = (c: Http): Promise<Response> => {
  c.header('cache-control', 'no-store')
  return portal(c, { title }, <ProgressPage number={c.req.query('number')?.slice(0, 30) ?? ''} />)
}

/** Reads one by number and code; tries from one address are counted, so that codes cannot be guessed. */
async function open(
  c: Http,
  asked: Asked,
): Promise<Consultation | { status: 422 | 429; errors: Record<string, string> }> {
  const missing = {
    ...(!asked.number && { number: '请填写编号，在回执或短信里。' }),
    ...(!asked.code && { code: '请填写 8 位查询码，在回执或短信里。' }),
  }
  if (Object.keys(missing).length > 0) return { status: 422, errors: missing }
  const tried = await writeIn(c, ctx =>
    countTry(ctx, addressOf(c), () => consultationByCode(ctx, asked.number, asked.code)),
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
    return portal(c, { title }, <ProgressPage number={asked.number} errors={opened.errors} />)
  }
  if (extra.errors) c.status(422)
  return readIn(c, async ctx => {
    const as = { ...ctx, actor: holderOf(opened) }
    const found = offers(consultationFlow, as.actor, opened, await factsOf(as, 'consultation', opened.id))
    const known: Known = {
      view: await ownView(as, opened),
      ...asked,
      steps: steps.flatMap(name => {
        const offer = found.find(one => one.name === name)
        return offer ? [{ name, label: offer.label, form: offer.form }] : []
      }),
      ...extra,
    }
    return portal(c, { title }, <ProgressPage number={asked.number} known={known} />)
  })
}

/** One of the steps, with number and code shown once more. */
export async function takeStep(c: Http): Promise<Response> {
  const step = steps.find(one => one === c.req.param('step'))
  if (!step) throw notFound('这项操作')
  const form = await sentForm(c)
  const asked = askedIn(form)
  const opened = await open(c, asked)
  if ('errors' in opened) return shown(c, asked)
  const reason = String(form.get('reason') ?? '')
  try {
    await writeIn(c, ctx =>
      perform({ ...ctx, actor: holderOf(opened) }, consultationFlow, step, opened.id, { reason }),
    )
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return shown(c, asked, { errors: { step, text: error.errors.reason ?? error.message }, typed: reason })
  }
  return shown(c, asked, { done: consultationFlow.actions[step].done ?? '已办理' })
}
