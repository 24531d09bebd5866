import { badgeOf, buttonsFor, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { date, percent } from '#platform/format'
import { dueOf } from '#platform/tasks'
import { type CoverLine, coverageOf } from './coverage.ts'
import { broughtIn, type Evaluation } from './kinds.ts'
import { clauseWords, type Mark, markFlow, rowOf } from './mark.ts'
import { titleOf } from './messages.ts'
import { marksOf } from './queries/marks.ts'
import { type roundList, roundsBefore } from './queries/rounds.ts'
import { sheetsInUse } from './queries/sheets.ts'
import { comparable, type Results, responseRate } from './results.ts'
import { indicatorOf } from './score-sheet.ts'
import { coverWords, kindLabel, periodLabel, pointWords, resultWords, scoreWords } from './words.ts'
import { evaluationFlow } from './workflow.ts'

export const resultsOf = (row: Pick<Evaluation, 'results'>): Results | null =>
  row.results as unknown as Results | null

type Listed = Awaited<ReturnType<typeof roundList>>[number]

export function roundLine(ctx: Ctx, row: Listed) {
  const results = resultsOf(row)
  return {
    ...{ id: row.id, title: titleOf(row), kind: kindLabel(row.kind), period: periodLabel(row.period) },
    state: badgeOf(evaluationFlow, row.state),
    score: results ? resultWords(results) : '',
    n: results ? `${results.n} ${results.unit}` : '',
    gaps: row.gaps,
    deadline: deadlineOf(ctx, row.due_at),
    opened_at: row.opened_at,
    published_at: row.published_at,
    closed_at: row.closed_at,
  }
}
export type RoundLine = ReturnType<typeof roundLine>

/** One row of a self-evaluation, for lists and files: what was asked, what was given, by whom. */
export async function markLines(ctx: Ctx, marks: readonly Mark[]) {
  const names = await staffNames(
    ctx,
    marks.flatMap(mark => [mark.owner_id, mark.head_id]),
  )
  return marks.map(mark => {
    const row = rowOf(mark)
    return {
      ...{ id: mark.id, place: mark.place, part: mark.part, levels: row.levels, indicator: indicatorOf(row) },
      ...{ explanation: row.explanation, evidence: row.evidence, onSite: row.on_site, bonus: mark.bonus },
      ...{ clause: mark.clause ?? '', clauseWords: clauseWords(mark.clause) },
      ...{ full: pointWords(mark.points), score: mark.score === null ? '' : pointWords(mark.score) },
      words: mark.words,
      proofs: mark.evidence as unknown as ReadonlyArray<{ label: string; href: string }>,
      owner: names.get(mark.owner_id) ?? '',
      head: names.get(mark.head_id) ?? '',
      state: badgeOf(markFlow, mark.state),
    }
  })
}
export type MarkLine = Awaited<ReturnType<typeof markLines>>[number]

/** How far each part is: for the page of the round. */
export function partLines(marks: readonly Mark[]) {
  return [...Map.groupBy(marks, mark => mark.part)].map(([part, those]) => {
    const sum = (of: (mark: Mark) => number) => those.reduce((total, mark) => total + of(mark), 0)
    return {
      part,
      rows: those.length,
      scored: those.filter(mark => mark.state !== 'open').length,
      confirmed: those.filter(mark => mark.state === 'confirmed').length,
      score: pointWords(sum(mark => mark.score ?? 0)),
      full: pointWords(sum(mark => (mark.bonus ? 0 : mark.points))),
    }
  })
}
export type PartLine = ReturnType<typeof partLines>[number]

export interface Compared {
  id: string
  period: string
  score: string
  n: string
  /** Why it is not compared; '' where it is. */
  not: string
}

/** Earlier rounds of the kind beside this one: compared only where the instrument is the same version. */
export async function comparedWith(ctx: Ctx, row: Evaluation, most: number): Promise<Compared[]> {
  const now = resultsOf(row)
  if (!now) return []
  const before = await roundsBefore(ctx, row.kind, row.last_day, most)
  return before.flatMap(one => {
    const then = resultsOf(one)
    if (!then) return []
    const same = comparable(now, then)
    return [
      {
        ...{ id: one.id, period: periodLabel(one.period), n: `${then.n} ${then.unit}` },
        score: same ? scoreWords(then.score) : '',
        not: same ? '' : whyNot(now, then),
      },
    ]
  })
}

const whyNot = (now: Results, then: Results): string =>
  now.score === null || then.score === null
    ? '样本太少，没有评分，不作比较'
    : `用的是“${then.instrument.label}”第 ${then.instrument.version} 版，和本期不同，不作比较`

/** What the results say in figures, for the desk, the public and the report. */
export function resultFacts(results: Results): Array<{ label: string; value: string }> {
  const rate = responseRate(results)
  return [
    { label: '得分', value: resultWords(results) },
    ...(results.interval
      ? [
          {
            label: '置信区间',
            value: `${scoreWords(results.interval.low)} 至 ${scoreWords(results.interval.high)} 分（置信水平 95%）`,
          },
        ]
      : []),
    { label: '计入', value: `${results.n} ${results.unit}` },
    ...(results.invited === null ? [] : [{ label: '邀请', value: `${results.invited} ${results.unit}` }]),
    ...(rate === null ? [] : [{ label: '回收率', value: percent(rate) }]),
    {
      label: '评价工具',
      value: `${results.instrument.label}（第 ${results.instrument.version} 版）`,
    },
  ]
}

export function coverCounts(lines: readonly CoverLine[]) {
  const of = (...states: string[]) => lines.filter(line => states.includes(line.state)).length
  return {
    served: lines.length,
    covered: of('covered'),
    accepted: of('accepted'),
    open: of('gap', 'explained'),
    pending: of('pending'),
  }
}

/** '期内提供服务 18 项，评到 16 项，没有评到但已说明 1 项，待说明 1 项' */
export function coverSentence(lines: readonly CoverLine[]): string {
  const { served, covered, accepted, open, pending } = coverCounts(lines)
  return [
    `期内提供服务 ${served} 项，评到 ${covered} 项`,
    accepted > 0 && `没有评到、已说明并认可 ${accepted} 项`,
    open > 0 && `没有评到、还没有说明清楚 ${open} 项`,
    pending > 0 && `还没有评到 ${pending} 项`,
  ]
    .filter(Boolean)
    .join('，')
}

export const coverLabel = (line: CoverLine): string =>
  [coverWords[line.state].label, line.says, line.ratings > 0 && `好差评 ${line.ratings} 份`]
    .filter(Boolean)
    .join('；')

/** A round as its page at the desk shows it. */
export async function roundView(ctx: Ctx, row: Evaluation) {
  const [buttons, told, due, marks, lines, compared, sheets, panel] = [
    await buttonsFor(ctx, evaluationFlow, row),
    await story(ctx, { recordId: row.id }),
    await dueOf(ctx, 'evaluation', row.id),
    await marksOf(ctx, row.id),
    await coverageOf(ctx, row),
    await comparedWith(ctx, row, 4),
    row.kind === 'self' && row.state === 'opened' ? await sheetsInUse(ctx) : [],
    (await broughtIn(row.kind)?.panel?.(ctx, row)) ?? null,
  ]
  return {
    ...{ row, buttons, story: told, sheets, compared, panel },
    title: titleOf(row),
    state: badgeOf(evaluationFlow, row.state),
    deadline: deadlineOf(ctx, due),
    results: resultsOf(row),
    parts: partLines(marks),
    cover: coverSentence(lines),
    open: coverCounts(lines).open,
    days: `${row.first_day} 至 ${row.last_day}`,
    published: row.published_at ? date(row.published_at) : '',
  }
}
export type RoundView = Awaited<ReturnType<typeof roundView>>
