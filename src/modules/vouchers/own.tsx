import { Hono } from 'hono'
import { partiesOfActor } from '#modules/parties'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, type Env, type Http, signedIn } from '#platform/http'
import { newId } from '#platform/ids'
import { find } from '#platform/perform'
import { whyNot } from './claiming.ts'
import { eligibility } from './fit.ts'
import { fundOf } from './ledger.ts'
import { ClaimPage, MyVoucher, MyVouchers } from './pages/my.tsx'
import { eitherSide, type Programme, type Voucher } from './people.ts'
import { voucherById, vouchersOfActor } from './queries/vouchers.ts'
import { programmeCard, voucherLine, voucherView } from './view.ts'
import { voucherFlow } from './voucher.ts'
import { programmeFlow } from './workflow.ts'

/** One's own vouchers, on the phone: as a recipient, or as the provider whom they pay. */
export const ownRoutes = new Hono<Env>()
  .get('/my/vouchers', signedIn(showMine))
  .get('/my/vouchers/claim/:id', signedIn(showClaim))
  .get('/my/vouchers/:id', signedIn(showOne))

const inUse = ['issued', 'attached', 'redeemable', 'settling']

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = await vouchersOfActor(ctx)
  c.header('cache-control', 'no-store')
  return portal(
    c,
    { title: '我的服务券', own: true },
    <MyVouchers
      open={rows.filter(row => inUse.includes(row.state)).map(voucherLine)}
      past={rows.filter(row => !inUse.includes(row.state)).map(voucherLine)}
    />,
  )
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const found = (await find(ctx, voucherFlow, c.req.param('id') ?? '')) as unknown as Voucher
  // Staff see others' at the workbench.
  if (!eitherSide.test(ctx.actor, found, undefined as never)) throw notFound('这张服务券')
  const row = await voucherById(ctx, found.id)
  if (!row) throw notFound('这张服务券')
  c.header('cache-control', 'no-store')
  return portal(c, { title: '服务券', own: true }, <MyVoucher view={await voucherView(ctx, row)} />)
}

async function showClaim(ctx: Ctx, c: Http): Promise<Answer> {
  const programme = (await find(ctx, programmeFlow, c.req.param('id') ?? '')) as unknown as Programme
  if (!programme.published_at) throw notFound('这个服务券计划')
  const all = await partiesOfActor(ctx)
  const wanted = all.filter(one => one.id === c.req.query('party'))
  const here = `/my/vouchers/claim/${programme.id}`
  const parties = await Promise.all(
    (wanted.length > 0 ? wanted : all.slice(0, 10)).map(async party => {
      const { verdict, groups, missing } = await eligibility(ctx, programme, party)
      const [next] = missing
      const ask = new URLSearchParams({ party_id: party.id, fact: next ?? '', back: here })
      return {
        ...{ id: party.id, name: party.name, verdict, groups },
        why: verdict === 'no' ? null : await whyNot(ctx, programme, party.id),
        ask: next ? `/act/party_fact/declare?${ask}` : null,
      }
    }),
  )
  const { name, offer, left } = programmeCard(programme, await fundOf(ctx, programme.id), ctx.now)
  c.header('cache-control', 'no-store')
  return portal(
    c,
    { title: '领取服务券', own: true },
    <ClaimPage programme={{ id: programme.id, name, offer, left }} parties={parties} formKey={newId()} />,
  )
}
