import { sql } from 'kysely'
import type { Family } from '#modules/catalogue'
import { endOfDay, startOfDay } from '#platform/calendar'
import type { ClauseNumber } from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { type Period, partsOf, periodFrom } from '#platform/periods'
import { type Span, serviceKinds } from '../services.ts'

/** A service that was really provided in a period. */
export interface ItemServed {
  /** Id of the item, or key of the kind of service. */
  service: string
  label: string
  clause: ClauseNumber
  /** How often. */
  count: number
  /** Where the records are listed. */
  href: string
}

export const spanOf = ({ first, last }: Pick<Period, 'first' | 'last'>): Span => ({
  ...{ first, last },
  ...{ from: startOfDay(first), until: endOfDay(last) },
})

/** Of which clause the items of a family are. */
const clauseOf: Record<Family, ClauseNumber> = {
  ...{ consulting: '5.1', matching: '5.2.1', training: '5.3.1' },
  ...{ startup: '5.4.1', publicity: '5.5', support: '5.6.1' },
}

/** 6.1.3 Every service that was provided in the period, with how often: items by their closed cases, and all other kinds. */
export async function servedIn(ctx: Ctx, period: Pick<Period, 'first' | 'last'>): Promise<ItemServed[]> {
  const span = spanOf(period)
  const [items, kinds] = await Promise.all([itemsServed(ctx, span), kindsServed(ctx, span)])
  return [...kinds, ...items]
}

async function itemsServed(ctx: Ctx, { from, until }: Span): Promise<ItemServed[]> {
  const { rows } = await sql<{ id: string; name: string; family: Family; count: number }>`
    select item.id, version.name, item.family, done.count
    from (select item_id, count(*)::int as count from service_case
        where state = 'closed' and closed_at between ${from} and ${until} group by item_id) done
      join service_item item on item.id = done.item_id
      join service_item_version version on version.item_id = item.id and version.number = item.latest_version
    order by item.family, item.code limit 1000`.execute(ctx.db)
  return rows.map(row => ({
    ...{ service: row.id, label: row.name, clause: clauseOf[row.family], count: row.count },
    href: `/desk/cases?${new URLSearchParams({ q: row.name })}`,
  }))
}

async function kindsServed(ctx: Ctx, span: Span): Promise<ItemServed[]> {
  const columns = serviceKinds.map(kind => sql`${kind.served(span)}::int as ${sql.ref(kind.key)}`)
  const { rows } = await sql<Record<string, number>>`select ${sql.join(columns)}`.execute(ctx.db)
  return serviceKinds.flatMap(({ key, label, clause, href }) => {
    const count = rows[0]?.[key] ?? 0
    return count > 0 ? [{ service: key, label, clause, count, href }] : []
  })
}

/**
 * 好差评 of a period by service. They have a month and no day. Those of an item with too few to be told apart belong to none
 * (see decision 0004), and are not counted here.
 */
export async function ratingsIn(ctx: Ctx, period: string): Promise<Map<string, number>> {
  const months = partsOf(periodFrom(period), 'month').map(part => part.code)
  const rows = await ctx.db
    .selectFrom('rating')
    .select(['item_id', 'subject'])
    .select(({ fn }) => fn.countAll<number>().as('total'))
    .where('month', 'in', months)
    .where(eb => eb.or([eb('item_id', 'is not', null), eb('subject', '=', 'consultation')]))
    .groupBy(['item_id', 'subject'])
    .limit(2_000)
    .execute()
  const found = new Map<string, number>()
  for (const { item_id, total } of rows) {
    const service = item_id ?? 'consulting'
    found.set(service, (found.get(service) ?? 0) + Number(total))
  }
  return found
}
