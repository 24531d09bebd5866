import { daysSetting } from '#platform/settings'

const group = '政策库'

export const reviewDays = daysSetting({
  code: 'policy.review.days',
  label: '政策审核时限',
  group,
  fallback: 3,
})

export const factDays = daysSetting({
  code: 'policy.fact.days',
  label: '自报情况多少天内算数',
  group,
  unit: '天',
  fallback: 366,
  help: '过了这些天当作没有填，请对方重新确认；成立日期等不会变的除外。',
})

export const remindFirstDays = daysSetting({
  code: 'policy.remind.first.days',
  label: '截止前多少天第一次提醒',
  group,
  unit: '天',
  fallback: 15,
})

export const remindLastDays = daysSetting({
  code: 'policy.remind.last.days',
  label: '截止前多少天最后提醒',
  group,
  unit: '天',
  fallback: 3,
})
