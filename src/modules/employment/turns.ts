import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

/**
 * One after the other until the commit, for whatever has this name at this centre: what is looked at first and written
 * then (an application for a post, a number) is not written twice by two who look at once.
 */
export async function inTurnFor(ctx: Ctx, what: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(${ctx.centre.id}::int, hashtext(${what}))`.execute(ctx.db)
}
