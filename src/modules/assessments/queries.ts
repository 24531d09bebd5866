import { sql } from 'kysely'
import { serviceCaseFlow } from '#modules/cases'
import { addDays, type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { RowOf } from '#platform/workflow'
import type { Period } from './facts.ts'

export const openStates = ['scoring', 'hearing', 'deciding', 'rectifying', 'rechecking'] as const

export interface AssessmentFilter {
  question: string
  state: string
  after: string
}

/** Assessments, newest first, page by page. */
export async function assessmentList(ctx: Ctx, { question, state, after }: AssessmentFilter, limit: number) {
  let found = ctx.db
    .selectFrom('provider_assessment')
    .select(['id', 'name', 'state', 'from_day', 'to_day', 'total', 'early_reason', 'opened_at', 'ended_at'])
    .select(eb =>
      eb
        .selectFrom('task')
        .select('due_at')
        .where('flow', '=', 'provider_assessment')
        .whereRef('record_id', '=', 'provider_assessment.id')
        .where('closed_at', 'is', null)
        .limit(1)
        .as('due_at'),
    )
    .orderBy('id', 'desc')
    .limit(limit + 1)
  if (state) found = found.where('state', '=', state)
  if (after) found = found.where('id', '<', after)
  if (question) found = found.where(sql`strpos(name, ${question})`, '>', 0 as never)
  const rows = await found.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}

/** Of one provider, latest first. */
export const assessmentsOf = (ctx: Ctx, providerId: string, limit: number) =>
  ctx.db
    .selectFrom('provider_assessment')
    .select(['id', 'party_id', 'state', 'from_day', 'to_day', 'total'])
    .where('provider_id', '=', providerId)
    .orderBy('to_day', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

export const openOf = (ctx: Ctx, providerId: string) =>
  ctx.db
    .selectFrom('provider_assessment')
    .select('id')
    .where('provider_id', '=', providerId)
    .where('state', 'in', [...openStates])
    .executeTakeFirst()

/** Providers that may be assessed now, but for one's own firms. */
export const assessable = (ctx: Ctx) =>
  ctx.db
    .selectFrom('provider')
    .select(['id', 'name'])
    .where('state', '!=', 'left')
    .where('party_id', 'not in', [noId, ...ctx.actor.parties, ...(ctx.actor.twin?.parties ?? [])])
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('provider_assessment')
            .select('provider_assessment.id')
            .whereRef('provider_assessment.provider_id', '=', 'provider.id')
            .where('provider_assessment.state', 'in', [...openStates]),
        ),
      ),
    )
    .orderBy('name')
    .limit(2_000)
    .execute()

/**
 * From which day a provider has not been assessed: the day after the last period, or that on which it was listed. An
 * assessment that was broken off counts for nothing.
 */
export async function unassessedSince(
  ctx: Ctx,
  provider: Pick<RowOf<'provider'>, 'id' | 'listed_at'>,
): Promise<Day> {
  const last = await ctx.db
    .selectFrom('provider_assessment')
    .select('to_day')
    .where('provider_id', '=', provider.id)
    .where('state', '!=', 'ended')
    .orderBy('to_day', 'desc')
    .limit(1)
    .executeTakeFirst()
  const days = [dayOf(provider.listed_at), ...(last ? [addDays(last.to_day, 1)] : [])]
  return days.sort().at(-1) as Day
}

/** Providers whose time has come, each with the period up to yesterday. */
export async function dueForAssessment(
  ctx: Ctx,
  months: number,
  limit: number,
): Promise<Array<Period & { provider_id: string }>> {
  const today = dayOf(ctx.now)
  const { rows } = await sql<{ id: string; from_day: Day }>`
    select provider.id, since.day::text as from_day from provider, lateral (
      select greatest((provider.listed_at at time zone 'Asia/Shanghai')::date,
        (select max(to_day) + 1 from provider_assessment
          where provider_id = provider.id and provider_assessment.state <> 'ended')) as day
    ) since
    where provider.state <> 'left' and since.day + make_interval(months => ${months}) <= ${today}::date
      and not exists (select from provider_assessment
        where provider_id = provider.id and provider_assessment.state in (${sql.join(openStates)}))
    order by provider.id limit ${limit}`.execute(ctx.db)
  return rows.map(row => ({ provider_id: row.id, from: row.from_day, to: addDays(today, -1) }))
}

/** The total of the assessment before, in tenths; null where there is none. */
export async function totalBefore(ctx: Ctx, row: RowOf<'provider_assessment'>): Promise<number | null> {
  const before = await ctx.db
    .selectFrom('provider_assessment')
    .select('total')
    .where('provider_id', '=', row.provider_id)
    .where('id', '!=', row.id)
    .where('to_day', '<', row.from_day)
    .where('total', 'is not', null)
    .orderBy('to_day', 'desc')
    .limit(1)
    .executeTakeFirst()
  return before?.total ?? null
}

/** Which of these cases the reader may open. */
export async function openable(ctx: Ctx, caseIds: readonly string[]): Promise<ReadonlySet<string>> {
  const rows = await serviceCaseFlow
    .visible(ctx, ctx.db.selectFrom('service_case'))
    .select('service_case.id')
    .where('service_case.id', 'in', [noId, ...caseIds])
    .execute()
  return new Set(rows.map(row => row.id))
}
