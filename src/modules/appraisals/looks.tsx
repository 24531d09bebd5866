import { Hono } from 'hono'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { endOfDay, startOfDay } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { dateTime } from '#platform/format'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { found, home, pathOf } from './desk.tsx'
import { commission, replyToAppraisal } from './duties.ts'
import { LooksPage, lookColumns } from './pages/looks.tsx'
import { looksOf } from './queries/appraisals.ts'

export const looksRoutes = new Hono<Env>().get(
  '/desk/appraisals/:id/looks',
  atDesk(showLooks, commission, replyToAppraisal),
)

const perPage = 50

/** Whose records were opened, for the bureau and the centre; of calls only that a number was shown, not whose. */
async function showLooks(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await found(ctx, c)
  noteLook(c, '查看第三方评价的查阅记录', row.id)
  const file = wantedFile(c)
  const most = file?.most ?? perPage
  const span = { id: row.id, from: startOfDay(row.first_day), until: endOfDay(row.last_day) }
  const all = await looksOf(ctx, span, pageKey(c), most)
  const rows = all.slice(0, most).map(one => ({
    id: one.id,
    at: dateTime(one.at),
    who: one.name,
    what: one.what,
    record: one.record_id ?? '',
  }))
  const cut = all.length > most
  if (file) return exportTable(ctx, c, file, { title: '第三方评价查阅记录', columns: lookColumns, rows, cut })
  const next = cut ? { after: rows.at(-1)?.id ?? '' } : null
  const page = <LooksPage id={row.id} title={row.title} rows={rows} query={c.req.query()} next={next} />
  return desk(ctx, c, { title: '查阅记录', crumbs: [home, pathOf(row)] }, page)
}
