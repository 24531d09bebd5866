import { defineDuty } from '#platform/who'

/** Never by who ran or taught the class. */
export const callLearners = defineDuty('tracking.call', '电话抽查培训学员')
export const followLearners = defineDuty('tracking.follow', '跟踪结业学员')
export const readTracking = defineDuty('tracking.read', '查看抽查和跟踪结果')

export const trackingDuties = [callLearners, followLearners, readTracking] as const
