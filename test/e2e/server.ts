import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TestProject } from 'vitest/node'
import { openBrowser } from './browser.ts'

declare module 'vitest' {
  export interface ProvidedContext {
    site: string
  }
}

/** The built program as `npm start` runs it: an empty folder, the embedded database, the demonstration county. */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  // The shipped browser unpacks itself when it is first opened: here once, not in two tests at the same moment.
  await (await openBrowser()).close()
  if (process.env.SITE) {
    // While writing a test: a demonstration that is already running.
    project.provide('site', process.env.SITE)
    return
  }
  const dataDir = await mkdtemp(join(tmpdir(), 'e2e-'))
  const port = await freePort()
  const server = spawn(process.execPath, ['--enable-source-maps', 'dist/main.js'], {
    env: { PATH: process.env.PATH, DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'error' },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const site = `http://localhost:${port}`
  for (let tries = 0; ; tries++) {
    const ready = await fetch(`${site}/readyz`).catch(() => null)
    if (ready?.ok) break
    if (tries > 1_500 || server.exitCode !== null) throw new Error('the demonstration did not start')
    await new Promise(resolve => setTimeout(resolve, 200))
  }
  project.provide('site', site)
  return async () => {
    const ended = new Promise(resolve => server.once('exit', resolve))
    server.kill('SIGTERM')
    await ended
    await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

const freePort = (): Promise<number> =>
  new Promise(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
