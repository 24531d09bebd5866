import { Hono } from 'hono'
import { badgeOf, mayCreate } from '#modules/actions'
import { exportTable, wantedFile } from '#modules/shell'
import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { notFound } from '#platform/errors'
import { type Answer, atDesk, type Env, type Http } from '#platform/http'
import { isId } from '#platform/ids'
import { columnsOfAll, publicationOf, recentPublications, sectionOf } from '#platform/publications'
import { deskOutletRoutes } from './desk-outlets.tsx'
import { deskPlanRoutes } from './desk-plans.tsx'
import { deskPostRoutes } from './desk-posts.tsx'
import { deskReadingRoutes } from './desk-readings.tsx'
import { deskWebhookRoutes } from './desk-webhooks.tsx'
import { listPage, recordPage } from './frame.tsx'
import { type ByHand, byHand, marks, via } from './marks.ts'
import { PublicationPage, PublicationsPage, publicationColumns } from './pages/publications.tsx'
import { planFlow } from './plan.ts'
import { postFlow } from './post.ts'
import { countedBetween, postsOf } from './queries.ts'

/** 5.5 传播渠道 at the workbench. */
export const deskRoutes = new Hono<Env>()
  .get('/desk/channels', atDesk(showPublications))
  .get('/desk/channels/publications/:flow/:id', atDesk(showPublication))
  .route('/', deskPostRoutes)
  .route('/', deskPlanRoutes)
  .route('/', deskReadingRoutes)
  .route('/', deskOutletRoutes)
  .route('/', deskWebhookRoutes)

const mostListed = 60

async function showPublications(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const column = columnsOfAll().find(one => one.code === query.column)
  const found = await recentPublications(ctx, {
    limit: file?.most ?? mostListed,
    ...(column && { columns: [column.code] }),
  })
  const ids = found.map(one => one.id)
  const [posts, counted] = await Promise.all([
    postsOf(ctx, ids),
    countedBetween(ctx, '2000-01-01', dayOf(ctx.now), ids),
  ])
  const rows = found.map(one => ({
    ...one,
    columnLabel: sectionOf(one),
    page: `/desk/channels/publications/${one.subject}/${one.id}`,
    where: posts
      .filter(post => post.publication_id === one.id && post.state !== 'removed')
      .map(
        post =>
          `${byHand[post.channel as ByHand]}${post.state === 'posted' ? '' : `（${badgeOf(postFlow, post.state).label}）`}`,
      ),
    readings: counted
      .filter(row => row.publication_id === one.id)
      .reduce((sum, row) => sum + row.readings, 0),
  }))
  const filters = [
    {
      name: 'column',
      label: '栏目',
      options: columnsOfAll().map(({ code, label }) => ({ value: code, label })),
    },
  ]
  if (file)
    return exportTable(ctx, c, file, {
      title: '公开内容传播台账',
      columns: publicationColumns,
      rows,
      filters,
    })
  const page = (
    <PublicationsPage
      rows={rows}
      query={query}
      filters={filters}
      mayPlan={mayCreate(ctx, planFlow, 'plan')}
    />
  )
  return listPage(ctx, c, '传播渠道', page)
}

async function showPublication(ctx: Ctx, c: Http): Promise<Answer> {
  const { flow = '', id = '' } = c.req.param() as Record<string, string>
  const publication = isId(id) ? await publicationOf(ctx, flow, id) : null
  if (!publication) throw notFound('这条公开内容')
  const today = dayOf(ctx.now)
  const [posts, counted] = await Promise.all([
    postsOf(ctx, [id]),
    countedBetween(ctx, addDays(today, -365), today, [id]),
  ])
  const channels = (Object.keys(byHand) as ByHand[]).map(channel => {
    const post = posts.findLast(one => one.channel === channel)
    return {
      channel,
      label: byHand[channel],
      post: post
        ? { href: `/desk/channels/posts/${post.id}`, url: post.url, state: badgeOf(postFlow, post.state) }
        : null,
      prepare: `/act/channel_post/prepare?subject=${flow}&publication_id=${id}&channel=${channel}`,
    }
  })
  const page = (
    <PublicationPage
      publication={{ ...publication, columnLabel: sectionOf(publication) }}
      channels={channels}
      mayPrepare={mayCreate(ctx, postFlow, 'prepare')}
      counted={Object.entries(marks).map(([mark, label]) => ({
        label,
        readings: counted.find(row => row.channel === mark)?.readings ?? 0,
      }))}
      qr={await qrSvg(`${ctx.centre.origin}${via('screen', publication)}`)}
    />
  )
  return recordPage(ctx, c, publication.title, null, page)
}
