import { Hono } from 'hono'
import { badgeOf, buttonsFor, mayCreate, story } from '#modules/actions'
import { desk, portal } from '#modules/shell'
import { type Centre, stranger } from '#platform/ctx'
import { atDesk, cached, type Env } from '#platform/http'
import { find } from '#platform/perform'
import { aboutThing, centreInBrief } from '#platform/structured-data'
import type { RowOf } from '#platform/workflow'
import { DeskNotice, DeskNotices, NoticeList, NoticePage } from './pages/notices.tsx'
import { allNotices, publishedNotices } from './queries.ts'
import { noticeFlow } from './workflow.ts'

type Notice = RowOf<'notice'>

/** A notice in words of schema.org. */
const noticeData = (centre: Centre, { id, title, body, published_at }: Notice): object =>
  aboutThing({
    ...{ '@type': 'NewsArticle', headline: title, articleBody: body, inLanguage: 'zh-CN' },
    url: `${centre.origin}/notices/${id}`,
    ...(published_at && { datePublished: published_at.toISOString() }),
    author: centreInBrief(centre),
    publisher: centreInBrief(centre),
  })

export const noticeRoutes = new Hono<Env>()
  .get(
    '/notices',
    cached(async (ctx, c) =>
      portal(c, { title: '公告' }, <NoticeList notices={await publishedNotices(ctx, 200)} />),
    ),
  )
  .get(
    '/notices/:id',
    cached(async (ctx, c) => {
      // As the public sees it, whoever asks: the page is kept for everyone.
      const row = (await find(
        { ...ctx, actor: stranger },
        noticeFlow,
        c.req.param('id') ?? '',
      )) as unknown as Notice
      return portal(
        c,
        { title: row.title, head: { data: noticeData(ctx.centre, row) } },
        <NoticePage
          title={row.title}
          body={row.body}
          publishedAt={row.published_at}
          source={ctx.centre.name}
        />,
      )
    }),
  )
  .get(
    '/desk/notices',
    atDesk(async (ctx, c) => {
      const rows = (await allNotices(ctx)).map(row => ({ ...row, state: badgeOf(noticeFlow, row.state) }))
      return desk(
        ctx,
        c,
        { title: '公告' },
        <DeskNotices rows={rows} query={c.req.query()} mayCreate={mayCreate(ctx, noticeFlow, 'write')} />,
      )
    }),
  )
  .get(
    '/desk/notices/:id',
    atDesk(async (ctx, c) => {
      const row = (await find(ctx, noticeFlow, c.req.param('id') ?? '')) as unknown as Notice
      const page = (
        <DeskNotice
          notice={row}
          state={badgeOf(noticeFlow, row.state)}
          buttons={await buttonsFor(ctx, noticeFlow, row)}
          story={await story(ctx, { recordId: row.id })}
        />
      )
      return desk(ctx, c, { title: row.title, crumbs: [{ href: '/desk/notices', label: '公告' }] }, page)
    }),
  )
