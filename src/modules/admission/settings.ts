import { countSetting, daysSetting } from '#platform/settings'

const group = '服务商准入与退出'

export const checkDays = daysSetting({
  code: 'admission.check.days',
  label: '形式审查时限',
  group,
  fallback: 5,
})
export const completeDays = daysSetting({
  code: 'admission.complete.days',
  label: '补正时限',
  group,
  help: '逾期未补正的，申请自动撤回。',
  fallback: 10,
})
export const fewestReviewers = countSetting({
  code: 'admission.reviewers',
  label: '评审人数',
  group,
  unit: '人',
  fallback: 3,
  min: 1,
  max: 9,
})
export const reviewDays = daysSetting({
  code: 'admission.review.days',
  label: '评审时限',
  group,
  fallback: 5,
})
export const passMark = countSetting({
  code: 'admission.pass_mark',
  label: '评审通过线',
  group,
  unit: '分',
  help: '各评审人得分的平均值低于这个分数的，不能通过。',
  fallback: 60,
  min: 1,
  max: 100,
})
export const decideDays = daysSetting({
  code: 'admission.decide.days',
  label: '审定时限',
  group,
  fallback: 3,
})
export const publicityDays = daysSetting({
  code: 'admission.publicity.days',
  label: '准入公示期',
  group,
  fallback: 5,
})
export const objectionDays = daysSetting({
  code: 'admission.objection.days',
  label: '准入异议答复时限',
  group,
  fallback: 5,
})
export const signDays = daysSetting({ code: 'admission.sign.days', label: '签约时限', group, fallback: 10 })
export const againDays = daysSetting({
  code: 'admission.again.days',
  label: '未通过后多久可再申请',
  group,
  unit: '天',
  fallback: 90,
})
export const statementDays = daysSetting({
  code: 'exit.statement.days',
  label: '强制退出听取说明的时限',
  group,
  fallback: 5,
})
export const exitDays = daysSetting({ code: 'exit.decide.days', label: '退出办理时限', group, fallback: 5 })
export const complaintsToSuspend = countSetting({
  code: 'provider.suspend.complaints',
  label: '建议暂停的属实反馈件数',
  group,
  unit: '件',
  help: '近 12 个月内涉及同一服务商、查证属实的服务反馈达到这个数，即提出暂停建议，由人决定。',
  fallback: 2,
  min: 1,
  max: 50,
})
export const longestBlacklisting = countSetting({
  code: 'blacklist.longest.months',
  label: '列入失信名单的最长期限',
  group,
  unit: '个月',
  fallback: 36,
  min: 1,
  max: 120,
})
