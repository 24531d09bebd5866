import { badgeOf, buttonsFor } from '#modules/actions'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { FileRow } from '#platform/files'
import { date, money } from '#platform/format'
import { monthWords, quarterWords } from '#platform/periods'
import type { RowOf } from '#platform/workflow'
import { type Assessment, incubationAssessmentFlow } from './assessment.ts'
import { measures, type Outcome, outcomes } from './codes.ts'
import { incubationMonthFlow, type MonthRow, slipsOf } from './month.ts'
import type { Fact } from './rule.ts'
import { mentoringTaskFlow } from './task.ts'
import { incubationTrackingFlow, type Tracking } from './tracking.ts'

/** A report of one month in words, with its proofs and what stood there before. */
export const monthLine = async (ctx: Ctx, row: MonthRow, files: readonly FileRow[]) => ({
  id: row.id,
  month: monthWords(row.month),
  raw: row.state,
  state: badgeOf(incubationMonthFlow, row.state),
  lateness: latenessOf(ctx, row),
  sales: row.sales_fen === null ? '' : money(Number(row.sales_fen)),
  tax: row.tax_fen === null ? '' : money(Number(row.tax_fen)),
  ...{ orders: row.orders, live: row.live, jobs: row.jobs, insured: row.insured, remark: row.remark },
  files,
  slips: slipsOf(row).map(slip => ({
    at: date(new Date(slip.at)),
    words: `${slip.reason}（原为：销售额 ${money(slip.before.sales_fen)}，订单 ${slip.before.orders}，直播 ${slip.before.live}，从业 ${slip.before.jobs}，参保 ${slip.before.insured}，税费 ${money(slip.before.tax_fen)}）`,
  })),
  buttons: await buttonsFor(ctx, incubationMonthFlow, row),
})

/** '逾期', '逾期填报', or until when. */
export const latenessOf = (ctx: Ctx, row: Pick<MonthRow, 'state' | 'late' | 'late_from'>): string =>
  row.state === 'due'
    ? row.late_from <= dayOf(ctx.now)
      ? '逾期未报'
      : `${row.late_from} 前填报`
    : row.late
      ? '逾期填报'
      : ''

export const factWords = (fact: Fact): string =>
  `${measures[fact.code].label} ${fact.value} ${measures[fact.code].unit}（${fact.least} ${measures[fact.code].unit}得满分 ${fact.points}）：${fact.got} 分`

export const assessmentLine = async (ctx: Ctx, row: Assessment) => ({
  id: row.id,
  quarter: quarterWords(row.quarter),
  state: badgeOf(incubationAssessmentFlow, row.state),
  total: row.total,
  outcome: row.outcome ? outcomes[row.outcome as Outcome] : null,
  reason: row.reason,
  decision: row.decision,
  facts: (row.facts as unknown as Fact[]).map(factWords),
  buttons: await buttonsFor(ctx, incubationAssessmentFlow, row),
})

export const trackingLine = async (ctx: Ctx, row: Tracking) => ({
  id: row.id,
  raw: row.state,
  due: row.due_on,
  state: badgeOf(incubationTrackingFlow, row.state),
  words:
    row.state === 'recorded'
      ? `${row.operating ? '仍在经营' : '已停业'}，${row.in_county ? '在本县' : '已迁出'}；近半年销售额 ${money(Number(row.sales_fen))}，从业 ${row.jobs} 人${row.by_staff ? '（电话回访）' : ''}`
      : '',
  note: row.note,
  buttons: await buttonsFor(ctx, incubationTrackingFlow, row),
})

export const taskLine = async (ctx: Ctx, row: RowOf<'mentoring_task'>) => ({
  id: row.id,
  raw: row.state,
  title: row.title,
  due: row.due_on,
  session: row.session_id,
  report: row.report,
  state: badgeOf(mentoringTaskFlow, row.state),
  buttons: await buttonsFor(ctx, mentoringTaskFlow, row),
})
export type TaskLine = Awaited<ReturnType<typeof taskLine>>
