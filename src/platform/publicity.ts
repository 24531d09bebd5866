import { type Day, dayOf, workingDaysBetween } from './calendar.ts'
import type { Ctx } from './ctx.ts'
import { noId } from './ids.ts'

/** 公示: what is made public for some working days, while anybody may object; an objection stops the days. */

/** How many working days are left of it when it is halted today: one at least. */
export const publicityLeft = (ctx: Ctx, from: Day, left: number): number =>
  Math.max(1, left - workingDaysBetween(ctx.centre.calendar, from, dayOf(ctx.now)))

/** When the 公示 of each record of a flow ends, by the clock: its task that performs `endPublicity`. */
export async function publicityEnds(
  ctx: Ctx,
  flow: string,
  ids: readonly string[],
): Promise<Map<string, Date>> {
  const rows = await ctx.db
    .selectFrom('task')
    .select(['record_id', 'act_at'])
    .where('flow', '=', flow)
    .where('act', '=', 'endPublicity')
    .where('closed_at', 'is', null)
    .where('record_id', 'in', [noId, ...ids])
    .limit(200)
    .execute()
  return new Map(rows.flatMap(row => (row.act_at ? [[row.record_id, row.act_at] as const] : [])))
}
