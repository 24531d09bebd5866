import { countSetting, daysSetting } from '#platform/settings'

const group = '知识库'

export const reviewDays = daysSetting({
  code: 'knowledge.review.days',
  label: '知识审核时限',
  group,
  fallback: 3,
})
export const confirmDays = daysSetting({
  code: 'knowledge.confirm.days',
  label: '到期后多久内再确认',
  group,
  fallback: 10,
  help: '过了有效期仍没有人确认或更正的，自动隐藏，公众不再看到。',
})
export const usualMonths = countSetting({
  code: 'knowledge.valid.months',
  label: '有效期默认',
  group,
  unit: '个月',
  fallback: 12,
  min: 1,
  max: 60,
  help: '写的人可以改；政策类建议短一些。',
})
export const doubtedFrom = countSetting({
  code: 'knowledge.doubted.count',
  label: '几次“没帮助”列入待改进',
  group,
  unit: '次',
  fallback: 5,
  min: 1,
  max: 500,
  help: '现行版本的“没帮助”达到这么多、且不少于“有帮助”的，列入待改进。',
})
