import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Handler } from 'hono'
import type { Logger } from 'pino'
import type { Auth } from './auth.ts'
import type { Page, PageCache } from './cache.ts'
import type { Centres } from './centres.ts'
import type { Config } from './config.ts'
import type { Actor, Centre, Ctx } from './ctx.ts'
import type { Database } from './db.ts'
import { forbidden, signInFirst } from './errors.ts'
import type { Outside } from './outside.ts'

/** What `createApp` is made of; every request carries it. */
export interface Kernel {
  config: Config
  database: Database
  centres: Centres
  pages: PageCache
  auth: Auth
  outside: Outside
  log: Logger
}

export interface Session {
  id: string
  /** Staff who must still change their first password may do nothing else. */
  mustChangePassword: boolean
}

export interface Variables {
  kernel: Kernel
  centre: Centre
  actor: Actor
  session: Session | null
  requestId: string
  senior: boolean
}
export type Env = { Variables: Variables }
export type Http = Context<Env>

/** A page or document: one read-only transaction of the request's centre. */
export const reading =
  (handler: (ctx: Ctx, c: Http) => Promise<Response>): Handler<Env> =>
  c =>
    readIn(c, ctx => handler(ctx, c))

/** A change: one transaction that commits when the handler returns and rolls back when it throws. */
export const writing =
  (handler: (ctx: Ctx, c: Http) => Promise<Response>): Handler<Env> =>
  c =>
    writeIn(c, ctx => handler(ctx, c))

export const readIn = <T>(c: Http, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  c.var.kernel.database.read({ centre: c.var.centre.id }, db => work(ctxOf(c, db)))

export const writeIn = <T>(c: Http, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  c.var.kernel.database.write({ centre: c.var.centre.id }, db => work(ctxOf(c, db)))

const ctxOf = (c: Http, db: Ctx['db']): Ctx => ({
  db,
  centre: c.var.centre,
  actor: c.var.actor,
  now: c.var.kernel.outside.now(),
  log: c.var.kernel.log,
})

/** Pages of one's own: a stranger is asked to sign in and then comes back. */
export const signedIn =
  (handler: (ctx: Ctx, c: Http) => Promise<Response>): Handler<Env> =>
  async c => {
    if (c.var.actor.kind !== 'person') throw signInFirst()
    return readIn(c, ctx => handler(ctx, c))
  }

/** Pages of the workbench: for staff of this centre. */
export const atDesk =
  (handler: (ctx: Ctx, c: Http) => Promise<Response>): Handler<Env> =>
  async c => {
    requireStaff(c)
    return readIn(c, ctx => handler(ctx, c))
  }

export function requireStaff(c: Http): void {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  if (!c.var.actor.staffId) throw forbidden('工作台供中心工作人员使用。')
}

/** A public page: rendered once per publication state, the same for everyone, served from memory. */
export const cached =
  (handler: (ctx: Ctx, c: Http) => Promise<Response>): Handler<Env> =>
  async c => {
    const { kernel, centre, senior } = c.var
    const url = new URL(c.req.url)
    const key = `${senior ? 'senior' : 'plain'} ${url.host} ${url.pathname}${url.search}`
    const page = await kernel.pages.page(centre.id, key, async () => readIn(c, ctx => handler(ctx, c)))
    c.header('cache-control', 'no-cache')
    c.header('vary', 'cookie, accept-encoding')
    return sendPage(c, page)
  }

/** Answers with a page that is kept in memory: not at all where the browser has it, compressed where it can. */
export function sendPage(c: Http, page: Page): Response {
  c.header('etag', page.etag)
  if (c.req.header('if-none-match') === page.etag) return c.body(null, 304)
  const accepted = c.req.header('accept-encoding') ?? ''
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
  if (encoding) c.header('content-encoding', encoding)
  c.header('content-type', page.type)
  const body = encoding === 'br' ? page.brotli : encoding === 'gzip' ? page.gzip : page.body
  return c.body(new Uint8Array(body), page.status as 200)
}

/** A path of this site that a form may send people back to; anything else is refused. */
export const localPath = (text: string | undefined): string | null =>
  text && /^\/(?![/\\])[^\s]*$/.test(text) ? text : null

/** The address of the client, from the socket or, behind a trusted proxy, from its header. */
export function addressOf(c: Http): string {
  const forwarded = c.var.kernel.config.TRUST_PROXY
    ? c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
    : undefined
  if (forwarded) return forwarded
  try {
    return getConnInfo(c).remote.address ?? 'unknown'
  } catch {
    return 'local'
  }
}
