import { Hono } from 'hono'
import type { Ctx } from '#platform/ctx'
import { pdf } from '#platform/documents'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { holds } from '#platform/who'
import { buildFile, contentsOf, packFile, printedFile } from './class-file.ts'
import { approvesTraining, checksCosts, runsClasses } from './duties.ts'
import { classPage } from './frame.tsx'
import { ClassFilePage } from './pages/class-file.tsx'
import { classById } from './workflow.ts'

const keepers = [runsClasses, approvesTraining, checksCosts]

/** 一期一档: as a page, as PDF and as a folder. */
export const fileRoutes = new Hono<Env>()
  .get('/desk/classes/:id/file', atDesk(showFile))
  .get('/desk/classes/:id/file.pdf', atDesk(sendPdf, ...keepers))
  .get('/desk/classes/:id/file.zip', atDesk(sendFolder, ...keepers))

async function showFile(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classById(ctx, c.req.param('id') ?? '')
  noteLook(c, '查看培训档案', row.id)
  const here = `/desk/classes/${row.id}/file`
  const page = (
    <ClassFilePage here={here} parts={await buildFile(ctx, row)} mayTake={holds(ctx.actor, ...keepers)} />
  )
  return classPage(ctx, c, row, here, [], page)
}

const headers = (type: string, name: string) => ({
  'content-type': type,
  'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
  'cache-control': 'no-store',
})

async function sendPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classById(ctx, c.req.param('id') ?? '')
  noteLook(c, '下载培训档案', row.id)
  const printed = printedFile(ctx, row, await buildFile(ctx, row))
  return async () =>
    c.body(
      new Uint8Array(await pdf('class-file', printed)),
      200,
      headers('application/pdf', `一期一档-${row.number}-${row.title}.pdf`),
    )
}

async function sendFolder(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await classById(ctx, c.req.param('id') ?? '')
  noteLook(c, '下载培训档案', row.id)
  const built = await buildFile(ctx, row)
  const [printed, uploaded] = [printedFile(ctx, row, built), await contentsOf(ctx, built)]
  const store = c.var.kernel.outside.store
  return async () =>
    c.body(
      (await packFile(printed, built, uploaded, store, ctx.now)) as Uint8Array<ArrayBuffer>,
      200,
      headers('application/zip', `一期一档-${row.number}-${row.title}.zip`),
    )
}
