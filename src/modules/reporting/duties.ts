import type { Actor } from '#platform/ctx'
import { defineDuty, holds } from '#platform/who'

export const manageReports = defineDuty('report.manage', '管理统计报表')
export const auditReports = defineDuty('report.audit', '审核统计报表')
/** Figures are locked by who supervises the centre, never by who collected them. */
export const lockReports = defineDuty('report.lock', '锁定统计数据', { only: 'bureau' })

export const reportDuties = [manageReports, auditReports, lockReports] as const

/** 统计人员: the only ones besides the reporter who see what a single reporter gave. */
export const seesSheets = (actor: Actor): boolean =>
  actor.kind === 'system' || (actor.staffId !== null && holds(actor, ...reportDuties))
