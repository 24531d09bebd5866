import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { FormDefinition } from '#platform/forms'
import { search } from '#platform/search'
import { versionRow } from './effects.ts'
import type { Family, Material, Step } from './workflow.ts'

/** Items as the public knows them: the published version, never the one being written. */
export const publishedItems = (ctx: Ctx) =>
  ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.published_version'),
    )
    .where('service_item.state', 'in', ['published', 'revising', 'revising_review'])

const listed = [
  'service_item.id',
  'service_item.code',
  'service_item.family',
  'service_item.handling',
  'service_item_version.number as version',
  'service_item_version.name',
  'service_item_version.summary',
  'service_item_version.audience',
  'service_item_version.price_kind',
  'service_item_version.price_fen',
  'service_item_version.price_unit',
  'service_item_version.promised_days',
] as const

export interface ItemFilter {
  family?: Family
  audience?: string
  price?: string
  question?: string
}

/** The public directory of service items, by facet and by search. */
export async function itemList(ctx: Ctx, filter: ItemFilter = {}) {
  let query = publishedItems(ctx)
    .select(listed)
    .orderBy('service_item.rank')
    .orderBy('service_item.code')
    .limit(500)
  if (filter.family) query = query.where('service_item.family', '=', filter.family)
  if (filter.audience)
    query = query.where(sql<boolean>`${filter.audience} = any (service_item_version.audience)`)
  if (filter.price) query = query.where('service_item_version.price_kind', '=', filter.price)
  if (filter.question) {
    const hits = await search(ctx, filter.question, { subject: 'service_item', limit: 200 })
    if (hits.length === 0) return []
    query = query.where(
      'service_item.id',
      'in',
      hits.map(hit => hit.record_id),
    )
  }
  return query.execute()
}

/** One published item with all its content, or null. */
export async function publishedItem(ctx: Ctx, id: string) {
  const row = await publishedItems(ctx)
    .selectAll('service_item_version')
    .select(listed)
    .select('service_item.published_at')
    .where('service_item.id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    ...row,
    steps: row.steps as unknown as Step[],
    materials: row.materials as unknown as Material[],
    intake: row.intake as unknown as FormDefinition,
  }
}
export type PublishedItem = NonNullable<Awaited<ReturnType<typeof publishedItem>>>

export const versionOf = versionRow

/** Every version of an item, newest first. */
export const versionsOf = (ctx: Ctx, itemId: string) =>
  ctx.db
    .selectFrom('service_item_version')
    .selectAll()
    .where('item_id', '=', itemId)
    .orderBy('number', 'desc')
    .limit(50)
    .execute()

/** Names for a select: what can be applied for today. */
export const itemsForApplying = (ctx: Ctx) =>
  publishedItems(ctx)
    .select(['service_item.id', 'service_item_version.name'])
    .orderBy('service_item.family')
    .orderBy('service_item.rank')
    .limit(500)
    .execute()

/** Providers in the directory that offer an item, least recently invited first, so that the order favours nobody. */
export const providersOf = (ctx: Ctx, itemId: string) =>
  ctx.db
    .selectFrom('provider_item')
    .innerJoin('provider', 'provider.id', 'provider_item.provider_id')
    .select(eb => [
      'provider.id',
      'provider.party_id',
      'provider.name',
      'provider_item.price_fen',
      'provider_item.price_note',
      eb
        .selectFrom('quote')
        .whereRef('quote.provider_id', '=', 'provider.id')
        .where('invited_at', '>', new Date(ctx.now.getTime() - 365 * 86_400_000))
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('invitations'),
      eb
        .selectFrom('quote')
        .whereRef('quote.provider_id', '=', 'provider.id')
        .select(({ fn }) => fn.max('invited_at').as('at'))
        .as('last_invited_at'),
    ])
    .where('provider_item.item_id', '=', itemId)
    .where('provider.state', '=', 'listed')
    .orderBy('last_invited_at', order => order.asc().nullsFirst())
    .orderBy('provider.id')
    .limit(100)
    .execute()

export const providerById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('provider').selectAll().where('id', '=', id).executeTakeFirst()

/** The public directory of providers. */
export async function providerList(ctx: Ctx, question = '') {
  let query = ctx.db
    .selectFrom('provider')
    .select(['id', 'name', 'introduction', 'listed_at'])
    .where('state', '=', 'listed')
    .orderBy('name')
    .limit(300)
  if (question) {
    const hits = await search(ctx, question, { subject: 'provider', limit: 100 })
    if (hits.length === 0) return []
    query = query.where(
      'id',
      'in',
      hits.map(hit => hit.record_id),
    )
  }
  return query.execute()
}

/** What a provider offers, at which price. */
export const itemsOfProvider = (ctx: Ctx, providerId: string) =>
  publishedItems(ctx)
    .innerJoin('provider_item', 'provider_item.item_id', 'service_item.id')
    .select([
      'service_item.id',
      'service_item_version.name',
      'provider_item.price_fen',
      'provider_item.price_note',
      'service_item_version.price_unit',
    ])
    .where('provider_item.provider_id', '=', providerId)
    .orderBy('service_item.rank')
    .limit(200)
    .execute()

/** All items for the workbench, whatever their state, by their latest name. */
export function deskItems(ctx: Ctx, family?: string) {
  const query = ctx.db
    .selectFrom('service_item')
    .leftJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select([
      'service_item.id',
      'service_item.code',
      'service_item.state',
      'service_item.family',
      'service_item.latest_version',
      'service_item.published_at',
      'service_item_version.name',
    ])
    .orderBy('service_item.family')
    .orderBy('service_item.rank')
    .limit(500)
  return (family ? query.where('service_item.family', '=', family) : query).execute()
}

/** All providers with how much they offer and how often they were asked. */
export const deskProviders = (ctx: Ctx) =>
  ctx.db
    .selectFrom('provider')
    .select(eb => [
      'id',
      'name',
      'state',
      'listed_at',
      eb
        .selectFrom('provider_item')
        .whereRef('provider_item.provider_id', '=', 'provider.id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('items'),
      eb
        .selectFrom('quote')
        .whereRef('quote.provider_id', '=', 'provider.id')
        .where('invited_at', '>', new Date(ctx.now.getTime() - 365 * 86_400_000))
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .as('quotes'),
    ])
    .orderBy('name')
    .limit(500)
    .execute()

/** Below this nothing is shown: single marks could be guessed. */
export const fewestRatings = 5

/** How an item, a provider or the whole centre was rated. The table is the ratings module's; this only reads it. */
export async function ratingsOf(
  ctx: Ctx,
  of: { itemId?: string; providerId?: string; since?: string } = {},
): Promise<{ counts: number[]; total: number; share: number | null }> {
  let query = ctx.db
    .selectFrom('rating')
    .select(['mark', ({ fn }) => fn.countAll<number>().as('n')])
    .groupBy('mark')
  if (of.itemId) query = query.where('item_id', '=', of.itemId)
  if (of.providerId) query = query.where('provider_id', '=', of.providerId)
  if (of.since) query = query.where('month', '>=', of.since)
  const rows = await query.execute()
  const counts = [5, 4, 3, 2, 1].map(mark => rows.find(row => row.mark === mark)?.n ?? 0)
  const total = counts.reduce((sum, n) => sum + n, 0)
  const satisfied = counts.slice(0, 3).reduce((sum, n) => sum + n, 0)
  return { counts, total, share: total >= fewestRatings ? satisfied / total : null }
}
