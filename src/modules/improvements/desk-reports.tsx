import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { staffNames } from '#modules/team'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { find } from '#platform/perform'
import { periodFrom } from '#platform/periods'
import { home } from './frame.tsx'
import { ReportList, ReportPage, reportColumns } from './pages/reports.tsx'
import type { Report } from './people.ts'
import { reportPdf, reportWord } from './printed.ts'
import { reportList } from './queries/improvements.ts'
import { reportFlow } from './report.ts'
import { factsOf } from './report-facts.ts'

/** 季度改进报告 at the workbench. */
export const reportRoutes = new Hono<Env>()
  .get('/desk/improvements/reports', atDesk(showList))
  .get('/desk/improvements/reports/:id', atDesk(showOne))
  .get(
    '/desk/improvements/reports/:id/report.pdf',
    atDesk(async (ctx, c) => reportPdf(ctx, c, await found(ctx, c))),
  )
  .get(
    '/desk/improvements/reports/:id/report.docx',
    atDesk(async (ctx, c) => reportWord(ctx, c, await found(ctx, c))),
  )

const titleOf = (row: { period: string }): string => `${periodFrom(row.period).label}改进报告`

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const all = await reportList(ctx)
  const names = await staffNames(
    ctx,
    all.flatMap(row => [row.drawn_by, row.approved_by]),
  )
  const rows = all.map(row => ({
    ...{
      id: row.id,
      title: titleOf(row),
      state: badgeOf(reportFlow, row.state),
      published: row.published_at,
    },
    drawn: names.get(row.drawn_by ?? '') ?? '',
    approved: names.get(row.approved_by ?? '') ?? '',
  }))
  const file = wantedFile(c)
  if (file)
    return exportTable(ctx, c, file, { title: '季度改进报告', columns: reportColumns, rows, filters: [] })
  const page = <ReportList rows={rows} query={c.req.query()} mayStart={mayCreate(ctx, reportFlow, 'start')} />
  return desk(ctx, c, { title: '季度改进报告', crumbs: [home] }, page)
}

const found = async (ctx: Ctx, c: Http): Promise<Report> =>
  (await find(ctx, reportFlow, c.req.param('id') ?? '')) as unknown as Report

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  const page = (
    <ReportPage
      {...{ id: row.id, title: titleOf(row), summary: row.summary, outlook: row.outlook }}
      state={badgeOf(reportFlow, row.state)}
      facts={await factsOf(ctx, row)}
      published={row.state === 'published' ? `/improvements/${row.id}` : null}
      buttons={await buttonsFor(ctx, reportFlow, row)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  const crumbs = [home, { href: '/desk/improvements/reports', label: '季度改进报告' }]
  return desk(ctx, c, { title: titleOf(row), crumbs }, page)
}
