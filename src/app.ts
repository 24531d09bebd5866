import { randomUUID } from 'node:crypto'
import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { getCookie } from 'hono/cookie'
import { firstThing } from '#modules/identity'
import { showProblem } from '#modules/shell'
import { stranger } from '#platform/ctx'
import { forbidden, Problem, tooMany } from '#platform/errors'
import { securityHeaders } from '#platform/headers'
import { health } from '#platform/health'
import {
  addressOf,
  brakesItself,
  type Env,
  type Http,
  isForMachines,
  isSecure,
  type Kernel,
} from '#platform/http'
import { type RateLimit, rateLimit } from '#platform/rate-limit'
import { resolveActor, resolveKey } from '#platform/session'
import { mount } from './modules.ts'
import { regionApp } from './region/app.tsx'

/** The whole program as one function of requests: what `main` serves and every test enters by. */
export function createApp(kernel: Kernel): Hono<Env> {
  const app = new Hono<Env>()
  app.onError((error, c) => failed(error, c))
  app.notFound(c => showProblem(c, new Problem(404, '没有找到', '您访问的页面不存在，可能已移动或删除。')))

  app.use(async (c, next) => {
    c.set('kernel', kernel)
    c.set('requestId', randomUUID())
    c.set('actor', stranger)
    c.set('session', null)
    c.set('senior', getCookie(c, 'senior') === '1')
    await next()
  })
  app.use(logged)
  app.use(secured)
  app.use(readable)
  health(app)
  app.use(addressed)
  app.use(
    bodyLimit({
      maxSize: 60 * 1024 * 1024,
      onError: c =>
        showProblem(c as Http, new Problem(413, '文件太大', '一次上传的内容合计不能超过 60 MB。')),
    }),
  )
  app.use(fromHere)
  app.use(ofRegion(regionApp(kernel, failed)))
  app.use(recognised)
  app.use(braked(rateLimit(kernel.config.RATE_LIMIT)))
  mount(app)
  return app
}

/** No text holds a NUL, and the database refuses it. */
const readable = async (c: Http, next: () => Promise<void>) => {
  if (/%00/.test(c.req.url)) throw new Problem(400, '网址有误', '网址里有无法识别的字符，请核对后再访问。')
  await next()
}

/** Each centre answers on its own host; an unknown host is sent away, except where one demonstration serves all. */
const addressed = async (c: Http, next: () => Promise<void>) => {
  const { centres, regions } = c.var.kernel
  const { host } = new URL(c.req.url)
  const own = await centres.byHost(host)
  const region = own ? null : await regions.byHost(host)
  if (region) {
    c.set('region', region)
    return next()
  }
  const centre = own ?? (await fallback(c))
  if (!centre && (await centres.all()).length === 0) {
    if (/^\/(setup|assets\/|icon)/.test(c.req.path)) return next()
    throw new Problem(503, '平台尚未启用', '这里还没有服务中心。请管理员打开程序启动时打印的网址完成设置。')
  }
  if (!centre) throw new Problem(421, '网址不对', '这个网址没有对应的服务中心，请核对后再访问。')
  c.set('centre', centre)
  await next()
}

/** At the host of a city or province nothing of the centres is answered: it has pages of its own, which only read. */
const ofRegion =
  (region: Hono<Env>): MiddlewareHandler<Env> =>
  (c, next) =>
    c.var.region ? Promise.resolve(region.fetch(c.req.raw, c.env)) : next()

async function fallback(c: Http) {
  const first = await c.var.kernel.centres.first()
  return first?.demo ? first : null
}

/** A write must come from a page of this site (and so does not come from another site's form). */
const fromHere = async (c: Http, next: () => Promise<void>) => {
  if (!['GET', 'HEAD', 'OPTIONS'].includes(c.req.method)) {
    const site = c.req.header('sec-fetch-site')
    const origin = c.req.header('origin')
    const here = origin
      ? URL.canParse(origin) && new URL(origin).host === new URL(c.req.url).host
      : site === undefined || site === 'same-origin' || site === 'none'
    if (!here) throw new Problem(403, '请求被拒绝', '这个请求来自其他网站，为安全起见没有办理。')
  }
  await next()
}

/** Finds out who asks. Done before any transaction opens: the embedded database has one at a time. */
const recognised = async (c: Http, next: () => Promise<void>): Promise<Response | undefined> => {
  // Before there is a centre nobody is known, whatever cookie an earlier installation left in the browser.
  const known = c.var.centre ? await resolveActor(c) : null
  if (known) {
    c.set('actor', known.actor)
    c.set('session', known.session)
    const first = firstThing(c)
    if (first && c.req.path.startsWith('/api/'))
      throw forbidden('请先在网页上登录，办完要求的事（更换初始密码、两步验证、同意个人信息保护告知）。')
    if (first) return c.redirect(first, 303)
  } else if (c.req.path.startsWith('/api/')) {
    const machine = await resolveKey(c)
    if (machine) c.set('actor', machine)
  }
  await next()
}

/** Writes, and the interface of machines, are counted by person or, for strangers, by address. */
const braked = (limit: RateLimit) => async (c: Http, next: () => Promise<void>) => {
  const writes = !['GET', 'HEAD', 'OPTIONS'].includes(c.req.method) && !brakesItself(c.req.path)
  const counted = writes || isForMachines(c.req.path)
  if (counted && !limit.allows(c.var.actor.identityId ?? addressOf(c)))
    throw tooMany('一分钟内的操作太多了，请稍等片刻再试。')
  await next()
}

const secured = async (c: Http, next: () => Promise<void>) => {
  await next()
  for (const [name, value] of securityHeaders(isSecure(c)))
    if (!c.res.headers.has(name)) c.res.headers.set(name, value)
}

const logged = async (c: Http, next: () => Promise<void>) => {
  const began = performance.now()
  await next()
  const { log, metrics } = c.var.kernel
  const ms = performance.now() - began
  metrics.answered(c.req.method, c.res.status, ms)
  log.info(
    {
      request: c.var.requestId,
      method: c.req.method,
      // What opens a rating, a follow-up or a survey is a key: it stands in no log.
      path: c.req.path.replace(/^\/([rfs])\/[^/]+/, '/$1/*'),
      status: c.res.status,
      ms: Math.round(ms),
      centre: c.var.centre?.id,
    },
    'request',
  )
}

function failed(error: Error, c: Http): Response | Promise<Response> {
  if (error instanceof Problem) return showProblem(c, error)
  const { log } = c.var.kernel
  if (isUnreachable(error)) {
    log.error({ request: c.var.requestId, error: error.message }, 'the database cannot be reached')
    return showProblem(
      c,
      new Problem(
        503,
        '系统暂时无法办理',
        '数据库正在恢复，请一两分钟后刷新。您刚才提交的内容没有保存，请稍后再提交一次。',
      ),
    )
  }
  log.error({ request: c.var.requestId, error: error.stack }, 'a request failed')
  return showProblem(
    c,
    new Problem(
      500,
      '系统出了点问题',
      '这次没有办成，内容没有保存。请稍后再试；如果一直这样，请把下面的编号告诉我们。',
    ),
  )
}

/** Failures of pg that pass, by code or message: refused, reset, ended, waited too long, shutting down, just migrated. */
const isUnreachable = (error: Error & { code?: string }): boolean =>
  [
    'ECONNREFUSED',
    'ECONNRESET',
    'ENOENT',
    'EPIPE',
    '57P01',
    '57P02',
    '57P03',
    '53300',
    '0A000',
    '08006',
    '08001',
    '08003',
  ].includes(error.code ?? '') ||
  /timeout exceeded when trying to connect|Connection terminated|terminating connection|not queryable/.test(
    error.message,
  )
