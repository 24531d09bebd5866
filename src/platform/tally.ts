import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from './ctx.ts'
import { type Counted, defineIndicator, type Indicator } from './indicators.ts'
import { instantsOf, type Period } from './periods.ts'

/** The period as days and as instants, to compare dates and timestamps with. */
export interface Within extends Period {
  from: Date
  until: Date
}

/**
 * An indicator that is counted over records. One query says which they are; the number and the list behind it are both made
 * of it, so that they cannot differ.
 */
export interface Tally extends Omit<Indicator, 'count' | 'whole' | 'records' | 'rows' | 'flow' | 'parts'> {
  /** The flow of the records; null where each row says its own in a column `flow`. */
  flow: string | null
  /** Different ones of `who` are counted, and not the rows: 人数 as against 人次. */
  distinct?: true
  /** 结构: what the values of a column `category` are called; the rows then have it. */
  categories?: Readonly<Record<string, string>>
  /**
   * A row for each record: `id` uuid, `town` text (division code or null), `value` bigint, `base` bigint (of a rate, else
   * null), `who` text (party or person behind it, or null). Conditions stand where an index serves them.
   */
  rows(within: Within): RawBuilder<unknown>
}

export const within = (period: Period): Within => ({ ...period, ...instantsOf(period) })

/** Declares an indicator by the records that it counts. */
export function defineTally({ distinct, rows, flow, categories, ...spec }: Tally): Indicator {
  const from = (period: Period) => sql`(${rows(within(period))}) as counted`
  const figures = sql`
    ${distinct ? sql`count(distinct who)` : sql`coalesce(sum(value), 0)`}::bigint as value, sum(base)::bigint as base,
    nullif(count(distinct who), 0)::int as reporters`
  return defineIndicator({
    ...spec,
    flow,
    rows,
    records: period => `/desk/indicators/${spec.code}/records?period=${period.code}`,
    async count(ctx, period) {
      const found = await sql<Found & { town: string | null }>`
        select case when town ~ '^[0-9]{9}$' then town end as town, ${figures} from ${from(period)} group by 1`.execute(
        ctx.db,
      )
      return found.rows.map(row => ({ town: row.town, ...plainOf(row) }))
    },
    ...(categories && {
      async parts(ctx: Ctx, period: Period) {
        const found = await sql<Found & { category: string }>`
          select category, ${figures} from ${from(period)} group by 1 order by 2 desc`.execute(ctx.db)
        return found.rows.map(row => ({ label: categories[row.category] ?? row.category, ...plainOf(row) }))
      },
    }),
    ...(!spec.adds && {
      async whole(ctx: Ctx, period: Period) {
        const found = await sql<Found>`select ${figures} from ${from(period)}`.execute(ctx.db)
        const row = found.rows[0]
        return row && (spec.measure !== 'permille' || row.base !== null) ? plainOf(row) : null
      },
    }),
  })
}

interface Found {
  value: number
  base: number | null
  reporters: number | null
}

const plainOf = ({ value, base, reporters }: Found): Omit<Counted, 'town'> => ({
  value,
  ...(base !== null && { base }),
  ...(reporters !== null && { reporters }),
})
