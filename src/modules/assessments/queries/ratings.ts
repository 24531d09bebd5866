import type { Ctx } from '#platform/ctx'

/** Providers in the directory with so many ratings since they were weighed last. */
export const providersToWeigh = (ctx: Ctx, fresh: number) =>
  ctx.db
    .selectFrom('rating')
    .innerJoin('provider', join =>
      join.onRef('provider.id', '=', 'rating.provider_id').on('provider.state', '=', 'listed'),
    )
    .leftJoin('rating_weighing', 'rating_weighing.provider_id', 'provider.id')
    .select(({ fn }) => ['provider.id', fn.countAll<number>().as('total')])
    .groupBy(['provider.id', 'rating_weighing.ratings'])
    .having(({ fn, eb }) =>
      eb(fn.countAll<number>(), '>=', eb(fn.coalesce('rating_weighing.ratings', eb.lit(0)), '+', fresh)),
    )
    .orderBy('provider.id')
    .limit(500)
    .execute()

/**
 * The mean of the latest ratings of a provider's orders: whole months, from the latest back until there are enough. An
 * anonymous rating has a month, and no place within it.
 */
export async function latestRatings(ctx: Ctx, providerId: string, enough: number) {
  const months = await ctx.db
    .selectFrom('rating')
    .select(({ fn }) => ['month', fn.countAll<number>().as('n'), fn.sum<number>('mark').as('sum')])
    .where('provider_id', '=', providerId)
    .groupBy('month')
    .orderBy('month', 'desc')
    .limit(120)
    .execute()
  let [n, sum] = [0, 0]
  for (const month of months) {
    if (n >= enough) break
    n += month.n
    sum += Number(month.sum)
  }
  return { n, mean: n >= enough ? sum / n : null }
}
