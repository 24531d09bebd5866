import { Hono } from 'hono'
import { startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { cached, type Env, type Http, openToAll } from '#platform/http'
import { isId } from '#platform/ids'
import { achievementOf, contexts, issuerProfile, registered, statusList } from './credential.ts'
import { publicKeys, signerIfAny } from './keys.ts'
import { achievementById, endedIn, listCount } from './queries.ts'

/** 5.3.1 What programs read to verify a credential: issuer, keys, achievements, status lists. Open to every site. */
export const credentialRoutes = new Hono<Env>()
  .use('/credentials/*', openToAll)
  .get('/credentials/issuer', cached(showIssuer))
  .get('/credentials/keys', cached(showKeys))
  .get('/credentials/keys/:kid', cached(showKey))
  .get('/credentials/achievements/:id', cached(showAchievement))
  .get('/credentials/status/:number', cached(showList))

const sent = (c: Http, body: object | string, type: string): Response =>
  c.body(typeof body === 'string' ? body : JSON.stringify(body), 200, { 'content-type': type })

async function showIssuer(ctx: Ctx, c: Http): Promise<Response> {
  const profile = issuerProfile(ctx.centre.origin, ctx.centre.name)
  return sent(c, { '@context': contexts, ...profile }, 'application/ld+json')
}

async function showKeys(ctx: Ctx, c: Http): Promise<Response> {
  return sent(c, { keys: (await publicKeys(ctx)).map(one => one.jwk) }, 'application/jwk-set+json')
}

async function showKey(ctx: Ctx, c: Http): Promise<Response> {
  const key = (await publicKeys(ctx)).find(one => one.kid === c.req.param('kid'))
  if (!key) throw notFound('这把公钥')
  return sent(c, key.jwk, 'application/jwk+json')
}

async function showAchievement(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const found = isId(id) ? await achievementById(ctx, id) : undefined
  if (!found) throw notFound('这个项目')
  const achievement = achievementOf(ctx.centre.origin, {
    ...{ classId: found.class_id, name: found.name, className: found.class_title },
    ...{ hoursTenths: found.hours_tenths, organisation: found.organisation },
  })
  return sent(c, { '@context': contexts, ...achievement }, 'application/ld+json')
}

/** Signed like the credentials; made anew when a certificate is revoked or replaced. */
async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const number = Number(c.req.param('number'))
  const [sign, [first]] = [await signerIfAny(ctx), await publicKeys(ctx)]
  if (!sign || !first || !Number.isInteger(number) || number < 1 || number > (await listCount(ctx)))
    throw notFound('这份状态名单')
  const { indexes, last } = await endedIn(ctx, number)
  const asOf = last ? startOfDay(last) : first.madeAt
  const list = statusList(ctx.centre.origin, { number, indexes, asOf })
  return sent(c, sign({ ...list, ...registered(list) }), 'application/vc+jwt')
}
