import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { causes, labelIn } from './codes.ts'

/** Fewer could be told apart: such a figure is not shown. */
export const smallestCount = 5

export interface MonthOfComplaints {
  month: string
  received: number | null
  accepted: number | null
  onTime: number | null
  satisfied: number | null
}
export interface Statistics {
  months: MonthOfComplaints[]
  causes: Array<{ label: string; n: number }>
  /** Of the causes that are too few to be named, together; null where they are too few themselves. */
  otherCauses: number | null
}

const shown = (n: number): number | null => (n >= smallestCount ? n : null)
const rate = (part: number, whole: number): number | null => (whole >= smallestCount ? part / whole : null)

/**
 * For everyone, the last twelve months: received and accepted by the month they came in; on time: of what was handled in
 * the month, the share within its limit; satisfied: of those who said so when called or online. What the bureau handles
 * about the centre counts like everything else.
 */
export async function statistics(ctx: Ctx): Promise<Statistics> {
  const since = sql`(date_trunc('month', ${ctx.now} at time zone 'Asia/Shanghai') - interval '11 months') at time zone 'Asia/Shanghai'`
  const month = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'Asia/Shanghai', 'YYYY-MM')`
  const { rows } = await sql<{
    month: string
    received: number
    accepted: number
    handled: number
    on_time: number
    said: number
    satisfied: number
  }>`
    with months as (
      select to_char(month, 'YYYY-MM') as month
      from generate_series(date_trunc('month', ${ctx.now} at time zone 'Asia/Shanghai') - interval '11 months',
        date_trunc('month', ${ctx.now} at time zone 'Asia/Shanghai'), interval '1 month') month
    ), came as (
      select ${month('submitted_at')} as month, count(*) as received, count(accepted_at) as accepted
      from complaint where submitted_at >= ${since} group by 1
    ), handled as (
      select ${month('closed_at')} as month, count(*) as handled, count(*) filter (where closed_at <= due_at) as on_time
      from task where flow = 'complaint' and state in ('handling', 'reviewing') and closed_at >= ${since} group by 1
    ), ended as (
      select ${month('closed_at')} as month, count(*) filter (where satisfaction in ('satisfied', 'dissatisfied')) as said,
        count(*) filter (where satisfaction = 'satisfied') as satisfied
      from complaint where state in ('closed', 'archived') and closed_at >= ${since} group by 1
    )
    select months.month, coalesce(received, 0) as received, coalesce(accepted, 0) as accepted,
      coalesce(handled, 0) as handled, coalesce(on_time, 0) as on_time, coalesce(said, 0) as said,
      coalesce(satisfied, 0) as satisfied
    from months left join came using (month) left join handled using (month) left join ended using (month)
    order by months.month desc`.execute(ctx.db)
  return {
    months: rows.map(row => ({
      month: row.month,
      received: shown(row.received),
      accepted: shown(row.accepted),
      onTime: rate(row.on_time, row.handled),
      satisfied: rate(row.satisfied, row.said),
    })),
    ...(await byCause(ctx)),
  }
}

async function byCause(ctx: Ctx): Promise<Pick<Statistics, 'causes' | 'otherCauses'>> {
  const rows = await ctx.db
    .selectFrom('complaint')
    .select(({ fn }) => ['cause', fn.countAll<number>().as('n')])
    .where('cause', 'is not', null)
    .where('submitted_at', '>', new Date(ctx.now.getTime() - 365 * 86_400_000))
    .groupBy('cause')
    .execute()
  const large = rows.filter(row => row.n >= smallestCount).sort((a, b) => b.n - a.n)
  const rest = rows.filter(row => row.n < smallestCount).reduce((sum, row) => sum + row.n, 0)
  return {
    causes: large.map(row => ({ label: labelIn(causes, row.cause), n: row.n })),
    otherCauses: shown(rest),
  }
}
