import type { Actor } from '#platform/ctx'
import { defineDuty, holds } from '#platform/who'

export const manageContests = defineDuty('contest.manage', '策划和组织大赛')
export const approveContests = defineDuty('contest.approve', '审批大赛方案和结果')
export const checkContests = defineDuty('contest.check', '大赛资格审查')
export const payContests = defineDuty('contest.pay', '登记大赛奖金')

/** Whoever holds one of these works on contests, and sees who takes part. */
export const contestDuties = [manageContests, approveContests, checkContests, payContests] as const

export const seesContests = (actor: Actor): boolean => holds(actor, ...contestDuties)
