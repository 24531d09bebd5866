import { Hono } from 'hono'
import { z } from 'zod'
import { portal } from '#modules/shell'
import { type Ctx, system } from '#platform/ctx'
import { notFound, Problem, tooMany } from '#platform/errors'
import { decode, fieldsOf, validate } from '#platform/forms'
import { addressOf, type Env, type Http, readIn, sentForm, writeIn } from '#platform/http'
import { isId } from '#platform/ids'
import { perform } from '#platform/perform'
import { columnsOfAll } from '#platform/publications'
import { rateLimit } from '#platform/rate-limit'
import { isToken, leavePath, type Purpose } from './letters.ts'
import { AskedPage, ConfirmPage, LeavePage, LeftPage, SubscribePage } from './pages/subscribing.tsx'
import { lettersToday, lockFor } from './queries.ts'
import { confirmDays, letterPause, lettersADay, mostLetters } from './settings.ts'
import { choice, emailField, type Rhythm, type Subscriber, subscriberFlow } from './subscriber.ts'

/**
 * 邮件摘要 for everybody: without an account. A letter leads to pages with a button; what only opens links (scanners of
 * mail programs do) neither confirms nor ends anything.
 */
export const subscribingRoutes = new Hono<Env>()
  .get('/subscribe', c => readIn(c, ctx => showForm(ctx, c)))
  .post('/subscribe', take)
  .get('/subscribe/confirm/:id/:token', c => readIn(c, ctx => showConfirm(ctx, c)))
  .post('/subscribe/confirm/:id/:token', confirm)
  .get('/subscribe/leave/:id/:token', c => readIn(c, ctx => showLeave(ctx, c)))
  .post('/subscribe/leave/:id/:token', leave)

/** From one place a few addresses a minute: what is asked here writes to strangers. */
const askers = rateLimit(5)

const schema = () => z.object({ email: emailField, ...choice().shape })
const everything = () => ({ columns: columnsOfAll().map(one => one.code), rhythm: 'weekly' })

const showForm = (_ctx: Ctx, c: Http, values: Record<string, unknown> = everything(), errors = {}) =>
  portal(
    c,
    { title: '邮件摘要', description: '把新的政策、活动、公告寄到您的邮箱，随时可以退订' },
    <SubscribePage
      fields={fieldsOf(schema())}
      values={values}
      errors={errors}
      days={confirmDays.of(c.var.centre)}
    />,
  )

/** The same answer whoever's address it is, so that nobody learns who has subscribed. */
async function take(c: Http): Promise<Response> {
  c.header('cache-control', 'no-store')
  const sent = await sentForm(c)
  if (c.var.kernel.config.RATE_LIMIT > 0 && !askers.allows(addressOf(c)))
    throw tooMany('一分钟内的申请太多了，请稍等片刻再试。')
  const values = decode(fieldsOf(schema()), sent) as Record<string, unknown>
  try {
    const input = validate(schema(), values)
    await writeIn(c, ctx => ask(ctx, input, c.var.actor.identityId, addressOf(c)))
    return portal(c, { title: '请查收确认信' }, <AskedPage days={confirmDays.of(c.var.centre)} />)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    c.status(422)
    return readIn(c, ctx => showForm(ctx, c, values, error.errors))
  }
}

async function ask(
  ctx: Ctx,
  { email, columns, rhythm }: { email: string; columns: string[]; rhythm: Rhythm },
  identity_id: string | null,
  from: string,
): Promise<void> {
  const asSystem = { ...ctx, actor: system }
  const known = await subscriberWith(ctx, email)
  if (known) {
    if (mayWrite(ctx, known)) await perform(asSystem, subscriberFlow, 'remind', known.id)
    return
  }
  if ((await lettersToday(ctx)) >= lettersADay.of(ctx.centre)) {
    ctx.log.warn({ from }, 'too many subscriptions in a day')
    throw tooMany('今天申请订阅的人太多了，请明天再来。')
  }
  const { id } = await perform(asSystem, subscriberFlow, 'ask', null, { email, columns, rhythm, identity_id })
  await perform(asSystem, subscriberFlow, 'remind', id)
}

/** Who has asked or subscribed by this address; two who ask at once ask one after the other. */
async function subscriberWith(ctx: Ctx, email: string): Promise<Subscriber | undefined> {
  const email_hash = ctx.centre.keys.hash(email)
  await lockFor(ctx, email_hash)
  return ctx.db
    .selectFrom('digest_subscriber')
    .selectAll()
    .where('email_hash', '=', email_hash)
    .executeTakeFirst()
}

/** A stranger's mailbox is not filled by somebody who asks again and again. */
const mayWrite = (ctx: Ctx, { letters, letter_at }: Subscriber): boolean =>
  letters < mostLetters.of(ctx.centre) &&
  (letter_at === null || ctx.now.getTime() - letter_at.getTime() >= letterPause.of(ctx.centre) * 3_600_000)

async function asked(ctx: Ctx, c: Http, purpose: Purpose): Promise<Subscriber> {
  const { id = '', token = '' } = c.req.param() as Record<string, string>
  const row =
    isId(id) && isToken(ctx, purpose, id, token)
      ? await ctx.db.selectFrom('digest_subscriber').selectAll().where('id', '=', id).executeTakeFirst()
      : undefined
  if (!row) throw notFound('这个订阅')
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  return row
}

async function showConfirm(ctx: Ctx, c: Http): Promise<Response> {
  const row = await asked(ctx, c, 'confirm')
  if (row.state === 'left') return portal(c, { title: '订阅已结束' }, <LeftPage />)
  const manage = row.state === 'active' ? leavePath(ctx, row.id) : null
  return portal(c, { title: '确认订阅' }, <ConfirmPage path={c.req.path} manage={manage} />)
}

function confirm(c: Http): Promise<Response> {
  return writeIn(c, async ctx => {
    const row = await asked(ctx, c, 'confirm')
    if (row.state === 'asked') await perform({ ...ctx, actor: system }, subscriberFlow, 'confirm', row.id)
    return c.redirect(c.req.path, 303)
  })
}

async function showLeave(ctx: Ctx, c: Http, errors = {}): Promise<Response> {
  const row = await asked(ctx, c, 'leave')
  if (row.state === 'left') return portal(c, { title: '已退订' }, <LeftPage />)
  const page = (
    <LeavePage
      path={c.req.path}
      fields={row.state === 'active' ? fieldsOf(choice()) : []}
      values={{ columns: row.columns, rhythm: row.rhythm }}
      errors={errors}
    />
  )
  return portal(c, { title: '修改或退订' }, page)
}

/** By the button, or by the mail program itself (RFC 8058), which sends `List-Unsubscribe=One-Click` and no cookie. */
async function leave(c: Http): Promise<Response> {
  const sent = await sentForm(c)
  if (sent.get('what') === 'choose') return change(c, sent)
  const oneClick = sent.get('List-Unsubscribe') === 'One-Click'
  if (!oneClick && sent.get('what') !== 'leave')
    throw new Problem(400, '内容无法读取', '请从邮件里的链接重新打开。')
  return writeIn(c, async ctx => {
    const row = await asked(ctx, c, 'leave')
    const how = oneClick ? 'one_click' : 'page'
    if (row.state !== 'left')
      await perform({ ...ctx, actor: system }, subscriberFlow, 'leave', row.id, { how })
    return oneClick ? c.text('已退订') : c.redirect(c.req.path, 303)
  })
}

async function change(c: Http, sent: FormData): Promise<Response> {
  try {
    const input = validate(choice(), decode(fieldsOf(choice()), sent))
    await writeIn(c, async ctx => {
      const row = await asked(ctx, c, 'leave')
      await perform({ ...ctx, actor: system }, subscriberFlow, 'choose', row.id, input)
    })
    return c.redirect(c.req.path, 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    c.status(422)
    return readIn(c, ctx => showLeave(ctx, c, error.errors))
  }
}
