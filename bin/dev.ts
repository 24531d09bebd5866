// `npm run dev`: builds on every save, starts the server anew, and lets the browser load the page again. The embedded
// database stays open here, so that a restart takes a moment only.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { rm } from 'node:fs/promises'
import { build, type Rolldown } from 'vite'
import { readConfig } from '../src/platform/config.ts'
import { openEmbedded } from '../src/platform/embedded.ts'
import { bundles, copyDocuments } from './bundles.ts'

process.env.NODE_ENV = 'development'
await rm('dist', { recursive: true, force: true })
const config = readConfig(process.env)
const embedded = config.embedded ? await openEmbedded({ dataDir: config.dataDir }) : null
let server: ChildProcess | null = null
let soon: NodeJS.Timeout | undefined
let started = Promise.resolve()

const built = await Promise.all((await bundles('development')).map(watch))
for (const watcher of built) watcher.on('event', ({ code }) => void (code === 'END' && restart()))
restart()

/** Resolves once the first build is done; builds again on every save. */
async function watch(config: Parameters<typeof build>[0] & object): Promise<Rolldown.RolldownWatcher> {
  const watcher = (await build({
    ...config,
    build: { ...config.build, watch: {}, emptyOutDir: false },
  })) as Rolldown.RolldownWatcher
  await new Promise<void>(done => watcher.on('event', ({ code }) => void (code === 'END' && done())))
  return watcher
}

/** Client and server often end their builds together; one restart is enough for both. */
function restart(): void {
  clearTimeout(soon)
  soon = setTimeout(() => {
    started = started.then(startAnew)
  }, 150)
}

async function startAnew(): Promise<void> {
  await copyDocuments()
  if (server && server.exitCode === null) {
    const ended = once(server, 'exit')
    server.kill('SIGTERM')
    await ended
  }
  server = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], { stdio: 'inherit' })
}

async function stop(): Promise<void> {
  for (const watcher of built) await watcher.close()
  server?.kill('SIGTERM')
  await embedded?.close()
  process.exit(0)
}
process.on('SIGINT', stop)
process.on('SIGTERM', stop)
