import { countSetting, daysSetting } from '#platform/settings'

const group = '咨询'

export const answerDays = daysSetting({
  code: 'consult.answer.days',
  label: '咨询答复时限',
  group,
  fallback: 1,
  help: '不能当场答复的，从提出时算起。同事接手后另算一次。',
})
export const acceptDays = daysSetting({
  code: 'consult.accept.days',
  label: '转办接收时限',
  group,
  fallback: 1,
  help: '过了时限没有接收的，退回首问人。',
})
export const expertDays = daysSetting({
  code: 'consult.expert.days',
  label: '专家、服务商答复时限',
  group,
  fallback: 3,
})
export const chaseDays = daysSetting({
  code: 'consult.chase.days',
  label: '转政府部门后多久跟进',
  group,
  fallback: 3,
  help: '由首问人跟进，每次跟进后重新计算。',
})
export const confirmDays = daysSetting({
  code: 'consult.confirm.days',
  label: '答复后等待反馈',
  group,
  fallback: 5,
  help: '过了没有说“没解决”的，按期满办结。',
})
export const archiveDays = daysSetting({
  code: 'consult.archive.days',
  label: '办结后归档',
  group,
  fallback: 10,
})
export const mostReturns = countSetting({
  code: 'consult.return.max',
  label: '“没解决”退回首问人的次数',
  group,
  unit: '次',
  fallback: 1,
  min: 0,
  max: 5,
  help: '用完后仍没解决的办结，并告知其他途径。',
})
export const mostAnHour = countSetting({
  code: 'consult.hour.max',
  label: '未登录每小时最多咨询',
  group,
  unit: '件',
  fallback: 60,
  min: 5,
  max: 1000,
  help: '全中心合计，防止程序批量提交；窗口、电话登记不受限制。',
})
export const mostSuggested = countSetting({
  code: 'consult.suggested.max',
  label: '提问时最多列出现成答案',
  group,
  unit: '条',
  fallback: 3,
  min: 1,
  max: 10,
})
export const expertOpen = countSetting({
  code: 'consult.expert.open',
  label: '专家同时承办默认上限',
  group,
  unit: '件',
  fallback: 5,
  min: 1,
  max: 100,
})
