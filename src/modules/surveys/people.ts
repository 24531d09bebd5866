import { sql } from 'kysely'
import type { Actor } from '#platform/ctx'
import { noId } from '#platform/ids'
import { allOf, holds, not, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { callRecipients, manageSurveys, seesSurveys } from './duties.ts'

export type Questionnaire = RowOf<'questionnaire'>
export type Survey = RowOf<'survey'>
export type Invitation = RowOf<'survey_invitation'>

/** Staff who served the person: what they are told on the phone would not be the truth. */
const nearBy: Who<{ near: string[] }> = {
  says: '为这位服务对象办过事的人员',
  test: (actor, row) => actor.staffId !== null && row.near.includes(actor.staffId),
}
export const caller: Who<{ near: string[] }> = allOf(callRecipients, not(nearBy))
/** Who has the call in hand; one person is called by one colleague. */
export const hasCall: Who<Invitation> = {
  says: '领了这通电话的人员',
  test: (actor, row, { now }) =>
    actor.staffId !== null &&
    actor.staffId === row.caller_id &&
    row.caller_until !== null &&
    row.caller_until > now,
}

export const visibleQuestionnaires: Visible<'questionnaire'> = ({ actor }, query) =>
  seesSurveys(actor) ? query : query.where('questionnaire.id', '=', noId)
export const visibleSurveys: Visible<'survey'> = ({ actor }, query) =>
  seesSurveys(actor) ? query : query.where('survey.id', '=', noId)

/** Who was asked is personal: only who calls or hands out letters sees it, and not of people whom they served. */
export const seesInvitations = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.staffId !== null && holds(actor, callRecipients, manageSurveys))
export const visibleInvitations: Visible<'survey_invitation'> = ({ actor }, query) => {
  if (actor.kind === 'system') return query
  if (!seesInvitations(actor)) return query.where('survey_invitation.id', '=', noId)
  return query.where(sql<boolean>`not ${actor.staffId ?? noId}::uuid = any (survey_invitation.near)`)
}
