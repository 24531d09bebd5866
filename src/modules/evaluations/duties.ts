import type { Actor } from '#platform/ctx'
import { defineDuty } from '#platform/who'

export const runEvaluations = defineDuty('evaluation.run', '组织评价')
/** Also accepts why a service was not covered. Never by who organised or explained it. */
export const approveEvaluations = defineDuty('evaluation.approve', '审定评价结果')

/** All staff see the rounds: every one of them has a part in what is evaluated. */
export const seesEvaluations = (actor: Actor): boolean => actor.kind === 'system' || actor.staffId !== null
