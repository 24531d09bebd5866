import { daysSetting } from '#platform/settings'

export const reviewDays = daysSetting({
  code: 'regulation.review.days',
  label: '制度审批时限',
  group: '管理制度',
  fallback: 5,
})
