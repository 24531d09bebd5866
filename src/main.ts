import { serve } from '@hono/node-server'
import { readConfig } from '#platform/config'
import { createApp } from './app.ts'
import { openKernel } from './kernel.ts'
import { prepareFirstUse } from './first-use.ts'

/** Starts the server: what `npm start` runs. */
async function main(): Promise<void> {
  const config = readConfig(process.env)
  const kernel = await openKernel(config)
  await prepareFirstUse(kernel)
  const app = createApp(kernel)
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
  console.error(error.message)
  process.exit(1)
})
