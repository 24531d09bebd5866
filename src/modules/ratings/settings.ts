import { daysSetting } from '#platform/settings'

export const ratingDays = daysSetting({
  code: 'rating.days',
  label: '评价期限',
  group: '评价',
  fallback: 30,
  help: '办结后多久内可以评价。',
})
export const callbackDays = daysSetting({
  code: 'callback.days',
  label: '差评回访时限',
  group: '评价',
  fallback: 5,
})
