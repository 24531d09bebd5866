import { admissionDuties } from '#modules/admission'
import { manageProviders } from '#modules/catalogue'
import type { Actor } from '#platform/ctx'
import { holds } from '#platform/who'

/** Also who decides whether to suspend: an assessment may speak for it. */
export const assessmentDuties = [...admissionDuties, manageProviders] as const

export const seesAssessments = (actor: Actor): boolean => holds(actor, ...assessmentDuties)
