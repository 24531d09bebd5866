import { countSetting, daysSetting } from '#platform/settings'

const group = '统计指标'

export const lockDays = daysSetting({
  code: 'indicator.lock.days',
  label: '期后核对并报请锁定的时限',
  group,
  help: '统计期结束后，责任人核对数据、报请锁定的工作日数。锁定之后记录再有变化，已锁定的数不变。',
  fallback: 8,
})
export const decideDays = daysSetting({
  code: 'indicator.decide.days',
  label: '锁定、口径和更正单的审定时限',
  group,
  fallback: 3,
})
export const farChange = countSetting({
  code: 'indicator.anomaly.change',
  label: '变动提示线',
  group,
  unit: '%',
  help: '比上期或上年同期增减超过这个比例的，标为异常，写明触发的规则。',
  fallback: 30,
  min: 5,
  max: 500,
})
export const farDeviations = countSetting({
  code: 'indicator.anomaly.deviations',
  label: '偏离提示线',
  group,
  unit: '个标准差',
  help: '与前若干期平均数相差超过这么多个标准差的，标为异常。',
  fallback: 2,
  min: 1,
  max: 5,
})
export const usualPeriods = countSetting({
  code: 'indicator.anomaly.periods',
  label: '平均数取前几期',
  group,
  unit: '期',
  help: '不足一半的不判断。',
  fallback: 12,
  min: 4,
  max: 36,
})
/** Less than three could be told apart by whoever is one of them. */
export const fewestReporters = countSetting({
  code: 'indicator.reporters',
  label: '公开数据的最少报送单位',
  group,
  unit: '家',
  help: '少于这个数的合计可能看出单个单位的情况，不公开，也不能从别的数推算出来。',
  fallback: 3,
  min: 3,
  max: 20,
})
export const screenSeconds = countSetting({
  code: 'indicator.screen.seconds',
  label: '数据大屏翻页间隔',
  group,
  unit: '秒',
  help: '大屏每一页停留的时间，浏览器自己翻页。',
  fallback: 20,
  min: 5,
  max: 300,
})
export const summaryDay = countSetting({
  code: 'indicator.summary.day',
  label: '数据周报在星期几寄出',
  group,
  unit: '（1 为星期一）',
  help: '月报在每月的这个星期几第一次出现时寄出。',
  fallback: 1,
  min: 1,
  max: 7,
})
