import { staffNames } from '#modules/team'
import { addDays } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { date } from '#platform/format'
import { noId } from '#platform/ids'
import { instantsOf, type Period, periodFrom } from '#platform/periods'
import { gaugeOf, inUnits } from './figures.ts'
import { measureFlow } from './measure.ts'
import type { Improvement, Report } from './people.ts'
import { labelIn, severities, sources } from './words.ts'
import { improvementFlow } from './workflow.ts'

/** 季度改进报告 as it is kept: everything in words, so that it reads later as it did then. */
export interface ReportFacts {
  counts: ReadonlyArray<{ label: string; value: number }>
  bySource: ReadonlyArray<{ label: string; found: number; major: number; again: number }>
  problems: readonly Problem[]
  dismissed: ReadonlyArray<{ number: string; title: string; reason: string }>
}
export interface Problem {
  id: string
  number: string
  title: string
  clause: string
  severity: string
  state: string
  owner: string
  findings: string
  root: string
  goal: string
  indicator: string
  before: string
  target: string
  after: string
  /** Later looked at again, or when it will be. */
  look: string
  /** 倒排工期: from the last day backwards. */
  timetable: ReadonlyArray<{
    what: string
    owner: string
    due: string
    left: string
    state: string
    result: string
  }>
  /** Of the quality of services: told to the public too. */
  open: boolean
}

/** Where problems of these come from, the public is told what became of them. */
const aboutServices = ['ratings', 'complaints', 'classes', 'self', 'recipients', 'third_party']

/** Findings of a period and all improvements that were under way in it. */
export async function reportFacts(ctx: Ctx, period: Period): Promise<ReportFacts> {
  const { from, until } = instantsOf(period)
  const found = await ctx.db
    .selectFrom('finding')
    .select(['source', 'severity', 'occurrence', 'state', 'raised_at', 'ended_at'])
    .where('raised_at', '>=', from)
    .where('raised_at', '<=', until)
    .limit(5_000)
    .execute()
  const ended = await ctx.db
    .selectFrom('finding')
    .select(['number', 'title', 'reason', 'state'])
    .where('ended_at', '>=', from)
    .where('ended_at', '<=', until)
    .where('state', 'in', ['closed', 'dismissed'])
    .orderBy('id')
    .limit(1_000)
    .execute()
  const problems = await problemsIn(ctx, from, until)
  const dismissed = ended.filter(one => one.state === 'dismissed')
  return {
    counts: [
      { label: '新发现', value: found.length },
      { label: '其中再次出现', value: found.filter(one => one.occurrence > 1).length },
      { label: '改进事项', value: problems.length },
      { label: '销号', value: ended.length - dismissed.length },
      { label: '不列为问题', value: dismissed.length },
    ],
    bySource: [...Map.groupBy(found, one => one.source)].map(([source, those]) => ({
      label: labelIn(sources, source),
      found: those.length,
      major: those.filter(one => one.severity !== 'minor').length,
      again: those.filter(one => one.occurrence > 1).length,
    })),
    problems,
    dismissed: dismissed.map(({ number, title, reason }) => ({ number, title, reason: reason ?? '' })),
  }
}

async function problemsIn(ctx: Ctx, from: Date, until: Date): Promise<Problem[]> {
  const rows = await ctx.db
    .selectFrom('improvement')
    .selectAll()
    .where('opened_at', '<=', until)
    .where(eb => eb.or([eb('ended_at', 'is', null), eb('ended_at', '>=', from)]))
    .orderBy('number')
    .limit(200)
    .execute()
  const ids = [noId, ...rows.map(row => row.id)]
  const [measures, findings] = await Promise.all([
    ctx.db
      .selectFrom('measure')
      .selectAll()
      .where('improvement_id', 'in', ids)
      .where('state', '!=', 'dropped')
      .orderBy('due_on', 'desc')
      .orderBy('rank', 'desc')
      .limit(3_000)
      .execute(),
    ctx.db
      .selectFrom('finding')
      .select(['number', 'title', 'source', 'improvement_id', 'state'])
      .where('improvement_id', 'in', ids)
      .orderBy('number')
      .limit(3_000)
      .execute(),
  ])
  const names = await staffNames(
    ctx,
    [...rows, ...measures].map(row => row.owner_id),
  )
  return rows.map(row => {
    const its = findings.filter(one => one.improvement_id === row.id)
    return {
      ...inWords(row),
      owner: names.get(row.owner_id) ?? '',
      findings: its.map(one => `${one.number} ${one.title}`).join('；'),
      open: its.some(one => aboutServices.includes(one.source)),
      timetable: measures
        .filter(one => one.improvement_id === row.id)
        .map(one => ({
          ...{ what: one.what, owner: names.get(one.owner_id) ?? '', due: one.due_on },
          left: row.due_on === null ? '' : beforeTheEnd(one.due_on, row.due_on),
          state: measureFlow.states[one.state as keyof typeof measureFlow.states].label,
          result: one.done_at ? `${date(one.done_at)} ${one.result}` : '',
        })),
    }
  })
}

function beforeTheEnd(due: string, end: string): string {
  let days = 0
  for (let day = due; day < end && days < 366; day = addDays(day, 1)) days++
  return days === 0 ? '当天' : `提前 ${days} 天`
}

function inWords(row: Improvement) {
  const gauge = gaugeOf(row)
  const known = row.target !== null
  return {
    ...{ id: row.id, number: row.number, title: row.title, clause: row.clause },
    severity: labelIn(severities, row.severity),
    state: improvementFlow.states[row.state as keyof typeof improvementFlow.states].label,
    ...{ root: row.root_cause, goal: row.goal },
    indicator: known ? gauge.label : '',
    before: known ? `${inUnits(row.baseline, gauge)}（${row.baseline_says}）` : '',
    target: known ? inUnits(row.target, gauge) : '',
    after: row.after_value === null ? '' : `${inUnits(row.after_value, gauge)}（${row.after_says}）`,
    look:
      row.look_value !== null
        ? `${inUnits(row.look_value, gauge)}（${row.look_says}）`
        : row.look_on
          ? `${row.look_on} 回头看`
          : '',
  }
}

/** What the public reads: no owner, no measure's person, no finding that names a provider. */
export const publicPart = (facts: ReportFacts): ReportFacts['problems'] =>
  facts.problems.filter(one => one.open)

/** As approved; until then as the records are now. */
export const factsOf = async (ctx: Ctx, row: Report): Promise<ReportFacts> =>
  (row.facts as unknown as ReportFacts | null) ?? reportFacts(ctx, periodFrom(row.period))
