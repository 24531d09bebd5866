import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

/** Until which day a party is on the blacklist, or null. */
export async function barredUntil(ctx: Ctx, partyId: string): Promise<string | null> {
  const today = dayOf(ctx.now)
  const row = await ctx.db
    .selectFrom('blacklisting')
    .select('until_day')
    .where('party_id', '=', partyId)
    .where('state', '=', 'in_force')
    .where('from_day', '<=', today)
    .where('until_day', '>=', today)
    .executeTakeFirst()
  return row?.until_day ?? null
}

/** What everybody may read: firms by name and code, and until when. */
export const publicBlacklist = (ctx: Ctx) =>
  ctx.db
    .selectFrom('blacklisting')
    .select(['name', 'code', 'reason', 'basis', 'from_day', 'until_day'])
    .where('state', '=', 'in_force')
    .where('from_day', '<=', dayOf(ctx.now))
    .where('until_day', '>=', dayOf(ctx.now))
    .orderBy('from_day', 'desc')
    .limit(200)
    .execute()

export const blacklistings = (ctx: Ctx) =>
  ctx.db.selectFrom('blacklisting').selectAll().orderBy('id', 'desc').limit(200).execute()

/** In force, and over since. */
export const endedBlacklistings = (ctx: Ctx) =>
  ctx.db
    .selectFrom('blacklisting')
    .select('id')
    .where('state', '=', 'in_force')
    .where('until_day', '<', dayOf(ctx.now))
    .limit(200)
    .execute()
