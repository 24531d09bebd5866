import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { money } from '#platform/format'
import { cached, type Env, type Http, readIn } from '#platform/http'
import { proofOf } from './agreement.ts'
import { type KindCode, kindCodes } from './kind-codes.ts'
import { kinds, offersOfKinds } from './kind-queries.ts'
import { CheckPage, Support, SupportKind, type Tile } from './pages/support.tsx'
import type { Stage } from './plan.ts'

/** 业务支持 for everyone, and whether an agreement is genuine. */
export const publicOrderRoutes = new Hono<Env>()
  .get('/support', cached(showSupport))
  .get('/support/:code', cached(showKind))
  .get('/agreements/check', c => showCheck(c))

type Offer = Awaited<ReturnType<typeof offersOfKinds>>[number]

function rangeOf(offers: readonly Offer[]): Tile['range'] {
  const prices = offers.flatMap(one => (one.provider_id && one.price_fen ? [one.price_fen] : []))
  return prices.length === 0 ? null : { low: Math.min(...prices), high: Math.max(...prices) }
}

async function showSupport(ctx: Ctx, c: Http): Promise<Response> {
  const [rows, offers] = await Promise.all([kinds(ctx), offersOfKinds(ctx)])
  const tiles = rows
    .filter(one => one.state === 'active')
    .map(one => {
      const own = offers.filter(offer => offer.kind_id === one.id)
      const firms = new Set(own.flatMap(offer => offer.provider_id ?? []))
      return {
        ...{ code: one.code, name: one.name, about: one.about },
        icon: kindCodes[one.code as KindCode].icon,
        providers: firms.size,
        range: rangeOf(own),
      }
    })
  return portal(
    c,
    {
      title: '业务支持',
      description:
        '软件、营销、视觉、金融、物流、技术、财税、知识产权、短视频：请服务商报价、比选、按里程碑交付',
    },
    <Support tiles={tiles} />,
  )
}

async function showKind(ctx: Ctx, c: Http): Promise<Response> {
  const code = c.req.param('code') ?? ''
  const kind = (await kinds(ctx)).find(one => one.code === code && one.state === 'active')
  if (!kind) throw notFound('这类业务支持')
  const offers = (await offersOfKinds(ctx)).filter(one => one.kind_id === kind.id)
  const items = [...new Map(offers.map(one => [one.id, { id: one.id, name: one.item }])).values()]
  const firms = Map.groupBy(
    offers.filter(one => one.provider_id !== null),
    one => one.provider_id as string,
  )
  const providers = [...firms].map(([id, those]) => ({
    id,
    name: those[0]?.provider ?? '',
    offers: those.map(one => `${one.item}${one.price_fen ? ` ${money(one.price_fen)}` : ''}`).join('，'),
  }))
  return portal(
    c,
    { title: kind.name, description: kind.about },
    <SupportKind
      kind={kind}
      stages={kind.stages as unknown as Stage[]}
      items={items}
      providers={providers}
      range={rangeOf(offers)}
    />,
  )
}

/** Says only whether number and proof belong to an agreement that came into force. */
async function showCheck(c: Http): Promise<Response> {
  const number = (c.req.query('number') ?? '').trim().slice(0, 30)
  const proof = (c.req.query('proof') ?? '').replaceAll(/\s/g, '').slice(0, 24)
  const found = number && proof ? await readIn(c, ctx => isGenuine(ctx, number, proof)) : null
  c.header('cache-control', 'no-store')
  return portal(c, { title: '查验服务协议' }, <CheckPage number={number} proof={proof} found={found} />)
}

async function isGenuine(ctx: Ctx, number: string, proof: string): Promise<boolean> {
  const row = await ctx.db
    .selectFrom('service_order')
    .select('digest')
    .where('number', '=', number)
    .where('in_force_at', 'is not', null)
    .executeTakeFirst()
  return row?.digest != null && proofOf(row.digest) === proof
}
