import { sql } from 'kysely'
import { addDays, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

export interface LookFilter {
  /** Part of a name. */
  who: string
  what: string
  /** '2026-11-24' */
  day: string
}

/** 查阅记录, newest first, page by key; one more than `most`. Who looked is a member of staff, or somebody's own account. */
export const looks = (ctx: Ctx, { who, what, day }: LookFilter, after: string, most: number) => {
  let query = ctx.db
    .selectFrom('access_log')
    .leftJoin('staff', 'staff.id', 'access_log.staff_id')
    .leftJoin('identity', 'identity.id', 'access_log.identity_id')
    .select([
      'access_log.id',
      'access_log.at',
      'access_log.what',
      'access_log.record_id',
      'staff.organisation',
      sql<string | null>`coalesce(staff.name, identity.name)`.as('who'),
    ])
    .orderBy('access_log.id', 'desc')
    .limit(most + 1)
  if (who) query = query.where(sql<boolean>`strpos(coalesce(staff.name, identity.name), ${who}) > 0`)
  if (what) query = query.where('access_log.what', '=', what)
  if (day)
    query = query
      .where('access_log.at', '>=', startOfDay(day))
      .where('access_log.at', '<', startOfDay(addDays(day, 1)))
  if (after) query = query.where('access_log.id', '<', after)
  return query.execute()
}

/** What was looked at lately, to filter by. */
export async function kindsOfLooks(ctx: Ctx): Promise<string[]> {
  const { rows } = await sql<{ what: string }>`
    select distinct what from (select what from access_log order by id desc limit 20000) as late
    order by what limit 50`.execute(ctx.db)
  return rows.map(row => row.what)
}

/** Which flow each record belongs to, as far as the journal knows it. */
export async function flowsOf(ctx: Ctx, ids: ReadonlyArray<string | null>): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.filter(id => id !== null))]
  const rows = await ctx.db
    .selectFrom('journal')
    .select(['record_id', 'flow'])
    .distinct()
    .where(sql<boolean>`record_id = any (${wanted}::uuid[])`)
    .limit(2_000)
    .execute()
  return new Map(rows.map(row => [row.record_id, row.flow]))
}
