import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'

/** In the order of their ids, page by page. */
export const bankLinesAfter = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('voucher_bank_line')
    .selectAll()
    .where('id', '>', after || noId)
    .orderBy('id')
    .limit(limit)
    .execute()

export interface BankFilter {
  state: string
  programme: string
}

/** Latest day first, by pages. */
export function bankList(ctx: Ctx, filter: BankFilter, page: number, size: number) {
  let query = ctx.db
    .selectFrom('voucher_bank_line')
    .innerJoin('voucher_programme', 'voucher_programme.id', 'voucher_bank_line.programme_id')
    .selectAll('voucher_bank_line')
    .select('voucher_programme.name as programme')
    .orderBy('day', 'desc')
    .orderBy('voucher_bank_line.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('voucher_bank_line.state', '=', filter.state)
  if (filter.programme) query = query.where('programme_id', '=', filter.programme)
  return query.execute()
}

export async function bankCounts(ctx: Ctx, programmeId: string) {
  const rows = await ctx.db
    .selectFrom('voucher_bank_line')
    .select(['state', ({ fn }) => fn.countAll<number>().as('n')])
    .where('programme_id', '=', programmeId)
    .groupBy('state')
    .execute()
  const of = (state: string) => Number(rows.find(row => row.state === state)?.n ?? 0)
  return { matched: of('matched'), open: of('open'), aside: of('aside') }
}

export const checksOf = (ctx: Ctx, programmeId: string) =>
  ctx.db
    .selectFrom('voucher_check')
    .selectAll()
    .where('programme_id', '=', programmeId)
    .orderBy('id', 'desc')
    .limit(60)
    .execute()

export const checkById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('voucher_check').selectAll().where('id', '=', id).executeTakeFirst()

/** How many vouchers of a programme are in which state. */
export const countsByState = (ctx: Ctx, programmeId: string) =>
  ctx.db
    .selectFrom('voucher')
    .select(['state', ({ fn }) => fn.countAll<number>().as('n')])
    .where('programme_id', '=', programmeId)
    .groupBy('state')
    .execute()

export interface RedemptionFilter {
  state: string
  programme: string
  hinted: boolean
}

/** 兑付台账, newest first, by pages. */
export function redemptionList(ctx: Ctx, filter: RedemptionFilter, page: number, size: number) {
  let query = ctx.db
    .selectFrom('voucher_redemption')
    .innerJoin('voucher', 'voucher.id', 'voucher_redemption.voucher_id')
    .innerJoin('voucher_programme', 'voucher_programme.id', 'voucher_redemption.programme_id')
    .innerJoin('party', 'party.id', 'voucher_redemption.party_id')
    .innerJoin('party as provider', 'provider.id', 'voucher_redemption.provider_party_id')
    .selectAll('voucher_redemption')
    .select(['voucher.turn', 'voucher_programme.code', 'party.name as party', 'provider.name as provider'])
    .orderBy('voucher_redemption.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('voucher_redemption.state', '=', filter.state)
  if (filter.programme) query = query.where('voucher_programme.code', '=', filter.programme)
  if (filter.hinted) query = query.where(sql<boolean>`cardinality(signals) > 0`)
  return query.execute()
}

/** The months in which money of a programme moved, newest first: '2026-11'. */
export async function monthsOf(ctx: Ctx, programmeId: string): Promise<string[]> {
  const { rows } = await sql<{ month: string }>`
    select distinct to_char(at at time zone 'Asia/Shanghai', 'YYYY-MM') as month from voucher_entry
    where programme_id = ${programmeId} order by month desc limit 60`.execute(ctx.db)
  return rows.map(row => row.month)
}

/** The lines of the ledger in a span of time, in their order; with voucher, party and who did it. */
export const entriesIn = (ctx: Ctx, programmeId: string, from: Date, to: Date) =>
  ctx.db
    .selectFrom('voucher_entry')
    .leftJoin('voucher', 'voucher.id', 'voucher_entry.voucher_id')
    .leftJoin('voucher_programme', 'voucher_programme.id', 'voucher_entry.programme_id')
    .leftJoin('party', 'party.id', 'voucher.party_id')
    .selectAll('voucher_entry')
    .select(['voucher.turn as voucher_turn', 'voucher_programme.code', 'party.name as party'])
    .select(
      sql<string | null>`(select d.actor_name from journal j
        join journal_detail d on d.centre_id = j.centre_id and d.journal_id = j.id
        where j.centre_id = voucher_entry.centre_id and j.record_id = voucher_entry.record_id
          and j.flow = voucher_entry.flow and j.action = voucher_entry.action and j.at = voucher_entry.at limit 1)`.as(
        'by',
      ),
    )
    .where('voucher_entry.programme_id', '=', programmeId)
    .where('voucher_entry.at', '>=', from)
    .where('voucher_entry.at', '<', to)
    .orderBy('voucher_entry.turn')
    .limit(20_000)
    .execute()

/** How the money stood before a moment. */
export const balanceBefore = (ctx: Ctx, programmeId: string, at: Date) =>
  ctx.db
    .selectFrom('voucher_entry')
    .select(['available_fen', 'reserved_fen', 'due_fen', 'paid_fen'])
    .where('programme_id', '=', programmeId)
    .where('at', '<', at)
    .orderBy('turn', 'desc')
    .limit(1)
    .executeTakeFirst()
