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
export async function distributionOf(
  ctx: Ctx,
  of: { itemId?: string; providerId?: string; since?: string } = {},
): Promise<Distribution> {
  let query = ctx.db
    .selectFrom('rating')
    .select(['mark', ({ fn }) => fn.countAll<number>().as('n')])
    .groupBy('mark')
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
export const rightOf = (ctx: Ctx, caseId: string) =>
  ctx.db.selectFrom('rating_right').selectAll().where('case_id', '=', caseId).executeTakeFirst()

export const rightByToken = (ctx: Ctx, tokenHash: string) =>
  ctx.db.selectFrom('rating_right').selectAll().where('token_hash', '=', tokenHash).executeTakeFirst()

/** Share satisfied by item, for those with enough ratings; the rest only say that they have too few. */
export async function itemRatings(ctx: Ctx, since: string) {
  const rows = await ctx.db
    .selectFrom('rating')
    .innerJoin('service_item', 'service_item.id', 'rating.item_id')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select([
      'service_item_version.name',
      ({ fn }) => fn.countAll<number>().as('total'),
      ({ fn }) => fn.countAll<number>().filterWhere('mark', '>=', 3).as('satisfied'),
    ])
    .where('month', '>=', since)
    .groupBy('service_item_version.name')
    .orderBy('total', 'desc')
    .limit(100)
    .execute()
  return rows.map(row => ({
    name: row.name,
    total: row.total,
    share: row.total >= fewestShown ? row.satisfied / row.total : null,
  }))
}

export const recentCallbacks = (ctx: Ctx) =>
  ctx.db
    .selectFrom('callback')
    .innerJoin('service_case', 'service_case.id', 'callback.case_id')
    .select(['callback.id', 'callback.state', 'callback.opened_at', 'service_case.title'])
    .orderBy('callback.id', 'desc')
    .limit(30)
    .execute()

/** Whom to call about a bad rating, and about what. */
export async function callbackFacts(ctx: Ctx, row: { case_id: string; party_id: string }) {
  const [serviceCase, party] = await Promise.all([
    ctx.db
      .selectFrom('service_case')
      .select(['title', 'number', 'contact_name', 'contact_phone'])
      .where('id', '=', row.case_id)
      .executeTakeFirstOrThrow(),
    ctx.db.selectFrom('party').select('name').where('id', '=', row.party_id).executeTakeFirstOrThrow(),
  ])
  return { serviceCase, party }
}
