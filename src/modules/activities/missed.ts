import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { missedMonths, missedMost } from './settings.ts'

/*
 * One plain rule: whoever registered and did not come so many times in so many months stands, where there is a line, after
 * those who did not. They may register like anybody, they are told beforehand, and what staff excused does not count.
 */

/** How often the parties did not come, in the months that count. */
export async function missedBy(ctx: Ctx, partyIds: readonly string[]): Promise<number> {
  const since = new Date(ctx.now)
  since.setUTCMonth(since.getUTCMonth() - missedMonths.of(ctx.centre))
  const { missed } = await ctx.db
    .selectFrom('activity_registration')
    .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
    .select(({ fn }) => fn.countAll<number>().as('missed'))
    .where('activity_registration.state', '=', 'missed')
    .where('activity_registration.party_id', 'in', [noId, ...partyIds])
    .where('activity.starts_at', '>', since)
    .executeTakeFirstOrThrow()
  return missed
}

export const tooManyMissed = async (ctx: Ctx, partyId: string): Promise<boolean> =>
  (await missedBy(ctx, [partyId])) >= missedMost.of(ctx.centre)

export const missedWords = (ctx: Ctx, missed: number): string =>
  `最近 ${missedMonths.of(ctx.centre)} 个月有 ${missed} 次报了名没有来。名额满了需要候补时，会排在其他人后面；情况特殊的，请告诉工作人员。`
