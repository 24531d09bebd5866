import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { type FeedFormat, feedText, feedTypes } from '#platform/feeds'
import { filesOf } from '#platform/files'
import { cached, type Env, type Http, writeIn } from '#platform/http'
import { isId } from '#platform/ids'
import { readerOf } from '#platform/reader'
import { NewsList, NewsPage, type PublicView, ReadsPage } from './pages/public.tsx'
import {
  columns,
  correctionsOf,
  neighbours,
  newestBodies,
  type PublicArticle,
  type PublicLine,
  policyTitle,
  publicArticle,
  publicArticles,
} from './queries.ts'
import { countReading, readingsOf } from './readers.ts'
import { articleData } from './structured.ts'

/** 5.5 宣传动态, for everybody and for readers of news. */
export const publicRoutes = new Hono<Env>()
  .get('/news', cached(showList))
  .get('/news.atom', feed('atom'))
  .get('/news.rss', feed('rss'))
  .get('/news.json', feed('json'))
  .get('/news/:id', cached(showOne))
  .get('/news/:id/reads', c => countOne(c))

const pageSize = 12

/** As lists of the public show an article. */
export const lineOf = (row: PublicLine, today: string) => ({
  ...row,
  expired: row.valid_until !== null && row.valid_until < today,
})

const columnAsked = async (ctx: Ctx, c: Http) => {
  const known = await columns(ctx)
  return { known, column: known.find(one => one.id === c.req.query('column')) ?? null }
}

async function showList(ctx: Ctx, c: Http): Promise<Response> {
  const { known, column } = await columnAsked(ctx, c)
  const asked = Number(c.req.query('page') ?? '1')
  const page = Number.isInteger(asked) && asked >= 1 && asked <= 1_000 ? asked : 1
  const { rows, more } = await publicArticles(ctx, { columnId: column?.id, page }, pageSize)
  const today = dayOf(ctx.now)
  const alternates = (['atom', 'rss', 'json'] as const).map(format => ({
    href: `/news.${format}${column ? `?column=${column.id}` : ''}`,
    type: feedTypes[format],
    title: column ? `宣传动态 ${column.name}` : '宣传动态',
  }))
  return portal(
    c,
    {
      title: column ? `宣传动态 ${column.name}` : '宣传动态',
      description: '政策解读、中心动态、典型案例、产业资源',
      head: { alternates },
    },
    <NewsList
      rows={rows.map(row => lineOf(row, today))}
      columns={known}
      column={column}
      page={page}
      more={more}
    />,
  )
}

async function asked(ctx: Ctx, c: Http): Promise<PublicArticle> {
  const id = c.req.param('id') ?? ''
  const article = isId(id) ? await publicArticle(ctx, id) : undefined
  if (!article) throw notFound('这篇文章')
  return article
}

async function showOne(ctx: Ctx, c: Http): Promise<Response> {
  const article = await asked(ctx, c)
  const [beside, view] = await Promise.all([neighbours(ctx, article), viewOf(ctx, article)])
  const { plainText } = await import('#platform/rich-text')
  const data = articleData(ctx.centre, article, plainText(article.body))
  return portal(
    c,
    { title: article.title, description: article.summary, head: { data } },
    <NewsPage article={view} {...beside} />,
  )
}

async function viewOf(ctx: Ctx, article: PublicArticle): Promise<PublicView> {
  const [corrections, files, policy] = await Promise.all([
    correctionsOf(ctx, article.id, article.version),
    filesOf({ ...ctx, actor: system }, 'article', article.id),
    policyTitle(ctx, article.policy_id),
  ])
  const { title, summary, body, column, byline, source, source_link } = article
  return {
    ...{ id: article.id, title, summary, body, column, byline, source, source_link },
    columnId: article.column_id,
    reprint: article.origin === 'reprint',
    cover: article.cover_file ? { id: article.cover_file, alt: article.cover_alt } : null,
    publishedAt: article.first_at,
    validUntil: article.valid_until,
    expired: article.valid_until !== null && article.valid_until < dayOf(ctx.now),
    corrections,
    attachments: files.filter(file => article.attachment_files.includes(file.id)),
    policy: policy ?? null,
  }
}

/** Counts a reading: by the session, or by a mark of this browser that says nothing else. */
async function countOne(c: Http): Promise<Response> {
  const reader = readerOf(c, '/news')
  c.header('cache-control', 'no-store')
  return writeIn(c, async ctx => {
    const { id, title } = await asked(ctx, c)
    await countReading(ctx, id, reader)
    const { all } = await readingsOf(ctx, id)
    return portal(c, { title }, <ReadsPage id={id} title={title} reads={all} />)
  })
}

function feed(format: FeedFormat) {
  return cached(async (ctx, c) => {
    const { origin, name } = ctx.centre
    const { column } = await columnAsked(ctx, c)
    const rows = await newestBodies(ctx, column?.id, 50)
    const { plainText } = await import('#platform/rich-text')
    const query = column ? `?column=${column.id}` : ''
    const text = feedText(format, {
      title: `${name} 宣传动态${column ? ` ${column.name}` : ''}`,
      description: column?.about || '政策解读、中心动态、典型案例、产业资源',
      author: name,
      home: `${origin}/news${query}`,
      self: `${origin}/news.${format}${query}`,
      updated: rows[0]?.corrected_at ?? rows[0]?.published_at ?? ctx.now,
      entries: rows.map(row => ({
        uuid: row.id,
        title: row.title,
        text: `${row.summary}\n${plainText(row.body)}`,
        link: `${origin}/news/${row.id}`,
        at: row.published_at ?? ctx.now,
        category: row.column,
      })),
    })
    return c.body(text, 200, { 'content-type': `${feedTypes[format]}; charset=utf-8` })
  })
}
