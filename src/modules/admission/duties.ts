import type { Actor } from '#platform/ctx'
import { type Addressee, defineDuty, holds } from '#platform/who'

export const checkAdmissions = defineDuty('admission.check', '受理服务商准入')
export const reviewAdmissions = defineDuty('admission.review', '评审服务商')
export const decideAdmissions = defineDuty('admission.decide', '决定服务商准入退出')

/** Each of them opens the applications, exits and blacklist at the desk. */
export const admissionDuties = [checkAdmissions, reviewAdmissions, decideAdmissions] as const

export const seesAdmissions = (actor: Actor): boolean => holds(actor, ...admissionDuties)

/** Whoever acts for the firm. */
export const theFirm: Addressee<{ party_id: string }> = {
  says: '服务商',
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
}
