import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { Mark } from './marks.ts'

interface Read {
  subject: string
  id: string
}

/**
 * Counts that somebody came by a channel, once a day, and whether this was the first time. Counters are no actions. What is
 * kept is a keyed hash of reader, publication, channel and day: it leads to nobody, and is gone the next night.
 */
export async function countReading(
  ctx: Ctx,
  { subject, id }: Read,
  mark: Mark,
  reader: string,
): Promise<boolean> {
  const day = dayOf(ctx.now)
  const first = await ctx.db
    .insertInto('channel_reader')
    .values({
      day,
      reader: ctx.centre.keys.hash(`reading ${subject} ${id} ${mark} ${day} ${reader}`).slice(0, 32),
    })
    .onConflict(conflict => conflict.columns(['centre_id', 'day', 'reader']).doNothing())
    .returning('day')
    .executeTakeFirst()
  if (first) await addReadings(ctx, { subject, id }, mark, day, 1)
  return first !== undefined
}

/** Adds to what was counted of a day. */
export const addReadings = (
  ctx: Ctx,
  { subject, id }: Read,
  mark: Mark,
  day: string,
  readings: number,
): Promise<unknown> =>
  ctx.db
    .insertInto('channel_reading')
    .values({ subject, publication_id: id, channel: mark, day, readings })
    .onConflict(conflict =>
      conflict
        .columns(['centre_id', 'subject', 'publication_id', 'channel', 'day'])
        .doUpdateSet({ readings: sql<number>`channel_reading.readings + ${readings}` }),
    )
    .execute()

/** What tells readers of earlier days apart. */
export const forgetReaders = (ctx: Ctx): Promise<unknown> =>
  ctx.db.deleteFrom('channel_reader').where('day', '<', dayOf(ctx.now)).execute()
