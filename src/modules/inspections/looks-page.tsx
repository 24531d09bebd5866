import { Hono } from 'hono'
import { recordLink } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import { readJournal } from '#modules/supervision'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http, noteLook, pageKey } from '#platform/http'
import { workflows } from '#platform/workflow'
import { manageInspections } from './duties.ts'
import { flowsOf, kindsOfLooks, looks } from './looks.ts'
import { LooksPage, lookColumns } from './pages/looks.tsx'

export const looksRoutes = new Hono<Env>().get(
  '/desk/looks',
  atDesk(showLooks, readJournal, manageInspections),
)

const pageSize = 50
const houses: Record<string, string> = { centre: '服务中心', bureau: '主管部门', assessor: '第三方' }

/** 查阅记录: who looked at what; that somebody looked here is written down too. */
async function showLooks(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const day = /^\d{4}-\d{2}-\d{2}$/.test(query.day ?? '') && !Number.isNaN(Date.parse(query.day ?? ''))
  const filter = { who: (query.who ?? '').trim(), what: query.what ?? '', day: day ? (query.day ?? '') : '' }
  const file = wantedFile(c)
  const most = file?.most ?? pageSize
  noteLook(c, '查看查阅记录', ctx.actor.staffId as string)
  const [found, kinds] = await Promise.all([looks(ctx, filter, pageKey(c), most), kindsOfLooks(ctx)])
  const shown = found.slice(0, most)
  const records = await recordsOf(
    ctx,
    shown.map(row => row.record_id),
  )
  const rows = shown.map(row => {
    const record = records.get(row.record_id ?? '')
    return {
      id: row.id,
      at: row.at,
      who: row.who ?? '未登录的访客',
      house: houses[row.organisation ?? ''] ?? '社会公众',
      what: row.what,
      record: record?.title ?? '—',
      href: record?.href ?? null,
    }
  })
  if (file)
    return exportTable(ctx, c, file, {
      title: '查阅记录',
      rows,
      columns: lookColumns,
      cut: found.length > most,
    })
  const next = found.length > pageSize ? { after: found[pageSize - 1]?.id ?? '' } : null
  const page = <LooksPage rows={rows} query={query} next={next} kinds={kinds} />
  return desk(ctx, c, { title: '查阅记录' }, page)
}

/** What the records are called that the reader may open; of others only their kind is said. */
async function recordsOf(ctx: Ctx, ids: ReadonlyArray<string | null>) {
  const flows = await flowsOf(ctx, ids)
  const records = new Map<string, { title: string; href: string | null }>()
  for (const [name, those] of Map.groupBy(flows, ([, flow]) => flow)) {
    const flow = workflows.get(name)
    if (!flow) continue
    const wanted = those.map(([id]) => id)
    for (const id of wanted) records.set(id, { title: flow.label, href: null })
    const all = ctx.db
      .selectFrom(flow.subject)
      .selectAll(flow.subject)
      .where(`${flow.subject}.id` as never, 'in', wanted as never)
    const rows = (await flow.visible(ctx, all as never).execute()) as Array<{ id: string }>
    for (const row of rows)
      records.set(row.id, {
        title: `${flow.label}：${flow.title(row as never)}`,
        href: recordLink(name, row.id),
      })
  }
  return records
}
