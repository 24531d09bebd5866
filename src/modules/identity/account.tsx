import { Hono } from 'hono'
import QRCode from 'qrcode'
import { desk, portal } from '#modules/shell'
import { clearedCookie } from '#platform/auth'
import type { Ctx } from '#platform/ctx'
import { signInFirst } from '#platform/errors'
import { validate } from '#platform/forms'
import { type Env, type Http, readIn, writeIn } from '#platform/http'
import { forgetPerson, forgotten, ownData } from '#platform/personal-data'
import { AccountPage, ErasePage, TotpSetupPage } from './pages/account.tsx'
import { consentsOf, identityOf } from './queries.ts'
import { newPassword } from './routes.tsx'

/** One's own account: sessions, password, second factor, and one's data to take along or to have erased. */
export const accountRoutes = new Hono<Env>()
  .get('/account', c => showAccount(c))
  .post('/account/password', c => changePassword(c))
  .post('/account/totp', c => enrol(c))
  .post('/account/totp/confirm', c => confirmTotp(c))
  .post('/account/totp/remove', async c => {
    await c.var.kernel.auth.disableTotp(me(c))
    return c.redirect('/account', 303)
  })
  .post('/account/sessions/end-all', async c => {
    await c.var.kernel.auth.endAllSessions(me(c))
    c.header('set-cookie', clearedCookie())
    return c.redirect('/sign-in', 303)
  })
  .post('/account/sessions/:id/end', async c => {
    await c.var.kernel.auth.endSession(me(c), c.req.param('id'))
    return c.redirect('/account', 303)
  })
  .get('/account/data.json', async c => {
    me(c)
    const data = await readIn(c, ownData)
    c.header('content-disposition', 'attachment; filename="my-data.json"')
    c.header('cache-control', 'no-store')
    return c.body(JSON.stringify(data, null, 2), 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  .get('/account/erase', c => shown(c, '注销账号', <ErasePage staff={c.var.actor.staffId !== null} />))
  .post('/account/erase', async c => {
    const id = me(c)
    if (c.var.actor.staffId) return shown(c, '注销账号', <ErasePage staff={true} />)
    await writeIn(c, forgetPerson)
    await c.var.kernel.database.pool.query(
      'update identity set name = $3, phone_number = null, username = null, password_hash = null, totp_cipher = null, erased_at = $2 where id = $1',
      [id, c.var.kernel.outside.now(), forgotten],
    )
    await c.var.kernel.auth.endAllSessions(id)
    c.header('set-cookie', clearedCookie())
    return c.redirect('/', 303)
  })

function me(c: Http): string {
  if (c.var.actor.kind !== 'person' || !c.var.actor.identityId) throw signInFirst()
  return c.var.actor.identityId
}

const shown = (c: Http, title: string, page: Parameters<typeof portal>[2]): Promise<Response> => {
  me(c)
  c.header('cache-control', 'no-store')
  return c.var.actor.staffId
    ? readIn(c, ctx => desk(ctx, c, { title }, page))
    : portal(c, { title, own: true }, page)
}

async function showAccount(c: Http, errors: Record<string, string> = {}): Promise<Response> {
  const id = me(c)
  const sessions = await c.var.kernel.auth.sessionsOf(id)
  const facts = await readIn(c, async (ctx: Ctx) => ({
    identity: await identityOf(ctx),
    consents: await consentsOf(ctx),
  }))
  const page = (
    <AccountPage
      {...facts}
      sessions={sessions.map(session => ({ ...session, current: session.id === c.var.session?.id }))}
      mustChange={c.var.session?.mustChangePassword ?? false}
      errors={errors}
      now={c.var.kernel.outside.now()}
    />
  )
  if (Object.keys(errors).length > 0) c.status(422)
  return shown(c, '账号与安全', page)
}

async function changePassword(c: Http): Promise<Response> {
  const id = me(c)
  const form = await c.req.formData()
  try {
    const { present, next } = validate(newPassword, { present: form.get('present'), next: form.get('next') })
    if (await c.var.kernel.auth.changePassword(id, present, next, c.var.session?.id ?? ''))
      return c.redirect('/account', 303)
    return showAccount(c, { present: '现在的密码不对。' })
  } catch (error) {
    if (error instanceof Error && 'errors' in error)
      return showAccount(c, error.errors as Record<string, string>)
    throw error
  }
}

async function enrol(c: Http): Promise<Response> {
  const uri = await c.var.kernel.auth.enrolTotp(me(c), c.var.actor.name, c.var.centre.name)
  const qr = await QRCode.toDataURL(uri, { width: 220, margin: 1 })
  return shown(
    c,
    '开启两步验证',
    <TotpSetupPage qr={qr} secret={new URL(uri).searchParams.get('secret') ?? ''} />,
  )
}

async function confirmTotp(c: Http): Promise<Response> {
  const form = await c.req.formData()
  const done = await c.var.kernel.auth.confirmTotp(me(c), String(form.get('code') ?? '').trim())
  return done
    ? c.redirect('/account', 303)
    : showAccount(c, { '': '动态码不对，两步验证没有开启，请重新设置。' })
}
