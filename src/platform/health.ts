import type { Hono } from 'hono'
import { collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Env } from './http.ts'

/**
 * `/healthz` (the process is alive), `/readyz` (it can serve: the database answers) and `/metrics`, for whoever
 * shows METRICS_TOKEN.
 */
export function health(app: Hono<Env>): void {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const requests = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Duration of requests by method and status',
    labelNames: ['method', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
    registers: [registry],
  })

  app.get('/healthz', c => c.text('ok'))
  app.get('/readyz', async c => {
    const ready = await c.var.kernel.database.pool.query('select 1').then(
      () => true,
      () => false,
    )
    return ready ? c.text('ready') : c.text('the database does not answer', 503)
  })
  app.get('/metrics', async c => {
    const { METRICS_TOKEN } = c.var.kernel.config
    if (!METRICS_TOKEN || c.req.header('authorization') !== `Bearer ${METRICS_TOKEN}`)
      return c.text('METRICS_TOKEN is required', 403)
    return c.text(await registry.metrics(), 200, { 'content-type': registry.contentType })
  })
  app.use(async (c, next) => {
    const end = requests.startTimer({ method: c.req.method })
    await next()
    end({ status: String(c.res.status) })
  })
}
