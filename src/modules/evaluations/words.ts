import type { PeriodCode } from '#platform/periods'
import { periodFrom } from '#platform/periods'
import type { BadgeTone } from '#ui/badge'
import type { CoverState } from './coverage.ts'
import { type EvaluationKind, evaluationKinds } from './kinds.ts'
import type { Results } from './results.ts'

export const kindLabel = (kind: string): string => evaluationKinds[kind as EvaluationKind].label
export const periodLabel = (code: PeriodCode): string => periodFrom(code).label

/** `short` where there is little room. */
export const coverWords: Record<CoverState, { label: string; short: string; tone: BadgeTone }> = {
  covered: { label: '评到了', short: '评到了', tone: 'green' },
  pending: { label: '还没有评到', short: '还没评到', tone: 'orange' },
  accepted: { label: '没有评到，已说明并认可', short: '已说明', tone: 'grey' },
  explained: { label: '没有评到，说明待认可', short: '待认可', tone: 'orange' },
  gap: { label: '没有评到', short: '没有评到', tone: 'red' },
}

/** '2026 上半年自评', for the head of a column. */
export function shortTitle({ kind, period }: { kind: string; period: PeriodCode }): string {
  const [year, part = ''] = period.split('-')
  const parts: Record<string, string> = { Q1: '一季度', Q2: '二季度', Q3: '三季度', Q4: '四季度' }
  const halves: Record<string, string> = { H1: '上半年', H2: '下半年' }
  const when = parts[part] ?? halves[part] ?? (part === '' ? '年' : `-${part} `)
  return `${year} ${when}${evaluationKinds[kind as EvaluationKind].short}`
}

/** 86.666 → '86.7'; null where it cannot be told. */
export const scoreWords = (score: number | null): string => (score === null ? '' : score.toFixed(1))

/** '86.7 分（满分 100 分）' */
export const resultWords = ({ score, full }: Results): string =>
  score === null ? '样本太少，不作评分' : `${scoreWords(score)} 分（满分 ${full} 分）`

/** '85.1 至 88.3 分（百分之九十五置信区间）' */
export const intervalWords = ({ interval }: Results): string =>
  interval ? `${scoreWords(interval.low)} 至 ${scoreWords(interval.high)} 分` : ''

/** Tenths → '2.5', '4' */
export const pointWords = (tenths: number): string => String(tenths / 10)
