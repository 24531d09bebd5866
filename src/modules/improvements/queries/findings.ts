import { sql } from 'kysely'
import { endOfDay, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { visibleFindings } from '../people.ts'

/** Problems that stand: not joined, dismissed or closed; newest first. */
export const openFindings = (ctx: Ctx, limit: number) =>
  visibleFindings(ctx, ctx.db.selectFrom('finding'))
    .select(['finding.id', 'finding.number', 'finding.title', 'finding.severity', 'finding.state'])
    .where('finding.state', 'in', ['open', 'improving'])
    .orderBy('finding.id', 'desc')
    .limit(limit)
    .execute()

export interface FindingFilter {
  question: string
  state: string
  source: string
  severity: string
  /** 'again': only what came back; 'bureau': what went up to it; 'mine': what the actor pointed out. */
  which: string
  from: string
  until: string
  after: string
}

/** Findings that the actor may see, newest first, page by key. */
export async function findingList(ctx: Ctx, filter: FindingFilter, limit: number) {
  let found = visibleFindings(ctx, ctx.db.selectFrom('finding'))
    .leftJoin('improvement', 'improvement.id', 'finding.improvement_id')
    .select(['finding.id', 'finding.number', 'finding.title', 'finding.state', 'finding.source'])
    .select(['finding.clause', 'finding.severity', 'finding.level', 'finding.occurrence', 'finding.seen'])
    .select(['finding.raised_at', 'finding.seen_at', 'finding.rule', 'finding.improvement_id'])
    .select(['improvement.number as improvement_number'])
    .select(eb =>
      eb
        .selectFrom('task')
        .select('due_at')
        .where('flow', '=', 'finding')
        .whereRef('record_id', '=', 'finding.id')
        .where('closed_at', 'is', null)
        .limit(1)
        .as('due_at'),
    )
    .orderBy('finding.id', 'desc')
    .limit(limit + 1)
  for (const column of ['state', 'source', 'severity'] as const)
    if (filter[column]) found = found.where(`finding.${column}`, '=', filter[column])
  if (filter.which === 'again') found = found.where('finding.occurrence', '>', 1)
  if (filter.which === 'bureau') found = found.where('finding.level', '=', 'bureau')
  if (filter.which === 'mine') found = found.where('finding.raised_by', '=', ctx.actor.staffId ?? noId)
  if (filter.from) found = found.where('finding.raised_at', '>=', startOfDay(filter.from))
  if (filter.until) found = found.where('finding.raised_at', '<=', endOfDay(filter.until))
  if (filter.after) found = found.where('finding.id', '<', filter.after)
  if (filter.question)
    found = found.where(sql<boolean>`strpos(finding.number || ' ' || finding.title, ${filter.question}) > 0`)
  const rows = await found.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

/** How many stand, by state, of those that the actor may see. */
export const findingCounts = (ctx: Ctx) =>
  visibleFindings(ctx, ctx.db.selectFrom('finding'))
    .select(['finding.state', eb => eb.fn.countAll<number>().as('n')])
    .groupBy('finding.state')
    .execute()

export const evidenceOf = (ctx: Ctx, findingId: string) =>
  ctx.db
    .selectFrom('finding_evidence')
    .select(['label', 'href', 'facts', 'at'])
    .where('finding_id', '=', findingId)
    .orderBy('id', 'desc')
    .limit(200)
    .execute()

/** The same problem before and after, as far as the actor may see it. */
export const sameProblem = (ctx: Ctx, row: { source: string; key: string }) =>
  visibleFindings(ctx, ctx.db.selectFrom('finding'))
    .select(['finding.id', 'finding.number', 'finding.state', 'finding.occurrence', 'finding.raised_at'])
    .where('finding.source', '=', row.source)
    .where('finding.key', '=', row.key)
    .orderBy('finding.occurrence')
    .limit(100)
    .execute()

/** What was joined into it. */
export const joinedInto = (ctx: Ctx, id: string) =>
  visibleFindings(ctx, ctx.db.selectFrom('finding'))
    .select(['finding.id', 'finding.number', 'finding.title', 'finding.state'])
    .where('finding.joined_into', '=', id)
    .orderBy('finding.id')
    .limit(100)
    .execute()

export const findingsOfImprovement = (ctx: Ctx, id: string) =>
  visibleFindings(ctx, ctx.db.selectFrom('finding'))
    .select(['finding.id', 'finding.number', 'finding.title', 'finding.state', 'finding.severity'])
    .where('finding.improvement_id', '=', id)
    .orderBy('finding.id')
    .limit(100)
    .execute()

/** Problems that concern one provider, newest first, as far as the actor may see them. */
export const findingsOfProvider = (ctx: Ctx, providerId: string, limit: number) =>
  visibleFindings(ctx, ctx.db.selectFrom('finding'))
    .innerJoin('provider', 'provider.party_id', 'finding.party_id')
    .select(['finding.id', 'finding.number', 'finding.title', 'finding.state'])
    .where('provider.id', '=', providerId)
    .where('finding.state', '!=', 'joined')
    .orderBy('finding.id', 'desc')
    .limit(limit)
    .execute()
