import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { Fund } from '../ledger.ts'

const one = async <T>(query: ReturnType<typeof sql<T>>, ctx: Ctx): Promise<T> =>
  (await query.execute(ctx.db)).rows[0] as T

/** What the lines of the ledger add up to. */
export const ledgerSums = (ctx: Ctx, programmeId: string): Promise<Omit<Fund, 'most'>> =>
  one(
    sql<Omit<Fund, 'most'>>`
      select coalesce(sum(case when kind in ('budget', 'top_up') then amount_fen when kind = 'give_back' then -amount_fen end), 0)::bigint as budget_fen,
        coalesce(sum(case when kind in ('budget', 'top_up', 'release', 'reclaim') then amount_fen
          when kind in ('give_back', 'reserve') then -amount_fen end), 0)::bigint as available_fen,
        coalesce(sum(case when kind in ('reserve', 'undo') then amount_fen when kind in ('release', 'redeem') then -amount_fen end), 0)::bigint as reserved_fen,
        coalesce(sum(case when kind = 'redeem' then amount_fen when kind in ('undo', 'pay') then -amount_fen end), 0)::bigint as due_fen,
        coalesce(sum(case when kind = 'pay' then amount_fen when kind = 'reclaim' then -amount_fen end), 0)::bigint as paid_fen,
        coalesce(sum(case when kind = 'reserve' then 1 when frees then -1 end), 0)::int as issued
      from voucher_entry where programme_id = ${programmeId}`,
    ctx,
  )

/** What open vouchers still hold, and how many vouchers keep a place; by the vouchers themselves. */
export const ofVouchers = (
  ctx: Ctx,
  programmeId: string,
): Promise<{ reserved_fen: number; issued: number }> =>
  one(
    sql<{ reserved_fen: number; issued: number }>`
      select coalesce(sum(case when v.state in ('issued', 'attached', 'redeemable', 'settling') then v.cap_fen - r.fen end), 0)::bigint as reserved_fen,
        count(*) filter (where v.state in ('issued', 'attached', 'redeemable', 'settling', 'used')
          or (v.state = 'revoked' and r.fen > 0))::int as issued
      from voucher v, lateral (
        select coalesce(sum(amount_fen), 0) as fen from voucher_redemption
        where centre_id = v.centre_id and voucher_id = v.id and state in ('approved', 'paid', 'reclaiming', 'reclaimed')) r
      where v.programme_id = ${programmeId}`,
    ctx,
  )

export const ofRedemptions = (
  ctx: Ctx,
  programmeId: string,
): Promise<{ due_fen: number; paid_fen: number }> =>
  one(
    sql<{ due_fen: number; paid_fen: number }>`
      select coalesce(sum(amount_fen) filter (where state = 'approved'), 0)::bigint as due_fen,
        coalesce(sum(amount_fen) filter (where state in ('paid', 'reclaiming')), 0)::bigint as paid_fen
      from voucher_redemption where programme_id = ${programmeId}`,
    ctx,
  )

/** What came on top of the budget, less what was given back. */
export const grantedBesides = async (ctx: Ctx, programmeId: string): Promise<number> =>
  (
    await one(
      sql<{ fen: number }>`
        select coalesce(sum(case kind when 'top_up' then amount_fen else -amount_fen end), 0)::bigint as fen
        from voucher_entry where programme_id = ${programmeId} and kind in ('top_up', 'give_back')`,
      ctx,
    )
  ).fen

/** How many lines there are, the number of the last, and how many belong to no row of the journal. */
export const chain = (
  ctx: Ctx,
  programmeId: string,
): Promise<{ lines: number; last: number; strays: number }> =>
  one(
    sql<{ lines: number; last: number; strays: number }>`
      select count(*)::int as lines, coalesce(max(turn), 0)::int as last,
        count(*) filter (where not exists (
          select from journal j where j.centre_id = e.centre_id and j.record_id = e.record_id and j.flow = e.flow
            and j.action = e.action and j.at = e.at))::int as strays
      from voucher_entry e where programme_id = ${programmeId}`,
    ctx,
  )

export const amongPublicFunds = (ctx: Ctx, programmeId: string): Promise<{ paid: number; booked: number }> =>
  one(
    sql<{ paid: number; booked: number }>`
      select coalesce(sum(amount_fen) filter (where state in ('paid', 'reclaiming')), 0)::bigint as paid,
        coalesce((select sum(case f.direction when 'out' then f.amount_fen else -f.amount_fen end) from fund_entry f
          where f.origin_flow = 'voucher_redemption' and f.state = 'booked' and f.origin_id in (
            select id from voucher_redemption where programme_id = ${programmeId})), 0)::bigint as booked
      from voucher_redemption where programme_id = ${programmeId}`,
    ctx,
  )

/** Money that moved by the ledger and is not found at the bank yet. */
export interface Moved {
  id: string
  direction: 'out' | 'in'
  label: string
  day: string
  number: string
  amount_fen: number
  payee_name: string
}
export const paymentsWithoutLine = async (ctx: Ctx, programmeId: string): Promise<Moved[]> =>
  (
    await sql<Moved>`
      select id, direction, label, day::text, number, amount_fen, payee_name from (
        select r.id, 'out' as direction, '拨付' as label, r.paid_on as day, r.paid_number as number, r.amount_fen, r.payee_name, r.centre_id
        from voucher_redemption r where r.programme_id = ${programmeId} and r.state in ('paid', 'reclaiming', 'reclaimed')
        union all
        select r.id, 'in', '追回', r.reclaimed_on, r.reclaimed_number, r.amount_fen, r.payee_name, r.centre_id
        from voucher_redemption r where r.programme_id = ${programmeId} and r.state = 'reclaimed') moved
      where not exists (select from voucher_bank_line l where l.centre_id = moved.centre_id and l.redemption_id = moved.id
        and l.direction = moved.direction)
      order by day, number limit 500`.execute(ctx.db)
  ).rows

/** Lines of the bank that nobody could place yet. */
export const openLines = (ctx: Ctx, programmeId: string) =>
  ctx.db
    .selectFrom('voucher_bank_line')
    .selectAll()
    .where('programme_id', '=', programmeId)
    .where('state', '=', 'open')
    .orderBy('day')
    .limit(500)
    .execute()
