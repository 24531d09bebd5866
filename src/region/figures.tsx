import { Hono } from 'hono'
import { inUnit, type RegionFigure, regionFigures, themes, words } from '#modules/indicators'
import { exportTable, wantedFile } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Db } from '#platform/db'
import { notFound } from '#platform/errors'
import type { Answer, Env, Http } from '#platform/http'
import { isPeriod, lastOver, type PeriodKind, periodAfter, periodFrom, periodKinds } from '#platform/periods'
import type { Region } from '#platform/regions'
import { CentresPage } from './pages/centres.tsx'
import { FiguresPage, figureColumns, type RegionLine, type ShownCell } from './pages/figures.tsx'
import { noteLooks, over, page, shortName } from './show.tsx'

/** 数据汇总: a period over the centres; and the centres themselves. */
export const figureRoutes = new Hono<Env>()
  .get('/', c => c.redirect('/figures', 303))
  .get('/figures', over(showFigures))
  .get('/figures/:period', over(showFigures))
  .get('/centres', over(showCentres))

const filters = [
  { name: 'theme', label: '分组', options: themes.map(one => ({ value: one, label: one })) },
  {
    name: 'source',
    label: '来源',
    options: [
      { value: 'counted', label: '由平台记录计算' },
      { value: 'reported', label: '报送' },
    ],
  },
]

async function showFigures(db: Db, c: Http, region: Region): Promise<Answer> {
  const now = c.var.kernel.outside.now()
  const code = c.req.param('period') ?? lastOver('month', dayOf(now)).code
  if (!isPeriod(code)) throw notFound('这个统计期')
  const period = periodFrom(code)
  const { q = '', theme = '', source = '' } = c.req.query()
  const all = await regionFigures(
    db,
    region.centres.map(one => one.id),
    code,
  )
  const rows = all
    .filter(one => (!q || one.label.includes(q.trim())) && (!theme || one.theme === theme))
    .filter(one => !source || one.source === source)
    .map(one => lineOf(one, region))
  noteLooks(c, '查看汇总数据')
  const columns = figureColumns(region.centres.map(one => ({ id: one.id, name: shortName(one) })))
  const title = `数据汇总（${period.label}）`
  const file = wantedFile(c)
  if (file) return exportTable({ now, centre: region }, c, file, { title, rows, columns, filters })
  const after = periodAfter(period)
  const to = (one: typeof period) => ({ href: `/figures/${one.code}`, label: one.label })
  return page(
    c,
    { title },
    <FiguresPage
      {...{ title, rows, columns, filters, path: `/figures/${code}`, query: c.req.query() }}
      kinds={(Object.keys(periodKinds) as PeriodKind[]).map(kind => ({
        ...{ href: `/figures/${lastOver(kind, dayOf(now)).code}`, current: kind === period.kind },
        label: `按${periodKinds[kind].label}`,
      }))}
      before={to(periodAfter(period, -1))}
      after={after.first <= dayOf(now) ? to(after) : null}
      running={period.last >= dayOf(now)}
      centres={region.centres.length}
    />,
  )
}

/** What stands in a cell: the figure and whether it may still change, or why there is none. */
export function shownCell(figure: RegionFigure, centre: number): ShownCell {
  const { state, value } = figure.cells.get(centre) ?? { state: 'none', value: null }
  if (value === null) return { says: state === 'few' ? '不足 3 家（人）' : '没有数据', number: null, state }
  return {
    says: words(figure.measure, figure.unit, value),
    number: rounded(inUnit(figure.measure, value)),
    state,
  }
}

/** In a file: as many places as anybody can use. */
export const rounded = (value: number): number => Number(value.toFixed(4))

const aparts = { never: '不能相加', definitions: '口径不同，不相加' } as const

/** The sum over the centres, or why there is none. */
export const sumCell = (figure: RegionFigure): ShownCell => ({
  says:
    figure.value === null
      ? figure.apart
        ? aparts[figure.apart]
        : '没有数据'
      : words(figure.measure, figure.unit, figure.value),
  number: figure.value === null ? null : rounded(inUnit(figure.measure, figure.value)),
  state: 'sum',
})

function lineOf(figure: RegionFigure, region: Region): RegionLine {
  const cells = new Map(region.centres.map(one => [one.id, shownCell(figure, one.id)]))
  const named = (state: ShownCell['state']) =>
    region.centres
      .filter(one => cells.get(one.id)?.state === state)
      .map(shortName)
      .join('、')
  return {
    ...{ code: figure.code, theme: figure.theme, label: figure.label, definition: figure.definition },
    ...{ unit: figure.unit, sum: sumCell(figure), cells },
    ...{ provisional: named('provisional'), none: named('none'), few: named('few') },
  }
}

async function showCentres(_db: Db, c: Http, region: Region): Promise<Answer> {
  const rows = region.centres.map(one => ({ name: one.name, place: shortName(one), origin: one.origin }))
  return page(c, { title: '各县中心' }, <CentresPage rows={rows} />)
}
