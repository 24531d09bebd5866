import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { deadlineOf } from '#modules/cases'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import { workingDaysBetween } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { date } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, pageKey } from '#platform/http'
import { find } from '#platform/perform'
import { chartImage } from '#ui/chart'
import { improvementPage } from './addresses.ts'
import { dayIn } from './desk-findings.tsx'
import { effectOf } from './effect.ts'
import { gaugeOf, inUnits } from './figures.ts'
import { findingFlow } from './finding.ts'
import { fishbone } from './fishbone.ts'
import { home, improvementTab } from './frame.tsx'
import type { Cause, Option } from './improvement-inputs.ts'
import { measureFlow } from './measure.ts'
import { ImprovementList, improvementColumns } from './pages/improvement-list.tsx'
import { CausesTab, EffectTab, type MeasureView, Overview } from './pages/improvements.tsx'
import type { Improvement, Measure } from './people.ts'
import { findingsOfImprovement } from './queries/findings.ts'
import { improvementList, measuresOf } from './queries/improvements.ts'
import { labelIn, levels, type Severity, severities, severityTones } from './words.ts'
import { improvementFlow } from './workflow.ts'

/** 6.2.2 Improvements at the workbench: the list, and each with its causes, plan, measures and effect. */
export const itemRoutes = new Hono<Env>()
  .get('/desk/improvements/items', atDesk(showList))
  .get('/desk/improvements/items/:id', atDesk(showOverview))
  .get('/desk/improvements/items/:id/causes', atDesk(showCauses))
  .get('/desk/improvements/items/:id/causes/fishbone.svg', atDesk(drawFishbone))
  .get('/desk/improvements/items/:id/effect', atDesk(showEffect))
  .get('/desk/improvements/items/:id/effect/chart.svg', atDesk(drawEffect))

const pageSize = 50
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(improvementFlow.states).map(([value, { label }]) => ({ value, label })),
  },
  {
    name: 'severity',
    label: '轻重',
    options: Object.entries(severities).map(([value, label]) => ({ value, label })),
  },
  { name: 'which', label: '范围', options: [{ value: 'mine', label: '我负责的' }] },
]

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const filter = {
    ...{ question: (query.q ?? '').trim().slice(0, 60), state: query.state ?? '', which: query.which ?? '' },
    ...{ severity: query.severity ?? '', after: pageKey(c) },
    ...{ from: dayIn(query.from), until: dayIn(query.until) },
  }
  const { rows, next } = await improvementList(ctx, filter, file?.most ?? pageSize)
  const lines = rows.map(row => lineOf(ctx, row))
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: '改进台账', columns: improvementColumns, rows: lines, filters, cut: next !== null },
    })
  const page = (
    <ImprovementList
      {...{ rows: lines, query, filters, next }}
      mayBegin={mayCreate(ctx, improvementFlow, 'begin')}
    />
  )
  return desk(ctx, c, { title: '改进事项', crumbs: [home] }, page)
}

function lineOf(ctx: Ctx, row: Awaited<ReturnType<typeof improvementList>>['rows'][number]) {
  const gauge = gaugeOf(row)
  const known = row.target !== null
  return {
    ...{ id: row.id, number: row.number, title: row.title, clause: row.clause, owner: row.owner },
    severity: {
      label: labelIn(severities, row.severity),
      tone: severityTones[row.severity as Severity],
    },
    state: badgeOf(improvementFlow, row.state),
    deadline: deadlineOf(ctx, row.task_due_at),
    measures: row.measures > 0 ? `${row.done}/${row.measures}` : '',
    due: row.due_on ?? '',
    indicator: known ? gauge.label : '',
    before: known ? inUnits(row.baseline, gauge) : '',
    target: known ? inUnits(row.target, gauge) : '',
    after: row.after_value === null ? '' : inUnits(row.after_value, gauge),
    look: row.look_on ?? '',
  }
}

const found = async (ctx: Ctx, c: Http): Promise<Improvement> =>
  (await find(ctx, improvementFlow, c.req.param('id') ?? '')) as unknown as Improvement

async function showOverview(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  const back = improvementPage(row.id)
  const measures = await measuresOf(ctx, row.id)
  const [findings, names, previous] = await Promise.all([
    findingsOfImprovement(ctx, row.id),
    staffNames(ctx, [row.owner_id, row.approved_by, row.verified_by, ...measures.map(one => one.owner_id)]),
    row.previous_id
      ? ctx.db
          .selectFrom('improvement')
          .select(['id', 'number'])
          .where('id', '=', row.previous_id)
          .executeTakeFirst()
      : undefined,
  ])
  const mayAdd = row.state === 'planning' && row.due_on !== null && row.owner_id === ctx.actor.staffId
  return improvementTab(
    ctx,
    c,
    row,
    '',
    <Overview
      back={back}
      findings={findings.map(one => ({ ...one, state: badgeOf(findingFlow, one.state) }))}
      facts={factsOf(row, names)}
      outcome={outcomeOf(row, names)}
      {...{ goal: row.goal, resources: row.resources, options: row.options as unknown as Option[] }}
      measures={await measureViews(ctx, row, measures, names)}
      addHref={mayAdd ? `/act/measure/add?improvement_id=${row.id}&back=${encodeURIComponent(back)}` : null}
      previous={previous ?? null}
      files={await filesOf(ctx, 'improvement', row.id)}
      story={await story(ctx, { recordId: row.id })}
    />,
  )
}

const factsOf = (row: Improvement, names: ReadonlyMap<string, string>) => [
  { label: '责任人', value: names.get(row.owner_id) ?? '' },
  { label: '立项', value: date(row.opened_at) },
  { label: '由谁办', value: labelIn(levels, row.level) },
  { label: '全部落实', value: row.due_on ?? '' },
  {
    label: '批准',
    value: row.approved_at ? `${names.get(row.approved_by ?? '') ?? ''} ${date(row.approved_at)}` : '',
  },
  { label: '终止原因', value: row.reason ?? '' },
]

function outcomeOf(row: Improvement, names: ReadonlyMap<string, string>) {
  if (row.target === null) return []
  const gauge = gaugeOf(row)
  const at = (value: number | null, says: string) =>
    value === null ? '' : `${inUnits(value, gauge)}（${says}）`
  return [
    { label: '看什么', value: gauge.label },
    { label: '改进前', value: at(row.baseline, row.baseline_says) },
    { label: '目标', value: `${row.better === 'down' ? '不高于' : '不低于'} ${inUnits(row.target, gauge)}` },
    { label: '改进后', value: at(row.after_value, row.after_says) },
    { label: '验证人', value: names.get(row.verified_by ?? '') ?? '' },
    { label: '销号', value: row.closed_at ? date(row.closed_at) : '' },
    { label: '回头看', value: at(row.look_value, row.look_says) || (row.look_on ?? '') },
  ]
}

async function measureViews(
  ctx: Ctx,
  row: Improvement,
  measures: readonly Measure[],
  names: ReadonlyMap<string, string>,
): Promise<MeasureView[]> {
  const views: MeasureView[] = []
  for (const one of measures.filter(measure => measure.state !== 'dropped' || measure.done_at === null)) {
    const mine = one.state !== 'planned' || (row.state === 'planning' && row.owner_id === ctx.actor.staffId)
    views.push({
      ...{ id: one.id, what: one.what, owner: names.get(one.owner_id) ?? '', due: one.due_on },
      left:
        row.due_on && one.due_on < row.due_on
          ? `比全部落实早 ${daysEarly(ctx, one.due_on, row.due_on)} 个工作日`
          : '',
      state: badgeOf(measureFlow, one.state),
      result: [one.done_at ? date(one.done_at) : '', one.result || one.reason].filter(Boolean).join(' '),
      files: one.state === 'done' ? await filesOf(ctx, 'measure', one.id) : [],
      buttons: mine ? await buttonsFor(ctx, measureFlow, one) : [],
    })
  }
  return views
}

const daysEarly = (ctx: Ctx, due: string, end: string): number =>
  workingDaysBetween(ctx.centre.calendar, due, end)

async function showCauses(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  const { id, title, whys, root_cause: root } = row
  const causes = row.causes as unknown as Cause[]
  return improvementTab(ctx, c, row, '/causes', <CausesTab {...{ id, title, whys, root, causes }} />)
}

/** Pictures of a page are images of their own: their styles are allowed to them, and to nothing else. */
const image = (c: Http, svg: string): Response =>
  c.body(svg, 200, {
    'content-type': 'image/svg+xml',
    'cache-control': 'no-store',
    'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
  })

async function drawFishbone(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  return image(c, fishbone(row.title, row.causes as unknown as Cause[]))
}

async function showEffect(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  const effect = await effectOf(ctx, row, await measuresOf(ctx, row.id))
  return improvementTab(ctx, c, row, '/effect', <EffectTab id={row.id} effect={effect} />)
}

async function drawEffect(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  const effect = await effectOf(ctx, row, await measuresOf(ctx, row.id))
  const points = effect?.points ?? []
  return async () => {
    const svg = await chartImage({
      legend: { top: 0 },
      // Room above the highest point for what its mark says.
      grid: {
        left: 8,
        right: 12,
        top: 62,
        bottom: 8,
        outerBoundsMode: 'same',
        outerBoundsContain: 'axisLabel',
      },
      xAxis: { type: 'category', data: points.map(one => one.label.replace(/^\d{2}(\d{2}) 年 /, '$1 年 ')) },
      yAxis: { type: 'value' },
      series: [
        {
          name: effect?.label ?? '',
          type: points.length > 3 ? 'line' : 'bar',
          symbolSize: 8,
          showAllSymbol: true,
          barMaxWidth: 60,
          data: points.map(one => ({
            value: one.value,
            // Where measures were carried out, the point is marked, and says so.
            ...(one.done.length > 0 && {
              symbol: 'diamond',
              symbolSize: 18,
              label: { show: true, formatter: `落实 ${one.done.length} 条`, position: 'top' },
            }),
          })),
        },
        {
          name: '目标',
          type: 'line',
          symbol: 'none',
          lineStyle: { type: 'dashed' },
          data: points.map(() => effect?.target ?? null),
        },
      ],
    })
    return image(c, svg)
  }
}
