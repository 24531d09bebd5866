import { badgeOf, buttonsFor, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { points } from '#platform/scoring'
import { dueOf } from '#platform/tasks'
import { criteria, criterionKeys, type Scores } from './criteria.ts'
import { periodOf } from './effects.ts'
import { isLate, type Order, type PeriodFacts, suggested } from './facts.ts'
import { factsIn } from './queries/facts.ts'
import { openable } from './queries.ts'
import { passMark } from './settings.ts'
import { factLines } from './words.ts'
import { type Assessment, assessmentFlow } from './workflow.ts'

/** One assessment as its firm and the desk see it: the facts as they are known now, or as they were when it was scored. */
export async function assessmentView(ctx: Ctx, row: Assessment) {
  const [buttons, files, told, due, facts] = await Promise.all([
    buttonsFor(ctx, assessmentFlow, row),
    filesOf(ctx, 'provider_assessment', row.id),
    story(ctx, { recordId: row.id }),
    dueOf(ctx, 'provider_assessment', row.id),
    (row.facts as unknown as PeriodFacts | null) ?? factsIn(ctx, row.provider_id, periodOf(row)),
  ])
  const opens = await openable(
    ctx,
    facts.list.map(order => order.case_id),
  )
  const scores = row.scores as unknown as Scores | null
  const suggestions = suggested(facts)
  return {
    row,
    state: badgeOf(assessmentFlow, row.state),
    deadline: deadlineOf(ctx, due),
    lines: factLines(facts),
    orders: facts.list.map(order => ({
      ...order,
      outcome: outcomes[order.outcome],
      late: isLate(order, periodOf(row)),
      opens: opens.has(order.case_id),
    })),
    marks: criterionKeys.map(key => ({
      label: criteria[key].label,
      weight: criteria[key].weight,
      suggestion: suggestions[key],
      mark: scores?.[key] ?? null,
    })),
    total: row.total === null ? null : points(row.total),
    passMark: passMark.of(ctx.centre),
    below: row.total !== null && row.total < passMark.of(ctx.centre) * 10,
    answer: row.answer && answers[row.answer as keyof typeof answers],
    buttons,
    files,
    story: told,
  }
}
export type AssessmentView = Awaited<ReturnType<typeof assessmentView>>

export const outcomes: Record<Order['outcome'], string> = {
  under_way: '办理中',
  done: '已办结',
  cancelled: '申请人撤回',
  handed_back: '交回另找服务商',
}
const answers = { agreed: '同意评估结果', stated: '作了说明', silent: '逾期未说明' } as const
