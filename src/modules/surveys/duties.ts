import type { Actor } from '#platform/ctx'
import { defineDuty, holds } from '#platform/who'

export const manageSurveys = defineDuty('survey.manage', '组织满意度调查')
/** Never by who wrote it. */
export const checkQuestionnaires = defineDuty('survey.check', '检查调查问卷')
/** Never somebody whom they served themselves. */
export const callRecipients = defineDuty('survey.call', '满意度电话访问')

export const surveyDuties = [manageSurveys, checkQuestionnaires, callRecipients] as const

/** Staff who have a part in surveys, and the bureau: they see samples as counts, and results. */
export const seesSurveys = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, ...surveyDuties)))
