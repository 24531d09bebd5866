import { type SqlBool, sql } from 'kysely'
import { listedProviders, publishedItems } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { foundIds } from '#platform/search'
import { type Narrowing, narrowingOf } from '../taxonomies.ts'
import { type Filter, narrowed, type Range } from './services.ts'

/** The query of listed providers that match; what narrows services down asks here for what they offer. */
async function providersMatching(ctx: Ctx, { search, ...filter }: Filter) {
  const narrowings = narrowingOf(filter)
  if (!narrowings) return null
  let query = listedProviders(ctx)
  for (const one of narrowings) query = query.where(offering(ctx, one))
  if (search) {
    const ids = await foundIds(ctx, search, 'provider')
    if (!ids || ids.length === 0) return null
    query = query.where(sql<SqlBool>`provider.id = any (${ids}::uuid[])`)
  }
  return query
}

const offering = (ctx: Ctx, one: Narrowing) =>
  sql<SqlBool>`exists (${publishedItems(ctx)
    .innerJoin('provider_item', 'provider_item.item_id', 'service_item.id')
    .select('service_item.id')
    .where(sql<SqlBool>`provider_item.provider_id = provider.id`)
    .where(one.of === 'role' ? sql<SqlBool>`true` : narrowed(one))})`

const providerColumns = ['id', 'name', 'introduction', 'team', 'cases', 'listed_at', 'changed_at'] as const

export async function providerRows(ctx: Ctx, filter: Filter, { limit, offset = 0, after }: Range) {
  const query = await providersMatching(ctx, filter)
  if (!query) return []
  return (after ? query.where('provider.id', '>', after) : query)
    .select(providerColumns)
    .orderBy('provider.id')
    .limit(limit)
    .offset(offset)
    .execute()
}
export type ProviderRow = Awaited<ReturnType<typeof providerRows>>[number]

export async function providerCount(ctx: Ctx, filter: Filter): Promise<number> {
  const query = await providersMatching(ctx, filter)
  if (!query) return 0
  const { n } = await query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return n
}

export const providerRow = (ctx: Ctx, id: string): Promise<ProviderRow | undefined> =>
  listedProviders(ctx).select(providerColumns).where('id', '=', id).executeTakeFirst()

/** Which published items these providers offer, by provider. */
export async function itemsOffered(ctx: Ctx, providerIds: readonly string[]) {
  const rows = await publishedItems(ctx)
    .innerJoin('provider_item', 'provider_item.item_id', 'service_item.id')
    .select(['provider_item.provider_id', 'service_item.id', 'service_item.family'])
    .select('service_item_version.name')
    .where(sql<SqlBool>`provider_item.provider_id = any (${providerIds}::uuid[])`)
    .orderBy('service_item.id')
    .limit(100_000)
    .execute()
  return Map.groupBy(rows, row => row.provider_id)
}

/** Every published item by its name alone. */
export const allItems = (ctx: Ctx) =>
  publishedItems(ctx)
    .select(['service_item.id', 'service_item.family', 'service_item_version.name'])
    .orderBy('service_item.id')
    .limit(20_000)
    .execute()
