import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { FormDefinition } from '#platform/forms'
import { noId } from '#platform/ids'
import { versionRow } from './effects.ts'
import { listedProviders, publishedItems } from './shown.ts'
import type { Material, Step } from './workflow.ts'

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

/** One published item with all its content, or null. */
export async function publishedItem(ctx: Ctx, id: string) {
  const row = await publishedItems(ctx)
    .selectAll('service_item_version')
    .select(listed)
    .select(['service_item.published_at', 'service_item.confirmed_on'])
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

/** All published items with all their content, for the printed directory. */
export const wholeItems = (ctx: Ctx) =>
  publishedItems(ctx)
    .selectAll('service_item_version')
    .select(listed)
    .select('service_item.published_at')
    .orderBy('service_item.rank')
    .orderBy('service_item.code')
    .limit(500)
    .execute()

/** What the listed providers say of themselves in public. */
export const providersForPrint = (ctx: Ctx) =>
  listedProviders(ctx)
    .select(['id', 'name', 'introduction', 'team', 'cases', 'qualifications', 'listed_at'])
    .orderBy('name')
    .limit(500)
    .execute()

/** Every public offer: which provider, which item, at which price. */
export const offersForPrint = (ctx: Ctx) =>
  publishedItems(ctx)
    .innerJoin('provider_item', 'provider_item.item_id', 'service_item.id')
    .innerJoin('provider', 'provider.id', 'provider_item.provider_id')
    .select([
      'provider_item.item_id',
      'provider_item.provider_id',
      'service_item_version.name as item_name',
      'service_item_version.price_unit',
      'provider.name as provider_name',
      'provider_item.price_fen',
      'provider_item.price_note',
    ])
    .where('provider.shown', '=', true)
    .orderBy('service_item.rank')
    .orderBy('provider.name')
    .limit(5_000)
    .execute()

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
    .where('provider.shown', '=', true)
    .orderBy('last_invited_at', order => order.asc().nullsFirst())
    .orderBy('provider.id')
    .limit(100)
    .execute()

export const providerById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('provider').selectAll().where('id', '=', id).executeTakeFirst()

/** A provider that may be asked, held fast until it was: not one that is just being changed, or is leaving. */
export const providerToAsk = (ctx: Ctx, id: string) =>
  listedProviders(ctx).selectAll().where('provider.id', '=', id).forShare().skipLocked().executeTakeFirst()

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
      'service_item_version.summary',
    ])
    .where('provider_item.provider_id', '=', providerId)
    .orderBy('service_item.rank')
    .limit(200)
    .execute()

/** The firms that the actor acts for, as far as they are in the register. */
export const providersOfActor = (ctx: Ctx) =>
  ctx.db
    .selectFrom('provider')
    .select(['id', 'party_id', 'name'])
    .where('party_id', 'in', [noId, ...ctx.actor.parties])
    .where('state', '!=', 'left')
    .orderBy('name')
    .limit(50)
    .execute()

export interface DeskFilter {
  question: string
  family: string
  /** 'shown', 'hidden' or all. */
  shown: string
  after: string
}

/** Whoever looks for an entry that is not public finds it by its name; that is not in the search of the public. */
const named = (question: string) => `%${question.replaceAll(/[\\%_]/g, '\\$&')}%`

/** All items for the workbench, whatever their state, by their latest name; page by key. */
export async function deskItems(ctx: Ctx, filter: DeskFilter, limit: number) {
  let query = ctx.db
    .selectFrom('service_item')
    .leftJoin('service_item_version', join =>
      join
        .onRef('service_item_version.centre_id', '=', 'service_item.centre_id')
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
      'service_item.confirmed_on',
      'service_item.hidden_why',
      'service_item_version.name',
    ])
    .orderBy('service_item.family')
    .orderBy('service_item.rank')
    .orderBy('service_item.code')
    .limit(limit + 1)
  if (filter.family) query = query.where('service_item.family', '=', filter.family)
  if (filter.shown === 'shown') query = query.where('service_item.shown', '=', true)
  if (filter.shown === 'hidden') query = query.where('service_item.hidden_since', 'is not', null)
  if (filter.question)
    query = query.where(eb =>
      eb.or([
        eb('service_item_version.name', 'like', named(filter.question)),
        eb('service_item.code', '=', filter.question.toUpperCase()),
      ]),
    )
  if (filter.after)
    query = query.where(
      sql<boolean>`(service_item.family, rank, code) > (select family, rank, code from service_item where id = ${filter.after})`,
    )
  return cut(await query.execute(), limit)
}

/** All providers with how much they offer and how often they were asked; page by key. */
export async function deskProviders(
  ctx: Ctx,
  filter: Omit<DeskFilter, 'family'> & { state: string },
  limit: number,
) {
  let query = ctx.db
    .selectFrom('provider')
    .select(eb => [
      'id',
      'name',
      'state',
      'listed_at',
      'confirmed_on',
      'hidden_why',
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
    .orderBy('id')
    .limit(limit + 1)
  if (filter.state) query = query.where('state', '=', filter.state)
  if (filter.shown === 'shown') query = query.where('shown', '=', true)
  if (filter.shown === 'hidden') query = query.where('hidden_since', 'is not', null)
  if (filter.question) query = query.where('name', 'like', named(filter.question))
  if (filter.after)
    query = query.where(sql<boolean>`(name, id) > (select name, id from provider where id = ${filter.after})`)
  return cut(await query.execute(), limit)
}

const cut = <R extends { id: string }>(found: R[], limit: number): { rows: R[]; next: string | null } => ({
  rows: found.slice(0, limit),
  next: found.length > limit ? (found[limit - 1]?.id ?? null) : null,
})

/** Below this nothing is shown: single marks could be guessed. */
export const fewestRatings = 5

/** How an item, a provider or the whole centre was rated. The table is the ratings module's; this only reads it. */
export async function ratingsOf(
  ctx: Ctx,
  of: { itemId?: string; providerId?: string; since?: string; until?: string } = {},
): Promise<{ counts: number[]; total: number; share: number | null }> {
  let query = ctx.db
    .selectFrom('rating')
    .select(['mark', ({ fn }) => fn.countAll<number>().as('n')])
    .groupBy('mark')
  if (of.itemId) query = query.where('item_id', '=', of.itemId)
  if (of.providerId) query = query.where('provider_id', '=', of.providerId)
  if (of.since) query = query.where('month', '>=', of.since)
  if (of.until) query = query.where('month', '<=', of.until)
  const rows = await query.execute()
  const counts = [5, 4, 3, 2, 1].map(mark => rows.find(row => row.mark === mark)?.n ?? 0)
  const total = counts.reduce((sum, n) => sum + n, 0)
  const satisfied = counts.slice(0, 3).reduce((sum, n) => sum + n, 0)
  return { counts, total, share: total >= fewestRatings ? satisfied / total : null }
}
