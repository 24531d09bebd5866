import type { Hono } from 'hono'
import type { Env } from './http.ts'

/**
 * `/healthz` (the process is alive), `/readyz` (it can serve: the database answers) and `/metrics`, for whoever
 * shows METRICS_TOKEN.
 */
export function health(app: Hono<Env>): void {
  app.get('/healthz', c => c.text('ok'))
  app.get('/readyz', async c => {
    const ready = await c.var.kernel.database.pool.query('select 1').then(
      () => true,
      () => false,
    )
    return ready ? c.text('ready') : c.text('the database does not answer', 503)
  })
  app.get('/metrics', async c => {
    const { config, metrics } = c.var.kernel
    if (!config.METRICS_TOKEN || c.req.header('authorization') !== `Bearer ${config.METRICS_TOKEN}`)
      return c.text('METRICS_TOKEN is required', 403)
    return c.text(await metrics.text(), 200, { 'content-type': metrics.contentType })
  })
}
