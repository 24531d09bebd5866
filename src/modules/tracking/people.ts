import { sql } from 'kysely'
import { enrolledBy } from '#modules/training'
import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, allOf, type Duty, holds, not, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { callLearners, followLearners, readTracking, trackingDuties } from './duties.ts'

export type Check = RowOf<'spot_check'>
export type Call = RowOf<'spot_call'>
export type Round = RowOf<'follow_round'>
export type FollowUp = RowOf<'follow_up'>

/** Who is in charge of the class: explains what was found. */
export const owner: Addressee<{ owner_id: string }> = {
  says: '培训班负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}

/** Who ran or taught the class, as it stood when the list was fixed and drawn. */
const nearBy: Who<{ near: string[] }> = {
  says: '办班和授课的人员',
  test: (actor, row) => actor.staffId !== null && row.near.includes(actor.staffId),
}
export const caller: Who<{ near: string[] }> = allOf(callLearners, not(nearBy))

const worksOn =
  (...duties: readonly Duty[]) =>
  (actor: Actor): boolean =>
    actor.kind === 'system' ||
    (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, ...duties)))

/** Staff who phone, follow or read what came of it, and the bureau. */
export const seesTracking = worksOn(...trackingDuties)
const seesChecks = worksOn(callLearners, readTracking)

/** What was said on the phone, and by whom, is for nobody who ran or taught the class. */
export const seesCallsOf = (actor: Actor, { near }: { near: readonly string[] }): boolean =>
  seesChecks(actor) && !near.includes(actor.staffId ?? '')

export const visibleChecks: Visible<'spot_check'> = ({ actor }, query) =>
  seesChecks(actor) ? query : query.where('spot_check.owner_id', '=', actor.staffId ?? noId)
/** To who is in charge of the class only what they have to explain. */
export const visibleCalls: Visible<'spot_call'> = ({ actor }, query) => {
  if (actor.kind === 'system') return query
  const staff = actor.staffId ?? noId
  return query.where(eb =>
    eb.or([
      ...(seesChecks(actor) ? [sql<boolean>`not ${staff}::uuid = any (spot_call.near)`] : []),
      eb.and([
        eb('spot_call.owner_id', '=', staff),
        eb('spot_call.state', 'in', ['finding', 'explained', 'settled']),
      ]),
    ]),
  )
}
export const visibleRounds: Visible<'follow_round'> = ({ actor }, query) =>
  seesTracking(actor) ? query : query.where('follow_round.owner_id', '=', actor.staffId ?? noId)

/** Whoever opened the link in the message, or learns by their own account. */
export const followed: Who<FollowUp> = {
  says: '学员',
  test: (actor, row) => actor.holdsCodeOf === row.id || (actor.kind === 'person' && actor.staffId === null),
}
export const asked: Who<FollowUp> = {
  says: `学员，或${followLearners.says}`,
  test: (actor, row, facts) => followed.test(actor, row, facts) || followLearners.test(actor, row, facts),
}
export const visibleFollowUps: Visible<'follow_up'> = ({ actor }, query) => {
  if (seesTracking(actor)) return query
  if (actor.holdsCodeOf) return query.where('follow_up.id', '=', actor.holdsCodeOf)
  return query.where(eb =>
    eb.exists(
      eb
        .selectFrom('enrolment')
        .select('enrolment.id')
        .whereRef('enrolment.id', '=', 'follow_up.enrolment_id')
        .where(enrolledBy(actor)),
    ),
  )
}
