import { Hono } from 'hono'
import { type RawBuilder, sql } from 'kysely'
import { badgeOf, recordLink } from '#modules/actions'
import { desk, exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { type Indicator, indicators } from '#platform/indicators'
import { isPeriod, type Period, periodFrom } from '#platform/periods'
import { within } from '#platform/tally'
import { type AnyWorkflow, workflows } from '#platform/workflow'
import type { Entry } from './dictionary.ts'
import { askedEntry } from './one.tsx'
import { originsOf } from './origins.ts'
import { OriginsPage, originColumns } from './pages/origins.tsx'
import { type RecordLine, RecordsPage, recordColumns } from './pages/records.tsx'
import { townName } from './towns.ts'
import { figureOf } from './values.ts'
import { plain, words } from './words.ts'

/** 5.6.2 The records behind a figure: exactly those that it counts, by the very query that counts them. */
export const recordRoutes = new Hono<Env>().get('/desk/indicators/:code/records', atDesk(showRecords))

const perPage = 50

interface Found {
  id: string
  flow: string
  town: string | null
  value: number
  base: number | null
}

async function showRecords(ctx: Ctx, c: Http): Promise<Answer> {
  const entry = await askedEntry(ctx, c)
  const declared = indicators.get(entry.code)
  const code = c.req.query('period') ?? ''
  if (!isPeriod(code)) throw notFound('这份清单')
  const period = periodFrom(code)
  if (entry.source === 'reported') return showOrigins(ctx, c, entry, period)
  if (!declared?.rows) throw notFound('这份清单')
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), perPage]
  const { total, rows } = await recordsOf(ctx, declared, period, number, size)
  const lines = await linesOf(ctx, declared, rows)
  const title = `${entry.label}背后的记录（${period.label}）`
  if (file)
    return exportTable(ctx, c, file, { title, rows: lines, columns: recordColumns, cut: total > rows.length })
  const path = `/desk/indicators/${entry.code}`
  const page = (
    <RecordsPage
      {...{ title, total, path: `${path}/records` }}
      definition={entry.definition}
      rows={lines}
      query={c.req.query()}
      next={number * size < total ? { period: code, page: String(number + 1) } : null}
    />
  )
  const crumbs = [
    { href: '/desk/indicators', label: '数据总览' },
    { href: path, label: entry.label },
  ]
  return desk(ctx, c, { title, crumbs }, page)
}

/** What was reported has no records of its own: it leads to the reports that it was summed up from, or to who entered it. */
async function showOrigins(ctx: Ctx, c: Http, entry: Entry, period: Period): Promise<Answer> {
  const path = `/desk/indicators/${entry.code}`
  const [rows, { says }] = await Promise.all([
    originsOf(ctx, entry, period),
    figureOf(ctx, entry.code, period),
  ])
  const title = `${entry.label}的来源（${period.label}）`
  const file = wantedFile(c)
  if (file) return exportTable(ctx, c, file, { title, rows, columns: originColumns })
  const crumbs = [
    { href: '/desk/indicators', label: '数据总览' },
    { href: path, label: entry.label },
  ]
  return desk(
    ctx,
    c,
    { title, crumbs },
    <OriginsPage
      {...{ title, rows, says, path: `${path}/records`, query: c.req.query() }}
      definition={entry.definition}
    />,
  )
}

/** A page of the records of a period, the latest first, and how many there are. */
export async function recordsOf(
  ctx: Ctx,
  { rows, flow }: Indicator,
  period: Period,
  page: number,
  size: number,
): Promise<{ total: number; rows: Found[] }> {
  const from = sql`(${rows?.(within(period)) as RawBuilder<unknown>}) as counted`
  const found = await sql<Found & { total: number }>`
    select id, ${flow === null || flow === undefined ? sql`flow` : sql`${flow}::text as flow`}, town, value, base,
      count(*) over () as total
    from ${from} order by id desc limit ${size} offset ${(page - 1) * size}`.execute(ctx.db)
  return { total: found.rows[0]?.total ?? 0, rows: found.rows }
}

/** What each is called, as far as the reader may see it: by the flow's own rule. */
async function linesOf(ctx: Ctx, indicator: Indicator, found: readonly Found[]): Promise<RecordLine[]> {
  const seen = new Map<string, Record<string, unknown>>()
  for (const [subject, of] of Map.groupBy(found, row => row.flow)) {
    const flow = workflows.get(subject)
    if (!flow) continue
    for (const row of await visibleRows(
      ctx,
      flow,
      of.map(one => one.id),
    ))
      seen.set(`${subject} ${row.id}`, row)
  }
  return found.map(({ id, flow: subject, town, value, base }) => {
    const [row, flow] = [seen.get(`${subject} ${id}`), workflows.get(subject)]
    return {
      title: row && flow ? flow.title(row as never) : '您无权查看的记录',
      href: row ? recordLink(subject, id) : null,
      // Of some records it is not for everybody that there is one.
      kind: row && flow ? flow.label : '',
      state: row && flow ? badgeOf(flow, String(row.state)) : null,
      town: town ? townName(town) : '',
      value:
        indicator.measure === 'permille'
          ? value > 0
            ? '计入分子'
            : '只计入分母'
          : words(indicator.measure, indicator.unit, plain({ value, base: base || null })),
    }
  })
}

const visibleRows = (
  ctx: Ctx,
  flow: AnyWorkflow,
  ids: readonly string[],
): Promise<Array<Record<string, unknown>>> => {
  const all = ctx.db
    .selectFrom(flow.subject)
    .selectAll(flow.subject)
    .where(`${flow.subject}.id` as never, 'in', ids as never)
  return flow.visible(ctx, all as never).execute() as Promise<Array<Record<string, unknown>>>
}
