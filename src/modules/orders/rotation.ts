import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { kindLabel } from './kind-codes.ts'
import { shareFrom, shareLimit } from './settings.ts'

/** How one provider fared in one kind in a period. */
export interface Turn {
  key: string
  kind: string
  provider: string
  providerId: string
  invited: number
  quoted: number
  chosen: number
  /** Of all orders of the kind in the period, 0–1; null where there was none. */
  share: number | null
  lastInvited: Date | null
  /** More than the threshold, where there were enough orders to say so, and others to invite. */
  concentrated: boolean
  /** Nobody else was invited for this kind. */
  alone: boolean
}

/** Quotes of the period by kind and provider: who was asked, who answered, who was chosen. */
export async function turnsSince(ctx: Ctx, since: Date): Promise<Turn[]> {
  const rows = await ctx.db
    .selectFrom('quote')
    .innerJoin('provider', join =>
      join.onRef('provider.id', '=', 'quote.provider_id').onRef('provider.centre_id', '=', 'quote.centre_id'),
    )
    .innerJoin('service_case', join =>
      join
        .onRef('service_case.id', '=', 'quote.case_id')
        .onRef('service_case.centre_id', '=', 'quote.centre_id'),
    )
    .leftJoin('support_kind_item', join =>
      join
        .onRef('support_kind_item.item_id', '=', 'service_case.item_id')
        .onRef('support_kind_item.centre_id', '=', 'service_case.centre_id'),
    )
    .leftJoin('support_kind', join =>
      join
        .onRef('support_kind.id', '=', 'support_kind_item.kind_id')
        .onRef('support_kind.centre_id', '=', 'support_kind_item.centre_id'),
    )
    .select(['support_kind.code', 'support_kind.rank', 'quote.provider_id', 'provider.name'])
    .select(({ fn }) => [
      fn.countAll<number>().as('invited'),
      fn.max('quote.invited_at').as('last'),
      sql<number>`count(*) filter (where quote.price_fen is not null)`.as('quoted'),
      sql<number>`count(*) filter (where quote.state = 'agreed')`.as('chosen'),
    ])
    .where('quote.invited_at', '>=', since)
    .groupBy(['support_kind.code', 'support_kind.rank', 'quote.provider_id', 'provider.name'])
    .orderBy('support_kind.rank')
    .orderBy('invited', 'desc')
    .orderBy('provider.name')
    .limit(1_000)
    .execute()
  const deals = new Map<string | null, number>()
  for (const row of rows) deals.set(row.code, (deals.get(row.code) ?? 0) + Number(row.chosen))
  const [most, from] = [shareLimit.of(ctx.centre) / 100, shareFrom.of(ctx.centre)]
  return rows.map(row => {
    const all = deals.get(row.code) ?? 0
    const chosen = Number(row.chosen)
    const share = all > 0 ? chosen / all : null
    const alone = rows.filter(one => one.code === row.code).length === 1
    return {
      key: `${row.code}-${row.provider_id}`,
      kind: kindLabel(row.code),
      provider: row.name,
      providerId: row.provider_id,
      invited: Number(row.invited),
      quoted: Number(row.quoted),
      chosen,
      share,
      lastInvited: row.last,
      concentrated: share !== null && all >= from && share > most && !alone,
      alone,
    }
  })
}
