import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { newId, noId } from '#platform/ids'
import type { Session } from '../clock.ts'

/** People who were taken, however it ended for them. */
export const learnerStates = ['accepted', 'completed', 'failed'] as const

export async function sessionById(ctx: Ctx, id: string): Promise<Session> {
  const row = await ctx.db
    .selectFrom('attendance_session')
    .selectAll()
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) throw notFound('这个半天的考勤')
  return row
}

export const sessionsOf = (ctx: Ctx, classId: string): Promise<Session[]> =>
  ctx.db
    .selectFrom('attendance_session')
    .selectAll()
    .where('class_id', '=', classId)
    .orderBy('starts_at')
    .limit(400)
    .execute()

/** A record for each learner who has none yet of this half day; whoever was taken after it ended missed it. */
export async function expectLearners(
  ctx: Ctx,
  session: Pick<Session, 'id' | 'class_id' | 'state'>,
): Promise<void> {
  const missing = await ctx.db
    .selectFrom('enrolment')
    .select('enrolment.id')
    .where('class_id', '=', session.class_id)
    .where('state', 'in', learnerStates)
    .where(
      sql<boolean>`not exists (select from attendance a where a.session_id = ${session.id} and a.enrolment_id = enrolment.id)`,
    )
    .limit(2_000)
    .execute()
  if (missing.length === 0) return
  await ctx.db
    .insertInto('attendance')
    .values(
      missing.map(one => ({
        ...{ id: newId(), class_id: session.class_id, session_id: session.id, enrolment_id: one.id },
        state: session.state === 'closed' ? 'absent' : 'expected',
      })),
    )
    .onConflict(conflict => conflict.columns(['centre_id', 'session_id', 'enrolment_id']).doNothing())
    .execute()
}

/** Whoever did not come was absent; whoever is no longer in the class is not asked for. */
export async function closeRecords(ctx: Ctx, sessionId: string): Promise<void> {
  await sql`update attendance a
    set state = case when e.state in ('accepted', 'completed', 'failed') then 'absent' else 'left' end
    from enrolment e
    where e.centre_id = a.centre_id and e.id = a.enrolment_id and a.session_id = ${sessionId} and a.state = 'expected'`.execute(
    ctx.db,
  )
}

export const someoneCame = async (ctx: Ctx, sessionId: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom('attendance')
    .select('id')
    .where('session_id', '=', sessionId)
    .where('state', '=', 'present')
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Records of a half day with whose they are, by name; `left` ones are not on the list. */
export const recordsOf = (ctx: Ctx, sessionId: string) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .selectAll('attendance')
    .select(['enrolment.person_name', 'enrolment.phone', 'enrolment.turn', 'enrolment.village'])
    .where('attendance.session_id', '=', sessionId)
    .where('attendance.state', '!=', 'left')
    .where('enrolment.state', 'in', learnerStates)
    .orderBy('enrolment.turn')
    .limit(2_000)
    .execute()
export type SessionRecord = Awaited<ReturnType<typeof recordsOf>>[number]

/** How many are expected and how many are there, of a half day. */
export const countsOf = (ctx: Ctx, sessionId: string) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .select([
      sql<number>`count(*)::int`.as('expected'),
      sql<number>`(count(*) filter (where attendance.state = 'present'))::int`.as('came'),
    ])
    .where('attendance.session_id', '=', sessionId)
    .where('enrolment.state', 'in', learnerStates)
    .executeTakeFirstOrThrow()

/** Whose record, and of which half day, by id. */
export const learnerNames = (ctx: Ctx, ids: readonly string[]) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('enrolment', 'enrolment.id', 'attendance.enrolment_id')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance.session_id')
    .select(['attendance.id', 'enrolment.person_name', 'attendance_session.half'])
    .where('attendance.id', 'in', [noId, ...ids])
    .limit(2_000)
    .execute()

/** The record of a learner and half day; made where it is missing, as for whoever was taken just now. */
export const recordFor = (ctx: Ctx, sessionId: string, enrolmentId: string) =>
  ctx.db
    .selectFrom('attendance')
    .select(['id', 'state', 'at', 'method'])
    .where('session_id', '=', sessionId)
    .where('enrolment_id', '=', enrolmentId)
    .executeTakeFirst()

export const classRow = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('training_class').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
