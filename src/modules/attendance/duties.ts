import { defineDuty } from '#platform/who'

export const takeAttendance = defineDuty('attendance.take', '培训现场签到和录入')
export const approveAttendance = defineDuty('attendance.approve', '审批补录、核对考勤')
