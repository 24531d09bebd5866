import { Hono } from 'hono'
import { badgeOf, buttonsFor, story } from '#modules/actions'
import { exportTable, wantedFile } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { qrPng, qrSvg } from '#platform/documents'
import { filesOf, fileToRead } from '#platform/files'
import { type Answer, atDesk, type Env, type Http, pageNumber } from '#platform/http'
import { cropped } from '#platform/media'
import { find } from '#platform/perform'
import { publicationOf } from '#platform/publications'
import { listPage, recordPage } from './frame.tsx'
import { type ByHand, byHand, via } from './marks.ts'
import { counts, formats, plainText, type Texts } from './packages.ts'
import { PostPage, PostsPage, postColumns } from './pages/posts.tsx'
import { type Post, postFlow } from './post.ts'
import { postsPage, reportsOf } from './queries.ts'
import { articleHtml, articlePage, articlePolicy } from './wechat.ts'

/** 平台发布: what is posted where; one post with its text to copy, its pictures and its link. */
export const deskPostRoutes = new Hono<Env>()
  .get('/desk/channels/posts', atDesk(showList))
  .get('/desk/channels/posts/:id', atDesk(showOne))
  .get('/desk/channels/posts/:id/article', atDesk(showArticle))
  .get('/desk/channels/posts/:id/pictures.zip', atDesk(sendPictures))

const pageSize = 50

async function showList(ctx: Ctx, c: Http): Promise<Answer> {
  const query = c.req.query()
  const file = wantedFile(c)
  const [number, size] = file ? [1, file.most] : [pageNumber(c), pageSize]
  const filter = {
    state: query.state ?? '',
    channel: query.channel ?? '',
    question: (query.q ?? '').slice(0, 60),
  }
  const found = await postsPage(ctx, filter, number, size)
  const more = found.length > size
  const shown = found.slice(0, size)
  const reports = await reportsOf(
    ctx,
    shown.map(row => row.id),
  )
  const rows = shown.map(row => ({
    ...row,
    channel: byHand[row.channel as ByHand],
    state: badgeOf(postFlow, row.state),
    reported: reports.find(one => one.post_id === row.id) ?? null,
  }))
  const filters = [
    {
      name: 'channel',
      label: '平台',
      options: Object.entries(byHand).map(([value, label]) => ({ value, label })),
    },
    {
      name: 'state',
      label: '状态',
      options: Object.entries(postFlow.states).map(([value, { label }]) => ({ value, label })),
    },
  ]
  if (file)
    return exportTable(ctx, c, file, {
      title: '平台发布台账',
      columns: postColumns,
      rows,
      filters,
      cut: more,
    })
  const next = more ? { page: String(number + 1) } : null
  return listPage(ctx, c, '平台发布', <PostsPage {...{ rows, query, filters, next }} />)
}

const postOf = async (ctx: Ctx, c: Http): Promise<Post> =>
  (await find(ctx, postFlow, c.req.param('id') ?? '')) as unknown as Post

async function showOne(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await postOf(ctx, c)
  const channel = row.channel as ByHand
  const texts: Texts = row
  const link = `${ctx.centre.origin}${via(channel, { subject: row.subject, id: row.publication_id })}`
  const publication = await publicationOf(ctx, row.subject, row.publication_id)
  const page = (
    <PostPage
      path={`/desk/channels/posts/${row.id}`}
      post={row}
      channel={formats[channel].label}
      state={badgeOf(postFlow, row.state)}
      buttons={await buttonsFor(ctx, postFlow, row)}
      counts={counts(ctx.centre, channel, texts)}
      layout={formats[channel].layout}
      plain={formats[channel].layout === 'plain' ? plainText(texts) : row.body}
      pictures={formats[channel].pictures}
      hasCover={publication?.cover != null}
      publication={publication ? `/desk/channels/publications/${row.subject}/${row.publication_id}` : null}
      link={link}
      qr={await qrSvg(link)}
      reports={await reportsOf(ctx, [row.id])}
      screenshots={await filesOf(ctx, 'channel_post', row.id)}
      story={await story(ctx, { recordId: row.id })}
    />
  )
  return recordPage(ctx, c, postFlow.title(row), { path: 'posts', label: '平台发布' }, page)
}

/** The article as it is pasted, alone on its page: the one place whose policy lets elements carry styles. */
async function showArticle(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await postOf(ctx, c)
  c.header('content-security-policy', articlePolicy)
  c.header('x-frame-options', 'SAMEORIGIN')
  c.header('cache-control', 'no-store')
  return c.html(articlePage(row.title, articleHtml(ctx, row)))
}

/** Its cover in the sizes of the platform, and the code that leads to the page under the platform's mark. */
async function sendPictures(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await postOf(ctx, c)
  const channel = row.channel as ByHand
  const publication = await publicationOf(ctx, row.subject, row.publication_id)
  const cover = publication?.cover ? await fileToRead(ctx, publication.cover.id, async () => true) : null
  const link = `${ctx.centre.origin}${via(channel, { subject: row.subject, id: row.publication_id })}`
  const name = `${formats[channel].label}-${row.publication_title.replaceAll(/[\\/:*?"<>|\s]/g, '').slice(0, 30)}`
  return async () => {
    const entries: Record<string, Uint8Array> = { '二维码.png': await qrPng(link) }
    if (cover) {
      const chunks: Buffer[] = []
      for await (const chunk of c.var.kernel.outside.store.read(cover.sha256)) chunks.push(chunk)
      const sizes = formats[channel].pictures
      const made = await cropped(Buffer.concat(chunks), sizes)
      for (const [index, { name: picture, width, height }] of sizes.entries())
        entries[`${picture}-${width}乘${height}.jpg`] = made[index] as Buffer
    }
    const { zipSync } = await import('fflate')
    return c.body(zipSync(entries, { level: 0 }) as Uint8Array<ArrayBuffer>, 200, {
      'content-type': 'application/zip',
      'content-disposition': `attachment; filename*=UTF-8''${encodeURIComponent(name)}.zip`,
      'cache-control': 'no-store',
    })
  }
}
