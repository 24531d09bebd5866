import { carryFunds } from '#modules/operator'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid, notFound } from '#platform/errors'
import { money } from '#platform/format'
import { tell } from '#platform/notify'
import { voucherNumber } from './codes.ts'
import { post } from './ledger.ts'
import { toldSides } from './messages.ts'
import { orderOf } from './orders.ts'
import type { Redemption } from './people.ts'
import { programmeOf } from './queries/programmes.ts'
import { lockVoucher, voucherById } from './queries/vouchers.ts'
import type { Applying, Completing, Paying, Reclaiming } from './redemption-inputs.ts'
import { openOf, ownVoucher } from './redemption-inputs.ts'
import { signalsOf } from './signals.ts'
import { follow } from './using.ts'

/** Under the lock of the voucher, so that two who ask at once share what is left and never more. */
export async function applied(ctx: Ctx, row: Redemption, input: Applying) {
  await ownVoucher(ctx, input.voucher_id)
  const voucher = await lockVoucher(ctx, input.voucher_id)
  if (!voucher?.order_id || !voucher.provider_party_id) throw notFound('这张服务券')
  if (!['attached', 'redeemable', 'settling'].includes(voucher.state))
    throw conflict('这张券现在不能兑付。', `/my/vouchers/${voucher.id}`)
  const milestone = (await openOf(ctx, voucher)).find(one => one.id === input.milestone_id)
  if (!milestone) throw conflict('这个阶段已经申请过兑付。', `/my/vouchers/${voucher.id}`)
  const [about, order] = await Promise.all([voucherById(ctx, voucher.id), orderOf(ctx, voucher.order_id)])
  if (!about || !order) throw notFound('这个订单')
  const payee = about.pay_to as 'provider' | 'recipient'
  refuseUnpaid(payee, milestone, input)
  const columns = {
    ...{ voucher_id: voucher.id, programme_id: voucher.programme_id, order_id: voucher.order_id },
    ...{ milestone_id: milestone.id, milestone: milestone.name },
    ...{ price_fen: milestone.price_fen, amount_fen: milestone.amount_fen },
    ...{ party_id: voucher.party_id, provider_party_id: voucher.provider_party_id },
    claimed_by: voucher.claimed_by,
    ...{ payee, payee_name: payee === 'provider' ? order.provider : about.party },
    ...{ invoice: input.invoice, own_fen: input.own_fen, own_on: input.own_on, applied_at: ctx.now },
  }
  return { ...columns, signals: await signalsOf(ctx, { ...columns, id: row.id }, order, input.proof ?? []) }
}

/** Where the provider is paid the rest, the recipient has paid their share; where they are given it back, all of it. */
function refuseUnpaid(
  payee: string,
  { price_fen, amount_fen }: { price_fen: number; amount_fen: number },
  { own_fen }: Pick<Completing, 'own_fen'>,
): void {
  const least = payee === 'provider' ? price_fen - amount_fen : price_fen
  if (own_fen < least) throw invalid({ own_fen: `这个阶段领券人应先付 ${money(least)}，付清以后再申请。` })
}

export async function completed(ctx: Ctx, row: Redemption, { proof = [], ...input }: Completing) {
  refuseUnpaid(row.payee, row, input)
  const order = await orderOf(ctx, row.order_id)
  if (!order) throw notFound('这个订单')
  return { ...input, signals: await signalsOf(ctx, { ...row, ...input }, order, proof) }
}

/** The voucher is held before the fund: the one order of locks. */
export async function held(ctx: Ctx, row: Redemption): Promise<undefined> {
  await lockVoucher(ctx, row.voucher_id)
}

export const followed = (ctx: Ctx, row: Redemption): Promise<void> => follow(ctx, row.voucher_id)

const line = (row: Redemption, action: string, kind: 'redeem' | 'undo' | 'pay' | 'reclaim') =>
  [
    { flow: 'voucher_redemption' as const, action, id: row.id },
    {
      ...{ programme_id: row.programme_id, voucher_id: row.voucher_id, redemption_id: row.id },
      ...{ kind, amount_fen: row.amount_fen },
    },
  ] as const

export async function approved(ctx: Ctx, row: Redemption): Promise<void> {
  await post(ctx, ...line(row, 'approve', 'redeem'))
  await tellSides('confirmed')(ctx, row)
}

export async function rejected(ctx: Ctx, row: Redemption, input: { reason: string }): Promise<void> {
  await tellSides('rejected')(ctx, row, input)
  await follow(ctx, row.voucher_id)
}

export async function undone(ctx: Ctx, row: Redemption, input: { reason: string }): Promise<void> {
  await post(ctx, ...line(row, 'cancel', 'undo'))
  await tellSides('rejected')(ctx, row, input)
  await follow(ctx, row.voucher_id)
}

export async function paid(ctx: Ctx, row: Redemption, { paid_on, paid_number }: Paying) {
  await held(ctx, row)
  const same = await ctx.db
    .selectFrom('voucher_redemption')
    .select('milestone')
    .where('programme_id', '=', row.programme_id)
    .where('paid_number', '=', paid_number)
    .executeTakeFirst()
  if (same) throw invalid({ paid_number: `这个凭证号已经登记在“${same.milestone}”的拨付上` })
  return { paid_on, paid_number }
}

export async function afterPaying(ctx: Ctx, row: Redemption): Promise<void> {
  await post(ctx, ...line(row, 'pay', 'pay'))
  await carry(ctx, row, 'out', row.paid_on as string)
  await tellSides('paid')(ctx, row)
  await follow(ctx, row.voucher_id)
}

export async function reclaimed(ctx: Ctx, row: Redemption, input: Reclaiming) {
  await held(ctx, row)
  return { reclaimed_on: input.reclaimed_on, reclaimed_number: input.reclaimed_number }
}

export async function afterReclaiming(ctx: Ctx, row: Redemption): Promise<void> {
  await post(ctx, ...line(row, 'reclaim', 'reclaim'))
  await carry(ctx, row, 'in', row.reclaimed_on as string)
  await tellSides('reclaimed')(ctx, row)
}

/** What leaves or comes into the centre's own account stands among its public funds, once. */
async function carry(ctx: Ctx, row: Redemption, direction: 'in' | 'out', day: string): Promise<void> {
  const programme = await programmeOf(ctx, row.programme_id)
  if (programme?.funds !== 'centre') return
  await carryFunds(ctx, {
    ...{ direction, day, amount_fen: row.amount_fen, counterpart: row.payee_name.slice(0, 60) },
    purpose: `${direction === 'out' ? '服务券拨付' : '服务券追回'}：${programme.name} ${await numberOf(ctx, row)}`,
    ...{ origin_flow: 'voucher_redemption', origin_id: row.id },
  })
}

const numberOf = async (ctx: Ctx, row: Redemption): Promise<string> => {
  const voucher = await voucherById(ctx, row.voucher_id)
  return voucher ? voucherNumber(voucher.code, voucher.turn) : ''
}

export const tellSides =
  (what: Parameters<typeof toldSides>[0]) =>
  async (ctx: Ctx, row: Redemption, input?: { reason?: string }): Promise<void> =>
    tell(ctx, ...toldSides(what, row, await numberOf(ctx, row), input?.reason))

/** Number of the voucher, whose it is, and how much, by id. */
export async function hints(ctx: Ctx, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await ctx.db
    .selectFrom('voucher_redemption')
    .innerJoin('voucher', 'voucher.id', 'voucher_redemption.voucher_id')
    .innerJoin('voucher_programme', 'voucher_programme.id', 'voucher.programme_id')
    .innerJoin('party', 'party.id', 'voucher_redemption.party_id')
    .select(['voucher_redemption.id', 'voucher.turn', 'voucher_programme.code', 'party.name', 'amount_fen'])
    .where('voucher_redemption.id', 'in', [...ids])
    .execute()
  return new Map(
    rows.map(row => [
      row.id,
      `${voucherNumber(row.code, row.turn)} · ${row.name} · ${money(row.amount_fen)}`,
    ]),
  )
}
