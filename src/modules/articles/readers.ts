import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

/**
 * Counts that somebody read an article, once a day. Counters are no actions. What is kept is a keyed hash of reader,
 * article and day: it leads to nobody, and is gone the next night.
 */
export async function countReading(ctx: Ctx, articleId: string, reader: string): Promise<void> {
  const day = dayOf(ctx.now)
  const hash = ctx.centre.keys.hash(`article ${articleId} ${day} ${reader}`).slice(0, 32)
  const first = await ctx.db
    .insertInto('article_reader')
    .values({ article_id: articleId, day, reader: hash })
    .onConflict(conflict => conflict.columns(['centre_id', 'article_id', 'day', 'reader']).doNothing())
    .returning('day')
    .executeTakeFirst()
  if (!first) return
  await ctx.db
    .insertInto('article_count')
    .values({ article_id: articleId, day, reads: 1 })
    .onConflict(conflict =>
      conflict
        .columns(['centre_id', 'article_id', 'day'])
        .doUpdateSet({ reads: sql<number>`article_count.reads + 1` }),
    )
    .execute()
}

/** How often it was read: in all, and in the last thirty days. */
export async function readingsOf(ctx: Ctx, articleId: string): Promise<{ all: number; month: number }> {
  const since = dayOf(new Date(ctx.now.getTime() - 30 * 86_400_000))
  const row = await ctx.db
    .selectFrom('article_count')
    .select([
      sql<number>`coalesce(sum(reads), 0)::int`.as('all'),
      sql<number>`coalesce(sum(reads) filter (where day > ${since}), 0)::int`.as('month'),
    ])
    .where('article_id', '=', articleId)
    .executeTakeFirst()
  return row ?? { all: 0, month: 0 }
}

/** What was counted on earlier days. */
export const forgetReaders = (ctx: Ctx): Promise<unknown> =>
  ctx.db.deleteFrom('article_reader').where('day', '<', dayOf(ctx.now)).execute()
