import { countSetting, daysSetting } from '#platform/settings'

const group = '资源对接'

export const reviewDays = daysSetting({
  code: 'resource.review.days',
  label: '资源审核时限',
  group,
  fallback: 3,
})
export const confirmEvery = daysSetting({
  code: 'resource.confirm.every',
  label: '资源公开多久后请维护的人确认仍然有效',
  group,
  fallback: 60,
})
export const confirmGrace = daysSetting({
  code: 'resource.confirm.grace',
  label: '请求确认后多久没有确认即暂停公开',
  group,
  fallback: 10,
})
export const acceptDays = daysSetting({ code: 'need.accept.days', label: '需求受理时限', group, fallback: 2 })
export const recommendDays = daysSetting({
  code: 'need.recommend.days',
  label: '受理后推荐资源的时限',
  group,
  fallback: 5,
})
export const chooseDays = daysSetting({
  code: 'need.choose.days',
  label: '推荐后请对方选定的时限',
  group,
  fallback: 10,
})
export const introduceDays = daysSetting({
  code: 'need.introduce.days',
  label: '对方选定后引荐的时限',
  group,
  fallback: 2,
})
export const resultDays = daysSetting({
  code: 'need.result.days',
  label: '引荐后了解结果的时限',
  group,
  fallback: 20,
})
export const followDays = daysSetting({
  code: 'need.follow.days',
  label: '对接成功后多久回访',
  group,
  fallback: 60,
})
export const countedDays = daysSetting({
  code: 'resource.counted.days',
  label: '推荐时统计最近多少天内各资源被推荐的次数',
  group,
  fallback: 90,
  unit: '天',
  help: '同样合适的，推荐得少的排在前面。',
})
export const mostCandidates = countSetting({
  code: 'need.candidates',
  label: '推荐时列出多少个候选资源',
  group,
  unit: '个',
  fallback: 20,
  min: 3,
  max: 60,
})
export const mostOpenNeeds = countSetting({
  code: 'need.open.most',
  label: '每个服务对象最多有几件需求在办',
  group,
  unit: '件',
  fallback: 5,
  min: 1,
  max: 50,
})
