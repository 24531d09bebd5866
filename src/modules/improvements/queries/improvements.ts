import { sql } from 'kysely'
import { endOfDay, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { visibleImprovements } from '../people.ts'

export interface ImprovementFilter {
  question: string
  state: string
  severity: string
  /** 'mine': that the actor answers for. */
  which: string
  /** Closed between these days. */
  from: string
  until: string
  after: string
}

/** Improvements, newest first, page by key. */
export async function improvementList(ctx: Ctx, filter: ImprovementFilter, limit: number) {
  let found = visibleImprovements(ctx, ctx.db.selectFrom('improvement'))
    .innerJoin('staff', 'staff.id', 'improvement.owner_id')
    .selectAll('improvement')
    .select('staff.name as owner')
    .select(eb => [
      eb
        .selectFrom('task')
        .select('due_at')
        .where('flow', '=', 'improvement')
        .whereRef('record_id', '=', 'improvement.id')
        .where('closed_at', 'is', null)
        .limit(1)
        .as('task_due_at'),
      eb
        .selectFrom('measure')
        .select(one => one.fn.countAll<number>().as('n'))
        .whereRef('measure.improvement_id', '=', 'improvement.id')
        .where('measure.state', '!=', 'dropped')
        .as('measures'),
      eb
        .selectFrom('measure')
        .select(one => one.fn.countAll<number>().as('n'))
        .whereRef('measure.improvement_id', '=', 'improvement.id')
        .where('measure.state', '=', 'done')
        .as('done'),
    ])
    .orderBy('improvement.id', 'desc')
    .limit(limit + 1)
  for (const column of ['state', 'severity'] as const)
    if (filter[column]) found = found.where(`improvement.${column}`, '=', filter[column])
  if (filter.which === 'mine') found = found.where('improvement.owner_id', '=', ctx.actor.staffId ?? noId)
  if (filter.from) found = found.where('improvement.closed_at', '>=', startOfDay(filter.from))
  if (filter.until) found = found.where('improvement.closed_at', '<=', endOfDay(filter.until))
  if (filter.after) found = found.where('improvement.id', '<', filter.after)
  if (filter.question)
    found = found.where(
      sql<boolean>`strpos(improvement.number || ' ' || improvement.title, ${filter.question}) > 0`,
    )
  const rows = await found.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

export const measuresOf = (ctx: Ctx, improvementId: string) =>
  ctx.db
    .selectFrom('measure')
    .selectAll()
    .where('improvement_id', '=', improvementId)
    .orderBy('due_on')
    .orderBy('rank')
    .limit(100)
    .execute()

export const reportList = (ctx: Ctx) =>
  ctx.db
    .selectFrom('improvement_report')
    .select(['id', 'period', 'state', 'published_at', 'drawn_by', 'approved_by'])
    .orderBy('period', 'desc')
    .limit(40)
    .execute()

/** What is public, newest first. */
export const publishedReports = (ctx: Ctx) =>
  ctx.db
    .selectFrom('improvement_report')
    .selectAll()
    .where('state', '=', 'published')
    .orderBy('period', 'desc')
    .limit(40)
    .execute()
