import { startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { firstDay, lastDay, monthsOf, nextMonth, type Quarter } from '#platform/periods'
import type { Measure } from './codes.ts'
import type { RuleLine } from './guide-standard.ts'

/** A line of an assessment: what was counted, and what it got. Frozen with the proposal. */
export interface Fact extends RuleLine {
  value: number
  got: number
}

/** All that is reached gets all the points of a line, half of it half. Whole points, rounded down. */
export const gotOf = (value: number, { least, points }: Pick<RuleLine, 'least' | 'points'>): number =>
  Math.floor((Math.min(value, least) / least) * points)

export const judged = (rule: readonly RuleLine[], values: Record<Measure, number>): Fact[] =>
  rule.map(line => ({ ...line, value: values[line.code], got: gotOf(values[line.code], line) }))

export const totalOfFacts = (facts: readonly Fact[]): number => facts.reduce((sum, fact) => sum + fact.got, 0)

/** What the project did in a quarter, from its own records: activity, not presence. */
export async function measured(
  ctx: Ctx,
  project: { id: string; party_id: string },
  quarter: Quarter,
): Promise<Record<Measure, number>> {
  const months = monthsOf(quarter)
  const [first, last] = [months[0] as string, months[2] as string]
  const [from, until] = [startOfDay(firstDay(first)), startOfDay(firstDay(nextMonth(last)))]
  const [reports, sessions, tasks, visits] = await Promise.all([
    ctx.db
      .selectFrom('incubation_month')
      .select(['month', 'late', 'sales_fen', 'orders', 'live', 'jobs'])
      .where('incubation_id', '=', project.id)
      .where('month', 'in', months)
      .where('state', '!=', 'due')
      .orderBy('month')
      .execute(),
    counted(
      ctx.db
        .selectFrom('mentoring_session')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('incubation_id', '=', project.id)
        .where('state', '=', 'confirmed')
        .where('starts_at', '>=', from)
        .where('starts_at', '<', until)
        .executeTakeFirstOrThrow(),
    ),
    counted(
      ctx.db
        .selectFrom('mentoring_task')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('incubation_id', '=', project.id)
        .where('state', '=', 'confirmed')
        .where('due_on', '>=', firstDay(first))
        .where('due_on', '<=', lastDay(last))
        .executeTakeFirstOrThrow(),
    ),
    counted(
      ctx.db
        .selectFrom('activity_registration')
        .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
        .select(({ fn }) => fn.countAll<number>().as('n'))
        .where('activity_registration.party_id', '=', project.party_id)
        .where('activity_registration.state', '=', 'attended')
        .where('starts_at', '>=', from)
        .where('starts_at', '<', until)
        .executeTakeFirstOrThrow(),
    ),
  ])
  const sum = (of: (row: (typeof reports)[number]) => unknown): number =>
    reports.reduce((total, row) => total + Number(of(row) ?? 0), 0)
  return {
    reported: reports.filter(row => row.late === false).length,
    sales: Math.floor(sum(row => row.sales_fen) / 100),
    orders: sum(row => row.orders),
    live: sum(row => row.live),
    jobs: Number(reports.at(-1)?.jobs ?? 0),
    mentoring: sessions,
    tasks,
    activities: visits,
  }
}

const counted = async (row: Promise<{ n: number }>): Promise<number> => Number((await row).n)
