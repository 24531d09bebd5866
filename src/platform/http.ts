import { getConnInfo } from '@hono/node-server/conninfo'
import type { Context, Handler, MiddlewareHandler } from 'hono'
import type { Logger } from 'pino'
import type { AccessLog } from './access-log.ts'
import type { Auth } from './auth.ts'
import type { Page, PageCache } from './cache.ts'
import type { Centres } from './centres.ts'
import type { Config } from './config.ts'
import { type Actor, type Centre, type Ctx, stranger } from './ctx.ts'
import type { Database } from './db.ts'
import { forbidden, Problem, signInFirst } from './errors.ts'
import { isId } from './ids.ts'
import type { Metrics } from './metrics.ts'
import type { Outside } from './outside.ts'
import type { Region, Regions } from './regions.ts'
import { type Duty, holds, isOpenToOutsider, isOutsider } from './who.ts'

/** What `createApp` is made of; every request carries it. */
export interface Kernel {
  config: Config
  database: Database
  centres: Centres
  regions: Regions
  pages: PageCache
  looks: AccessLog
  metrics: Metrics
  auth: Auth
  outside: Outside
  log: Logger
}

export interface Session {
  id: string
  /** Staff who must still change their first password may do nothing else. */
  mustChangePassword: boolean
  /** Whether the person's sign-in asks for a second factor. */
  secondFactor: boolean
  /** Version of the privacy notice that the person agreed to last. */
  consented: string | null
}

export interface Variables {
  kernel: Kernel
  centre: Centre
  /** Set at the host of a city or province, where there is no centre. */
  region?: Region
  actor: Actor
  session: Session | null
  requestId: string
  senior: boolean
}
export type Env = { Variables: Variables }
export type Http = Context<Env>

/** An answer, or what makes it once the transaction is over: drawing and typesetting are slow. */
export type Answer = Response | (() => Response | Promise<Response>)
type Show = (ctx: Ctx, c: Http) => Promise<Answer>

const shown = async (c: Http, show: Show): Promise<Response> => {
  const made = await readIn(c, ctx => show(ctx, c))
  return typeof made === 'function' ? made() : made
}

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

/** Notes that this person looked at a page, file or number that is somebody's. */
export const noteLook = (c: Http, what: string, recordId: string): void =>
  c.var.kernel.looks.note({
    centreId: c.var.centre.id,
    at: c.var.kernel.outside.now(),
    identityId: c.var.actor.identityId,
    staffId: c.var.actor.staffId,
    what,
    recordId,
  })

/** Pages of one's own, in one read-only transaction: a stranger is asked to sign in and then comes back. */
export const signedIn =
  (show: Show): Handler<Env> =>
  c => {
    if (c.var.actor.kind !== 'person') throw signInFirst()
    return shown(c, show)
  }

/** Pages of the workbench: for staff of this centre and, where duties are named, for those who hold one of them. */
export const atDesk =
  (show: Show, ...duties: readonly Duty[]): Handler<Env> =>
  c => {
    requireStaff(c, ...duties)
    return shown(c, show)
  }

export function requireStaff(c: Http, ...duties: readonly Duty[]): void {
  const { actor } = c.var
  if (actor.kind !== 'person') throw signInFirst()
  if (!actor.staffId) throw forbidden('工作台供中心工作人员使用。')
  if (duties.length > 0 && !holds(actor, ...duties))
    throw forbidden(`这一页供负责「${duties.map(duty => duty.label).join('」「')}」的人员使用。`)
  if (isOutsider(actor) && !isOpenToOutsider(actor, c.req.path))
    throw forbidden('这一页供中心和主管部门的人员使用，外部专家和评价人员只看与自己工作有关的页面。')
}

/** Whether the site is reached over TLS, here or at the proxy before it. */
export const isSecure = (c: Http): boolean =>
  new URL(c.req.url).protocol === 'https:' ||
  ((c.var.centre ?? c.var.region)?.origin.startsWith('https:') ?? false)

/** A public page or file: made once per publication state, the same for everyone, served from memory. */
export const cached =
  (show: Show): Handler<Env> =>
  async c => {
    const { kernel, centre, senior } = c.var
    const url = new URL(c.req.url)
    const key = `${senior ? 'senior' : 'plain'} ${url.host} ${url.pathname}${url.search}`
    const secure = isSecure(c)
    // Whoever asks first: the page is kept for everyone, so it is made for a stranger.
    const render = () => shown(c, ctx => show({ ...ctx, actor: stranger }, c))
    const page = await kernel.pages.page({ centreId: centre.id, key, secure }, render)
    c.header('cache-control', 'no-cache')
    c.header('vary', varies)
    return sendPage(c, page)
  }

/** What the answer under a public address depends on. */
export const varies = 'cookie, accept, accept-encoding'

/** Whether somebody wants an address as linked data; a browser never does. */
export const asksLinkedData = (accept: string | undefined): boolean =>
  accept?.includes('application/ld+json') === true

/** A page that is there as linked data too, at its address with `.jsonld` (which a later module answers). */
export const alsoLinked =
  (show: Handler<Env>): MiddlewareHandler<Env> =>
  async (c, next) => {
    if (c.req.path.endsWith('.jsonld')) return next()
    if (!asksLinkedData(c.req.header('accept'))) return show(c, next)
    c.header('vary', varies)
    return c.redirect(`${c.req.path}.jsonld`, 303)
  }

/** Addresses that programs read: mistakes are told as problem documents, and requests are counted. */
export const isForMachines = (path: string): boolean =>
  /^\/(?:api|hsds|contexts|credentials)(?:\/|$)|\.jsonld$/.test(path)

/**
 * Addresses that keep count of tries themselves: a hall of hundreds sends from one address within a minute, and what is
 * to be braked there is who guesses, not who signs in.
 */
const ownBrakes: string[] = []
export const countsTries = (prefix: string): number => ownBrakes.push(prefix)
export const brakesItself = (path: string): boolean => ownBrakes.some(prefix => path.startsWith(prefix))

/** Every site may read what stands under these addresses: it is public, and the same for everyone. */
export const openToAll: MiddlewareHandler<Env> = async (c, next) => {
  c.header('access-control-allow-origin', '*')
  c.header('cross-origin-resource-policy', 'cross-origin')
  if (c.req.method !== 'OPTIONS') return next()
  c.header('access-control-allow-methods', 'GET, HEAD')
  c.header('access-control-allow-headers', 'accept, if-none-match')
  c.header('access-control-max-age', '86400')
  return c.body(null, 204)
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

/** The form that was sent; 400 where it is none, or broken. */
export async function sentForm(c: Http): Promise<FormData> {
  const form = await c.req.formData().catch(() => null)
  const readable = form && [...form].flat().every(part => part instanceof File || isText(part))
  if (!readable) throw new Problem(400, '内容无法读取', '表单没有完整送达，请返回上一页重新提交。')
  return form
}

/** What the database can keep: it refuses NUL and halves of characters, and nobody types them. */
export const isText = (text: string): boolean => !text.includes('\0') && text.isWellFormed()

/** The key that a list goes on from (`?after=`), or '' where there is none or it is no id. */
export const pageKey = (c: Http): string => {
  const after = c.req.query('after') ?? ''
  return isId(after) ? after : ''
}

/** The page of a list that is not paged by key (`?page=`), from 1; lists end at page 50. */
export const pageNumber = (c: Http): number => {
  const page = Number(c.req.query('page'))
  return Number.isInteger(page) && page >= 1 && page <= 50 ? page : 1
}

/** A path of this site that a form may send people back to; anything else is refused. */
export const localPath = (text: string | undefined): string | null =>
  text && /^\/(?![/\\])[^\s]*$/.test(text) ? text : null

/** The page of this site that one came from, or null. */
export function cameFrom(c: Http): string | null {
  const from = c.req.header('referer') ?? ''
  const page = URL.canParse(from) ? new URL(from) : null
  return page?.host === new URL(c.req.url).host ? page.pathname + page.search : null
}

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
