import { Hono } from 'hono'
import { licence } from '#modules/opendata'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { type Answer, cached, type Env, type Http } from '#platform/http'
import { csv, xlsx } from '#platform/spreadsheet'
import { dataPackage, dataRows, openColumns } from './open-data.ts'
import { type PublicGroup, PublicIndicators } from './pages/public.tsx'
import { type Published, publishedFigures } from './published.ts'
import { fewestReporters } from './settings.ts'
import { themeRank } from './themes.ts'
import { townName } from './towns.ts'
import { words } from './words.ts'

/** 5.6.2 What everybody may know, to read and to take along. */
export const publicRoutes = new Hono<Env>()
  .get('/indicators', cached(showPublic))
  .get('/indicators/datapackage.json', cached(showPackage))
  .get('/indicators/data.csv', cached(showCsv))
  .get('/indicators/data.json', cached(showJson))
  .get('/indicators/data.xlsx', cached(showXlsx))

async function showPublic(ctx: Ctx, c: Http): Promise<Answer> {
  const figures = await publishedFigures(ctx)
  const page = (
    <PublicIndicators
      groups={groupsOf(figures)}
      least={fewestReporters.of(ctx.centre)}
      licence={licence.of(ctx.centre)}
    />
  )
  return portal(
    c,
    { title: '数据公开', description: '县域电子商务和公共服务的统计数据，附口径，可以下载' },
    page,
  )
}

/** Of every indicator the latest period, with its towns, and the same a year ago. */
function groupsOf(figures: readonly Published[]): PublicGroup[] {
  const groups = [...Map.groupBy(figures, one => one.theme)]
  return groups
    .sort(([a], [b]) => themeRank(a) - themeRank(b))
    .map(([theme, of]) => ({
      theme,
      lines: [...Map.groupBy(of, one => one.code).values()].flatMap(series => {
        const latest = series[0]
        if (!latest) return []
        const now = series.filter(one => one.period.code === latest.period.code)
        const county = now.find(one => one.town === 'county')
        return [
          {
            ...{ label: latest.label, definition: latest.definition, period: latest.period.label },
            value: county ? says(county) : '没有数据',
            locked: latest.locked,
            ...townsOf(now),
          },
        ]
      }),
    }))
}

/** The towns that may be told, and of how many that is not so. */
function townsOf(now: readonly Published[]) {
  const named = now.some(one => /^\d/.test(one.town)) ? now.filter(one => one.town !== 'county') : []
  const shown = named.filter(one => one.value !== null)
  return {
    towns: shown
      .map(one => ({ town: townName(one.town), value: says(one) }))
      .sort((a, b) => a.town.localeCompare(b.town, 'zh')),
    hidden: named.length - shown.length,
  }
}

const says = (one: Published): string =>
  one.value === null ? '报送单位太少，不公开' : words(one.measure, one.unit, one.value)

async function showPackage(ctx: Ctx, c: Http): Promise<Answer> {
  c.header('access-control-allow-origin', '*')
  return c.json(dataPackage(ctx.centre, licence.of(ctx.centre)))
}

async function showJson(ctx: Ctx, c: Http): Promise<Answer> {
  c.header('access-control-allow-origin', '*')
  return c.json(dataRows(await publishedFigures(ctx)))
}

const attached = (name: string, type: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  'access-control-allow-origin': '*',
})

async function showCsv(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = dataRows(await publishedFigures(ctx))
  return c.body(csv(openColumns, rows), 200, attached('统计数据.csv', 'text/csv; charset=utf-8'))
}

async function showXlsx(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = dataRows(await publishedFigures(ctx))
  const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
  return async () =>
    c.body(
      new Uint8Array(await xlsx(openColumns, rows, { title: '统计数据' })),
      200,
      attached('统计数据.xlsx', type),
    )
}
