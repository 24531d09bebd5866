import { badgeOf } from '#modules/actions'
import { dayOf, endOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { dateTime } from '#platform/format'
import { checkFlow } from './check.ts'
import { findingFlow } from './finding.ts'
import { type Appraisal, type Check, type Finding, inTerm, isIssued, isOnTeam, roomStates } from './people.ts'
import type { CheckCount, drawsOf } from './queries/appraisals.ts'
import { registerOf } from './registers.ts'
import { type Item, itemsIn, scoresIn } from './scores.ts'
import * as words from './words.ts'
import { appraisalFlow } from './workflow.ts'

/** Whether the reader may see what was scored: the assessor's people at their work; everybody else once it is issued. */
export const seesScores = (ctx: Ctx, row: Appraisal): boolean =>
  isIssued(row) || (isOnTeam(ctx.actor, row) && inTerm(row, ctx.now))

export const seesRoom = (ctx: Ctx, row: Appraisal): boolean =>
  isOnTeam(ctx.actor, row) && inTerm(row, ctx.now) && (roomStates as readonly string[]).includes(row.state)

/** The score as it stands for the reader: final, as issued, or nothing. */
export const scoreShown = (row: Appraisal): string =>
  isIssued(row) ? words.scoreWords(row.final_score ?? row.issued_score) : ''

export const line = (row: Appraisal, findings: number) => ({
  ...{ id: row.id, title: row.title, assessor: row.assessor, contract: row.contract_number },
  term: `${row.first_day} 至 ${row.last_day}`,
  score: scoreShown(row),
  findings: isIssued(row) ? findings : null,
  issuedOn: row.issued_at ? dayOf(row.issued_at) : '',
  state: badgeOf(appraisalFlow, row.state),
})
export type Line = ReturnType<typeof line>

/** The clause has a column of its own. */
const shortOf = ({ clause, text }: Item): string =>
  clause && text.startsWith(`${clause} `) ? text.slice(clause.length + 1) : text

export const itemLines = (row: Appraisal) => {
  const scores = scoresIn(row)
  return itemsIn(row).map(item => ({
    ...{ id: item.key, part: item.part, clause: item.clause ?? '', text: shortOf(item) },
    full: words.tenthsWords(item.points),
    score: scores[item.key] ? words.tenthsWords(scores[item.key]?.score ?? 0) : '',
    remark: scores[item.key]?.remark ?? '',
  }))
}
export type ItemLine = ReturnType<typeof itemLines>[number]

export const findingLine = (row: Finding) => ({
  ...{ id: row.id, number: row.number, title: row.title, clause: row.clause },
  severity: {
    label: words.severities[row.severity as words.Severity],
    tone: words.severityTones[row.severity as words.Severity],
  },
  answer: row.answer,
  ruling: row.ruling,
  state: badgeOf(findingFlow, row.state),
  href: `/desk/appraisals/${row.appraisal_id}/findings/${row.id}`,
})
export type FindingLine = ReturnType<typeof findingLine>

export const checkLine = (row: Check) => ({
  ...{ id: row.id, rank: row.rank, title: row.title, tries: row.tries, doneOn: row.done_on ?? '' },
  method: words.methods[row.method as words.Method],
  register: row.register ? (registerOf(row.register)?.label ?? '') : '',
  outcome: row.outcome ? words.outcomes[row.outcome as words.Outcome] : '',
  contradiction: row.contradiction,
  state: badgeOf(checkFlow, row.state),
  href: `/desk/appraisals/${row.appraisal_id}/checks/${row.id}`,
})
export type CheckLine = ReturnType<typeof checkLine>

export const drawLine = (row: Awaited<ReturnType<typeof drawsOf>>[number]) => ({
  ...{ id: row.id, seed: row.seed, digest: row.digest, people: row.people, size: row.size },
  register: registerOf(row.register)?.label ?? row.register,
  method: words.methods[row.method as words.Method],
  drawn: `${dateTime(row.drawn_at)}，${row.drawn_by_name}`,
})
export type DrawLine = ReturnType<typeof drawLine>

/** By method: how many, how many of them contradict the record, how many could not be reached. */
export const methodLines = (counts: readonly CheckCount[]) =>
  Object.entries(words.methods).flatMap(([method, label]) => {
    const those = counts.filter(one => one.method === method)
    if (those.length === 0) return []
    const sum = (test: (one: CheckCount) => boolean) =>
      those.filter(test).reduce((total, one) => total + one.count, 0)
    return [
      {
        label,
        all: sum(() => true),
        checked: sum(one => one.state === 'checked'),
        consistent: sum(one => one.outcome === 'consistent'),
        partly: sum(one => one.outcome === 'partly'),
        contradicts: sum(one => one.outcome === 'contradicts'),
        unreached: sum(one => one.state === 'unreached'),
      },
    ]
  })
export type MethodLine = ReturnType<typeof methodLines>[number]

export const termEnd = (row: Appraisal): Date => endOfDay(row.last_day)
