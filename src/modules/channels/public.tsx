import { Hono } from 'hono'
import { portal } from '#modules/shell'
import { stranger } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { addressOf, cached, type Env, type Http, readIn, writeIn } from '#platform/http'
import { isId } from '#platform/ids'
import { publicationOf } from '#platform/publications'
import { isMark, type Mark } from './marks.ts'
import { WebhookGuide } from './pages/guide.tsx'
import { countReading } from './readings.ts'

/** Links that count where a reader came from, and what receivers of pushes need to know. */
export const publicRoutes = new Hono<Env>().get('/via/:code/:flow/:id', follow).get(
  '/webhooks',
  cached(async (_ctx, c) =>
    portal(c, { title: '推送接入说明', description: '接收本中心公开内容的推送' }, <WebhookGuide />),
  ),
)

/** Who only looks ahead, or is no reader: search engines, previews of messengers, scanners of mail. */
const noReader = /bot|spider|crawl|slurp|preview|scan|facebookexternalhit|curl|wget|python|java\//i

/**
 * Counts, and leads on to the page itself, which stays the same for everybody and so stays in memory. A reader is told
 * from others by the session or by address and browser, as a keyed hash of the day: fewer are counted than read where
 * people share both, and nobody is known by it.
 */
async function follow(c: Http): Promise<Response> {
  const { code = '', flow = '', id = '' } = c.req.param() as Record<string, string>
  const publication =
    isMark(code) && isId(id)
      ? await readIn(c, ctx => publicationOf({ ...ctx, actor: stranger }, flow, id))
      : null
  if (!publication) throw notFound('这条内容（可能已撤回）')
  const browser = c.req.header('user-agent') ?? ''
  const ahead = c.req.header('sec-purpose')?.includes('prefetch') ?? false
  // Of staff it is work, no reading.
  if (c.req.method === 'GET' && !ahead && !noReader.test(browser) && !c.var.actor.staffId) {
    const reader = c.var.session?.id ?? `${addressOf(c)} ${browser.slice(0, 300)}`
    await writeIn(c, ctx => countReading(ctx, publication, code as Mark, reader))
  }
  c.header('cache-control', 'no-store')
  c.header('x-robots-tag', 'noindex')
  return c.redirect(publication.href, 302)
}
