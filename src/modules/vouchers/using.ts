import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict, notFound } from '#platform/errors'
import { money } from '#platform/format'
import { tell } from '#platform/notify'
import { perform } from '#platform/perform'
import { workflows } from '#platform/workflow'
import { isUnderWay, leftOf, standing } from './amounts.ts'
import { voucherNumber } from './codes.ts'
import { post } from './ledger.ts'
import { toldHolder, toldProvider } from './messages.ts'
import { agreeing, milestonesOf, orderOf, ordersFor } from './orders.ts'
import type { Voucher } from './people.ts'
import { programmeOf } from './queries/programmes.ts'
import { lockVoucher, redemptionsOf } from './queries/vouchers.ts'

export interface Attach {
  order_id: string
}

/** The recipient chooses among the orders that the voucher fits. */
export async function attaching(
  ctx: Ctx,
  row: Voucher | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Attach>> {
  // A form that is sent twice names the order that it is used for already; the action knows it by its key.
  const sent = typeof raw.order_id === 'string' ? [raw.order_id] : []
  const orders = row ? await fitting(ctx, row) : []
  if (row && orders.length + sent.length === 0)
    throw conflict(
      '现在没有可以用这张券的订单：要和服务商订了约、还没验收完，并且在券的适用范围以内。可以先到“办服务”里找服务商比价、下单。一次交付的小订单没有分阶段的协议，要用券的，请工作人员改为签协议。',
      `/my/vouchers/${row.id}`,
    )
  return z.object({
    order_id: z.enum([...orders.map(one => one.id), ...sent] as [string, ...string[]]).meta({
      label: '用到哪个订单',
      widget: 'radio',
      options: orders.map(one => ({
        value: one.id,
        label: `${one.title}（${one.provider}，${money(one.price_fen)}）`,
      })),
    }),
  }) as unknown as z.ZodType<Attach>
}

const fitting = async (ctx: Ctx, row: Voucher) => {
  const programme = await programmeOf(ctx, row.programme_id)
  return programme ? ordersFor(ctx, row, programme) : []
}

export async function attached(ctx: Ctx, row: Voucher, { order_id }: Attach) {
  if (row.valid_until < dayOf(ctx.now)) throw conflict('这张券已经过了有效期。')
  const order = (await fitting(ctx, row)).find(one => one.id === order_id)
  if (!order) throw notFound('这个订单')
  return { order_id, provider_party_id: order.provider_party_id, attached_at: ctx.now }
}

export async function tellAttached(ctx: Ctx, row: Voucher): Promise<void> {
  const told = toldProvider(row, await codeOf(ctx, row))
  if (told) await tell(ctx, told)
}

export async function detached(ctx: Ctx, row: Voucher) {
  await refuseUnderWay(ctx, row)
  const order = row.order_id ? await orderOf(ctx, row.order_id) : undefined
  if (order && !(agreeing as readonly string[]).includes(order.state))
    throw conflict('这个订单已经办完了，券跟着订单，不能再取下。')
  return free
}

const free = { order_id: null, provider_party_id: null, attached_at: null }

export interface Progress {
  state: 'issued' | 'attached' | 'redeemable' | 'settling' | 'used'
}
export const progress = z.object({
  state: z.enum(['issued', 'attached', 'redeemable', 'settling', 'used']),
}) as z.ZodType<Progress>

export const progressed = async (_ctx: Ctx, _row: Voucher, { state }: Progress) =>
  state === 'issued' ? free : {}

/** Once nothing more can be asked for, what is left flows back; the voucher keeps its place. */
export async function afterProgress(ctx: Ctx, row: Voucher, { state }: Progress): Promise<void> {
  if (state === 'used') await release(ctx, row, 'progress')
  if (state === 'redeemable') await tell(ctx, toldHolder('redeemable', row, await codeOf(ctx, row)))
  if (state === 'issued') await tell(ctx, toldHolder('freed', row, await codeOf(ctx, row)))
}

/** Brings a voucher in line with its order and with what was asked for. Nothing where it stands right already. */
export async function follow(ctx: Ctx, voucherId: string): Promise<void> {
  const flow = workflows.get('voucher')
  const row = await lockVoucher(ctx, voucherId)
  if (!flow || !row?.order_id || !['attached', 'redeemable', 'settling'].includes(row.state)) return
  const [order, milestones, redemptions] = await Promise.all([
    orderOf(ctx, row.order_id),
    milestonesOf(ctx, row.order_id),
    redemptionsOf(ctx, [row.id]),
  ])
  const state = standing({ voucher: row, orderState: order?.state, milestones, redemptions })
  if (state !== row.state) await perform({ ...ctx, actor: system }, flow, 'progress', row.id, { state })
}

/** The vouchers that are used for an order: what becomes of it is theirs to follow. */
export async function followOrder(ctx: Ctx, orderId: string): Promise<void> {
  const rows = await ctx.db
    .selectFrom('voucher')
    .select('id')
    .where('order_id', '=', orderId)
    .where('state', 'in', ['attached', 'redeemable', 'settling'])
    .limit(5)
    .execute()
  for (const { id } of rows) await follow(ctx, id)
}

/** What was set aside and not asked for flows back to the programme. */
async function release(ctx: Ctx, row: Voucher, action: string, frees = false): Promise<void> {
  const left = leftOf(row, await redemptionsOf(ctx, [row.id]))
  await post(
    ctx,
    { flow: 'voucher', action, id: row.id },
    { programme_id: row.programme_id, voucher_id: row.id, kind: 'release', amount_fen: left, frees },
  )
}

export const gaveBack =
  (action: 'giveBack' | 'withdraw') =>
  (ctx: Ctx, row: Voucher): Promise<void> =>
    release(ctx, row, action, true)

export const reminded = async (ctx: Ctx, _row: Voucher) => ({ reminded_on: dayOf(ctx.now) })

export const tellHolder =
  (what: 'ending' | 'expired') =>
  async (ctx: Ctx, row: Voucher): Promise<void> =>
    tell(ctx, toldHolder(what, row, await codeOf(ctx, row)))

/** Its time is over, by the day that the clock acts on. */
export async function overDue(ctx: Ctx, row: Voucher): Promise<undefined> {
  const until = row.state === 'issued' ? row.valid_until : row.redeem_until
  if (until >= dayOf(ctx.now)) throw conflict('这张券还没有到期。')
  await refuseUnderWay(ctx, row)
}

export async function ranOut(ctx: Ctx, row: Voucher): Promise<void> {
  await release(ctx, row, 'expire', true)
  await tellHolder('expired')(ctx, row)
}

export async function revoked(ctx: Ctx, row: Voucher, { reason }: { reason: string }) {
  await refuseUnderWay(ctx, row)
  return { reason }
}

/** What was used up gave back its rest already; what was paid is demanded back by the job that hears of it. */
export async function afterRevoking(ctx: Ctx, row: Voucher): Promise<void> {
  const entries = await ctx.db
    .selectFrom('voucher_entry')
    .select(['kind', 'amount_fen'])
    .where('voucher_id', '=', row.id)
    .limit(500)
    .execute()
  const sum = (...kinds: string[]) =>
    entries.filter(one => kinds.includes(one.kind)).reduce((total, one) => total + one.amount_fen, 0)
  const held = sum('reserve', 'undo') - sum('release', 'redeem')
  await post(
    ctx,
    { flow: 'voucher', action: 'revoke', id: row.id },
    {
      ...{ programme_id: row.programme_id, voucher_id: row.id, kind: 'release' },
      ...{ amount_fen: held, frees: held === row.cap_fen },
    },
  )
  await tell(ctx, toldHolder('revoked', row, await codeOf(ctx, row)))
}

async function refuseUnderWay(ctx: Ctx, row: Voucher): Promise<void> {
  if ((await redemptionsOf(ctx, [row.id])).some(isUnderWay))
    throw conflict('有兑付申请正在办理，请先办完、退回或不予兑付。')
}

const codeOf = async (ctx: Ctx, row: Voucher): Promise<string> =>
  (await programmeOf(ctx, row.programme_id))?.code ?? ''

/** Number and whose, by id. */
export async function hints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('voucher')
    .innerJoin('voucher_programme', 'voucher_programme.id', 'voucher.programme_id')
    .innerJoin('party', 'party.id', 'voucher.party_id')
    .select(['voucher.id', 'voucher.turn', 'voucher_programme.code', 'party.name'])
    .where('voucher.id', 'in', [...ids])
    .execute()
  return new Map(rows.map(row => [row.id, `${voucherNumber(row.code, row.turn)} · ${row.name}`]))
}
