import { Hono } from 'hono'
import { badgeOf, buttonsFor } from '#modules/actions'
import { desk, plain, portal } from '#modules/shell'
import { type Checked, clearedCookie } from '#platform/auth'
import type { Ctx } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { notFound, Problem, signInFirst } from '#platform/errors'
import { validate } from '#platform/forms'
import { type Env, type Http, readIn, sentForm } from '#platform/http'
import { isId } from '#platform/ids'
import { forgetPerson, forgotten, ownData, warnings } from '#platform/personal-data'
import { keysOfActor, useApi } from './api-key.ts'
import { consentFlow, consentsOf } from './consent.ts'
import { AccountPage, ErasedPage, ErasePage, TotpSetupPage } from './pages/account.tsx'
import { identityOf } from './queries.ts'
import { metaOf, newPassword } from './routes.tsx'
import { secondFactorRequired } from './settings.ts'

/** One's own account: sessions, password, second factor, and one's data to take along or to have erased. */
export const accountRoutes = new Hono<Env>()
  .get('/account', c => showAccount(c))
  .post('/account/password', c => changePassword(c))
  .post('/account/totp', c => enrol(c))
  .post('/account/totp/confirm', async c => {
    const done = await c.var.kernel.auth.confirmTotp(me(c), await codeOf(c), metaOf(c))
    return done === 'ok' ? c.redirect('/account', 303) : showAccount(c, { '': refused(done, '没有开启') })
  })
  .post('/account/totp/remove', async c => {
    const done = await c.var.kernel.auth.disableTotp(me(c), await codeOf(c), metaOf(c))
    return done === 'ok' ? c.redirect('/account', 303) : showAccount(c, { code: refused(done, '没有关闭') })
  })
  .post('/account/sessions/end-all', async c => {
    await c.var.kernel.auth.endAllSessions(me(c))
    c.header('set-cookie', clearedCookie())
    return c.redirect('/sign-in', 303)
  })
  .post('/account/sessions/:id/end', async c => {
    const id = c.req.param('id')
    if (!isId(id)) throw notFound('这台设备')
    await c.var.kernel.auth.endSession(me(c), id)
    return c.redirect('/account', 303)
  })
  .get('/account/data.json', async c => {
    me(c)
    const data = await readIn(c, ownData)
    c.header('content-disposition', 'attachment; filename="my-data.json"')
    c.header('cache-control', 'no-store')
    return c.body(JSON.stringify(data, null, 2), 200, { 'content-type': 'application/json; charset=utf-8' })
  })
  .get('/account/erase', c => askToErase(c))
  .post('/account/erase', c => erase(c))

/** The id of the person who asks; a stranger is asked to sign in. */
export function me(c: Http): string {
  if (c.var.actor.kind !== 'person' || !c.var.actor.identityId) throw signInFirst()
  return c.var.actor.identityId
}

/** A page of one's own, in the place where the person is at home: the workbench or the portal. */
export const shown = (c: Http, title: string, page: Parameters<typeof portal>[2]): Promise<Response> => {
  me(c)
  c.header('cache-control', 'no-store')
  return c.var.actor.staffId
    ? readIn(c, ctx => desk(ctx, c, { title }, page))
    : portal(c, { title, own: true }, page)
}

const codeOf = async (c: Http): Promise<string> =>
  String((await sentForm(c)).get('code') ?? '').replaceAll(/\s/g, '')

const refused = (checked: Checked, what: string): string =>
  checked === 'locked'
    ? `试的次数太多，两步验证${what}，请 30 分钟后再试。`
    : `动态码不对或已用过，两步验证${what}，请用新的动态码再试。`

async function showAccount(c: Http, errors: Record<string, string> = {}): Promise<Response> {
  const id = me(c)
  const sessions = await c.var.kernel.auth.sessionsOf(id)
  const { actor, session, centre } = c.var
  const facts = await readIn(c, async ctx => {
    const consents = await consentsOf(ctx)
    const [given] = consents.filter(consent => consent.state === 'given')
    return {
      identity: await identityOf(ctx),
      consents: consents.map(consent => ({ ...consent, state: badgeOf(consentFlow, consent.state) })),
      consentButtons: given ? await buttonsFor(ctx, consentFlow, given) : [],
      keys: actor.duties.has(useApi.code) ? (await keysOfActor(ctx)).length : null,
    }
  })
  const page = (
    <AccountPage
      {...facts}
      sessions={sessions.map(one => ({ ...one, current: one.id === session?.id }))}
      mustChange={session?.mustChangePassword ?? false}
      mustEnrol={actor.staffId !== null && !session?.secondFactor && secondFactorRequired.of(centre)}
      errors={errors}
      now={c.var.kernel.outside.now()}
    />
  )
  if (Object.keys(errors).length > 0) c.status(422)
  return shown(c, '账号与安全', page)
}

async function changePassword(c: Http): Promise<Response> {
  const id = me(c)
  const form = await sentForm(c)
  try {
    const input = validate(newPassword, { present: form.get('present'), next: form.get('next') })
    const done = await c.var.kernel.auth.changePassword(
      id,
      { ...input, keptSession: c.var.session?.id ?? '' },
      metaOf(c),
    )
    if (done === 'ok') return c.redirect('/account', 303)
    return showAccount(c, {
      present: done === 'locked' ? '试的次数太多，请 30 分钟后再试。' : '现在的密码不对。',
    })
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return showAccount(c, error.errors)
    throw error
  }
}

async function enrol(c: Http): Promise<Response> {
  const uri = await c.var.kernel.auth.enrolTotp(me(c), c.var.actor.name, c.var.centre.name)
  if (uri === null) return showAccount(c, { '': '两步验证已经开启；要换一个，请先关闭。' })
  const qr = await qrSvg(uri)
  return shown(
    c,
    '开启两步验证',
    <TotpSetupPage qr={qr} secret={new URL(uri).searchParams.get('secret') ?? ''} />,
  )
}

/** Before one deletes one's account: what that ends. */
async function askToErase(c: Http, error?: string): Promise<Response> {
  me(c)
  if (c.var.actor.staffId) return shown(c, '注销账号', <ErasePage staff={true} />)
  const ends = (await inEveryCentre(c, 'read', warnings)).flat()
  if (error) c.status(422)
  return shown(c, '注销账号', <ErasePage staff={false} ends={ends} {...(error && { error })} />)
}

/** Every centre forgets the person's name and numbers; the identity itself loses them too, and every session ends. */
async function erase(c: Http): Promise<Response> {
  const id = me(c)
  const { kernel, actor } = c.var
  if (actor.staffId) return askToErase(c)
  if ((await sentForm(c)).get('understood') !== '1') return askToErase(c, '请先勾选，确认您已了解。')
  await inEveryCentre(c, 'write', forgetPerson)
  await kernel.database.pool.query(
    'delete from one_time_code where phone = (select phone_number from identity where id = $1)',
    [id],
  )
  await kernel.database.pool.query(
    'update identity set name = $3, phone_number = null, username = null, password_hash = null, totp_cipher = null, erased_at = $2 where id = $1',
    [id, kernel.outside.now(), forgotten],
  )
  await kernel.auth.endAllSessions(id)
  c.header('set-cookie', clearedCookie())
  return plain(c, { title: '账号已注销' }, <ErasedPage />)
}

/** The same at every centre, as the person with whatever they may act for there, and as no member of its staff. */
async function inEveryCentre<T>(
  c: Http,
  how: 'read' | 'write',
  work: (ctx: Ctx) => Promise<T>,
): Promise<T[]> {
  const { kernel, actor } = c.var
  const done: T[] = []
  for (const centreId of await kernel.centres.all()) {
    const centre = await kernel.centres.byId(centreId)
    const there = async (db: Ctx['db']) => {
      const mandates = await db
        .selectFrom('mandate')
        .select('party_id')
        .where('identity_id', '=', actor.identityId)
        .where('state', '=', 'active')
        .limit(500)
        .execute()
      const parties = mandates.map(mandate => mandate.party_id)
      const person = { ...actor, staffId: null, duties: new Set<string>(), parties }
      return work({ db, centre, actor: person, now: kernel.outside.now(), log: kernel.log })
    }
    done.push(await kernel.database[how]({ centre: centreId }, there))
  }
  return done
}
