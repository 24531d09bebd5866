import { Hono } from 'hono'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { chartImage } from '#ui/chart'
import { reportOf, yearsOf } from './conversion.ts'
import { trackingDuties } from './duties.ts'
import { ConversionPage, conversionColumns } from './pages/conversion.tsx'
import { type Division, divisions } from './queries/conversion.ts'

/** 5.3.1 What training led to, by class, lecturer, kind and town. */
export const reportRoutes = new Hono<Env>()
  .get('/desk/tracking/conversion', atDesk(showReport, ...trackingDuties))
  .get('/desk/tracking/conversion/:by', atDesk(showReport, ...trackingDuties))
  .get('/desk/tracking/conversion/:by/chart.svg', atDesk(showChart, ...trackingDuties))

const pathOf = (by: Division): string => `/desk/tracking/conversion${by === 'class' ? '' : `/${by}`}`

/** By what it is divided, and the year; '' for all of the years that can be chosen. */
function askedFor(ctx: Ctx, c: Http): { by: Division; year: string } {
  const by = c.req.param('by') ?? 'class'
  if (!Object.hasOwn(divisions, by)) throw notFound('这张报表')
  return { by: by as Division, year: yearsOf(ctx).find(one => one === c.req.query('year')) ?? '' }
}

/** Hidden at first, so that the rest fits the screen; '-' stands for nothing, and so that one can show them all. */
const hiddenAtFirst = '-,people,perCompleted,unreached,employed,perYuan'

/** How many bars a chart holds. */
const mostBars = 12

async function showReport(ctx: Ctx, c: Http): Promise<Answer> {
  const { by, year } = askedFor(ctx, c)
  const { lines, least, hidden } = await reportOf(ctx, by, year)
  const label = divisions[by]
  const filters = [
    { name: 'year', label: '年份', options: yearsOf(ctx).map(one => ({ value: one, label: `${one} 年` })) },
  ]
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, {
      ...{ title: `培训转化报表（按${label}）`, columns: conversionColumns(label), rows: lines, filters },
    })
  const bars = lines.filter(line => line.shops !== null).slice(0, mostBars)
  const page = (
    <ConversionPage
      {...{ rows: lines, filters, least, hidden }}
      by={label}
      path={pathOf(by)}
      others={(Object.keys(divisions) as Division[])
        .filter(one => one !== by)
        .map(one => ({ href: `${pathOf(one)}${year ? `?year=${year}` : ''}`, label: `按${divisions[one]}` }))}
      query={{ hide: hiddenAtFirst, ...c.req.query() }}
      src={`/desk/tracking/conversion/${by}/chart.svg?year=${year}`}
      table={{
        head: [label, '开店', '跟踪到'],
        rows: bars.map(one => [one.label, one.shops ?? 0, one.followed]),
      }}
    />
  )
  return desk(ctx, c, { title: '转化报表', crumbs: [{ href: '/desk/tracking', label: '抽查与跟踪' }] }, page)
}

async function showChart(ctx: Ctx, c: Http): Promise<Answer> {
  const { by, year } = askedFor(ctx, c)
  const { lines } = await reportOf(ctx, by, year)
  const bars = lines
    .filter(line => line.shops !== null)
    .slice(0, mostBars)
    .reverse()
  return async () => {
    const svg = await chartImage({
      legend: { top: 0 },
      xAxis: { type: 'value', minInterval: 1 },
      yAxis: { type: 'category', data: bars.map(one => one.label.slice(0, 14)) },
      series: [
        { name: '跟踪到', type: 'bar', data: bars.map(one => one.followed) },
        { name: '开店', type: 'bar', data: bars.map(one => one.shops ?? 0) },
      ],
    })
    return c.body(svg, 200, {
      'content-type': 'image/svg+xml',
      'cache-control': 'no-store',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
    })
  }
}
