import { enrolledBy, enrolsLearners, runsClasses } from '#modules/training'
import type { Actor } from '#platform/ctx'
import type { Who } from '#platform/who'
import type { Visible } from '#platform/workflow'
import { approveAttendance, takeAttendance } from './duties.ts'

/** Whoever works on classes or attendance: they see who was there, nobody else at the centre does. */
export const attendanceDuties = [takeAttendance, approveAttendance, runsClasses, enrolsLearners] as const
export const seesAttendance = (actor: Actor): boolean =>
  actor.kind === 'system' || attendanceDuties.some(duty => actor.duties.has(duty.code))

/** Whoever the record is of: which ones an actor sees at all is said by `ownRecords`. */
export const learner: Who<unknown> = {
  says: '学员本人',
  test: actor => actor.kind === 'person' && actor.staffId === null,
}

/** Those who work on it see all; a learner their own, and whoever showed the code of the hall the one of it. */
export const ownRecords: Visible<'attendance'> = ({ actor }, query) =>
  seesAttendance(actor)
    ? query
    : actor.holdsCodeOf
      ? query.where('attendance.id', '=', actor.holdsCodeOf)
      : query.where(({ exists, selectFrom }) =>
          exists(
            selectFrom('enrolment')
              .select('enrolment.id')
              .whereRef('enrolment.id', '=', 'attendance.enrolment_id')
              .where(enrolledBy(actor)),
          ),
        )

/** Whoever was in charge of the class: does not approve late entries for it, nor answer questions about it. */
export const runner: Who<{ runner_id: string }> = {
  says: '这个班的负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.runner_id,
}
