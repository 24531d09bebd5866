import { serve } from '@hono/node-server'
import { readConfig } from '#platform/config'
import { createApp } from './app.ts'
import { reloadOnSave } from './dev.ts'
import { prepareFirstUse } from './first-use.ts'
import { openKernel } from './kernel.ts'

/** Opens everything, serves it, and stops in good order when it is told to. */
export async function startServing(): Promise<void> {
  const config = readConfig(process.env)
  const kernel = await openKernel(config)
  await prepareFirstUse(kernel)
  kernel.work()
  const app = createApp(kernel)
  if (import.meta.env.DEV) reloadOnSave(app)
  const server = serve({ fetch: app.fetch, port: config.PORT, hostname: config.HOST }, ({ port }) => {
    kernel.log.info({ port }, 'serving')
  })

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    server.close()
    if ('closeIdleConnections' in server) server.closeIdleConnections()
    await kernel.close()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}
