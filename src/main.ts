import { serve } from '@hono/node-server'
import { readConfig } from '#platform/config'
import { createApp } from './app.ts'
import { reloadOnSave } from './dev.ts'
import { prepareFirstUse } from './first-use.ts'
import { openKernel } from './kernel.ts'

/** Starts the server: what `npm start` runs. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const kernel = await openKernel(config)
  await prepareFirstUse(kernel)
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

main().catch((error: Error) => {
  // A wrong configuration is said in its own words; anything else with where it came from.
  console.error(error.message.startsWith('配置有误') ? error.message : error.stack)
  process.exit(1)
})
