import { Hono } from 'hono'
import { portal } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { date } from '#platform/format'
import { cached, type Env, type Http } from '#platform/http'
import { isId } from '#platform/ids'
import { periodFrom } from '#platform/periods'
import { PublicReport, PublicReports } from './pages/public.tsx'
import { publishedReports } from './queries/improvements.ts'
import { publicPart, type ReportFacts } from './report-facts.ts'

/** What the public reads of 6.2: the summary of each quarter, and what became of the problems with services. */
export const publicRoutes = new Hono<Env>()
  .get('/improvements', cached(showAll))
  .get('/improvements/:id', cached(showOne))

const titleOf = (row: { period: string }): string => `${periodFrom(row.period).label}改进报告`

async function showAll(ctx: Ctx, c: Http): Promise<Response> {
  const rows = (await publishedReports(ctx)).map(row => ({
    ...{ id: row.id, title: titleOf(row), summary: row.summary },
    day: row.published_at ? date(row.published_at) : '',
  }))
  return portal(
    c,
    { title: '改进报告', description: '根据评价和反映，发现了什么、改了什么、效果怎样' },
    <PublicReports rows={rows} />,
  )
}

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  const id = c.req.param('id') ?? ''
  const row = isId(id) ? (await publishedReports(ctx)).find(one => one.id === id) : undefined
  if (!row) throw notFound('这份改进报告')
  const facts = row.facts as unknown as ReportFacts
  const page = (
    <PublicReport
      {...{ title: titleOf(row), summary: row.summary, outlook: row.outlook, counts: facts.counts }}
      day={row.published_at ? date(row.published_at) : ''}
      problems={publicPart(facts)}
    />
  )
  return portal(c, { title: titleOf(row) }, page)
}
