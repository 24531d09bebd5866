import { z } from 'zod'
import { daysSetting, defineSetting } from '#platform/settings'

const group = '场地预约'
const number = (code: string, label: string, unit: string, fallback: number, most: number) =>
  defineSetting<number>({ code, label, group, unit, fallback, schema: z.number().int().min(1).max(most) })

export const decideDays = daysSetting({
  code: 'booking.decide.days',
  label: '预约审核时限',
  group,
  fallback: 1,
})
export const aheadDays = number('booking.ahead.days', '服务对象最多提前预约', '天', 30, 366)
export const openMost = number('booking.open.most', '每个服务对象同时最多预约', '次', 3, 50)
/** Whoever let so many bookings pass unused in 90 days books at the counter. */
export const missedMost = number('booking.missed.most', '90 天内爽约达到几次须到窗口预约', '次', 3, 50)
export const earlyMinutes = number('booking.early.minutes', '最早提前签到', '分钟', 30, 240)
/** So long after its beginning an unused booking lets go of the room. */
export const graceMinutes = number('booking.grace.minutes', '开始后多久未签到即释放', '分钟', 30, 240)
