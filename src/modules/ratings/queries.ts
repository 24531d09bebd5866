import type { Ctx } from '#platform/ctx'

export interface Distribution {
  /** Ratings per mark, from 5 to 1. */
  counts: [number, number, number, number, number]
  total: number
  /** Share of 3 and better, or null where there are too few to show. */
  share: number | null
}

/** Below this nothing is shown: single marks could be guessed. */
export const fewestShown = 5

/** How an item, a provider, or the whole centre was rated. */
export async function distributionOf(ctx: Ctx, of: { itemId?: string; providerId?: string; since?: string } = {}): Promise<Distribution> {
  let query = ctx.db.selectFrom('rating').select(['mark', ({ fn }) => fn.countAll<number>().as('n')]).groupBy('mark')
  if (of.itemId) query = query.where('item_id', '=', of.itemId)
  if (of.providerId) query = query.where('provider_id', '=', of.providerId)
  if (of.since) query = query.where('month', '>=', of.since)
  const byMark = new Map((await query.execute()).map(row => [row.mark, row.n]))
  const count = (mark: number) => byMark.get(mark) ?? 0
  const counts: Distribution['counts'] = [count(5), count(4), count(3), count(2), count(1)]
  const total = counts.reduce((sum, one) => sum + one, 0)
  const satisfied = counts[0] + counts[1] + counts[2]
  return { counts, total, share: total >= fewestShown ? satisfied / total : null }
}

/** The right to rate of a case, as its applicant sees it. */
export const rightOf = (ctx: Ctx, caseId: string) => ctx.db.selectFrom('rating_right').selectAll().where('case_id', '=', caseId).executeTakeFirst()

export const rightByToken = (ctx: Ctx, tokenHash: string) => ctx.db.selectFrom('rating_right').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()
