import { sql } from 'kysely'
import { publishedItems } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { money } from '#platform/format'
import type { Programme } from '../people.ts'

/** What everybody may read of: from its publication on. */
export const publicStates = ['running', 'over', 'finished'] as const

/** 5.6.1 The kinds of support (软件、营销、视觉……) that orders are made in. */
export const kindsOfSupport = (ctx: Ctx) =>
  ctx.db
    .selectFrom('support_kind')
    .select(['code', 'name'])
    .where('state', '=', 'active')
    .orderBy('rank')
    .limit(20)
    .execute()

/** Service items of 业务支持 that are done by order. */
export const supportItems = (ctx: Ctx) =>
  publishedItems(ctx)
    .select(['service_item.id', 'service_item_version.name'])
    .where('service_item.handling', '=', 'order')
    .orderBy('service_item.rank')
    .limit(200)
    .execute()

/** Public money that came in and was booked: where a budget may come from. */
export async function bookedIncome(ctx: Ctx): Promise<Array<{ id: string; label: string }>> {
  const rows = await ctx.db
    .selectFrom('fund_entry')
    .select(['id', 'day', 'purpose', 'amount_fen'])
    .where('source', '=', 'public')
    .where('direction', '=', 'in')
    .where('state', '=', 'booked')
    .where('origin_id', 'is', null)
    .orderBy('day', 'desc')
    .limit(30)
    .execute()
  return rows.map(row => ({ id: row.id, label: `${row.day} ${row.purpose} ${money(row.amount_fen)}` }))
}

export const programmeOf = (ctx: Ctx, id: string): Promise<Programme | undefined> =>
  ctx.db.selectFrom('voucher_programme').selectAll().where('id', '=', id).executeTakeFirst()

/** The programme, held until the commit by whoever claims: one after the other. Returns nothing where there is none. */
export const lockProgramme = (ctx: Ctx, id: string): Promise<Programme | undefined> =>
  ctx.db.selectFrom('voucher_programme').selectAll().where('id', '=', id).forNoKeyUpdate().executeTakeFirst()

/** All that were ever made, newest first. */
export const programmes = (ctx: Ctx): Promise<Programme[]> =>
  ctx.db.selectFrom('voucher_programme').selectAll().orderBy('id', 'desc').limit(500).execute()

export const publicProgrammes = (ctx: Ctx): Promise<Programme[]> =>
  ctx.db
    .selectFrom('voucher_programme')
    .selectAll()
    .where('state', 'in', publicStates)
    .orderBy('closes_at', 'desc')
    .limit(100)
    .execute()

/** For the clock: whose time to claim is over. */
export const endedClaims = (ctx: Ctx) =>
  ctx.db
    .selectFrom('voucher_programme')
    .select('id')
    .where('state', '=', 'running')
    .where('closes_at', '<=', ctx.now)
    .limit(100)
    .execute()

/** Programmes that have money in the ledger and are not over for good. */
export const liveProgrammes = (ctx: Ctx): Promise<Programme[]> =>
  ctx.db
    .selectFrom('voucher_programme')
    .selectAll()
    .where('state', 'in', ['running', 'over'])
    .orderBy('id')
    .limit(500)
    .execute()

/** Vouchers that are still somebody's to use or to be paid: how many. */
export async function unsettled(ctx: Ctx, programmeId: string): Promise<number> {
  const { n } = await ctx.db
    .selectFrom('voucher')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('programme_id', '=', programmeId)
    .where(
      sql<boolean>`(state in ('issued', 'attached', 'redeemable', 'settling') or exists (
        select from voucher_redemption r where r.centre_id = voucher.centre_id and r.voucher_id = voucher.id
          and r.state in ('applied', 'returned', 'checked', 'approved', 'reclaiming')))`,
    )
    .executeTakeFirstOrThrow()
  return Number(n)
}
