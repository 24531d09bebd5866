import { type SqlBool, sql } from 'kysely'
import { listedProviders, publishedItems } from '#modules/catalogue'
import type { Ctx } from '#platform/ctx'
import { foundIds } from '#platform/search'
import { type Narrowing, narrowingOf } from '../taxonomies.ts'

/** What narrows the directory down; everything that is given must hold. */
export interface Filter {
  search?: string | undefined
  term?: string | undefined
  taxonomy?: string | undefined
  organization?: string | undefined
  modifiedAfter?: Date | undefined
}

export interface Range {
  limit: number
  offset?: number
  /** Goes on after this id instead of counting from the start. */
  after?: string
}

/** Who else is there: the centre's own id as an organisation, and when what every service shares last changed. */
interface Whole {
  id: string
  changedAt: Date | null
}

const columns = [
  'service_item.id',
  'service_item.code',
  'service_item.family',
  'service_item.handling',
  'service_item.confirmed_on',
  'service_item_version.name',
  'service_item_version.summary',
  'service_item_version.content',
  'service_item_version.audience',
  'service_item_version.steps',
  'service_item_version.materials',
  'service_item_version.price_kind',
  'service_item_version.price_fen',
  'service_item_version.price_unit',
  'service_item_version.price_note',
  'service_item_version.promised_days',
  'service_item_version.place',
  'service_item_version.contact',
  'service_item_version.legal_basis',
] as const

/** The latest of: a change of its own, of which offers that come and go are part; and one of a provider that offers it. */
const changedAt = sql<Date>`greatest(service_item.changed_at,
  (select max(p.changed_at) from provider_item o join provider p on p.centre_id = o.centre_id and p.id = o.provider_id
   where o.centre_id = service_item.centre_id and o.item_id = service_item.id))`

// What providers decide is asked once for all items, not for each: these subqueries do not depend on the item.
const changedSince = (at: Date) => sql<SqlBool>`(service_item.changed_at >= ${at}
  or service_item.id in (
    select o.item_id from provider_item o join provider p on p.centre_id = o.centre_id and p.id = o.provider_id
    where p.changed_at >= ${at}))`

const offeredBy = (providerId: string | null) => sql<SqlBool>`service_item.id in (
  select o.item_id from provider_item o join provider p on p.centre_id = o.centre_id and p.id = o.provider_id
  where p.shown and (${providerId}::uuid is null or p.id = ${providerId}::uuid))`

export const narrowed = (one: Narrowing) =>
  one.of === 'family'
    ? sql<SqlBool>`(${one.family}::text is null or service_item.family = ${one.family})`
    : one.of === 'audience'
      ? sql<SqlBool>`(${one.audience}::text is null or ${one.audience} = any (service_item_version.audience))`
      : offeredBy(null)

/** The query of what is public and matches everything that was asked; null where nothing can. */
async function matching(ctx: Ctx, filter: Filter, whole: Whole) {
  const narrowings = narrowingOf(filter)
  if (!narrowings) return null
  let query = publishedItems(ctx)
  for (const one of narrowings) query = query.where(narrowed(one))
  if (filter.organization && filter.organization !== whole.id)
    query = query.where(offeredBy(filter.organization))
  const { modifiedAfter } = filter
  if (modifiedAfter && !(whole.changedAt && whole.changedAt >= modifiedAfter))
    query = query.where(changedSince(modifiedAfter))
  if (filter.search) {
    const ids = await foundIds(ctx, filter.search, 'service_item')
    if (!ids || ids.length === 0) return null
    query = query.where(sql<SqlBool>`service_item.id = any (${ids}::uuid[])`)
  }
  return query
}

/** Published items that match, oldest first: what is published later comes behind, so pages keep their places. */
export async function serviceRows(ctx: Ctx, filter: Filter, whole: Whole, range: Range) {
  const query = await matching(ctx, filter, whole)
  if (!query) return []
  const { limit, offset = 0, after } = range
  // Which they are comes first: the date of rows that are only counted past would be worked out, too.
  // As an array it is asked once, also by a planner that thinks the table small and would ask for every row.
  const wanted = (after ? query.where('service_item.id', '>', after) : query)
    .select('service_item.id')
    .orderBy('service_item.id')
    .limit(limit)
    .offset(offset)
  return publishedItems(ctx)
    .select(columns)
    .select(changedAt.as('changed_at'))
    .where(sql<SqlBool>`service_item.id = any (array(${wanted}))`)
    .orderBy('service_item.id')
    .limit(limit)
    .execute()
}
export type ServiceRow = Awaited<ReturnType<typeof serviceRows>>[number]

/** Only what is needed to see what is new, of very many: the dates of their providers are gathered in one go. */
export async function serviceDates(ctx: Ctx, filter: Filter, whole: Whole, range: Range) {
  const query = await matching(ctx, filter, whole)
  if (!query) return []
  const latest = ctx.db
    .selectFrom('provider_item')
    .innerJoin('provider', 'provider.id', 'provider_item.provider_id')
    .select(['provider_item.item_id', ({ fn }) => fn.max('provider.changed_at').as('at')])
    .groupBy('provider_item.item_id')
    .as('latest')
  return query
    .leftJoin(latest, 'latest.item_id', 'service_item.id')
    .select(['service_item.id', 'service_item_version.name'])
    .select(sql<Date>`greatest(service_item.changed_at, latest.at)`.as('changed_at'))
    .orderBy('service_item.id')
    .limit(range.limit)
    .offset(range.offset ?? 0)
    .execute()
}

/** Ids of all that match: what is derived from services is counted out by them. */
export async function serviceIds(ctx: Ctx, filter: Filter, whole: Whole): Promise<Array<{ id: string }>> {
  const query = await matching(ctx, filter, whole)
  return query ? query.select('service_item.id').orderBy('service_item.id').limit(20_000).execute() : []
}

export async function serviceCount(ctx: Ctx, filter: Filter, whole: Whole): Promise<number> {
  const query = await matching(ctx, filter, whole)
  if (!query) return 0
  const { n } = await query.select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow()
  return n
}

export const serviceRow = (ctx: Ctx, id: string): Promise<ServiceRow | undefined> =>
  publishedItems(ctx)
    .select(columns)
    .select(changedAt.as('changed_at'))
    .where('service_item.id', '=', id)
    .executeTakeFirst()

export const servicesWith = (ctx: Ctx, ids: readonly string[]): Promise<ServiceRow[]> =>
  publishedItems(ctx)
    .select(columns)
    .select(changedAt.as('changed_at'))
    .where(sql<SqlBool>`service_item.id = any (${ids}::uuid[])`)
    .orderBy('service_item.id')
    .limit(10_000)
    .execute()

/** What listed providers offer of these items, by item. */
export async function offersOf(ctx: Ctx, itemIds: readonly string[]) {
  const rows = await listedProviders(ctx)
    .innerJoin('provider_item', 'provider_item.provider_id', 'provider.id')
    .select([
      'provider_item.item_id',
      'provider_item.price_fen',
      'provider_item.price_note',
      'provider.id',
      'provider.name',
      'provider.introduction',
    ])
    .where(sql<SqlBool>`provider_item.item_id = any (${itemIds}::uuid[])`)
    .orderBy('provider_item.item_id')
    .orderBy('provider.id')
    .limit(100_000)
    .execute()
  return Map.groupBy(rows, row => row.item_id)
}
export type Offer = Awaited<ReturnType<typeof offersOf>> extends Map<string, Array<infer One>> ? One : never

/** At which open sub-centres these items are served, by item. */
export async function subCentresOf(ctx: Ctx, itemIds: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('sub_centre_item')
    .innerJoin('sub_centre', 'sub_centre.id', 'sub_centre_item.sub_centre_id')
    .select(['sub_centre_item.item_id', 'sub_centre.id'])
    .where('sub_centre.state', '=', 'open')
    .where(sql<SqlBool>`sub_centre_item.item_id = any (${itemIds}::uuid[])`)
    .orderBy('sub_centre.id')
    .limit(10_000)
    .execute()
  return Map.groupBy(rows, row => row.item_id)
}
