import { Hono } from 'hono'
import { exportTable, wantedFile } from '#modules/shell'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { recentPublications, sectionOf } from '#platform/publications'
import { listPage } from './frame.tsx'
import { marks } from './marks.ts'
import { type ReadingRow, ReadingsPage, readingColumns } from './pages/readings.tsx'
import { countedBetween, postsOf, reportsOf } from './queries.ts'

/** 阅读统计: publication by channel; what platforms say stands in a column of its own and is added to nothing. */
export const deskReadingRoutes = new Hono<Env>().get('/desk/channels/readings', atDesk(showReadings))

const spans = { 30: '近 30 天', 90: '近 90 天', 365: '近一年' } as const

async function showReadings(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const days = Object.hasOwn(spans, query.span ?? '') ? Number(query.span) : 90
  const until = dayOf(ctx.now)
  const rows = await rowsOf(ctx, addDays(until, -days), until)
  const file = wantedFile(c)
  const filters = [
    {
      name: 'span',
      label: '时间',
      options: Object.entries(spans).map(([value, label]) => ({ value, label })),
    },
  ]
  if (file)
    return exportTable(ctx, c, file, { title: '阅读统计台账', columns: readingColumns, rows, filters })
  const sums = Object.entries(marks).map(([mark, label]) => ({
    label,
    readings: rows.reduce((sum, row) => sum + (row.counted[mark] ?? 0), 0),
  }))
  return listPage(ctx, c, '阅读统计', <ReadingsPage {...{ rows, query, filters, sums, days }} />)
}

/** What was read in these days, whenever it came out, most read first; titles of what is gone are not known any more. */
async function rowsOf(ctx: Ctx, from: string, until: string): Promise<ReadingRow[]> {
  const counted = await countedBetween(ctx, from, until)
  const publications = await recentPublications(ctx, { limit: 2_000 })
  const posts = await postsOf(
    ctx,
    publications.map(one => one.id),
  )
  const reports = await reportsOf(
    ctx,
    posts.map(post => post.id),
  )
  const rows = publications.map(one => {
    const own = counted.filter(row => row.publication_id === one.id && row.subject === one.subject)
    const latest = posts
      .filter(post => post.publication_id === one.id)
      .flatMap(post => reports.find(report => report.post_id === post.id) ?? [])
    return {
      id: one.id,
      page: `/desk/channels/publications/${one.subject}/${one.id}`,
      title: one.title,
      column: sectionOf(one),
      at: one.at,
      counted: Object.fromEntries(own.map(row => [row.channel, row.readings])),
      total: own.reduce((sum, row) => sum + row.readings, 0),
      reported: latest.length > 0 ? latest.reduce((sum, one) => sum + Number(one.readings), 0) : null,
    }
  })
  return rows.filter(row => row.total > 0 || row.reported !== null).sort((a, b) => b.total - a.total)
}
