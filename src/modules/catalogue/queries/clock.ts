import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { listedProviders, publishedItems } from '../shown.ts'

/** Items whose version takes effect today, has expired, or expires within the longest warning. */
export async function itemsToTurn(ctx: Ctx) {
  const today = dayOf(ctx.now)
  const effective = await ctx.db
    .selectFrom('service_item')
    .innerJoin('service_item_version', join =>
      join
        .onRef('service_item_version.item_id', '=', 'service_item.id')
        .onRef('service_item_version.number', '=', 'service_item.latest_version'),
    )
    .select('service_item.id')
    .where('state', '=', 'approved')
    .where('effective_from', '<=', today)
    .limit(1_000)
    .execute()
  const ending = await publishedItems(ctx)
    .select(['service_item.id', 'name', 'expires_on', 'warned_days'])
    .where('expires_on', 'is not', null)
    .orderBy('expires_on')
    .limit(5_000)
    .execute()
  const over = (one: { expires_on: string | null }): boolean => (one.expires_on as string) < today
  return {
    effective,
    expired: ending.filter(over),
    expiring: ending.filter(one => !over(one)),
  }
}

/** Public entries last confirmed on this day or before, that nobody is asked about yet. */
export async function entriesToConfirm(
  ctx: Ctx,
  day: string,
  limit: number,
): Promise<Array<{ item_id: string } | { provider_id: string }>> {
  const asked = (column: 'item_id' | 'provider_id', id: string) =>
    sql<boolean>`not exists (select from confirmation c where c.${sql.ref(column)} = ${sql.ref(id)}
      and c.state in ('due', 'late', 'lapsed'))`
  const items = await publishedItems(ctx)
    .select('service_item.id as item_id')
    .where('confirmed_on', '<=', day)
    .where(asked('item_id', 'service_item.id'))
    .orderBy('confirmed_on')
    .limit(limit)
    .execute()
  if (items.length === limit) return items
  const providers = await listedProviders(ctx)
    .select('provider.id as provider_id')
    .where('confirmed_on', '<=', day)
    .where(asked('provider_id', 'provider.id'))
    .orderBy('confirmed_on')
    .limit(limit - items.length)
    .execute()
  return [...items, ...providers]
}

/** Providers that are not out, by id, with what they are qualified for. */
export const providersWithQualifications = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('provider')
    .select(['id', 'name', 'party_id', 'state', 'qualifications'])
    .where('state', 'in', ['listed', 'suspended'])
    .where('id', '>', after || noId)
    .orderBy('id')
    .limit(limit)
    .execute()

/** Of which end of which qualification was warned last, by provider, name and day. */
export async function qualificationWarnings(ctx: Ctx, ids: readonly string[]): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('qualification_warning')
    .selectAll()
    .where('provider_id', 'in', [noId, ...ids])
    .limit(5_000)
    .execute()
  return new Map(rows.map(row => [`${row.provider_id} ${row.name} ${row.valid_until}`, row.days]))
}
