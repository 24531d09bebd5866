import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { makePage, type Page } from '#platform/cache'
import { notFound } from '#platform/errors'
import { type Env, localPath, sendPage } from '#platform/http'
import { root } from '#platform/migrations'

const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  ico: 'image/x-icon',
}

/** The browser's files. */
export const fileRoutes = new Hono<Env>()
  .get('/assets/:name', async c => {
    const page = await builtFile('assets', c.req.param('name'))
    c.header('cache-control', 'public, max-age=31536000, immutable')
    c.header('vary', 'accept-encoding')
    return sendPage(c, page)
  })
  .get('/icon.svg', async c => {
    const page = await builtFile('.', 'icon.svg')
    c.header('cache-control', 'public, max-age=86400')
    return sendPage(c, page)
  })

/** The browser's files, and the switch of 关怀版. */
export const shellRoutes = new Hono<Env>().route('/', fileRoutes).post('/senior', async c => {
  setCookie(c, 'senior', c.var.senior ? '0' : '1', { path: '/', maxAge: 31_536_000, sameSite: 'Lax' })
  const from = URL.parse(c.req.header('referer') ?? '')
  return c.redirect(localPath(from ? from.pathname + from.search : undefined) ?? '/', 303)
})

const built = new Map<string, Promise<Page>>()

/** A file of the build, read and compressed once; its name carries its content's hash. */
function builtFile(folder: string, name: string): Promise<Page> {
  const type = types[name.split('.').at(-1) ?? '']
  if (!type || !/^[\w.-]+$/.test(name)) throw notFound()
  const path = join(root, 'dist/client', folder, name)
  let page = built.get(path)
  if (!page) {
    page = readFile(path).then(
      body => makePage(new Response(body, { headers: { 'content-type': `${type}; charset=utf-8` } })),
      () => {
        throw notFound()
      },
    )
    page.catch(() => built.delete(path))
    built.set(path, page)
  }
  return page
}
