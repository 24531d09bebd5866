import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

export interface ActivityFilter {
  question: string
  state: string
  kind: string
  year: string
}

/** 活动台账: latest first, by pages. */
export function activityList(ctx: Ctx, filter: ActivityFilter, page: number, size: number) {
  let query = ctx.db
    .selectFrom('activity')
    .leftJoin('staff', 'staff.id', 'activity.owner_id')
    .selectAll('activity')
    .select('staff.name as owner')
    .orderBy('activity.starts_at', 'desc')
    .orderBy('activity.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('activity.state', '=', filter.state)
  if (filter.kind) query = query.where('activity.kind', '=', filter.kind)
  if (/^20\d\d$/.test(filter.year))
    query = query.where(
      sql<boolean>`to_char(starts_at at time zone 'Asia/Shanghai', 'YYYY') = ${filter.year}`,
    )
  if (filter.question)
    query = query.where(
      sql<boolean>`activity.title like ${`%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`}`,
    )
  return query.execute()
}
export type ActivityRow = Awaited<ReturnType<typeof activityList>>[number]

/** Activities that somebody is in charge of and that are not over. */
export const ownedBy = (ctx: Ctx, staffId: string) =>
  ctx.db
    .selectFrom('activity')
    .select('id')
    .where('owner_id', '=', staffId)
    .where('state', 'not in', ['closed', 'cancelled'])
    .limit(200)
    .execute()

/** For the clock: published ones that began or ended, whose kept seats were released, or for which people wait. */
export const liveActivities = (ctx: Ctx) =>
  ctx.db
    .selectFrom('activity')
    .select(['id', 'starts_at', 'ends_at', 'booking_id'])
    .select(eb =>
      eb
        .exists(
          eb
            .selectFrom('activity_registration')
            .select('activity_registration.id')
            .whereRef('activity_registration.activity_id', '=', 'activity.id')
            .where('activity_registration.state', '=', 'waiting'),
        )
        .as('line'),
    )
    .where('state', '=', 'published')
    .orderBy('starts_at')
    .limit(500)
    .execute()

/** For the clock: answers that are overdue. */
export const overdueAnswers = (ctx: Ctx) =>
  ctx.db
    .selectFrom('activity_registration')
    .select('id')
    .where('answer_until', '<=', ctx.now)
    .orderBy('answer_until')
    .limit(500)
    .execute()

/** For the clock: who comes tomorrow and was not reminded. */
export const toRemind = (ctx: Ctx, from: Date, to: Date) =>
  ctx.db
    .selectFrom('activity_registration')
    .innerJoin('activity', 'activity.id', 'activity_registration.activity_id')
    .selectAll('activity_registration')
    .where('activity.state', '=', 'published')
    .where('activity.starts_at', '>=', from)
    .where('activity.starts_at', '<', to)
    .where('activity_registration.state', '=', 'registered')
    .where('reminded_at', 'is', null)
    .orderBy('activity_registration.id')
    .limit(2_000)
    .execute()
