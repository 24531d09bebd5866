import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { type Actor, type Ctx, stranger } from '#platform/ctx'
import { forbidden, notFound, Problem } from '#platform/errors'
import { decode, fieldsOf } from '#platform/forms'
import { type Env, type Http, readIn, sentForm, writeIn } from '#platform/http'
import { perform } from '#platform/perform'
import { answered } from './inputs.ts'
import { hashOfToken } from './link.ts'
import { AskedPage, GonePage, ThanksPage } from './pages/link.tsx'
import { byToken } from './queries/tracking.ts'
import { followUpFlow } from './workflow.ts'

/** 跟踪 by the link of a message: without signing in, for one learner and one round. */
export const linkRoutes = new Hono<Env>()
  .get('/f/:token', c => readIn(c, ctx => showForm(ctx, c)))
  .post('/f/:token', take)

type Found = NonNullable<Awaited<ReturnType<typeof byToken>>>

/** Whoever opened the link: they answer this one question, and see nothing that was answered before. */
const holderOf = (row: Found): Actor => ({ ...stranger, name: '学员', holdsCodeOf: row.id })

async function rowFor(ctx: Ctx, c: Http): Promise<Found> {
  const row = await byToken(ctx, hashOfToken(c.req.param('token') ?? ''))
  if (!row) throw notFound('这个链接')
  return row
}

const holds = (ctx: Ctx, row: Found): boolean =>
  row.round_state === 'open' && row.token_until !== null && row.token_until > ctx.now

async function showForm(
  ctx: Ctx,
  c: Http,
  values: Record<string, unknown> = {},
  errors: Record<string, string> = {},
): Promise<Response> {
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  const row = await rowFor(ctx, c)
  if (!holds(ctx, row)) {
    c.status(409)
    return portal(c, { title: '链接已过期' }, <GonePage />)
  }
  if (Object.keys(errors).length > 0) c.status(422)
  const fields = fieldsOf(await answered({ ...ctx, actor: holderOf(row) }))
  const page = (
    <AskedPage title={row.title} months={row.months} action={c.req.path} {...{ fields, values, errors }} />
  )
  return portal(c, { title: '您现在怎么样' }, page)
}

async function take(c: Http): Promise<Response> {
  // The link is the learner's; staff who ask on the phone do so by their own name.
  if (c.var.actor.staffId) throw forbidden('这个链接由学员本人填写；打电话问到的，请在“结业跟踪”中登记。')
  const sent = await sentForm(c)
  const fields = fieldsOf(await readIn(c, ctx => answered({ ...ctx, actor: stranger })))
  const input = decode(fields, sent) as Record<string, unknown>
  try {
    await writeIn(c, async ctx => {
      const row = await rowFor(ctx, c)
      if (!holds(ctx, row)) throw new Problem(409, '链接已过期', '这次跟踪已经结束，谢谢您。')
      await perform({ ...ctx, actor: holderOf(row) }, followUpFlow, 'answer', row.id, input)
    })
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, ctx => showForm(ctx, c, input, error.errors))
  }
  c.header('cache-control', 'no-store')
  return portal(c, { title: '谢谢您' }, <ThanksPage />)
}
