import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { tooMany } from '#platform/errors'
import { addressOf, cached, type Env, type Http, readIn, sentForm } from '#platform/http'
import { type RateLimit, rateLimit } from '#platform/rate-limit'
import { addresses } from './credential.ts'
import { type Checked, CheckPage, GuidePage } from './pages/public.tsx'
import { known } from './queries.ts'
import { typedName, typedSerial } from './serial.ts'
import { checksAMinute } from './settings.ts'

/** 5.3.1 证书查验, for everybody. What was asked stands in no address: a name is nobody else's business. */
export const publicRoutes = new Hono<Env>()
  .get('/certificates', cached(showForm))
  .post('/certificates', checkByName)
  .get('/certificates/verify', cached(showGuide))
  .get('/certificates/:serial/:code', checkByCode)

const head = { title: '证书查验', description: '核对一张结业证书是不是真的、现在还有没有效' }

async function showForm(_ctx: Ctx, c: Http): Promise<Response> {
  return portal(c, head, <CheckPage serial="" />)
}

async function showGuide(ctx: Ctx, c: Http): Promise<Response> {
  const { issuer, keys } = addresses(ctx.centre.origin)
  return portal(
    c,
    { title: '自己验证电子凭证', description: '不联网验证结业证书的电子凭证' },
    <GuidePage issuer={issuer} keys={keys} />,
  )
}

async function checkByName(c: Http): Promise<Response> {
  c.header('cache-control', 'no-store')
  const form = await sentForm(c)
  brake(c)
  const serial = typedSerial(String(form.get('serial') ?? ''))
  const name = typedName(String(form.get('name') ?? ''))
  const found = serial && name ? await readIn(c, ctx => known(ctx, serial, { name })) : undefined
  return portal(c, head, <CheckPage serial={serial} found={found ? shown(found) : null} />)
}

async function checkByCode(c: Http): Promise<Response> {
  c.header('cache-control', 'no-store')
  c.header('referrer-policy', 'no-referrer')
  brake(c)
  const serial = typedSerial(c.req.param('serial') ?? '')
  const code = typedSerial(c.req.param('code') ?? '').toUpperCase()
  const found = await readIn(c, ctx => known(ctx, serial, { code }))
  if (!found) c.status(404)
  return portal(c, head, <CheckPage serial={serial} found={found ? shown(found) : null} byCode />)
}

type Found = NonNullable<Awaited<ReturnType<typeof known>>>

/** While it is only asked to be revoked or put right, it counts. */
const shown = (row: Found): Checked => ({
  standing: row.state === 'revoked' || row.state === 'replaced' ? row.state : 'valid',
  ...{ serial: row.serial, person: row.person_name, name: row.name, className: row.class_title },
  ...{ classNumber: row.class_number, issuedOn: row.issued_on, endedOn: row.ended_on ?? '' },
})

const limits = new Map<number, RateLimit>()

/** So many tries a minute from one place, whichever way it is asked. */
function brake(c: Http): void {
  if (c.var.kernel.config.RATE_LIMIT === 0) return
  const most = checksAMinute.of(c.var.centre)
  const limit = limits.get(most) ?? rateLimit(most)
  limits.set(most, limit)
  if (!limit.allows(`${c.var.centre.id} ${addressOf(c)}`))
    throw tooMany('一分钟内查验的次数太多了，请稍等片刻再试。')
}
