import { createServer, type Server } from 'node:http'
import { readConfig } from '#platform/config'
import { createApp } from './app.ts'
import { reloadOnSave } from './dev.ts'
import { prepareFirstUse } from './first-use.ts'
import { listenerOf } from './front.ts'
import { openKernel } from './kernel.ts'

/** Opens everything, serves it, and stops in good order when it is told to. */
export async function startServing(): Promise<void> {
  const config = readConfig(process.env)
  const kernel = await openKernel(config)
  await prepareFirstUse(kernel)
  const app = createApp(kernel)
  if (import.meta.env.DEV) reloadOnSave(app)
  const server = createServer(listenerOf(kernel, app.fetch))
  server.listen(config.PORT, config.HOST, () => kernel.log.info({ port: config.PORT }, 'serving'))
  server.on('error', (error: NodeJS.ErrnoException) => {
    const taken = error.code === 'EADDRINUSE'
    console.error(taken ? `端口 ${config.PORT} 已被占用。换一个：PORT=3001 npm start` : error.message)
    process.exit(1)
  })
  kernel.work()

  let stopping = false
  const stop = async () => {
    if (stopping) return
    stopping = true
    await drained(server)
    await kernel.close()
    process.exit(0)
  }
  process.on('SIGINT', stop)
  process.on('SIGTERM', stop)
}

/** Requests under way are answered, for some seconds at most; no new ones are taken. */
async function drained(server: Server): Promise<void> {
  const closed = new Promise(done => server.close(done))
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), 5_000)
  await closed
  clearTimeout(late)
}
