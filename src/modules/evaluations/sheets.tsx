import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { find } from '#platform/perform'
import { home } from './desk.tsx'
import { SheetList, SheetPage, sheetColumns } from './pages/sheets.tsx'
import { sheetList } from './queries/sheets.ts'
import { sheetWorkbook } from './reading.ts'
import type { SheetRow } from './score-sheet.ts'
import { type ScoreSheet, sheetFlow } from './sheet.ts'
import { pointWords } from './words.ts'

/** 6.1.1 评分表 at the workbench. */
export const sheetRoutes = new Hono<Env>()
  .get('/desk/evaluations/sheets', atDesk(showList))
  .get('/desk/evaluations/sheets/template.xlsx', atDesk(template))
  .get('/desk/evaluations/sheets/:id', atDesk(showOne))
  .get('/desk/evaluations/sheets/:id/sheet.xlsx', atDesk(takeAlong))

const perPage = 50
const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(sheetFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]
const versionWords = (version: number): string => (version === 0 ? '' : `第 ${version} 版`)

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const found = await sheetList(ctx, c.req.query('state') ?? '', number, size)
  const rows = found.slice(0, size).map(row => ({
    ...row,
    version: versionWords(row.version),
    points: row.points === 0 ? '' : `${pointWords(row.points)} 分`,
    bonus: row.bonus === 0 ? '' : `${pointWords(row.bonus)} 分`,
    state: badgeOf(sheetFlow, row.state),
  }))
  const more = found.length > size
  if (file)
    return exportTable(ctx, c, file, { title: '评分表', columns: sheetColumns, rows, filters, cut: more })
  const page = (
    <SheetList
      {...{ rows, filters }}
      query={c.req.query()}
      next={more ? { page: String(number + 1) } : null}
      mayUpload={mayCreate(ctx, sheetFlow, 'upload')}
    />
  )
  return desk(ctx, c, { title: '评分表', crumbs: [home] }, page)
}

const sheetAt = async (ctx: Ctx, c: Http): Promise<ScoreSheet> =>
  (await find(ctx, sheetFlow, c.req.param('id') ?? '')) as unknown as ScoreSheet

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await sheetAt(ctx, c)
  const title = sheetFlow.title(row)
  const bonus = row.bonus > 0 ? `，另有加分 ${pointWords(row.bonus)} 分` : ''
  const page = (
    <SheetPage
      title={title}
      id={row.id}
      state={badgeOf(sheetFlow, row.state)}
      rows={row.rows as unknown as SheetRow[]}
      faults={row.faults as unknown as string[]}
      summary={row.points > 0 ? `满分 ${pointWords(row.points)} 分${bonus}` : ''}
      buttons={await buttonsFor(ctx, sheetFlow, row)}
      story={await story(ctx, { recordId: row.id })}
      isReading={row.state === 'reading'}
    />
  )
  const crumbs = [home, { href: '/desk/evaluations/sheets', label: '评分表' }]
  return desk(ctx, c, { title, crumbs }, page)
}

async function template(_ctx: Ctx, c: Http): Promise<Answer> {
  return workbook(c, '评分表模板', [])
}

async function takeAlong(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await sheetAt(ctx, c)
  const rows = row.rows as unknown as SheetRow[]
  if (rows.length === 0) throw notFound('这张表')
  return workbook(c, row.name, rows)
}

/** Made once the transaction is over. */
const workbook = (c: Http, title: string, rows: readonly SheetRow[]) => async () =>
  c.body(new Uint8Array(await sheetWorkbook(title, rows)), 200, {
    'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(`${title}.xlsx`)}`,
    'cache-control': 'no-store',
  })
