import { type ErrorHandler, Hono } from 'hono'
import { fileRoutes, showProblem } from '#modules/shell'
import { stranger } from '#platform/ctx'
import { notFound, signInFirst } from '#platform/errors'
import type { Env, Http, Kernel } from '#platform/http'
import { figureRoutes } from './figures.tsx'
import { oneRoutes } from './one.tsx'
import { readerOf } from './reader.ts'
import { signInRoutes } from './sign-in.tsx'

/**
 * The host of a city or province: figures over its centres, for its own readers. It answers GET and signing in and out, and
 * everything is read in the role of the region, which sees counties' figures and nothing else.
 */
export function regionApp(kernel: Kernel, failed: ErrorHandler<Env>): Hono<Env> {
  const app = new Hono<Env>()
  app.onError(failed)
  app.notFound(c => showProblem(c, notFound('这一页')))
  app.use(async (c, next) => {
    const region = await kernel.regions.byHost(new URL(c.req.url).host)
    if (!region) throw notFound('这一页')
    c.set('kernel', kernel)
    c.set('requestId', crypto.randomUUID())
    c.set('region', region)
    c.set('actor', stranger)
    c.set('session', null)
    c.set('senior', false)
    await next()
  })
  app.route('/', fileRoutes)
  app.use(recognised)
  app.route('/', signInRoutes)
  app.use(readersOnly)
  app.route('/', figureRoutes)
  app.route('/', oneRoutes)
  return app
}

const recognised = async (c: Http, next: () => Promise<void>) => {
  const reader = await readerOf(c)
  if (reader) {
    c.set('actor', reader.actor)
    c.set('session', reader.session)
  }
  await next()
}

/** Whoever has not signed in here sees where one signs in, whatever the address. */
const readersOnly = async (c: Http, next: () => Promise<void>) => {
  if (c.var.actor.kind !== 'person') throw signInFirst()
  await next()
}
