import type { Actor } from '#platform/ctx'
import { defineDuty, holds } from '#platform/who'

export const manageIncubation = defineDuty('incubation.manage', '办理创业孵化')
export const reviewIncubation = defineDuty('incubation.review', '评审入孵项目')
export const decideIncubation = defineDuty('incubation.decide', '审定入孵、考核和退出')

/** Whoever holds one of these opens 孵化 at the desk. */
export const incubationDuties = [manageIncubation, reviewIncubation, decideIncubation] as const

/** Whoever is in charge of all of it; who only reviews sees what they review. */
export const overseeing = [manageIncubation, decideIncubation] as const

/** Plans, figures and notes are for the start-up, the centre's people in charge and the bureau, and for nobody else. */
export const seesIncubation = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, ...overseeing)))
