import type { Centre } from '#platform/ctx'
import { thresholds, weights } from './settings.ts'

/** The four parts of the score sheet, each 0 to 100, with what to look at on the spot. */
export const parts = {
  premises: { label: '基础建设', help: '门头标识、场地、电脑和网络、制度上墙、价目公示。' },
  capability: { label: '业务能力', help: '站长会不会代买代卖、收发快递、操作平台；有没有参加培训。' },
  results: { label: '工作成效', help: '日报是否属实、单量和金额、帮村民卖出了什么。' },
  villagers: { label: '村民知晓度和满意度', help: '随机问几位村民：知不知道站点、用没用过、满不满意。' },
} as const
export type Part = keyof typeof parts
export const partNames = Object.keys(parts) as Part[]

export const grades = {
  excellent: { label: '优秀', tone: 'green' },
  good: { label: '良好', tone: 'green' },
  pass: { label: '合格', tone: 'blue' },
  fail: { label: '不合格', tone: 'red' },
} as const
export type Grade = keyof typeof grades

export type Scores = Record<Part, number>

/** The weights that hold today, in the order of the parts. */
export const weightsOf = (centre: Centre): number[] => partNames.map(part => weights[part].of(centre))

/** The weighted mean to one decimal; where all weights are 0, each part counts the same. */
export function scoreOf(scores: Scores, weighted: readonly number[]): number {
  const sum = weighted.reduce((all, one) => all + one, 0)
  const share = (at: number) => (sum === 0 ? 1 / partNames.length : (weighted[at] ?? 0) / sum)
  const score = partNames.reduce((all, part, at) => all + scores[part] * share(at), 0)
  return Math.round(score * 10) / 10
}

/** By the thresholds that hold today; whatever is below the last fails. */
export const gradeOf = (centre: Centre, score: number): Grade =>
  (['excellent', 'good', 'pass'] as const).find(grade => score >= thresholds[grade].of(centre)) ?? 'fail'
