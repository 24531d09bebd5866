import { Hono } from 'hono'
import { stream } from 'hono/streaming'
import type { Ctx } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { fileToRead } from '#platform/files'
import { type Env, type Http, noteLook, readIn } from '#platform/http'
import { thumbnail } from '#platform/media'
import { find } from '#platform/perform'
import { workflows } from '#platform/workflow'

/** A file is read by whoever may see the record it belongs to; looking at it is logged. */
export const fileRoutes = new Hono<Env>()
  .get('/files/:id', c => send(c))
  .get('/files/:id/preview', c => preview(c))

/** Shown in the browser; everything else is downloaded, so that no upload ever runs as a page. */
const shownInline = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'application/pdf'])

const send = async (c: Http): Promise<Response> => sendStored(c, await allowed(c))

/** A file's content to whoever has been allowed to read it; nothing in it runs. */
export async function sendStored(
  c: Http,
  row: { sha256: string; name: string; media_type: string; size: number },
): Promise<Response> {
  const { store } = c.var.kernel.outside
  if (!(await store.has(row.sha256))) throw notFound('这个文件的内容')
  c.header('content-type', row.media_type)
  c.header('content-length', String(row.size))
  c.header(
    'content-disposition',
    `${shownInline.has(row.media_type) ? 'inline' : 'attachment'}; filename*=UTF-8''${encodeURIComponent(row.name)}`,
  )
  c.header('cache-control', 'private, no-store')
  // A browser's own PDF viewer does not start inside a sandbox; scripts are off for it all the same.
  const sandbox = row.media_type === 'application/pdf' ? "object-src 'self'" : 'sandbox'
  c.header('content-security-policy', `default-src 'none'; style-src 'unsafe-inline'; ${sandbox}`)
  return stream(c, async out => {
    for await (const chunk of store.read(row.sha256)) await out.write(chunk)
  })
}

async function preview(c: Http): Promise<Response> {
  const row = await allowed(c)
  if (!row.media_type.startsWith('image/')) throw notFound('这个文件的预览')
  const parts: Buffer[] = []
  for await (const chunk of c.var.kernel.outside.store.read(row.sha256)) parts.push(chunk)
  const small = await thumbnail(Buffer.concat(parts), c.req.query('size') === 'large' ? 1_200 : 480)
  return c.body(new Uint8Array(small), 200, {
    'content-type': 'image/webp',
    'cache-control': 'private, max-age=3600',
  })
}

async function allowed(c: Http) {
  const row = await readIn(c, ctx => fileToRead(ctx, c.req.param('id') ?? '', file => visible(ctx, file)))
  if (!row.public && row.uploaded_by !== c.var.actor.identityId) noteLook(c, '查看文件', row.record_id)
  return row
}

async function visible(
  ctx: Ctx,
  { id, subject, record_id, field }: { id: string; subject: string; record_id: string; field: string },
): Promise<boolean> {
  const flow = workflows.get(subject)
  if (!flow) return false
  const seen = await find(ctx, flow, record_id).then(
    () => true,
    () => false,
  )
  if (seen) return (await flow.hidesFile?.(ctx, record_id, id)) !== true
  return (await flow.opensFile?.(ctx, record_id, field)) === true
}
