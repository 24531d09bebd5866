import { Hono } from 'hono'
import { inUnit, type RegionFigure, regionSeries, scaleOf, short } from '#modules/indicators'
import { exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Db } from '#platform/db'
import { notFound } from '#platform/errors'
import type { Answer, Env, Http } from '#platform/http'
import { type Period, type PeriodKind, periodAfter, periodKinds, periodOf } from '#platform/periods'
import type { Region } from '#platform/regions'
import { chartImage } from '#ui/chart'
import { shownCell, sumCell } from './figures.tsx'
import { OnePage, type PeriodLine, periodColumns } from './pages/one.tsx'
import { noteLooks, over, page, shortName } from './show.tsx'

/** One indicator over time, by centre. */
export const oneRoutes = new Hono<Env>()
  .get('/indicators/:code', over(showOne))
  .get('/indicators/:code/chart.svg', over(showChart))

/** How many periods are shown. */
const length: Record<PeriodKind, number> = { month: 13, quarter: 9, half: 5, year: 4 }
/** More lines cannot be told apart. */
const mostLines = 6

interface Shown {
  kind: PeriodKind
  series: Array<{ period: Period; figure: RegionFigure | null }>
  /** The latest that there is: its definition stands beside. */
  latest: RegionFigure
}

async function seriesFor(db: Db, c: Http, region: Region): Promise<Shown> {
  const code = c.req.param('code') ?? ''
  const today = dayOf(c.var.kernel.outside.now())
  const ids = region.centres.map(one => one.id)
  const asked = c.req.query('kind') ?? ''
  const wanted = Object.hasOwn(periodKinds, asked) ? (asked as PeriodKind) : null
  // The shortest kind of period in which anybody has a figure, unless another one is asked for.
  for (const kind of wanted ? [wanted] : (Object.keys(periodKinds) as PeriodKind[])) {
    const last = periodOf(kind, today)
    const periods = Array.from({ length: length[kind] }, (_, ago) => periodAfter(last, -ago)).reverse()
    const series = await regionSeries(db, ids, code, periods)
    const latest = series.findLast(one => one.figure !== null)?.figure
    if (latest) return { kind, series, latest }
  }
  throw notFound('这个指标')
}

async function showOne(db: Db, c: Http, region: Region): Promise<Answer> {
  const { kind, series, latest } = await seriesFor(db, c, region)
  const now = c.var.kernel.outside.now()
  noteLooks(c, '查看统计指标', await idsOf(db, latest.code))
  const rows: PeriodLine[] = series
    .map(({ period, figure }) => ({
      ...{ code: period.code, label: period.label, running: period.last >= dayOf(now) },
      sum: figure ? sumCell(figure) : null,
      cells: new Map(figure ? region.centres.map(one => [one.id, shownCell(figure, one.id)]) : []),
    }))
    .reverse()
  const columns = periodColumns(region.centres.map(one => ({ id: one.id, name: shortName(one) })))
  const title = `${latest.label}（${latest.unit}，按${periodKinds[kind].label}）`
  const file = wantedFile(c)
  if (file) return exportTable({ now, centre: region }, c, file, { title, rows, columns })
  const path = `/indicators/${latest.code}`
  return page(
    c,
    { title: latest.label, crumbs: [{ href: '/figures', label: '数据汇总' }] },
    <OnePage
      {...{ rows, columns, path, query: { ...c.req.query(), kind } }}
      figure={latest}
      src={`${path}/chart.svg?kind=${kind}`}
      kinds={(Object.keys(periodKinds) as PeriodKind[])
        .filter(one => periodKinds[one].months >= periodKinds[latest.frequency].months)
        .filter(one => one === latest.frequency || latest.adds || latest.source === 'counted')
        .map(one => ({
          href: `${path}?kind=${one}`,
          label: `按${periodKinds[one].label}`,
          current: one === kind,
        }))}
      centres={region.centres.map(one => ({ name: shortName(one), href: `${one.origin}/indicators` }))}
      drawn={region.centres.length > mostLines ? mostLines : null}
    />,
  )
}

async function showChart(db: Db, c: Http, region: Region): Promise<Answer> {
  const { series, latest } = await seriesFor(db, c, region)
  const { divide, unit } = scaleOf(latest)
  const value = (n: number | null | undefined) => (n == null ? null : inUnit(latest.measure, n) / divide)
  const drawn = [...region.centres]
    .sort((a, b) => (latest.cells.get(b.id)?.value ?? -1) - (latest.cells.get(a.id)?.value ?? -1))
    .slice(0, mostLines)
  return async () =>
    c.body(
      await chartImage(
        {
          legend: { top: 0 },
          xAxis: { type: 'category', data: series.map(short) },
          yAxis: { type: 'value', name: unit, min: latest.measure === 'permille' ? 0 : undefined },
          series: drawn.map(centre => ({
            ...{ name: shortName(centre), type: 'line' as const, symbolSize: 7 },
            data: series.map(({ figure }) => value(figure?.cells.get(centre.id)?.value)),
          })),
        },
        { width: 520, height: 260 },
      ),
      200,
      {
        'content-type': 'image/svg+xml',
        'cache-control': 'no-store',
        'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      },
    )
}

/** The indicator's record of each centre, by which its looks are kept. */
async function idsOf(db: Db, code: string): Promise<Map<number, string>> {
  const rows = await db
    .selectFrom('indicator')
    .select(['centre_id', 'id'])
    .where('code', '=', code)
    .limit(500)
    .execute()
  return new Map(rows.map(row => [row.centre_id, row.id]))
}
