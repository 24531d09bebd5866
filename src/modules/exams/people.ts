import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, anyOf, holds, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { allDuties, examDuties, planExams } from './duties.ts'

export type Exam = RowOf<'exam'>
export type Sitting = RowOf<'exam_sitting'>
export type SittingState =
  | 'expected'
  | 'sitting'
  | 'on_paper'
  | 'handed_in'
  | 'marked'
  | 'released'
  | 'reviewing'
  | 'absent'
  | 'cancelled'

/** Who planned the exam and looks after it. */
export const planner: Addressee<Pick<Exam, 'owner_id'>> = {
  says: '考试负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}
export const inCharge: Who<Exam> = anyOf<Exam>(planner, planExams)

/** Who sits: nobody can do it for them. */
export const candidate: Addressee<Pick<Sitting, 'identity_id' | 'party_id'>> = {
  says: '考生本人',
  test: (actor, row) => row.identity_id !== null && actor.identityId === row.identity_id,
  address: row => ({ party_id: row.party_id ?? noId }),
}

/** With `not`: nobody marks their own, by whichever of their accounts. */
export const candidateThemselves: Who<Pick<Sitting, 'identity_id'>> = {
  says: '考生本人',
  test: (actor, row) =>
    row.identity_id !== null &&
    (actor.identityId === row.identity_id || actor.twin?.identityId === row.identity_id),
}

export const seesExams = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, ...allDuties)))

const seesSittings = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, ...examDuties)))

/** Whoever works on them; of the candidate, their own. */
export const visibleSittings: Visible<'exam_sitting'> = ({ actor }, query) =>
  seesSittings(actor) ? query : query.where('exam_sitting.identity_id', '=', actor.identityId ?? noId)

/** Whoever works on them, and its candidates once there is a list of them. */
export const visibleExams: Visible<'exam'> = ({ actor, db }, query) =>
  seesExams(actor)
    ? query
    : query.where('exam.id', 'in', () =>
        db
          .selectFrom('exam_sitting')
          .select('exam_id')
          .where('identity_id', '=', actor.identityId ?? noId),
      )
