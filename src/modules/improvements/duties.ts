import type { Actor } from '#platform/ctx'
import { type Duty, defineDuty, holds } from '#platform/who'

export const enterFindings = defineDuty('finding.enter', '提出问题')
export const handleFindings = defineDuty('improvement.handle', '研究问题、组织改进')
export const approveImprovements = defineDuty('improvement.approve', '批准改进方案')
export const verifyImprovements = defineDuty('improvement.verify', '验证改进效果、回头看')
export const superviseImprovements = defineDuty('improvement.supervise', '监督改进', { only: 'bureau' })

export const improvementDuties: readonly Duty[] = [
  enterFindings,
  handleFindings,
  approveImprovements,
  verifyImprovements,
  superviseImprovements,
]

/** Who works on findings; whoever only points them out sees their own. */
export const seesFindings = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null &&
    (actor.organisation === 'bureau' ||
      holds(actor, handleFindings, approveImprovements, verifyImprovements, superviseImprovements)))
