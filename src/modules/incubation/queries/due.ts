import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'

/** What the clock has to do. */
export const projectsIn = (ctx: Ctx, states: readonly string[]) =>
  ctx.db.selectFrom('incubation').selectAll().where('state', 'in', states).orderBy('id').limit(500).execute()

/** Graduates whose years of tracking are over, with nothing left to be answered. */
export const trackedOut = async (ctx: Ctx): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('incubation')
      .select('id')
      .where('state', '=', 'graduated')
      .where('tracked_until', '<', dayOf(ctx.now))
      .where(eb =>
        eb.not(
          eb.exists(
            eb
              .selectFrom('incubation_tracking')
              .select('incubation_tracking.id')
              .whereRef('incubation_tracking.incubation_id', '=', 'incubation.id')
              .where('incubation_tracking.state', '=', 'due'),
          ),
        ),
      )
      .limit(200)
      .execute()
  ).map(row => row.id)

/** Assessments of projects that are over: nobody need judge them any more. */
export const idleAssessments = async (ctx: Ctx): Promise<string[]> =>
  (
    await ctx.db
      .selectFrom('incubation_assessment')
      .innerJoin('incubation', 'incubation.id', 'incubation_assessment.incubation_id')
      .select('incubation_assessment.id')
      .where('incubation_assessment.state', '!=', 'decided')
      .where('incubation.state', 'in', ['graduated', 'closed', 'left'])
      .limit(200)
      .execute()
  ).map(row => row.id)

/** Reports that are open and late before that day, of projects that are in the house. */
export const openReports = (ctx: Ctx, before: string) =>
  ctx.db
    .selectFrom('incubation_month')
    .innerJoin('incubation', 'incubation.id', 'incubation_month.incubation_id')
    .select(['incubation_month.id', 'incubation_month.incubation_id', 'incubation_month.party_id', 'month'])
    .select(['late_from', 'reminded_on', 'incubation.name'])
    .where('incubation_month.state', '=', 'due')
    .where('late_from', '<=', before)
    .where('incubation.state', 'in', ['incubating', 'warned', 'hearing', 'leaving'])
    .orderBy('incubation_month.id')
    .limit(500)
    .execute()

export const lapsedOffers = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mentoring_wait')
    .select(['id', 'mentor_id'])
    .where('state', '=', 'offered')
    .where('offer_until', '<=', ctx.now)
    .limit(200)
    .execute()

/** What begins within a day, and nobody was reminded of. */
export const sessionsSoon = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mentoring_session')
    .innerJoin('incubation', 'incubation.id', 'mentoring_session.incubation_id')
    .selectAll('mentoring_session')
    .select('incubation.name')
    .where('mentoring_session.state', '=', 'booked')
    .where('starts_at', '>', ctx.now)
    .where('starts_at', '<=', new Date(ctx.now.getTime() + 86_400_000))
    .where('reminded_at', 'is', null)
    .limit(200)
    .execute()
