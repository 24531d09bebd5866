import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

export interface MonthFilter {
  month?: string
  state?: string
  project?: string
}

/** 孵化月报台账, latest first. */
export function monthList(ctx: Ctx, filter: MonthFilter, page: number, size: number) {
  let query = ctx.db
    .selectFrom('incubation_month')
    .innerJoin('incubation', 'incubation.id', 'incubation_month.incubation_id')
    .selectAll('incubation_month')
    .select('incubation.name as project')
    .orderBy('month', 'desc')
    .orderBy('incubation_month.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.month) query = query.where('month', '=', filter.month)
  if (filter.project) query = query.where('incubation_id', '=', filter.project)
  if (filter.state === 'late')
    query = query.where('incubation_month.state', '=', 'due').where('late_from', '<=', dayOf(ctx.now))
  else if (filter.state) query = query.where('incubation_month.state', '=', filter.state)
  return query.execute()
}

export const monthsKnown = async (ctx: Ctx): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('incubation_month')
      .select('month')
      .distinct()
      .orderBy('month', 'desc')
      .limit(36)
      .execute()
  ).map(row => row.month)

export const monthsOfProject = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('incubation_month')
    .selectAll()
    .where('incubation_id', '=', id)
    .orderBy('month', 'desc')
    .limit(72)
    .execute()

export const assessmentsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('incubation_assessment')
    .selectAll()
    .where('incubation_id', '=', id)
    .orderBy('quarter', 'desc')
    .limit(40)
    .execute()

export const trackingsOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('incubation_tracking')
    .selectAll()
    .where('incubation_id', '=', id)
    .orderBy('due_on')
    .limit(60)
    .execute()
