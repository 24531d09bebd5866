import { type Message, message } from '#platform/notify'
import { periodFrom } from '#platform/periods'
import { defineTemplate } from '#platform/templates'
import { approveEvaluations, runEvaluations } from './duties.ts'
import { type Evaluation, type EvaluationKind, evaluationKinds } from './kinds.ts'

const texts = {
  opened: defineTemplate('evaluation.opened', '{title}已开启，请在 {days} 个工作日内安排好并开始。'),
  results: defineTemplate('evaluation.results', '{title}结果已出，请审定。'),
  returned: defineTemplate('evaluation.returned', '{title}被退回：{reason}'),
  approved: defineTemplate('evaluation.approved', '{title}结果已审定，请公布。'),
  gap: defineTemplate('evaluation.gap', '{title}有 {count} 项服务没有评到，请说明原因。'),
  refused: defineTemplate('evaluation.refused', '“{service}”没有评到的说明没有被认可：{reason}'),
  mark: defineTemplate('evaluation.marks', '{title}分给您 {count} 个自评项，请评分并附上依据。'),
  markReturned: defineTemplate('evaluation.mark.returned', '自评项“{indicator}”被退回：{reason}'),
} as const

/** '2026 年上半年中心自评' */
export const titleOf = (row: Pick<Evaluation, 'kind' | 'period'>): string =>
  `${periodFrom(row.period).label}${evaluationKinds[row.kind as EvaluationKind].label}`
const pageOf = (row: Pick<Evaluation, 'id'>): string => `/desk/evaluations/${row.id}`

const toRunners = <V extends string>(
  row: Pick<Evaluation, 'id'>,
  text: Parameters<typeof message<V>>[1],
  values: Record<V, string>,
): Message => message({ duty: runEvaluations.code }, text, values, pageOf(row))
const toApprovers = <V extends string>(
  row: Evaluation,
  text: Parameters<typeof message<V>>[1],
  values: Record<V, string>,
): Message => message({ duty: approveEvaluations.code }, text, values, pageOf(row))

export const told = {
  opened: (row: Evaluation, days: number) =>
    toRunners(row, texts.opened, { title: titleOf(row), days: String(days) }),
  results: (row: Evaluation) => toApprovers(row, texts.results, { title: titleOf(row) }),
  returned: (row: Evaluation, reason: string) =>
    toRunners(row, texts.returned, { title: titleOf(row), reason }),
  approved: (row: Evaluation) => toRunners(row, texts.approved, { title: titleOf(row) }),
  gaps: (row: Evaluation, count: number) =>
    toRunners(row, texts.gap, { title: titleOf(row), count: String(count) }),
  refused: (row: Pick<Evaluation, 'id'>, service: string, reason: string) =>
    toRunners(row, texts.refused, { service, reason }),
  marks: (row: Evaluation, staff: string, count: number) =>
    message({ staff }, texts.mark, { title: titleOf(row), count: String(count) }, pageOf(row)),
  markReturned: (markId: string, staff: string, indicator: string, reason: string) =>
    message({ staff }, texts.markReturned, { indicator, reason }, `/desk/evaluations/marks/${markId}`),
}
