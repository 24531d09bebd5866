import { setCookie } from 'hono/cookie'
import { parkAndSignIn } from '#modules/actions'
import { suggestedAnswers } from '#modules/knowledge'
import { partiesByPhone, shownPhone } from '#modules/parties'
import { suggestedPolicies } from '#modules/policies'
import { desk, portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { Problem, tooMany } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import { type Http, readIn, requireStaff, sentForm, writeIn } from '#platform/http'
import { isId, newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { type Consultation, enterConsultations, isAsker } from './duties.ts'
import { asking, askingStart, entering } from './intake.ts'
import { AskPage, ReceiptOfConsultation } from './pages/ask.tsx'
import { EnterPage } from './pages/enter.tsx'
import { type Help, Suggested } from './pages/suggested.tsx'
import { partiesFor, partyById, sentBefore, strangersLately } from './queries.ts'
import { contactIn } from './redaction.ts'
import { answerDays, mostAnHour, mostSuggested } from './settings.ts'
import { consultationFlow } from './workflow.ts'

type Values = Record<string, unknown>
type Errors = Record<string, string>

const text = (value: unknown): string => (typeof value === 'string' ? value : '')

/** What may help with a text; at the desk also who it says that it is from, and whether the phone is known. */
async function helpFor(ctx: Ctx, side: 'web' | 'desk', values: Values): Promise<Help> {
  const question = text(values.question)
  const most = question.trim() ? mostSuggested.of(ctx.centre) : 0
  const answers = most ? await suggestedAnswers(ctx, question, most) : []
  const policies = most ? await suggestedPolicies(ctx, question, most) : []
  if (side === 'web') return { side, answers, policies, contact: null, known: [] }
  const found = contactIn(question)
  const phone = text(values.contact_phone).replaceAll(/\D/g, '') || (found.phone ?? '')
  const known = phone.length === 11 ? await partiesByPhone(ctx, phone) : []
  return {
    ...{ side, answers, policies },
    contact: found.phone || found.name ? found : null,
    known: known.map(one => one.name),
  }
}

/** The answer to what is being typed, put into the page. */
export async function suggest(c: Http, side: 'web' | 'desk'): Promise<Response> {
  if (side === 'desk') requireStaff(c, enterConsultations)
  const form = await sentForm(c)
  const values = {
    question: text(form.get('question')).slice(0, 2000),
    contact_phone: text(form.get('contact_phone')).slice(0, 20),
  }
  const help = await readIn(c, ctx => helpFor(ctx, side, values))
  c.header('content-type', 'text/vnd.turbo-stream.html; charset=utf-8')
  c.header('cache-control', 'no-store')
  return c.body(
    String(
      <turbo-stream action="update" target="suggested">
        <template>
          <Suggested help={help} />
        </template>
      </turbo-stream>,
    ),
  )
}

/* ── on the web ─────────────────────────────────────────────────────────────────────────────────────────────────── */

export const showAsk = async (ctx: Ctx, c: Http): Promise<Response> =>
  askPage(ctx, c, {
    question: c.req.query('q')?.slice(0, 500),
    ...(await askingStart(ctx, c.req.query('party'))),
  })

async function askPage(ctx: Ctx, c: Http, values: Values, errors: Errors = {}, looked = false) {
  if (Object.keys(errors).length > 0) c.status(422)
  c.header('cache-control', 'no-store')
  const page = (
    <AskPage
      fields={fieldsOf(await asking(ctx))}
      values={values}
      errors={errors}
      help={text(values.question) || looked ? await helpFor(ctx, 'web', values) : null}
      looked={looked}
      days={answerDays.of(ctx.centre)}
      formKey={newId()}
    />
  )
  return portal(c, { title: '我要咨询' }, page)
}

/** Takes a question in and shows number and code right away: they stand nowhere else that somebody could look over. */
export async function takeAsked(c: Http): Promise<Response> {
  const form = await sentForm(c)
  const input = await readIn(c, async ctx => decode(fieldsOf(await asking(ctx)), form))
  if (form.get('look')) return readIn(c, ctx => askPage(ctx, c, input, {}, true))
  const key = text(form.get('_key'))
  try {
    const row = await keep(c, input, key)
    return readIn(c, ctx => receipt(ctx, c, row))
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, ctx => askPage(ctx, c, input, error.errors))
  }
}

/** Sent twice by somebody unknown, the first one is found by the form's key; nobody else has that. */
async function keep(c: Http, input: Values, key: string): Promise<Consultation> {
  const before = async () =>
    c.var.actor.kind === 'stranger' && isId(key) ? readIn(c, ctx => sentBefore(ctx, key)) : undefined
  const first = await before()
  if (first) return first
  try {
    return await writeIn(c, async ctx => {
      if (ctx.actor.kind === 'stranger' && (await strangersLately(ctx)) >= mostAnHour.of(ctx.centre))
        throw tooMany('现在提交的人太多，请过一小时再试，或拨打服务热线、到窗口咨询。')
      const done = await perform(ctx, consultationFlow, 'ask', null, input, key || undefined)
      return done.row as unknown as Consultation
    })
  } catch (error) {
    const meanwhile = error instanceof Problem && error.status === 404 ? await before() : undefined
    if (!meanwhile) throw error
    return meanwhile
  }
}

export const progressLink = (ctx: Ctx, number: string): string =>
  `${ctx.centre.origin}/consulting/progress?number=${encodeURIComponent(number)}`

async function receipt(ctx: Ctx, c: Http, row: Consultation): Promise<Response> {
  c.header('cache-control', 'no-store')
  const page = (
    <ReceiptOfConsultation
      number={row.number}
      code={row.lookup_code}
      submittedAt={row.submitted_at}
      days={answerDays.of(ctx.centre)}
      own={isAsker(ctx.actor, row) ? `/my/consultations/${row.id}` : null}
      qr={await qrSvg(progressLink(ctx, row.number))}
    />
  )
  return portal(c, { title: '收到了' }, page)
}

/* ── at the desk ────────────────────────────────────────────────────────────────────────────────────────────────── */

const crumb = { href: '/desk/consultations', label: '咨询' }

export const showEnter = (ctx: Ctx, c: Http): Promise<Response> => enterPage(ctx, c, { channel: 'counter' })

async function enterPage(
  ctx: Ctx,
  c: Http,
  values: Values,
  errors: Errors = {},
  looked = false,
): Promise<Response> {
  if (Object.keys(errors).length > 0) c.status(422)
  const who = c.req.query('who') ?? ''
  const asked = c.req.query('party') ?? text(values.party_id)
  const [matches, picked] = await Promise.all([
    partiesFor(ctx, who),
    isId(asked) ? partyById(ctx, asked) : undefined,
  ])
  const help = text(values.question) || looked ? await helpFor(ctx, 'desk', values) : null
  const started = {
    ...(picked && { party_id: picked.id, contact_name: picked.contact_name }),
    ...values,
    // What the text says fills what is empty; whoever looks at it decides.
    ...(looked && help?.contact && filled(values, help.contact)),
  }
  const page = (
    <EnterPage
      who={who}
      matches={matches.map(one => ({ ...one, contact_phone: shownPhone(ctx.actor, one.contact_phone) }))}
      picked={picked ?? null}
      fields={fieldsOf(entering).filter(
        field => !picked || !['contact_name', 'contact_phone', 'register', 'unnamed'].includes(field.name),
      )}
      values={started}
      errors={errors}
      help={help}
      formKey={newId()}
    />
  )
  return desk(ctx, c, { title: '登记咨询', crumbs: [crumb] }, page)
}

const filled = (values: Values, { name, phone }: { name: string | null; phone: string | null }): Values => ({
  ...(name && !values.contact_name && { contact_name: name }),
  ...(phone && !values.contact_phone && { contact_phone: phone }),
})

/** Answered on the spot, the form is there again for the next; otherwise one goes on with it. */
export async function takeEntered(c: Http): Promise<Response> {
  const form = await sentForm(c)
  if (c.var.actor.kind !== 'person') return parkAndSignIn(c, form)
  requireStaff(c, enterConsultations)
  const input = decode(fieldsOf(entering), form)
  if (form.get('look')) return readIn(c, ctx => enterPage(ctx, c, input, {}, true))
  try {
    const { row } = await writeIn(c, ctx =>
      perform(ctx, consultationFlow, 'enter', null, input, text(form.get('_key')) || undefined),
    )
    const { id, number, state } = row as unknown as Consultation
    const over = state === 'closed'
    setCookie(c, 'flash', over ? `已登记 ${number}，当场答复办结` : `已登记 ${number}，由您负责答复`, {
      ...{ path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' },
    })
    return c.redirect(over ? '/desk/consultations/new' : `/desk/consultations/${id}`, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, ctx => enterPage(ctx, c, input, error.errors))
  }
}
