import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { holding } from '../session-rules.ts'

/** Mentors with how much each did: held and to come this month, confirmed in a year, not come to in a year. */
export const mentorList = (ctx: Ctx, of: { ended?: boolean; shown?: boolean } = {}) => {
  const year = new Date(ctx.now.getTime() - 366 * 86_400_000)
  let query = ctx.db
    .selectFrom('mentor')
    .selectAll()
    .select(eb => {
      const sessions = () =>
        eb.selectFrom('mentoring_session').whereRef('mentoring_session.mentor_id', '=', 'mentor.id')
      const n = sql<number>`count(*)::int`.as('n')
      return [
        sessions()
          .where('mentoring_session.state', 'in', holding)
          .where(
            sql<boolean>`to_char(starts_at at time zone 'Asia/Shanghai', 'YYYY-MM') = to_char(${ctx.now}::timestamptz at time zone 'Asia/Shanghai', 'YYYY-MM')`,
          )
          .select(n)
          .as('this_month'),
        sessions()
          .where('mentoring_session.state', '=', 'confirmed')
          .where('starts_at', '>', year)
          .select(n)
          .as('confirmed'),
        sessions()
          .where('mentoring_session.state', '=', 'missed')
          .where('starts_at', '>', year)
          .select(n)
          .as('missed'),
      ]
    })
    .orderBy('state')
    // Who has least to do first, so that the work is shared out.
    .orderBy('this_month')
    .orderBy('name')
    .limit(100)
  if (!of.ended) query = query.where('state', '=', 'active')
  if (of.shown) query = query.where('shown_at', 'is not', null)
  return query.execute()
}

export const shownMentor = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('mentor')
    .select(['id', 'name', 'work', 'introduction', 'topics'])
    .where('id', '=', id)
    .where('state', '=', 'active')
    .where('shown_at', 'is not', null)
    .executeTakeFirst()

const sessions = (ctx: Ctx) =>
  ctx.db
    .selectFrom('mentoring_session')
    .innerJoin('mentor', 'mentor.id', 'mentoring_session.mentor_id')
    .innerJoin('incubation', 'incubation.id', 'mentoring_session.incubation_id')
    .selectAll('mentoring_session')
    .select(['mentor.name as mentor', 'mentor.work as mentor_work', 'incubation.name as project'])
    .select(['incubation.contact_name', 'incubation.contact_phone', 'mentor.phone as mentor_phone'])
export type SessionRow = NonNullable<Awaited<ReturnType<typeof sessionById>>>

export const sessionById = (ctx: Ctx, id: string) =>
  sessions(ctx).where('mentoring_session.id', '=', id).executeTakeFirst()

export interface SessionFilter {
  state?: string
  mentor?: string
  project?: string
}

/** 导师辅导台账, latest first. */
export function sessionList(ctx: Ctx, filter: SessionFilter, page: number, size: number) {
  let query = sessions(ctx)
    .orderBy('starts_at', 'desc')
    .orderBy('mentoring_session.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
  if (filter.state) query = query.where('mentoring_session.state', '=', filter.state)
  if (filter.mentor) query = query.where('mentoring_session.mentor_id', '=', filter.mentor)
  if (filter.project) query = query.where('mentoring_session.incubation_id', '=', filter.project)
  return query.execute()
}

/** Of one project or one mentor, latest first. */
export const sessionsOf = (ctx: Ctx, of: { project: string } | { mentor: string }, limit = 50) =>
  sessionList(ctx, of, 1, limit - 1)

export const tasksOf = (ctx: Ctx, of: { session: string } | { project: string } | { mentor: string }) => {
  const query = ctx.db.selectFrom('mentoring_task').selectAll().orderBy('due_on').limit(100)
  return (
    'session' in of
      ? query.where('session_id', '=', of.session)
      : 'project' in of
        ? query.where('incubation_id', '=', of.project)
        : query.where('mentor_id', '=', of.mentor)
  ).execute()
}

/** The waiting for an earlier slot that goes with a session, if any. */
export const waitOf = (ctx: Ctx, sessionId: string) =>
  ctx.db
    .selectFrom('mentoring_wait')
    .selectAll()
    .where('session_id', '=', sessionId)
    .where('state', 'in', ['waiting', 'offered'])
    .executeTakeFirst()

export const offersTo = (ctx: Ctx, partyId: string) =>
  ctx.db
    .selectFrom('mentoring_wait')
    .select(['id', 'session_id', 'offered_at'])
    .where('party_id', '=', partyId)
    .where('state', '=', 'offered')
    .limit(20)
    .execute()
