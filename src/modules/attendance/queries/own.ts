import type { Ctx } from '#platform/ctx'

/** Half days of one learner, in order. */
export const ownRows = (ctx: Ctx, enrolmentId: string) =>
  ctx.db
    .selectFrom('attendance')
    .innerJoin('attendance_session', 'attendance_session.id', 'attendance.session_id')
    .selectAll('attendance')
    .select(['half', 'starts_at', 'ends_at', 'closes_at', 'hours_tenths'])
    .where('attendance.enrolment_id', '=', enrolmentId)
    .where('attendance.state', '!=', 'left')
    .where('attendance_session.state', '!=', 'dropped')
    .orderBy('starts_at')
    .limit(400)
    .execute()
