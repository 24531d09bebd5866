import { defineDuty } from '#platform/who'

export const manageActivities = defineDuty('activity.manage', '策划和组织活动')
export const approveActivities = defineDuty('activity.approve', '审批活动方案')
export const receiveGuests = defineDuty('activity.receive', '活动报名登记和签到')
