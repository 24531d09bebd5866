import { countSetting, daysSetting } from '#platform/settings'

const group = '数据质量'

export const lookBackDays = daysSetting({
  code: 'quality.back.days',
  label: '每晚往回查多少天的登记',
  group,
  unit: '天',
  help: '更早的登记不再列出；已经列出的留在清单里，直到更正或说明。',
  fallback: 365,
  min: 30,
})
export const mostOfRule = countSetting({
  code: 'quality.most',
  label: '一条规则最多列出多少条',
  group,
  unit: '条',
  help: '多于这个数的，先处理列出的，处理后会接着列出。',
  fallback: 200,
  min: 10,
  max: 1_000,
})
