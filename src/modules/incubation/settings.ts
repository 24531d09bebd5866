import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'

const group = '创业孵化'
const days = (code: string, label: string, fallback: number, help?: string) =>
  daysSetting({ code: `incubation.${code}.days`, label, group, fallback, ...(help && { help }) })
const count = (
  code: string,
  label: string,
  unit: string,
  [fallback, min, max]: [number, number, number],
  help: string,
) => countSetting({ code: `incubation.${code}`, label, group, unit, fallback, min, max, help })

export const checkDays = days('check', '入孵形式审查时限', 5)
export const completeDays = days('complete', '入孵补正时限', 10, '逾期未补正的，申请自动撤回。')
export const reviewDays = days('review', '入孵评审时限', 5)
export const decideDays = days('decide', '入孵审定时限', 3)
export const publicityDays = days('publicity', '入孵公示期', 5)
export const objectionDays = days('objection', '入孵异议答复时限', 5)
export const signDays = days('sign', '入孵协议签订时限', 10)
export const passMark = count(
  'pass_mark',
  '入孵评审通过线',
  '分',
  [60, 1, 100],
  '各评审人得分的平均值达到这个分数、且没有人提出一票否决的，通过。',
)
export const bureauSeat = defineSetting<boolean>({
  code: 'incubation.bureau_seat',
  label: '评审组设主管部门席位',
  group,
  help: '选上后，技术、经济、市场、法律四席之外，另有一席由主管部门的人员担任。',
  fallback: true,
  schema: z.boolean(),
})
export const longestMonths = count(
  'longest_months',
  '孵化期最长',
  '个月',
  [36, 1, 60],
  '协议和续期加起来不超过这个时间。',
)
export const lateDay = count(
  'late_day',
  '月报填报截止日',
  '日',
  [10, 2, 28],
  '次月几日起算逾期；逾期的在台账和首页标出，并提醒孵化企业。',
)
export const remindDays = count(
  'remind_days',
  '月报截止前几天提醒',
  '天',
  [3, 1, 15],
  '截止前提醒一次；逾期后每隔这么多天再提醒。',
)
export const assessDays = days('assess', '季度考核时限', 15, '从每季度第一天算起，到提出考核意见为止。')
export const assessPass = count(
  'assess_pass',
  '季度考核合格线',
  '分',
  [60, 1, 100],
  '按考核规则得分低于这个分数的，建议预警；预警期内仍不合格的，建议清退。',
)
export const statementDays = days('statement', '清退听取说明的时限', 5)
export const leaveDays = days('leave', '退出审定时限', 5)
export const appealDays = days('appeal', '对清退决定提出异议的时限', 5, '期内没有异议的，决定生效。')
export const mentorNotice = count(
  'mentor.notice_hours',
  '改期、取消辅导须提前',
  '小时',
  [24, 1, 168],
  '不到这个时间的，请打电话商量；没有来的记为未到。',
)
export const mentorAhead = count(
  'mentor.ahead_days',
  '最多提前多少天约导师',
  '天',
  [21, 1, 90],
  '约辅导的页面列出这么多天内的空档。',
)
export const offerHours = count(
  'mentor.offer_hours',
  '更早时段为候补保留',
  '小时',
  [12, 1, 72],
  '有更早的时段空出来，按候补先后为一家保留这么久，过时问下一家。',
)
export const trackMonths = count(
  'track_months',
  '毕业跟踪间隔',
  '个月',
  [6, 1, 12],
  '毕业后每隔这么久回访一次。',
)
export const trackYears = count('track_years', '毕业跟踪年限', '年', [2, 1, 10], '期满并记录完毕即办结。')
export const successTarget = count(
  'target.success',
  '孵化成功率目标',
  '%',
  [50, 0, 100],
  '指标页与实际值对照。',
)
export const onTimeTarget = count(
  'target.on_time',
  '按期退出率目标',
  '%',
  [80, 0, 100],
  '指标页与实际值对照。',
)
export const spaceTarget = count('target.space', '场地利用率目标', '%', [80, 0, 100], '指标页与实际值对照。')
export const jobsTarget = count(
  'target.jobs',
  '带动就业目标',
  '人',
  [100, 0, 100_000],
  '指标页与实际值对照。',
)
export const activityTarget = count(
  'target.activities',
  '每年创业活动目标',
  '场',
  [12, 0, 1000],
  '指标页与实际值对照。',
)
export const activityWords = defineSetting<string>({
  code: 'incubation.activity_words',
  label: '哪些活动算创业活动',
  group,
  help: '活动的类型或名称含有其中一个词的，计入“每年创业活动”。用顿号隔开。',
  fallback: '创业、孵化、路演',
  schema: z.string().trim().min(1).max(100),
})
