import type { Ctx } from '#platform/ctx'
import { type AssessmentSheet, pdf } from '#platform/documents'
import { date, dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { assessmentView } from './view.ts'
import type { Assessment } from './workflow.ts'

/** 年度评估表: facts, marks, what the firm said and what was decided, as the typesetter takes it. */
export async function printedSheet(ctx: Ctx, row: Assessment): Promise<AssessmentSheet> {
  const view = await assessmentView(ctx, row)
  return {
    centre: ctx.centre.name,
    name: row.name,
    period: `${row.from_day} 至 ${row.to_day}`,
    openedAt: date(row.opened_at),
    state: view.state.label,
    facts: view.lines.map(({ label, value }) => ({ label, value })),
    marks: view.marks.map(one => ({
      label: one.label,
      weight: `${one.weight}%`,
      suggestion: one.suggestion === null ? '不作建议' : `${one.suggestion}`,
      mark: one.mark === null ? '' : `${one.mark}`,
    })),
    total: view.total ?? '',
    passMark: `${view.passMark}`,
    opinion: row.opinion ?? '',
    departure: row.departure ?? '',
    answer: [view.answer, row.statement].filter(Boolean).join('：'),
    requirement: row.requirement ?? '',
    report: row.report ?? '',
    recheck: row.recheck ?? '',
    decision: row.decision ?? '',
    agreement: row.agreement ? `${row.agreement}，至 ${row.last_day}` : '',
    steps: view.story.toReversed().map(one => ({ at: one.at, what: one.title })),
    printedAt: dateTime(ctx.now),
  }
}

/** The same on paper. */
export async function sheetPdf(ctx: Ctx, c: Http, row: Assessment): Promise<Answer> {
  const sheet = await printedSheet(ctx, row)
  return async () =>
    c.body(new Uint8Array(await pdf('assessment-sheet', sheet)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`年度评估表-${row.name}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
