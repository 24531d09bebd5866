import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { desk } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { forbidden, notFound } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook } from '#platform/http'
import { noId } from '#platform/ids'
import { type ImportDefinition, imports } from '#platform/imports'
import { find } from '#platform/perform'
import { holds } from '#platform/who'
import { cellsOf, columnsOf, columnsWorkbook } from '#platform/workbook'
import type { RowOf } from '#platform/workflow'
import type { Change, Fault } from './check.ts'
import { BatchPage } from './pages/batch.tsx'
import { ImportsPage } from './pages/imports.tsx'
import { batchesOf, faultyRows, type Outcome, rowsOf } from './queries.ts'
import { importFlow, importsFor } from './workflow.ts'

type Batch = RowOf<'import_batch'>

/** 批量导入 at the workbench: templates, sheets to take along, what was sent and what became of it. */
export const importRoutes = new Hono<Env>()
  .get('/desk/imports', atDesk(showAll))
  .get('/desk/imports/templates/:kind', atDesk(template))
  .get('/desk/imports/exports/:kind', atDesk(takeAlong))
  .get('/desk/imports/:id', atDesk(showBatch))
  .get('/desk/imports/:id/faults', atDesk(faults))

async function showAll(ctx: Ctx, c: Http): Promise<Response> {
  const able = importsFor(ctx.actor)
  if (able.length === 0) throw forbidden('批量导入供可以登记服务对象、服务项目或服务商的人员使用。')
  const batches = await batchesOf(ctx)
  return desk(
    ctx,
    c,
    { title: '批量导入' },
    <ImportsPage
      kinds={able.map(([name, definition]) => ({
        name,
        label: definition.label,
        about: definition.about,
        mayExport: mayExport(ctx, definition),
      }))}
      batches={batches.map(batch => ({
        ...batch,
        label: imports.get(batch.kind)?.label ?? batch.kind,
        state: badgeOf(importFlow, batch.state),
      }))}
    />,
  )
}

const mayExport = (ctx: Ctx, { by, alsoToExport = [] }: ImportDefinition): boolean =>
  [by, ...alsoToExport].every(duty => holds(ctx.actor, duty))

function definitionOf(ctx: Ctx, c: Http): ImportDefinition {
  const definition = imports.get(c.req.param('kind') ?? '')
  if (!definition) throw notFound('这种导入')
  if (!holds(ctx.actor, definition.by)) throw forbidden(`这一步由负责「${definition.by.label}」的人员办理。`)
  return definition
}

async function template(ctx: Ctx, c: Http): Promise<Answer> {
  const definition = definitionOf(ctx, c)
  const columns = columnsOf(await definition.schema(ctx), definition.columns)
  const example = Object.fromEntries(columns.map(column => [column.field.label, column.example]))
  const about = [definition.about, '第二行是示例，上传时会自动跳过；标题行不要改动。']
  return workbookNamed(c, `${definition.label}导入模板.xlsx`, () =>
    columnsWorkbook(columns, { title: definition.label, rows: [example], about }),
  )
}

/** Rows of a sheet that is taken along, at most. */
const mostExported = 20_000

/** All records in the columns of the template: sent again unchanged, it changes nothing. Whoever takes it along stands in it. */
async function takeAlong(ctx: Ctx, c: Http): Promise<Answer> {
  const definition = definitionOf(ctx, c)
  if (!mayExport(ctx, definition)) {
    const missing = (definition.alsoToExport ?? []).map(duty => duty.label).join('」「')
    throw forbidden(`导出的表含联系电话，还需要「${missing}」的职责。`)
  }
  const columns = columnsOf(await definition.schema(ctx), definition.columns)
  const rows: Array<Record<string, string>> = []
  for (let after = ''; rows.length < mostExported; ) {
    const page = await definition.page(ctx, after, 1_000)
    for (const record of page) rows.push(cellsOf(columns, record.input))
    after = page.at(-1)?.id ?? ''
    if (page.length < 1_000) break
  }
  noteLook(c, `导出${definition.label}`, noId)
  const about = [
    `${ctx.centre.name}，${ctx.actor.name}于 ${dateTime(ctx.now)} 导出，共 ${rows.length} 条。`,
    '表内可能有个人信息，请妥善保管，用完删除。修改后可以在“批量导入”上传。',
  ]
  return workbookNamed(c, `${definition.label}-${date(ctx.now)}.xlsx`, () =>
    columnsWorkbook(columns, { title: definition.label, rows, about }),
  )
}

const workbookNamed =
  (c: Http, name: string, make: () => Promise<Buffer>): (() => Promise<Response>) =>
  async () =>
    c.body(new Uint8Array(await make()), 200, {
      'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })

const outcomes: readonly Outcome[] = ['wrong', 'refused', 'change', 'new', 'same']
const rowsOfPage = 50

async function showBatch(ctx: Ctx, c: Http): Promise<Response> {
  const batch = (await find(ctx, importFlow, c.req.param('id') ?? '')) as unknown as Batch
  const counts = {
    ...{ wrong: batch.wrong, refused: batch.refused },
    ...{ change: batch.changed, new: batch.fresh, same: batch.same },
  }
  const asked = outcomes.find(outcome => outcome === c.req.query('show'))
  const show = asked ?? outcomes.find(outcome => counts[outcome] > 0) ?? 'new'
  const after = Number(c.req.query('after')) || 0
  const [buttons, told, rows] = await Promise.all([
    buttonsFor(ctx, importFlow, batch),
    story(ctx, { recordId: batch.id }),
    ['checked', 'running', 'done'].includes(batch.state)
      ? rowsOf(ctx, batch.id, show, after, rowsOfPage + 1)
      : [],
  ])
  noteLook(c, '查看导入表', batch.id)
  const definition = imports.get(batch.kind)
  const page = (
    <BatchPage
      batch={batch}
      label={definition?.label ?? batch.kind}
      list={definition?.list ?? '/desk'}
      state={badgeOf(importFlow, batch.state)}
      buttons={buttons}
      story={told}
      counts={counts}
      show={show}
      rows={rows.slice(0, rowsOfPage).map(row => ({
        ...row,
        changes: row.changes as unknown as Change[],
        faults: row.faults as unknown as Fault[],
        href: row.record_id && definition ? `${definition.list}/${row.record_id}` : null,
      }))}
      next={rows.length > rowsOfPage ? String(rows[rowsOfPage - 1]?.number ?? '') : null}
      later={after > 0}
    />
  )
  return desk(
    ctx,
    c,
    { title: `${definition?.label ?? ''}导入表`, crumbs: [{ href: '/desk/imports', label: '批量导入' }] },
    page,
  )
}

/** The rows that were not brought in, each with what is wrong beside it: to be mended and sent again as it is. */
async function faults(ctx: Ctx, c: Http): Promise<Answer> {
  const batch = (await find(ctx, importFlow, c.req.param('id') ?? '')) as unknown as Batch
  const definition = imports.get(batch.kind)
  if (!definition) throw notFound('这种导入')
  const columns = columnsOf(await definition.schema(ctx), definition.columns).filter(column =>
    batch.headings.includes(column.field.label),
  )
  const rows = await faultyRows(ctx, batch.id, mostExported)
  noteLook(c, '下载导入表的错误', batch.id)
  return workbookNamed(c, `${definition.label}导入错误.xlsx`, () =>
    columnsWorkbook(columns, {
      title: definition.label,
      rows: rows.map(row => ({
        ...(row.cells as unknown as Record<string, string>),
        原表行号: String(row.number),
        问题: row.refused ?? (row.faults as unknown as Fault[]).map(inWords).join('；'),
      })),
      more: ['原表行号', '问题'],
      about: ['最后两列说明原来在第几行、哪里有问题；改好后可以直接上传这张表，这两列会忽略。'],
    }),
  )
}

const inWords = ({ label, text }: Fault): string => (label ? `${label}：${text}` : text)
