import type { Ctx } from '#platform/ctx'
import { countSetting, daysSetting } from '#platform/settings'
import { type Criterion, criteria, type Weights } from './fit.ts'

const group = '供需对接'

export const reviewDays = daysSetting({
  code: 'posting.review.days',
  label: '供需信息审核时限',
  group,
  fallback: 2,
})
export const validDays = daysSetting({
  code: 'posting.valid.days',
  label: '供需信息最长有效期，也是一键续期的天数',
  group,
  fallback: 60,
  unit: '天',
})
export const remindDays = daysSetting({
  code: 'posting.remind.days',
  label: '到期前几天提醒续期',
  group,
  fallback: 5,
  unit: '天',
})
export const shownDealtDays = daysSetting({
  code: 'posting.dealt.days',
  label: '标为“已成交”后还公开显示多少天',
  group,
  fallback: 30,
  unit: '天',
})
export const mostPostings = countSetting({
  code: 'posting.most',
  label: '每个服务对象最多同时有几条供需信息',
  group,
  unit: '条',
  fallback: 20,
  min: 1,
  max: 200,
})
export const keptFrom = countSetting({
  code: 'match.kept',
  label: '匹配度到多少分才列出',
  group,
  unit: '分',
  fallback: 40,
  min: 0,
  max: 100,
})
export const toldFrom = countSetting({
  code: 'match.told',
  label: '匹配度到多少分通知双方',
  group,
  unit: '分',
  fallback: 70,
  min: 1,
  max: 100,
  help: '每天最多通知一次，同一对供需只通知一次。',
})
export const mostCandidates = countSetting({
  code: 'match.candidates',
  label: '每条供需信息最多与多少条同类信息比对',
  group,
  unit: '条',
  fallback: 300,
  min: 20,
  max: 2_000,
  help: '先比对最近发布的。',
})
export const mostMatches = countSetting({
  code: 'match.most',
  label: '每条供需信息最多新列出多少条合适的',
  group,
  unit: '条',
  fallback: 50,
  min: 5,
  max: 500,
  help: '按匹配度从高到低；对方列出的不算在内。',
})

const weight = (criterion: Criterion, fallback: number) =>
  countSetting({
    code: `match.weight.${criterion}`,
    label: `匹配权重：${criteria[criterion]}`,
    group,
    unit: '份',
    fallback,
    min: 0,
    max: 100,
    help: '按各项占总和的比例计算。',
  })
const weights: Record<Criterion, ReturnType<typeof weight>> = {
  category: weight('category', 30),
  quantity: weight('quantity', 15),
  price: weight('price', 20),
  region: weight('region', 10),
  season: weight('season', 10),
  certificates: weight('certificates', 10),
  validity: weight('validity', 5),
}
export const weightsOf = ({ centre }: Pick<Ctx, 'centre'>): Weights =>
  Object.fromEntries(
    Object.entries(weights).map(([criterion, setting]) => [criterion, setting.of(centre)]),
  ) as Weights

export const takeDays = daysSetting({
  code: 'introduction.take.days',
  label: '对接申请受理时限',
  group,
  fallback: 2,
})
export const answerDays = daysSetting({
  code: 'introduction.answer.days',
  label: '请对方答复是否同意对接的时限',
  group,
  fallback: 7,
  help: '到期没有答复，这次对接自动结束。',
})
export const talkDays = daysSetting({
  code: 'introduction.talk.days',
  label: '洽谈多久应有结果',
  group,
  fallback: 40,
})
export const verifyDays = daysSetting({
  code: 'introduction.verify.days',
  label: '对接成果核实时限',
  group,
  fallback: 5,
})
export const followUpDays = [
  ['first', '第一次', 30],
  ['second', '第二次', 90],
  ['third', '第三次', 180],
].map(([code, label, fallback]) =>
  daysSetting({
    code: `introduction.follow.${code}`,
    label: `成交后${label}回访在多少天以后`,
    group,
    fallback: fallback as number,
    unit: '天',
  }),
)
export const followWithin = daysSetting({
  code: 'introduction.follow.within',
  label: '到回访的日子后几天内完成',
  group,
  fallback: 10,
})
