import { countSetting, daysSetting } from '#platform/settings'

const group = '服务商年度评估'

export const everyMonths = countSetting({
  code: 'assessment.months',
  label: '评估周期',
  group,
  unit: '个月',
  help: '服务商入库满这么久，或者距上次评估的期末满这么久，自动开始评估。',
  fallback: 12,
  min: 3,
  max: 36,
})
export const scoreDays = daysSetting({
  code: 'assessment.score.days',
  label: '评估打分时限',
  group,
  fallback: 10,
})
export const statementDays = daysSetting({
  code: 'assessment.statement.days',
  label: '评估听取说明的时限',
  group,
  help: '逾期没有说明的，按已有材料决定。',
  fallback: 5,
})
export const decideDays = daysSetting({
  code: 'assessment.decide.days',
  label: '评估决定时限',
  group,
  fallback: 5,
})
export const recheckDays = daysSetting({
  code: 'assessment.recheck.days',
  label: '评估整改复查时限',
  group,
  fallback: 5,
})
export const passMark = countSetting({
  code: 'assessment.pass_mark',
  label: '评估合格线',
  group,
  unit: '分',
  help: '低于这个分数的，先限期整改，合格后才能续约；连续两次低于的，提出暂停建议，由人决定。',
  fallback: 60,
  min: 1,
  max: 100,
})
export const lowestRating = countSetting({
  code: 'assessment.lowest_rating',
  label: '建议暂停的评价平均分',
  group,
  unit: '分',
  help: '近期服务评价（满分 5 分）平均不满这个分数的，提出暂停建议，由人决定。',
  fallback: 3,
  min: 1,
  max: 5,
})
/** Never fewer than can be shown: they could be told apart. */
export const fewestToWeigh = countSetting({
  code: 'assessment.lowest_ratings',
  label: '计算评价平均分的份数',
  group,
  unit: '份',
  help: '从最近的月份往前取，取满这么多份才计算；提出过建议的，再满这么多份新的评价才重新计算。',
  fallback: 10,
  min: 5,
  max: 100,
})
