import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Redemption, Voucher } from '../people.ts'

/** A party that may claim: not one that was merged into another. */
export const partyToClaim = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('party')
    .select(['id', 'name', 'kind', 'town', 'code'])
    .where('id', '=', id)
    .where('state', '=', 'active')
    .executeTakeFirst()

/** What a party has of a programme: returned ones do not count, all others do. */
export async function heldByParty(
  ctx: Ctx,
  programmeId: string,
  partyId: string,
): Promise<{ vouchers: number; fen: number }> {
  const { vouchers, fen } = await ctx.db
    .selectFrom('voucher')
    .select(({ fn }) => [fn.countAll<number>().as('vouchers')])
    .select(sql<number>`coalesce(sum(cap_fen), 0)::bigint`.as('fen'))
    .where('programme_id', '=', programmeId)
    .where('party_id', '=', partyId)
    .where('state', '!=', 'returned')
    .executeTakeFirstOrThrow()
  return { vouchers: Number(vouchers), fen: Number(fen) }
}

/** How many vouchers a party has, of whatever programme, that are not used for anything yet. */
export async function unusedOf(ctx: Ctx, partyId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('voucher')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('party_id', '=', partyId)
    .where('state', '=', 'issued')
    .executeTakeFirstOrThrow()
  return Number(n)
}

export async function lastTurn(ctx: Ctx, programmeId: string): Promise<number> {
  const { last } = await ctx.db
    .selectFrom('voucher')
    .select(({ fn }) => fn.max<number | null>('turn').as('last'))
    .where('programme_id', '=', programmeId)
    .executeTakeFirstOrThrow()
  return last ?? 0
}

/** The voucher, held until the commit: before any line of the ledger is written for it. */
export const lockVoucher = (ctx: Ctx, id: string): Promise<Voucher | undefined> =>
  ctx.db.selectFrom('voucher').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Of what was asked for, what still takes from the voucher. */
export const living = [
  'applied',
  'returned',
  'checked',
  'approved',
  'paid',
  'reclaiming',
  'reclaimed',
] as const
/** What is not decided or not paid yet. */
export const underWay = ['applied', 'returned', 'checked', 'approved'] as const

export const redemptionsOf = (ctx: Ctx, voucherIds: readonly string[]): Promise<Redemption[]> =>
  ctx.db
    .selectFrom('voucher_redemption')
    .selectAll()
    .where('voucher_id', 'in', [noId, ...voucherIds])
    .orderBy('id')
    .limit(2_000)
    .execute()

export const voucherById = (ctx: Ctx, id: string) =>
  listed(ctx).where('voucher.id', '=', id).executeTakeFirst()

const listed = (ctx: Ctx) =>
  ctx.db
    .selectFrom('voucher')
    .innerJoin('voucher_programme', 'voucher_programme.id', 'voucher.programme_id')
    .innerJoin('party', 'party.id', 'voucher.party_id')
    .leftJoin('service_order', 'service_order.id', 'voucher.order_id')
    .leftJoin('provider', 'provider.id', 'service_order.provider_id')
    .leftJoin('staff as claimer', 'claimer.id', 'voucher.claimed_by')
    .selectAll('voucher')
    .select([
      'voucher_programme.name as programme',
      'voucher_programme.code',
      'voucher_programme.pay_to',
      'voucher_programme.proof',
      'party.name as party',
      'party.kind as party_kind',
      'service_order.title as order_title',
      'service_order.number as order_number',
      'service_order.state as order_state',
      'provider.name as provider',
      'claimer.name as claimed_by_name',
    ])
    .select(
      sql<number>`(select coalesce(sum(r.amount_fen), 0)::bigint from voucher_redemption r
        where r.centre_id = voucher.centre_id and r.voucher_id = voucher.id
          and r.state in ('approved', 'paid', 'reclaiming'))`.as('redeemed_fen'),
    )
export type VoucherRow = NonNullable<Awaited<ReturnType<typeof voucherById>>>

/** One's own: as the recipient, or as the provider of the order. */
export const vouchersOfActor = (ctx: Ctx): Promise<VoucherRow[]> =>
  listed(ctx)
    .where(eb =>
      eb.or([
        eb('voucher.party_id', 'in', [noId, ...ctx.actor.parties]),
        eb('voucher.provider_party_id', 'in', [noId, ...ctx.actor.parties]),
      ]),
    )
    .orderBy('voucher.id', 'desc')
    .limit(200)
    .execute()

/** Whether the voucher is of a party that the actor acts for. */
export async function holdsVoucher(ctx: Ctx, id: string): Promise<boolean> {
  const row = await ctx.db.selectFrom('voucher').select('party_id').where('id', '=', id).executeTakeFirst()
  return row !== undefined && ctx.actor.parties.includes(row.party_id)
}

export interface VoucherFilter {
  question: string
  state: string
  programme: string
  party?: string
}

/** 服务券台账, newest first, by pages. */
export function voucherList(
  ctx: Ctx,
  filter: VoucherFilter,
  page: number,
  size: number,
): Promise<VoucherRow[]> {
  let query = listed(ctx)
    .orderBy('voucher.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('voucher.state', '=', filter.state)
  if (filter.programme) query = query.where('voucher_programme.code', '=', filter.programme)
  if (filter.party) query = query.where('voucher.party_id', '=', filter.party)
  if (filter.question) {
    const like = `%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(
      sql<boolean>`(party.name like ${like} or voucher_programme.code || '-' || lpad(voucher.turn::text, 4, '0') like ${like})`,
    )
  }
  return query.execute()
}

/** Vouchers of an order, if one is used for it. */
export const voucherOfOrder = (ctx: Ctx, orderId: string) =>
  listed(ctx)
    .where('voucher.order_id', '=', orderId)
    .where('voucher.state', 'not in', ['returned', 'expired', 'revoked', 'issued'])
    .orderBy('voucher.id', 'desc')
    .executeTakeFirst()

/** For the clock: what is over after this day, and not under way. */
export const endedBefore = (ctx: Ctx, today: string, limit: number) =>
  ctx.db
    .selectFrom('voucher')
    .select('id')
    .where(eb =>
      eb.or([
        eb.and([eb('state', '=', 'issued'), eb('valid_until', '<', today)]),
        eb.and([eb('state', 'in', ['attached', 'redeemable']), eb('redeem_until', '<', today)]),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute()

/** For the clock: unused, ending by this day, and not reminded of yet. */
export const endingBy = (ctx: Ctx, day: string, limit: number) =>
  ctx.db
    .selectFrom('voucher')
    .select('id')
    .where('state', '=', 'issued')
    .where('valid_until', '<=', day)
    .where('reminded_on', 'is', null)
    .orderBy('id')
    .limit(limit)
    .execute()

/** For the clock: used for an order, so that a step that was missed is made up for. */
export const inUse = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('voucher')
    .select('id')
    .where('state', 'in', ['attached', 'redeemable', 'settling'])
    .where('id', '>', after)
    .orderBy('id')
    .limit(limit)
    .execute()

/** 公示: who got how much of a programme, by name; the paid sums alone. */
export const paidByParty = (ctx: Ctx, programmeId: string) =>
  ctx.db
    .selectFrom('voucher_redemption')
    .innerJoin('party', 'party.id', 'voucher_redemption.party_id')
    .select(['party.name', 'party.kind'])
    .select(({ fn }) => fn.sum<number>('amount_fen').as('fen'))
    .where('programme_id', '=', programmeId)
    .where('voucher_redemption.state', 'in', ['paid', 'reclaiming'])
    .groupBy(['party.id', 'party.name', 'party.kind'])
    .orderBy('fen', 'desc')
    .limit(1_000)
    .execute()
