import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { badgeOf } from '#modules/actions'
import { portal } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { saveDraft } from '#platform/drafts'
import { conflict, notFound, Problem, signInFirst } from '#platform/errors'
import { type Answer, type Env, type Http, readIn, sentForm, signedIn, writeIn } from '#platform/http'
import { factsOf } from '#platform/journal'
import { find } from '#platform/perform'
import { judge } from '#platform/workflow'
import { startOf } from './filling.ts'
import { MyReport, MyReports, UploadFaults } from './pages/my.tsx'
import { isOwn, type Sheet } from './people.ts'
import { sheetPdf } from './printed.ts'
import { ownSheets } from './queries/sheets.ts'
import { cellsIn, definitionOf, formById, withReporter } from './queries.ts'
import { sheetFlow } from './sheet.ts'
import { sheetView } from './view.ts'
import { isLate, periodWords } from './words.ts'
import { readSheet, templateOf } from './workbook.ts'

/** 统计填报: one's own sheets, on the phone or by the workbook. */
export const ownRoutes = new Hono<Env>()
  .get('/my/reports', signedIn(showMine))
  .get('/my/reports/:id', signedIn(showOne))
  .get('/my/reports/:id/sheet.xlsx', signedIn(sendTemplate))
  .get(
    '/my/reports/:id/sheet.pdf',
    signedIn(async (ctx, c) => sheetPdf(ctx, c, await mine(ctx, c))),
  )
  .post('/my/reports/:id/sheet', c => takeSheet(c))

async function showMine(ctx: Ctx, c: Http): Promise<Answer> {
  const rows = (await ownSheets(ctx)).map(row => ({
    id: row.id,
    title: row.title,
    period: periodWords(row.period),
    name: row.name,
    due: row.due_on,
    state: badgeOf(sheetFlow, row.state),
    open: (withReporter as readonly string[]).includes(row.state),
    late: isLate(row, dayOf(ctx.now)),
    opinion: row.state === 'returned' ? row.opinion : null,
  }))
  c.header('cache-control', 'no-store')
  const page = <MyReports open={rows.filter(row => row.open)} past={rows.filter(row => !row.open)} />
  return portal(c, { title: '统计填报', own: true }, page)
}

/** One's own only: staff see others' at the workbench. */
async function mine(ctx: Ctx, c: Http): Promise<Sheet> {
  const row = (await find(ctx, sheetFlow, c.req.param('id') ?? '')) as unknown as Sheet
  if (!isOwn(ctx.actor, row)) throw notFound('这张报表')
  return row
}

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await mine(ctx, c)
  c.header('cache-control', 'no-store')
  const view = await sheetView(ctx, row)
  return portal(c, { title: view.form.title, own: true }, <MyReport view={view} />)
}

async function sendTemplate(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await mine(ctx, c)
  const definition = definitionOf(await formById(ctx, row.form_id))
  const cells = row.edited_at ? cellsIn(row) : ((await startOf(ctx, row)) as Record<string, number>)
  const period = periodWords(row.period)
  const lines = [`${row.name}，${period}，${row.due_on} 前报送。`, '填好后在本页上传，核对、签字后才算报送。']
  return async () => {
    const file = await templateOf(definition, cells, { title: '报表', lines })
    return c.body(new Uint8Array(file), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${row.title}-${period}.xlsx`)}`,
      'cache-control': 'no-store',
    })
  }
}

const mostBytes = 2 * 1024 * 1024

/** A filled workbook becomes the draft of the sheet, to be looked through and signed; with faults nothing is taken. */
async function takeSheet(c: Http): Promise<Response> {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  const { row, definition } = await readIn(c, async ctx => {
    const row = await mine(ctx, c)
    const verdict = judge(sheetFlow, 'fill', ctx.actor, row, await factsOf(ctx, 'report', row.id))
    if (!verdict.may) throw conflict(verdict.reason, `/my/reports/${row.id}`)
    return { row, definition: definitionOf(await formById(ctx, row.form_id)) }
  })
  const back = `/my/reports/${row.id}`
  const file = (await sentForm(c)).get('sheet')
  const read = await readUpload(definition, file)
  if (!('cells' in read)) {
    c.status(422)
    return portal(
      c,
      { title: row.title, own: true },
      <UploadFaults
        back={back}
        title={`${row.title}（${periodWords(row.period)}）`}
        problem={'problem' in read ? read.problem : null}
        faults={'faults' in read ? read.faults : []}
      />,
    )
  }
  await writeIn(c, async ctx => {
    const start = await startOf(ctx, row)
    const key = { flow: 'report', action: 'fill', subjectId: row.id }
    await saveDraft(ctx, key, { proof: start.proof, filler_name: start.filler_name, ...read.cells })
  })
  setCookie(c, 'flash', `已读入 ${Object.keys(read.cells).length} 个数，请核对后签字`, {
    ...{ path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' },
  })
  return c.redirect(`/act/report/fill/${row.id}?back=${encodeURIComponent(back)}`, 303)
}

async function readUpload(definition: Parameters<typeof readSheet>[0], file: unknown) {
  if (!(file instanceof File) || file.size === 0) return { problem: '请选择填好的表格文件再上传。' }
  if (file.size > mostBytes) return { problem: '文件超过 2 MB。报表没有这么大，请用本页下载的表格填写。' }
  try {
    return await readSheet(definition, Buffer.from(await file.arrayBuffer()))
  } catch (error) {
    if (error instanceof Problem && error.status === 422) return { problem: error.message }
    throw error
  }
}
