import { type ChildProcess, execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readConfig } from '#platform/config'
import { openKernel } from '../src/kernel.ts'
import { runJob } from '../src/worker.ts'
import { Visitor } from './app.ts'

/** Nothing that was acknowledged is ever lost: the built program is killed at random moments under load. */
let dataDir: string
let port: number
let server: ChildProcess | null = null
const password = 'Kill-test-2026'

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'kill-'))
  port = await freePort()
  execFileSync(
    process.execPath,
    [
      'dist/centre.js',
      'create',
      '--division',
      '340822',
      '--origin',
      `http://127.0.0.1:${port}`,
      '--person',
      '李卫东',
      '--username',
      'liweidong',
    ],
    { env: env({ ADMIN_PASSWORD: password }), stdio: ['ignore', 'ignore', 'inherit'] },
  )
})
afterAll(async () => {
  server?.kill('SIGKILL')
  await rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
})

const env = (more: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env.PATH,
  DATA_DIR: dataDir,
  PORT: String(port),
  DEMO: '0',
  LOG_LEVEL: 'silent',
  RATE_LIMIT: '0',
  ...more,
})

async function start(): Promise<void> {
  server = spawn(process.execPath, ['dist/main.js'], { env: env(), stdio: ['ignore', 'ignore', 'inherit'] })
  for (let tries = 0; tries < 150; tries++) {
    const ready = await fetch(`http://127.0.0.1:${port}/readyz`).catch(() => null)
    if (ready?.ok) return
    await new Promise(resolve => setTimeout(resolve, 100))
  }
  throw new Error('the server did not become ready')
}

const visitor = () =>
  new Visitor((path, init) => fetch(`http://127.0.0.1:${port}${path}`, init), `127.0.0.1:${port}`)

test('five times killed under load: every acknowledged post is there, and the journal is whole', async () => {
  await start()
  const director = visitor()
  expect((await director.post('/sign-in/staff', { username: 'liweidong', password })).status).toBe(303)
  const acknowledged: string[] = []
  let sent = 0
  for (let round = 0; round < 5; round++) {
    let going = true
    const work = async (): Promise<void> => {
      while (going) {
        const name = `岗位 ${round}-${sent++}`
        const answer = await director
          .post('/act/post/create', { name, duties: 'case.read', rank: '1' })
          .catch(() => null)
        if (answer?.status === 303) acknowledged.push(name)
        if (answer === null) return
      }
    }
    const before = acknowledged.length
    const workers = [work(), work(), work(), work()]
    // However slow the machine: some are acknowledged, others under way.
    while (acknowledged.length < before + 5) await new Promise(resolve => setTimeout(resolve, 10))
    await new Promise(resolve => setTimeout(resolve, Math.random() * 900))
    const ended = new Promise(resolve => server?.once('exit', resolve))
    server?.kill('SIGKILL')
    await ended
    going = false
    await Promise.all(workers)
    await start()
    await sealNow()
  }
  const kept = await namesOf(director)
  expect(acknowledged.filter(name => !kept.has(name))).toEqual([])
  const verified = execFileSync(process.execPath, ['dist/journal-verify.js'], {
    env: env(),
    encoding: 'utf8',
  })
  expect(verified).toMatch(/封存 [5-9] 次/)
  expect(verified).toContain('完整，未被改动')
}, 120_000)

/** What the clock does every ten minutes, beside the running server. */
async function sealNow(): Promise<void> {
  const kernel = await openKernel(readConfig(env()), { log: pino({ level: 'silent' }) })
  await runJob(kernel, { job: 'journal.seal', centre: 0, data: {} })
  await kernel.close()
}

async function namesOf(director: Visitor): Promise<Set<string>> {
  const names = new Set<string>()
  for (let after = ''; ; ) {
    const page = (await director.call('GET', `/api/v1/post?limit=200&after=${after}`)).json<{
      contents: Array<{ name: string }>
      next: string | null
    }>()
    for (const post of page.contents) names.add(post.name)
    if (page.next === null) break
    after = page.next
  }
  return names
}

const freePort = (): Promise<number> =>
  new Promise(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
