import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { badgeOf, buttonsFor, mayCreate } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid, notFound, Problem } from '#platform/errors'
import {
  type Answer,
  atDesk,
  type Env,
  type Http,
  pageKey,
  readIn,
  requireStaff,
  sentForm,
  writeIn,
} from '#platform/http'
import { perform } from '#platform/perform'
import { holds } from '#platform/who'
import { consultDuties, enterConsultations } from './duties.ts'
import { SheetList, SheetPage, sheetColumns } from './pages/sheets.tsx'
import { visitPdf } from './printed.ts'
import { sheetByNumber, sheetList } from './queries/sheets.ts'
import { sheetFlow } from './sheets.ts'

/** Visits to villages: numbered sheets to take along, and each one's own entry page behind its code. */
export const visitRoutes = new Hono<Env>()
  .get(
    '/desk/consultations/sheets',
    atDesk((ctx, c) => showSheets(ctx, c), ...consultDuties),
  )
  .post('/desk/consultations/sheets', issueSheets)
  .get('/desk/consultations/sheets/print.pdf', atDesk(visitPdf, enterConsultations))
  .get('/desk/sheets/:number', atDesk(showSheet, ...consultDuties))

const crumbs = [{ href: '/desk/consultations', label: '咨询' }]
const pageSize = 30
/** On one visit; more are issued as a second batch. */
const mostAtOnce = 40

const filters = [
  {
    name: 'state',
    label: '状态',
    options: Object.entries(sheetFlow.states).map(([value, { label }]) => ({ value, label })),
  },
]

async function showSheets(
  ctx: Ctx,
  c: Http,
  typed: Record<string, string> = {},
  errors: Record<string, string> = {},
): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const { rows, next } = await sheetList(
    ctx,
    { state: query.state ?? '', place: (query.q ?? '').trim().slice(0, 40), after: pageKey(c) },
    file?.most ?? pageSize,
  )
  const lines = rows.map(row => ({
    ...row,
    state: badgeOf(sheetFlow, row.state),
    toEnter: row.state === 'issued' && holds(ctx.actor, enterConsultations),
  }))
  if (file)
    return exportTable(ctx, c, file, { title: '下乡登记单', rows: lines, columns: sheetColumns, filters })
  if (Object.keys(errors).length > 0) c.status(422)
  const page = (
    <SheetList
      rows={lines}
      query={query}
      filters={filters}
      next={next ? { after: next } : null}
      form={
        mayCreate(ctx, sheetFlow, 'issue')
          ? {
              values: { visit_on: addDays(dayOf(ctx.now), 1), count: '10', ...typed },
              errors,
              most: mostAtOnce,
            }
          : null
      }
    />
  )
  return desk(ctx, c, { title: '下乡登记单', crumbs }, page)
}

/** So many sheets in one go, and on to the printer. */
async function issueSheets(c: Http): Promise<Response> {
  const form = await sentForm(c)
  requireStaff(c, enterConsultations)
  const typed = Object.fromEntries(
    ['place', 'visit_on', 'count'].map(name => [name, String(form.get(name) ?? '').trim()]),
  )
  const { place = '', visit_on = '', count = '' } = typed
  try {
    const n = Number(count)
    if (!Number.isInteger(n) || n < 1 || n > mostAtOnce)
      throw invalid({ count: `请填写 1 到 ${mostAtOnce} 之间的张数` })
    await writeIn(c, async ctx => {
      for (let one = 0; one < n; one++) await perform(ctx, sheetFlow, 'issue', null, { place, visit_on })
    })
    setCookie(c, 'flash', `已编号 ${n} 张，点“打印”取出`, {
      ...{ path: '/', maxAge: 30, httpOnly: true, sameSite: 'Lax' },
    })
    return c.redirect('/desk/consultations/sheets?state=issued', 303)
  } catch (error) {
    if (!(error instanceof Problem) || error.status !== 422) throw error
    return readIn(c, async ctx => {
      const made = await showSheets(ctx, c, typed, error.errors)
      return typeof made === 'function' ? made() : made
    })
  }
}

/** Behind the code of a sheet: its own form, as long as it was not used. */
async function showSheet(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await sheetByNumber(ctx, c.req.param('number') ?? '')
  if (!row) throw notFound('这张登记单')
  if (row.state === 'issued' && mayCreate(ctx, sheetFlow, 'issue') && c.req.query('show') === undefined)
    return c.redirect(`/act/consultation/enterSheet?sheet_id=${row.id}`, 303)
  const used = await ctx.db
    .selectFrom('consultation')
    .select(['id', 'number'])
    .where('sheet_id', '=', row.id)
    .executeTakeFirst()
  const page = (
    <SheetPage
      sheet={row}
      state={badgeOf(sheetFlow, row.state)}
      used={used ?? null}
      buttons={await buttonsFor(ctx, sheetFlow, row)}
    />
  )
  const place = [...crumbs, { href: '/desk/consultations/sheets', label: '下乡登记单' }]
  return desk(ctx, c, { title: row.number, crumbs: place }, page)
}
