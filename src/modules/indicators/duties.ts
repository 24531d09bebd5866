import type { Actor } from '#platform/ctx'
import { defineDuty, holds } from '#platform/who'

/** Keeps the dictionary, looks through the figures of a period, asks for corrections. */
export const manageIndicators = defineDuty('indicator.manage', '管理统计指标')
/** Approves definitions, locks what was counted, decides on its corrections. */
export const approveIndicators = defineDuty('indicator.approve', '审定统计指标')
/** What was reported is locked, and corrected, by the bureau alone. */
export const lockReported = defineDuty('indicator.lock', '锁定上报数据', { only: 'bureau' })

export const indicatorDuties = [manageIndicators, approveIndicators, lockReported] as const

/** Who works on the figures sees what single reporters told; all others see what three or more make together. */
export const seesSingle = (actor: Actor): boolean =>
  actor.kind === 'system' || holds(actor, ...indicatorDuties)
