import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Hono } from 'hono'
import { setCookie } from 'hono/cookie'
import { notFound } from '#platform/errors'
import { type Env, localPath } from '#platform/http'
import { root } from '#platform/migrations'

const types: Record<string, string> = {
  js: 'text/javascript',
  css: 'text/css',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2',
  ico: 'image/x-icon',
}

/** The browser's files, and the switch of 关怀版. */
export const shellRoutes = new Hono<Env>()
  .get('/assets/:name', async c => {
    const name = c.req.param('name')
    const type = types[name.split('.').at(-1) ?? '']
    if (!type || !/^[\w.-]+$/.test(name)) throw notFound()
    const body = await readFile(join(root, 'dist/client/assets', name)).catch(() => null)
    if (!body) throw notFound()
    return c.body(new Uint8Array(body), 200, {
      'content-type': `${type}; charset=utf-8`,
      'cache-control': 'public, max-age=31536000, immutable',
    })
  })
  .post('/senior', async c => {
    const form = await c.req.formData()
    setCookie(c, 'senior', c.var.senior ? '0' : '1', { path: '/', maxAge: 31_536_000, sameSite: 'Lax' })
    return c.redirect(localPath(String(form.get('back') ?? '')) ?? '/', 303)
  })
