import type { Ctx } from '#platform/ctx'

/** What is asked, or was last answered, about an entry. */
export const confirmationOf = (ctx: Ctx, of: { item: string } | { provider: string }) =>
  ctx.db
    .selectFrom('confirmation')
    .selectAll()
    .where('item' in of ? 'item_id' : 'provider_id', '=', 'item' in of ? of.item : of.provider)
    .where('state', 'in', ['due', 'late', 'lapsed'])
    .limit(1)
    .executeTakeFirst()

/** States of confirmations that somebody still has to answer; what is nearest to being hidden comes first. */
export const openStates = ['lapsed', 'late', 'due'] as const

/** What waits to be confirmed, oldest first, page by key. */
export async function openConfirmations(
  ctx: Ctx,
  filter: { kind: string; state: string; after: string },
  limit: number,
) {
  let query = ctx.db
    .selectFrom('confirmation')
    .leftJoin('task', join =>
      join
        .onRef('task.centre_id', '=', 'confirmation.centre_id')
        .onRef('task.record_id', '=', 'confirmation.id')
        .on('task.flow', '=', 'confirmation')
        .on('task.closed_at', 'is', null),
    )
    .selectAll('confirmation')
    .select('task.due_at')
    .where('confirmation.state', 'in', filter.state ? [filter.state] : [...openStates])
    .orderBy('confirmation.id')
    .limit(limit + 1)
  if (filter.kind === 'item') query = query.where('item_id', 'is not', null)
  if (filter.kind === 'provider') query = query.where('provider_id', 'is not', null)
  if (filter.after) query = query.where('confirmation.id', '>', filter.after)
  const found = await query.execute()
  return { rows: found.slice(0, limit), next: found.length > limit ? (found[limit - 1]?.id ?? null) : null }
}

/** What a provider proposed, what waits first. */
export const changesOf = (ctx: Ctx, providerId: string, limit = 20) =>
  ctx.db
    .selectFrom('provider_change')
    .selectAll()
    .where('provider_id', '=', providerId)
    .orderBy(eb => eb('state', '=', 'proposed'), 'desc')
    .orderBy('proposed_at', 'desc')
    .limit(limit)
    .execute()

/** Cases of a provider that are shown or wait to be checked. */
export const casesOf = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('provider_case')
    .selectAll()
    .where('provider_id', '=', providerId)
    .where('state', 'in', ['proposed', 'shown'])
    .orderBy('state')
    .orderBy('year', 'desc')
    .limit(100)
    .execute()

/** Of its papers and of whatever else: two at most. */
export const openSuspensions = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('suspension_proposal')
    .selectAll()
    .where('provider_id', '=', providerId)
    .where('state', '=', 'open')
    .orderBy('id')
    .limit(2)
    .execute()

/** Every price that was asked, newest first: what it was on a day can be proved. */
export const pricesOver = (ctx: Ctx, of: { item: string } | { provider: string }) =>
  ctx.db
    .selectFrom('offer_price')
    .innerJoin('provider', 'provider.id', 'offer_price.provider_id')
    .innerJoin('service_item', 'service_item.id', 'offer_price.item_id')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select([
      'offer_price.since',
      'offer_price.offered',
      'offer_price.price_fen',
      'offer_price.price_note',
      'provider.name as provider',
      'service_item_version.name as item',
    ])
    .where(
      'item' in of ? 'offer_price.item_id' : 'offer_price.provider_id',
      '=',
      'item' in of ? of.item : of.provider,
    )
    .orderBy('offer_price.since', 'desc')
    .orderBy('offer_price.id', 'desc')
    .limit(200)
    .execute()

/** Items that providers deliver, whatever their state, by their latest name. */
export const itemsToClassify = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.centre_id', '=', 'service_item.centre_id')
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select(['service_item.id', 'service_item.code', 'service_item_version.name'])
    .where('service_item.handling', '=', 'order')
    .where('service_item.state', '!=', 'withdrawn')
    .orderBy('service_item.code')
    .limit(500)
    .execute()
