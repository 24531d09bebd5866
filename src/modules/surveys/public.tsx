import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden, notFound, Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import { type Env, type Http, readIn, sentForm, writeIn } from '#platform/http'
import { perform } from '#platform/perform'
import { giveAnswers } from './answering.ts'
import { compileQuestionnaire, type Definition } from './definition.ts'
import { invitationFlow } from './invitation.ts'
import { AskedPage, DeclinedPage, OverPage, ThanksPage } from './pages/link.tsx'
import { byToken } from './queries/surveys.ts'

/** By the link of a message, a letter or the counter: without signing in, once. No access is noted here. */
export const linkRoutes = new Hono<Env>()
  .get('/s/:token', c => readIn(c, ctx => showForm(ctx, c)))
  .post('/s/:token', take)
  .post('/s/:token/decline', decline)

type Found = NonNullable<Awaited<ReturnType<typeof byToken>>>

async function foundFor(ctx: Ctx, c: Http): Promise<Found> {
  const row = await byToken(ctx, c.req.param('token') ?? '')
  if (!row) throw notFound('这个链接')
  return row
}

const holds = (ctx: Ctx, row: Found): boolean =>
  row.state === 'open' && row.survey_state === 'fielding' && row.until > ctx.now

export const fieldsFor = (ctx: Ctx, definition: unknown) =>
  fieldsOf(compileQuestionnaire(definition as Definition, dayOf(ctx.now)))

/** Nothing is kept by the browser, and no other site learns the address. */
function inPrivate(c: Http): void {
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
}

async function showForm(
  ctx: Ctx,
  c: Http,
  values: Record<string, unknown> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  inPrivate(c)
  const row = await foundFor(ctx, c)
  if (!holds(ctx, row)) {
    c.status(409)
    return portal(c, { title: '评价服务', own: true }, <OverPage used={row.state === 'answered'} />)
  }
  if (Object.keys(errors).length > 0) c.status(422)
  const page = (
    <AskedPage
      opening={row.opening}
      service={row.service_name}
      action={c.req.path}
      fields={fieldsFor(ctx, row.definition)}
      {...{ values, errors }}
    />
  )
  return portal(c, { title: '评价服务', own: true }, page)
}

/** The link is the recipient's; staff who ask on the phone do so in the interview, by their own name. */
function notStaff(c: Http): void {
  if (c.var.actor.staffId) throw forbidden('这个链接由服务对象本人填写；打电话问到的，请在“电话访问”里登记。')
}

async function take(c: Http): Promise<Response> {
  notStaff(c)
  const sent = await sentForm(c)
  let input: Record<string, unknown> = {}
  try {
    await writeIn(c, async ctx => {
      const row = await foundFor(ctx, c)
      if (!holds(ctx, row)) throw conflict('这份问卷已经填过或者已经截止，谢谢您。')
      input = decode(fieldsFor(ctx, row.definition), sent)
      await giveAnswers(ctx, row, input, 'link')
    })
  } catch (error) {
    if (!(error instanceof Problem) || (error.status !== 422 && error.status !== 409)) throw error
    return readIn(c, ctx => showForm(ctx, c, input, error.errors))
  }
  inPrivate(c)
  return portal(c, { title: '谢谢您', own: true }, <ThanksPage />)
}

async function decline(c: Http): Promise<Response> {
  notStaff(c)
  await writeIn(c, async ctx => {
    const row = await foundFor(ctx, c)
    if (!holds(ctx, row)) throw conflict('这份问卷已经填过或者已经截止，谢谢您。')
    await perform({ ...ctx, actor: system }, invitationFlow, 'decline', row.id)
  })
  inPrivate(c)
  return portal(c, { title: '不再打扰', own: true }, <DeclinedPage />)
}
