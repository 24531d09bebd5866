import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Qualification } from './provider.ts'
import type { Material, Step } from './workflow.ts'

/** Which: those of these codes, or page by page all that are not gone. */
type Which = { codes: readonly string[] } | { after: string; limit: number }

/** Items as their form would show them: the latest version, whether it is published or being written. */
export async function itemsForImport(ctx: Ctx, which: Which) {
  const query = ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select([
      'service_item.id',
      'service_item.state',
      'service_item.published_version',
      'service_item.code',
      'service_item.family',
      'service_item.handling',
      'service_item.rank',
      'service_item_version.name',
      'summary',
      'content',
      'audience',
      'steps',
      'materials',
      'price_kind',
      'price_fen',
      'price_unit',
      'price_note',
      'promised_days',
      'place',
      'contact',
      'legal_basis',
    ])
    .orderBy('service_item.id')
  const rows =
    'codes' in which
      ? await query
          .where('code', 'in', ['', ...which.codes])
          .limit(2_000)
          .execute()
      : await query
          .where('service_item.id', '>', which.after || noId)
          .where('state', '!=', 'withdrawn')
          .limit(which.limit)
          .execute()
  return rows.map(row => ({
    ...row,
    steps: row.steps as unknown as Step[],
    materials: row.materials as unknown as Material[],
  }))
}

/** Providers with their code and what they publicly offer. */
export async function providersForImport(ctx: Ctx, which: Which) {
  const query = ctx.db
    .selectFrom('provider')
    .innerJoin('party', 'party.id', 'provider.party_id')
    .select([
      'provider.id',
      'provider.state',
      'party.code',
      'provider.name',
      'introduction',
      'team',
      'cases',
      'qualifications',
      'provider.contact_name',
      'provider.contact_phone',
    ])
    .orderBy('provider.id')
  const rows =
    'codes' in which
      ? await query
          .where('party.code', 'in', ['', ...which.codes])
          .limit(2_000)
          .execute()
      : await query
          .where('provider.id', '>', which.after || noId)
          .where('provider.state', '=', 'listed')
          .limit(which.limit)
          .execute()
  const offers = await ctx.db
    .selectFrom('provider_item')
    .innerJoin('service_item', 'service_item.id', 'provider_item.item_id')
    .select(['provider_id', 'service_item.code', 'price_fen', 'price_note'])
    .where('provider_id', 'in', [noId, ...rows.map(row => row.id)])
    .where('published_version', 'is not', null)
    .where('service_item.state', '!=', 'withdrawn')
    .orderBy('service_item.code')
    .limit(20_000)
    .execute()
  const byProvider = Map.groupBy(offers, one => one.provider_id)
  return rows.map(row => ({
    ...row,
    qualifications: row.qualifications as unknown as Qualification[],
    offers: (byProvider.get(row.id) ?? []).map(({ code, price_fen, price_note }) => ({
      code,
      price_fen: price_fen ?? undefined,
      price_note,
    })),
  }))
}

/** Ids of the items that a provider can offer, by code. */
export async function offeredCodes(ctx: Ctx): Promise<Map<string, string>> {
  const items = await ctx.db
    .selectFrom('service_item')
    .select(['id', 'code'])
    .where('published_version', 'is not', null)
    .where('state', '!=', 'withdrawn')
    .limit(500)
    .execute()
  return new Map(items.map(item => [item.code, item.id]))
}
