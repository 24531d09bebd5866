import { z } from 'zod'
import { countSetting, daysSetting, defineSetting } from '#platform/settings'

const group = '抽查与跟踪'

export const share = countSetting({
  code: 'tracking.check.share',
  label: '每个班电话抽查的比例',
  group,
  unit: '%',
  help: '按学员人数，不足一人的进一；下一个班起按新的比例。',
  fallback: 10,
  min: 1,
  max: 100,
})
export const least = countSetting({
  code: 'tracking.check.least',
  label: '每个班至少抽查几人',
  group,
  unit: '人',
  help: '按比例算下来不到的，抽满这个数；学员更少的，全部抽查。',
  fallback: 3,
  min: 1,
  max: 100,
})
export const tries = countSetting({
  code: 'tracking.tries',
  label: '打几次不通算联系不上',
  group,
  unit: '次',
  help: '号码不对的，找到新号码再打，也算一次。',
  fallback: 3,
  min: 1,
  max: 10,
})
export const drawDays = daysSetting({
  code: 'tracking.draw.days',
  label: '结业后多久内抽取',
  group,
  help: '培训班结业后，多久内抽出要打电话的学员。',
  fallback: 5,
})
export const callDays = daysSetting({
  code: 'tracking.call.days',
  label: '电话抽查时限',
  group,
  help: '抽取后多久内打完电话、写出结论。',
  fallback: 10,
})
export const explainDays = daysSetting({
  code: 'tracking.explain.days',
  label: '说明问题的时限',
  group,
  help: '抽查发现问题后，培训班负责人多久内查清并写出说明。',
  fallback: 5,
})
export const settleDays = daysSetting({
  code: 'tracking.settle.days',
  label: '核对说明的时限',
  group,
  help: '收到说明后，抽查人员多久内核对。',
  fallback: 5,
})
export const followMonths = defineSetting<string>({
  code: 'tracking.follow.months',
  label: '结业后第几个月跟踪',
  group,
  help: '用顿号隔开，例如：1、3、6、12。下一个结业的班起按新的安排。',
  schema: z
    .string()
    .trim()
    .regex(/^[1-9]\d?(、[1-9]\d?){0,7}$/, '请写 1 到 60 之间的月数，用顿号隔开，最多八次')
    .refine(text => text.split('、').every(one => Number(one) <= 60), '不能超过 60 个月'),
  fallback: '1、3、6、12',
})
export const roundDays = daysSetting({
  code: 'tracking.round.days',
  label: '每次跟踪多少天内完成',
  group,
  unit: '天',
  help: '到时间自动结束；没有回复、也没有打通电话的，单独计数。',
  fallback: 30,
})
export const linkDays = daysSetting({
  code: 'tracking.link.days',
  label: '跟踪短信的链接几天内有效',
  group,
  unit: '天',
  help: '学员不用登录，点开短信里的链接就能填写；过期后可以登录填写，或等工作人员来电。',
  fallback: 14,
})
export const leastShown = countSetting({
  code: 'tracking.report.least',
  label: '不足几人的不显示',
  group,
  unit: '人',
  help: '转化报表里，跟踪到的人太少的，开店、销售、就业不显示，免得认出是谁。',
  fallback: 5,
  min: 1,
  max: 50,
})
export const keepYears = countSetting({
  code: 'tracking.keep.years',
  label: '通话记录和跟踪答复保留几年',
  group,
  unit: '年',
  help: '到期后抹去备注、网店地址等写到个人的内容，统计数字保留。培训档案一般不少于十年。',
  fallback: 10,
  min: 1,
  max: 50,
})

export const monthsOf = (text: string): number[] =>
  [...new Set(text.split('、').map(Number))].sort((a, b) => a - b)
