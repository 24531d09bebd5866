import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { search } from '#platform/search'
import { listedProviders, publishedItems } from '../shown.ts'
import type { Family } from '../workflow.ts'

/** Entries on one page of the public directory. */
export const pageSize = 30
/** So many hits of a search are looked at; whoever finds more narrows it down. */
const mostHits = 200

export interface ItemFilter {
  family?: Family
  audience?: string
  price?: string
  question?: string
}

/** Options of a facet with how many entries each would show; and how many there are in all. */
export interface Counted {
  total: number
  by: Record<string, Map<string, number>>
}

type Ids = string[] | null

const hitsOf = async (ctx: Ctx, subject: string, question: string | undefined): Promise<Ids> =>
  question ? (await search(ctx, question, { subject, limit: mostHits })).map(hit => hit.record_id) : null

const within = (column: string, ids: Ids) =>
  ids === null ? sql<boolean>`true` : sql<boolean>`${sql.ref(column)} = any (${ids}::uuid[])`

function filteredItems(ctx: Ctx, filter: ItemFilter, ids: Ids) {
  let query = publishedItems(ctx).where(within('service_item.id', ids))
  if (filter.family) query = query.where('service_item.family', '=', filter.family)
  if (filter.audience)
    query = query.where(sql<boolean>`${filter.audience} = any (service_item_version.audience)`)
  if (filter.price) query = query.where('service_item_version.price_kind', '=', filter.price)
  return query
}

/** The public directory of service items: one page by facet and search; the first with counts. */
export async function itemPage(ctx: Ctx, filter: ItemFilter, after = '') {
  const ids = await hitsOf(ctx, 'service_item', filter.question)
  let query = filteredItems(ctx, filter, ids)
    .select([
      'service_item.id',
      'service_item.family',
      'service_item_version.name',
      'service_item_version.summary',
      'service_item_version.price_kind',
      'service_item_version.price_fen',
      'service_item_version.price_unit',
      'service_item_version.promised_days',
    ])
    .orderBy('service_item.rank')
    .orderBy('service_item.code')
    .limit(pageSize + 1)
  if (after)
    query = query.where(
      sql<boolean>`(service_item.rank, service_item.code) > (select rank, code from service_item where id = ${after})`,
    )
  // Counting costs more than the page: it is done where one begins to read.
  const counting = after ? null : itemCounts(ctx, filter, ids)
  const [found, counted] = await Promise.all([query.execute(), counting])
  return { ...paged(found), counted }
}

/** Each facet counts what the others leave. */
async function itemCounts(ctx: Ctx, filter: ItemFilter, ids: Ids): Promise<Counted> {
  const { family: _family, ...anyFamily } = filter
  const { audience: _audience, ...anyAudience } = filter
  const { price: _price, ...anyPrice } = filter
  const n = sql<number>`count(*)`.as('n')
  const [families, prices, kinds] = await Promise.all([
    filteredItems(ctx, anyFamily, ids).select(['family as value', n]).groupBy('family').execute(),
    filteredItems(ctx, anyPrice, ids).select(['price_kind as value', n]).groupBy('price_kind').execute(),
    filteredItems(ctx, anyAudience, ids)
      .select([sql<string>`unnest(audience)`.as('value'), n])
      .groupBy('value')
      .execute(),
  ])
  const shown = filter.family ? families.filter(one => one.value === filter.family) : families
  return {
    total: shown.reduce((sum, one) => sum + one.n, 0),
    by: { family: asMap(families), price: asMap(prices), audience: asMap(kinds) },
  }
}

export interface ProviderFilter {
  family?: Family
  item?: string
  question?: string
}

function filteredProviders(ctx: Ctx, filter: ProviderFilter, ids: Ids) {
  let query = listedProviders(ctx).where(within('provider.id', ids))
  const { item, family } = filter
  if (item)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('provider_item')
          .whereRef('provider_item.centre_id', '=', 'provider.centre_id')
          .whereRef('provider_item.provider_id', '=', 'provider.id')
          .where('provider_item.item_id', '=', item),
      ),
    )
  if (family)
    query = query.where(({ exists, selectFrom }) =>
      exists(
        selectFrom('provider_item')
          .innerJoin('service_item', join =>
            join
              .onRef('service_item.centre_id', '=', 'provider_item.centre_id')
              .onRef('service_item.id', '=', 'provider_item.item_id'),
          )
          .whereRef('provider_item.centre_id', '=', 'provider.centre_id')
          .whereRef('provider_item.provider_id', '=', 'provider.id')
          .where('service_item.shown', '=', true)
          .where('service_item.family', '=', family),
      ),
    )
  return query
}

/** The public directory of providers: one page by what they offer and by search; the first with counts. */
export async function providerPage(ctx: Ctx, filter: ProviderFilter, after = '') {
  const ids = await hitsOf(ctx, 'provider', filter.question)
  let query = filteredProviders(ctx, filter, ids)
    .select(['provider.id', 'provider.name', 'provider.introduction', 'provider.confirmed_on'])
    .select(offered)
    .orderBy('provider.name')
    .orderBy('provider.id')
    .limit(pageSize + 1)
  if (after)
    query = query.where(
      sql<boolean>`(provider.name, provider.id) > (select name, id from provider where id = ${after})`,
    )
  const counting = after ? null : providerCounts(ctx, filter, ids)
  const [found, counted] = await Promise.all([query.execute(), counting])
  return { ...paged(found), counted }
}

/** The names of some of what a provider offers, as they come in the directory. */
const offered = sql<string[]>`array(
  select v.name from provider_item o
    join service_item i on i.centre_id = o.centre_id and i.id = o.item_id and i.shown
    join service_item_version v on v.centre_id = i.centre_id and v.item_id = i.id and v.number = i.published_version
  where o.centre_id = provider.centre_id and o.provider_id = provider.id
  order by i.rank, i.code limit 4)`.as('offers')

async function providerCounts(ctx: Ctx, filter: ProviderFilter, ids: Ids): Promise<Counted> {
  const { family: _, ...anyFamily } = filter
  const [total, families] = await Promise.all([
    filteredProviders(ctx, filter, ids).select(sql<number>`count(*)`.as('n')).executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom(
        filteredProviders(ctx, anyFamily, ids)
          .innerJoin('provider_item as o', join =>
            join.onRef('o.centre_id', '=', 'provider.centre_id').onRef('o.provider_id', '=', 'provider.id'),
          )
          .innerJoin('service_item as i', join =>
            join.onRef('i.centre_id', '=', 'o.centre_id').onRef('i.id', '=', 'o.item_id'),
          )
          .where('i.shown', '=', true)
          // Each provider once, without sorting what all of them offer.
          .select(['i.family', 'provider.id'])
          .distinct()
          .as('each'),
      )
      .select(['family as value', sql<number>`count(*)`.as('n')])
      .groupBy('family')
      .execute(),
  ])
  return { total: total.n, by: { family: asMap(families) } }
}

const asMap = (rows: ReadonlyArray<{ value: string; n: number }>): Map<string, number> =>
  new Map(rows.map(row => [row.value, row.n]))

/** The rows of one page, and the key that the next one begins after. */
function paged<R extends { id: string }>(found: R[]): { rows: R[]; next: string | null } {
  const rows = found.slice(0, pageSize)
  return { rows, next: found.length > pageSize ? (rows.at(-1)?.id ?? null) : null }
}

/** Whether an entry that is not public just now is one that the public knew: it is told so kindly. */
export const hiddenEntry = async (ctx: Ctx, subject: 'service_item' | 'provider', id: string) =>
  (
    await ctx.db
      .selectFrom(subject)
      .select('hidden_why')
      .where('id', '=', id)
      .where('hidden_since', 'is not', null)
      .executeTakeFirst()
  )?.hidden_why ?? null

/** What a provider has shown of its work, newest first. */
export const shownCases = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('provider_case')
    .selectAll()
    .where('provider_id', '=', providerId)
    .where('state', '=', 'shown')
    .orderBy('year', 'desc')
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

/** Qualifications that still hold today: what is over is not held up to the public. */
export const inForce = <Q extends { valid_until: string | null }>(ctx: Ctx, all: readonly Q[]): Q[] =>
  all.filter(one => one.valid_until === null || one.valid_until >= dayOf(ctx.now))
