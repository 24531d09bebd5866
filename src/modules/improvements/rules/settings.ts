import type { Centre } from '#platform/ctx'
import { countSetting, type Setting } from '#platform/settings'

/** The limits of the rules by which problems arise by themselves (6.2.1); what each raised names the one it crossed. */
const group = '问题自动发现'

export const satisfiedBelow = countSetting({
  code: 'finding.rating.satisfied',
  label: '一个季度的满意率低于多少列为问题',
  group,
  unit: '%',
  help: '按服务项目，上一个完整季度的评价；份数不够的不算。填 0 不用这条规则。',
  fallback: 80,
  min: 0,
  max: 100,
})
export const satisfiedDrop = countSetting({
  code: 'finding.rating.drop',
  label: '满意率比上季度下降多少列为问题',
  group,
  unit: '个百分点',
  help: '两个季度的份数都够的才比较。',
  fallback: 20,
  min: 1,
  max: 100,
})
export const ratingsEnough = countSetting({
  code: 'finding.rating.enough',
  label: '至少几份评价才看满意率',
  group,
  unit: '份',
  help: '太少的看不出问题，也容易认出是谁评的。',
  fallback: 8,
  min: 5,
  max: 1_000,
})
export const themeOften = countSetting({
  code: 'finding.rating.theme',
  label: '差评提到同一方面几次列为问题',
  group,
  unit: '次',
  help: '上一个完整季度的差评中选了同一方面（如办理效率）的次数，不论哪个服务项目。',
  fallback: 5,
  min: 5,
  max: 1_000,
})
export const lateDays = countSetting({
  code: 'finding.task.days',
  label: '待办超期几天算严重超期',
  group,
  unit: '天',
  help: '按自然日，从到期算起。',
  fallback: 5,
  min: 1,
  max: 366,
})
export const lateOften = countSetting({
  code: 'finding.task.often',
  label: '同一类待办几项严重超期列为问题',
  group,
  unit: '项',
  help: '由申请人、服务商办的不算。',
  fallback: 3,
  min: 1,
  max: 1_000,
})
export const attendanceBelow = countSetting({
  code: 'finding.class.attendance',
  label: '培训班出勤率低于多少列为问题',
  group,
  unit: '%',
  help: '结业的班，各半天实到合计除以应到合计。填 0 不用这条规则。',
  fallback: 75,
  min: 0,
  max: 100,
})
export const opinionBelow = countSetting({
  code: 'finding.class.opinion',
  label: '培训班评分低于多少列为问题',
  group,
  unit: '十分之一分',
  help: '学员打分的平均，满分 50（5 分）；不到 5 份的不看。填 0 不用这条规则。',
  fallback: 35,
  min: 0,
  max: 50,
})
export const unusualHits = countSetting({
  code: 'finding.indicator.hits',
  label: '一个指标触发几条异常规则列为问题',
  group,
  unit: '条',
  help: '三条规则：比上期、比上年同期变动超过提示线，偏离前若干期平均数（提示线在统计指标的设置里）。填 0 不用这条规则；设了目标区间的指标另按区间看。',
  fallback: 2,
  min: 0,
  max: 3,
})
export const lookBack = countSetting({
  code: 'finding.look_back',
  label: '自动发现看最近多少天',
  group,
  unit: '天',
  help: '属实的投诉、结业的培训班，只看最近这些天办结的。',
  fallback: 60,
  min: 7,
  max: 366,
})

/** 为什么在这里: the rule and its limit, as the settings name them. */
export const because = (setting: Setting<number>, centre: Centre): string =>
  `规则「${setting.label}」，现定 ${setting.of(centre)} ${setting.unit ?? ''}`.trim()
