import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { percent } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { indicators } from '#platform/indicators'
import { type Period, type PeriodKind, periodFrom, periodKinds } from '#platform/periods'
import type { RowOf } from '#platform/workflow'
import { drawSeries, seriesTable } from './charts.ts'
import { correctionFlow, slipValue } from './correction.ts'
import { type Entry, entryOf, indicatorList, suitsKind, type Version, versionsOf } from './dictionary.ts'
import { seesSingle } from './duties.ts'
import { kindOf } from './overview.tsx'
import { IndicatorPage, type IndicatorView, type PointLine } from './pages/one.tsx'
import { sources } from './people.ts'
import { suppressed } from './published.ts'
import { type Series, type SeriesPoint, seriesOf } from './series.ts'
import { opening } from './standard.ts'
import { townName } from './towns.ts'
import { type Band, bandWords, outsideOf } from './unusual.ts'
import { figureOf, type Value } from './values.ts'
import { versionFlow } from './version.ts'
import { changeWords, plain, words } from './words.ts'
import { indicatorFlow } from './workflow.ts'

/** 5.6.2 One indicator at the workbench. */
export const oneRoutes = new Hono<Env>()
  .get('/desk/indicators/:code', atDesk(showOne))
  .get('/desk/indicators/:code/chart.svg', atDesk(showChart))

/** The indicator that an address names. */
export async function askedEntry(ctx: Ctx, c: Http): Promise<Entry> {
  const entry = await entryOf(ctx, c.req.param('code') ?? '')
  if (!entry) throw notFound('这个指标')
  return entry
}

const kindFor = (c: Http, entry: Entry): PeriodKind => {
  const kind = kindOf(c, entry.frequency)
  return suitsKind(entry.frequency, kind) ? kind : entry.frequency
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const entry = await askedEntry(ctx, c)
  const kind = kindFor(c, entry)
  const series = await seriesOf(ctx, entry, kind)
  const shown = series.points.find(one => one.period.code === c.req.query('period'))?.period
  const period = shown ?? series.points.findLast(one => !one.running && one.value !== null)?.period ?? null
  if (entry.id) noteLook(c, '查看统计指标', entry.id)
  const view = await viewOf(ctx, entry, { kind, series, period })
  const crumbs = [{ href: '/desk/indicators', label: '数据总览' }]
  return desk(ctx, c, { title: entry.label, crumbs }, <IndicatorPage view={view} />)
}

async function showChart(ctx: Ctx, c: Http): Promise<Answer> {
  const entry = await askedEntry(ctx, c)
  const { points } = await seriesOf(ctx, entry, kindFor(c, entry))
  return async () =>
    c.body(await drawSeries(entry, points), 200, {
      'content-type': 'image/svg+xml',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
}

interface Shown {
  kind: PeriodKind
  series: Series
  period: Period | null
}

async function viewOf(ctx: Ctx, entry: Entry, { kind, series, period }: Shown): Promise<IndicatorView> {
  const row = entry.id
    ? ((await ctx.db.selectFrom('indicator').selectAll().where('id', '=', entry.id).executeTakeFirst()) ??
      null)
    : null
  const path = `/desk/indicators/${entry.code}`
  const [versions, corrections] = await Promise.all([
    versionsOf(ctx, entry.code),
    correctionsOf(ctx, entry.code),
  ])
  const open = versions.find(one => one.state === 'draft' || one.state === 'for_approval')
  return {
    ...{ code: entry.code, label: entry.label, lead: entry.definition },
    badges: [{ label: sources[entry.source], tone: entry.source === 'counted' ? 'blue' : 'grey' }],
    facts: [...factsOf(entry), { label: '目标区间', value: (row && bandWords(entry, row)) || '没有设定' }],
    kinds: (Object.keys(periodKinds) as PeriodKind[])
      .filter(
        one =>
          suitsKind(entry.frequency, one) &&
          (one === entry.frequency || entry.adds || entry.source === 'counted'),
      )
      .map(one => ({
        href: `${path}?kind=${one}`,
        label: `按${periodKinds[one].label}`,
        current: one === kind,
      })),
    figure: series.points.some(one => one.value !== null)
      ? { src: `${path}/chart.svg?kind=${kind}`, table: seriesTable(entry, series.points) }
      : null,
    points: series.points.map(one => lineOf(ctx, entry, one, { current: period, band: row })).reverse(),
    period: period && townsOf(ctx, entry, period, series),
    structure: period && (await structureOf(ctx, entry, period)),
    versions: versions.map(versionLine).reverse(),
    corrections,
    buttons: row ? await buttonsFor(ctx, indicatorFlow, row) : [],
    draft:
      entry.source === 'reported' && entry.id && !open && mayCreate(ctx, versionFlow, 'draft')
        ? `/act/indicator_version/draft?code=${entry.code}&back=${path}`
        : null,
    story: entry.id ? await story(ctx, { recordId: entry.id }) : [],
  }
}

const factsOf = (entry: Entry): IndicatorView['facts'] => [
  { label: '口径', value: entry.definition },
  { label: '计算方法', value: entry.formula },
  { label: '单位', value: entry.unit },
  { label: '频率', value: `每${periodKinds[entry.frequency].label}` },
  { label: '能否相加', value: entry.adds ? '各期、各乡镇可以相加' : '各期不能相加' },
  { label: '来源', value: entry.source === 'counted' ? '由平台记录计算' : entry.origin },
  { label: '版本', value: `第 ${entry.version} 版` },
  { label: '责任人', value: entry.owner ?? '还没有指定' },
  { label: '公开范围', value: opening[entry.opens] },
]

function lineOf(
  ctx: Ctx,
  entry: Entry,
  one: SeriesPoint,
  { current, band }: { current: Period | null; band: Band | null },
): PointLine {
  const { measure, unit, code } = entry
  const says = (value: number) => words(measure, unit, value)
  const { value } = one
  const declared = indicators.get(code)
  return {
    ...{ code: one.period.code, label: one.period.label, current: current?.code === one.period.code },
    value: value === null ? '没有数据' : says(value),
    before: value === null ? '' : changeWords(measure, value, one.before),
    yearBefore: value === null ? '' : changeWords(measure, value, one.yearBefore),
    state:
      one.state === 'locked'
        ? { label: '已锁定', tone: 'green' }
        : one.state === 'none'
          ? { label: '没有数据', tone: 'grey' }
          : { label: one.running ? '本期未完' : '未锁定', tone: 'blue' },
    ...{ since: one.since === null ? '' : says(one.since), broken: one.broken },
    anomalies: one.anomalies.map(found => found.says),
    outside:
      value === null || !band || one.running || one.period.kind !== entry.frequency
        ? null
        : outsideOf(entry, band, value),
    records:
      value === null
        ? null
        : declared
          ? declared.records(one.period)
          : `/desk/indicators/${code}/records?period=${one.period.code}`,
    correct:
      one.state === 'locked' && one.period.kind === entry.frequency && mayCreate(ctx, correctionFlow, 'ask')
        ? `/act/indicator_correction/ask?code=${code}&period=${one.period.code}&back=/desk/indicators/${code}`
        : null,
  }
}

/** The towns of a period: all to those who work on the figures, to others what may be known. */
function townsOf(ctx: Ctx, entry: Entry, period: Period, series: Series): IndicatorView['period'] {
  const all = series.rows.get(period.code) ?? []
  const rows = all.filter(row => row.town !== 'county')
  if (rows.length === 0) return null
  const county = series.points.find(one => one.period.code === period.code)?.value ?? null
  // Sums over several periods could tell what one of them leaves out.
  const open = entry.source === 'counted' || seesSingle(ctx.actor)
  if (!open && period.kind !== entry.frequency) return null
  const hidden = open ? new Set<string>() : suppressed(ctx, entry, all)
  const shown = rows
    .filter(row => !hidden.has(row.town))
    .sort((a, b) => plain(b) - plain(a) || (a.town < b.town ? -1 : 1))
  const share = (row: Value) =>
    entry.adds && row.base === null && county ? percent(plain(row) / county) : '—'
  return {
    label: period.label,
    lines: shown.map(row => ({
      label: townName(row.town),
      value: words(entry.measure, entry.unit, plain(row)),
      share: share(row),
    })),
    hidden: hidden.size,
  }
}

/** By category, or by the indicators that make it up. */
async function structureOf(ctx: Ctx, entry: Entry, period: Period): Promise<IndicatorView['structure']> {
  const declared = indicators.get(entry.code)
  if (declared?.parts) {
    const parts = await declared.parts(ctx, period)
    const sum = parts.reduce((all, one) => all + one.value, 0)
    const lines = parts.map(one => ({
      label: one.label,
      value: words(entry.measure, entry.unit, one.value),
      share: percent(one.value / sum),
    }))
    return lines.length > 0 ? { title: `结构（${period.label}，按现在的记录）`, lines } : null
  }
  const parts = (await indicatorList(ctx)).filter(one => one.part_of === entry.code)
  if (parts.length === 0) return null
  const figures = await Promise.all(
    parts.map(async part => ({ part, figure: await figureOf(ctx, part.code, period) })),
  )
  const sum = figures.reduce((all, { figure }) => all + (figure.value ?? 0), 0)
  return {
    title: `结构（${period.label}）`,
    lines: figures.map(({ part, figure }) => ({
      ...{ label: part.label, value: figure.says, href: `/desk/indicators/${part.code}` },
      share: figure.value === null ? '—' : percent(figure.value / sum),
    })),
  }
}

const versionLine = (one: Version): IndicatorView['versions'][number] => ({
  href: `/desk/indicators/versions/${one.id}`,
  label: `第 ${one.number} 版`,
  state: badgeOf(versionFlow, one.state),
  definition: one.definition,
  since: one.holds_from === '' ? '从一开始' : `从${periodFrom(one.holds_from).label}起`,
})

async function correctionsOf(ctx: Ctx, code: string): Promise<IndicatorView['corrections']> {
  const all = ctx.db.selectFrom('indicator_correction').selectAll().where('code', '=', code)
  const rows = (await correctionFlow.visible(ctx, all).orderBy('id', 'desc').limit(20).execute()) as Array<
    RowOf<'indicator_correction'>
  >
  return rows.map(row => ({
    href: `/desk/indicators/corrections/${row.id}`,
    label: `${periodFrom(row.period).label}，${townName(row.town)}`,
    about: `${slipValue(row, 'old')} 改为 ${slipValue(row, 'new')}：${row.reason}`,
    state: badgeOf(correctionFlow, row.state),
  }))
}
