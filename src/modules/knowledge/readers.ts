import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

export type Voice = 'helpful' | 'unhelpful'

/**
 * Counts that somebody read an entry, once a day, and returns what they said of it today. Counters are no actions. What is
 * kept is a keyed hash of reader, entry and day: it leads to nobody, and is gone the next night.
 */
export async function countReading(
  ctx: Ctx,
  entry: { id: string; version: number },
  reader: string,
): Promise<Voice | null> {
  const mark = markOf(ctx, entry.id, reader)
  const first = await ctx.db
    .insertInto('knowledge_reader')
    .values(mark)
    .onConflict(conflict => conflict.columns(['centre_id', 'entry_id', 'day', 'reader']).doNothing())
    .returning('day')
    .executeTakeFirst()
  if (first) await add(ctx, entry, 'reads')
  return first ? null : voiceOf(ctx, mark)
}

/** One voice a day: the first counts, and a second changes nothing. */
export async function countVoice(
  ctx: Ctx,
  entry: { id: string; version: number },
  reader: string,
  voice: Voice,
): Promise<Voice> {
  const mark = markOf(ctx, entry.id, reader)
  const given = await ctx.db
    .insertInto('knowledge_reader')
    .values({ ...mark, voice })
    .onConflict(conflict =>
      conflict
        .columns(['centre_id', 'entry_id', 'day', 'reader'])
        .doUpdateSet({ voice })
        .where('knowledge_reader.voice', 'is', null),
    )
    .returning('voice')
    .executeTakeFirst()
  if (!given) return (await voiceOf(ctx, mark)) ?? voice
  await add(ctx, entry, voice)
  return voice
}

const markOf = (ctx: Ctx, entry_id: string, reader: string) => {
  const day = dayOf(ctx.now)
  return {
    entry_id,
    day,
    reader: ctx.centre.keys.hash(`knowledge ${entry_id} ${day} ${reader}`).slice(0, 32),
  }
}

async function voiceOf(ctx: Ctx, mark: ReturnType<typeof markOf>): Promise<Voice | null> {
  const known = await ctx.db
    .selectFrom('knowledge_reader')
    .select('voice')
    .where('entry_id', '=', mark.entry_id)
    .where('day', '=', mark.day)
    .where('reader', '=', mark.reader)
    .executeTakeFirst()
  return (known?.voice as Voice | null | undefined) ?? null
}

const add = (
  ctx: Ctx,
  { id, version }: { id: string; version: number },
  what: 'reads' | Voice,
): Promise<unknown> =>
  ctx.db
    .insertInto('knowledge_count')
    .values({ entry_id: id, version, [what]: 1 })
    .onConflict(conflict =>
      conflict
        .columns(['centre_id', 'entry_id', 'version'])
        .doUpdateSet({ [what]: sql<number>`${sql.ref(`knowledge_count.${what}`)} + 1` }),
    )
    .execute()

/** What was counted on earlier days. */
export const forgetReaders = (ctx: Ctx): Promise<unknown> =>
  ctx.db.deleteFrom('knowledge_reader').where('day', '<', dayOf(ctx.now)).execute()
