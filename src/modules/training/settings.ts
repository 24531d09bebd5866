import { countSetting, daysSetting } from '#platform/settings'

const group = '培训'

export const approveDays = daysSetting({
  code: 'training.approve.days',
  label: '开班申请和培训计划的审批时限',
  group,
  help: '从提交申请的次日起算。',
  fallback: 5,
})
export const reviewDays = daysSetting({
  code: 'training.review.days',
  label: '培训报名的审核时限',
  group,
  help: '从收到报名的次日起算。',
  fallback: 3,
})
export const applyDays = countSetting({
  code: 'training.apply.days',
  label: '开班前多少天提交开班申请',
  group,
  unit: '天',
  help: '晚于这个时间的，要写明原因，由审批人决定。',
  fallback: 15,
  min: 0,
  max: 120,
})
export const finishDays = daysSetting({
  code: 'training.finish.days',
  label: '培训结束后办理结业的时限',
  group,
  help: '核对签到和成绩，办理结业。',
  fallback: 20,
})
export const fileDays = daysSetting({
  code: 'training.file.days',
  label: '结业后归档和结清经费的时限',
  group,
  fallback: 30,
})
export const checkDays = daysSetting({
  code: 'training.check.days',
  label: '培训费用的核对时限',
  group,
  fallback: 5,
})
export const keepYears = countSetting({
  code: 'training.keep.years',
  label: '培训档案保存多少年',
  group,
  unit: '年',
  help: '从归档之日起算，不少于 10 年。',
  fallback: 10,
  min: 10,
  max: 50,
})
export const remindDays = countSetting({
  code: 'training.remind.days',
  label: '开班前几天提醒学员',
  group,
  unit: '天',
  fallback: 1,
  min: 1,
  max: 14,
})
export const agreementDays = countSetting({
  code: 'training.agreement.days',
  label: '讲师协议到期前多少天提醒',
  group,
  unit: '天',
  fallback: 30,
  min: 1,
  max: 180,
})
