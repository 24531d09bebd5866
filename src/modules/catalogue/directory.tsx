import { type Handler, Hono } from 'hono'
import { portal } from '#modules/shell'
import { pdf, wordDirectory } from '#platform/documents'
import type { PrintedDirectory } from '#platform/documents/directory'
import { type FeedFormat, feedText, feedTypes } from '#platform/feeds'
import { cached, type Env, pageKey } from '#platform/http'
import { begunAt, changesOf } from './changes.ts'
import { DirectoryChanges } from './pages/changes.tsx'
import { printedDirectory } from './printed.ts'
import { changesPath, directoryAlternates } from './structured.ts'

const changesPage = 40
const entriesOfFeed = 50

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'

/** The directory keeps up to date, and says so (4.4.2): its changes as a page and as feeds. */
export const directoryRoutes = new Hono<Env>()
  .get(
    changesPath,
    cached(async (ctx, c) => {
      const after = pageKey(c)
      const changes = await changesOf(ctx, after, changesPage + 1)
      const shown = changes.slice(0, changesPage)
      return portal(
        c,
        {
          title: '名录更新',
          description: '服务项目和服务商的变动',
          head: { alternates: directoryAlternates },
        },
        <DirectoryChanges
          changes={shown}
          next={changes.length > changesPage ? (shown.at(-1)?.id ?? null) : null}
          later={after !== ''}
        />,
      )
    }),
  )
  .get(`${changesPath}.atom`, feed('atom'))
  .get(`${changesPath}.rss`, feed('rss'))
  .get(`${changesPath}.json`, feed('json'))
  .get(
    '/directory.pdf',
    printed('application/pdf', directory => pdf('directory', directory)),
  )
  .get('/directory.docx', printed(wordType, wordDirectory))

/** The whole directory as a file. Typesetting takes a while, so it waits neither in a transaction nor twice. */
function printed(type: string, make: (directory: PrintedDirectory) => Promise<Buffer>): Handler<Env> {
  const file = cached(async (ctx, c) => {
    const directory = await printedDirectory(ctx)
    return async () => c.body(new Uint8Array(await make(directory)), 200, { 'content-type': type })
  })
  // Each address is kept apart: with anything after it, the same file would be made anew again and again.
  return (c, next) => (new URL(c.req.url).search ? c.redirect(c.req.path, 303) : file(c, next))
}

function feed(format: FeedFormat) {
  return cached(async (ctx, c) => {
    const { origin, name } = ctx.centre
    const changes = await changesOf(ctx, '', entriesOfFeed)
    const text = feedText(format, {
      title: `${name} 名录更新`,
      description: '服务项目的上架、更新、下架，服务商的入库、暂停、退出',
      author: name,
      home: origin + changesPath,
      self: `${origin}${changesPath}.${format}`,
      updated: changes[0]?.at ?? (await begunAt(ctx)),
      entries: changes.map(change => ({
        uuid: change.id,
        title: `${change.word}：${change.name}`,
        text: change.line,
        link: origin + (change.href ?? `${changesPath}#change-${change.id}`),
        at: change.at,
        category: change.kind === 'item' ? '服务项目' : '服务商',
      })),
    })
    return c.body(text, 200, { 'content-type': `${feedTypes[format]}; charset=utf-8` })
  })
}
