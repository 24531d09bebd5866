import { sql } from 'kysely'
import type { Actor } from '#platform/ctx'
import { type Addressee, allOf, applicant, concerned, not, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { decideIncubation, manageIncubation, seesIncubation } from './duties.ts'

export type Incubation = RowOf<'incubation'>
export type Mentor = RowOf<'mentor'>
export type Session = RowOf<'mentoring_session'>

/** 孵化专员 who looks after it. */
export const owner: Addressee<{ owner_id: string | null }> = {
  says: '孵化专员',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => (row.owner_id ? { staff_id: row.owner_id } : { duty: manageIncubation.code }),
}

/** Whoever acts for the start-up. */
export const startup: Addressee<{ party_id: string }> = { ...applicant, says: '孵化企业' }

type Of = { party_id: string | null }
export const manager = allOf(manageIncubation as Who<Of>, not(concerned))
export const decider = allOf(decideIncubation as Who<Of>, not(concerned))

type Owned = 'incubation_month' | 'incubation_assessment' | 'incubation_tracking'

/** The start-up's own people, and those of the centre and the bureau who work on it. */
const seenBy =
  <T extends Owned>(table: T, staffToo: (actor: Actor) => boolean): Visible<T> =>
  ({ actor }, query) =>
    staffToo(actor)
      ? query
      : query.where(sql<boolean>`${sql.ref(`${table}.party_id`)} = any (${[...actor.parties]}::uuid[])`)

/** Besides, whoever was asked to review it. */
export const visibleProjects: Visible<'incubation'> = ({ actor }, query) =>
  seesIncubation(actor)
    ? query
    : query.where(
        sql<boolean>`(incubation.party_id = any (${[...actor.parties]}::uuid[]) or ${actor.staffId}::uuid = any (incubation.reviewer_ids))`,
      )
export const visibleMonths = seenBy('incubation_month', seesIncubation)
export const visibleAssessments = seenBy('incubation_assessment', seesIncubation)
export const visibleTrackings = seenBy('incubation_tracking', seesIncubation)

export const deskPage = (id: string): string => `/desk/incubation/${id}`
export const ownPage = (id: string): string => `/my/incubation/${id}`
