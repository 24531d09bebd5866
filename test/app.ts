import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pino } from 'pino'
import { inject } from 'vitest'
import { makePasswordsCheap } from '#platform/auth/password'
import type { MailMore } from '#platform/channels/mail'
import { readConfig } from '#platform/config'
import { openEmbedded } from '#platform/embedded'
import { openQueue } from '#platform/jobs'
import { createApp } from '../src/app.ts'
import { type Opened, openKernel } from '../src/kernel.ts'
import { runJob, runJobs } from '../src/worker.ts'
import { beginning, type Prepared, testSecret } from './furnished.ts'
import { Visitor } from './visitor.ts'

export { type Answer, Visitor } from './visitor.ts'

/** The application as tests enter it: by requests, on a real database, with a clock and channels of their own. */
export interface TestApp {
  kernel: Opened
  /** Every address that the application answers, as 'GET /desk'. */
  routes: string[]
  /** Sends a request as a browser would; cookies are the visitor's. */
  visitor(host: string): Visitor
  /** The web outside: what does not open there, and what was asked for. */
  web: { broken: Map<string, string>; asked: string[] }
  /** Runs every waiting job. */
  runJobs(): Promise<void>
  /** Runs one job of the timetable now, e.g. 'clock.tick'. */
  runClock(job: string): Promise<void>
  /** The time that the application sees, from `beginning` on. */
  clock: { now: Date; addDays(days: number): void }
  /** 1, 2, 3 …: tells the centres of this application apart, their hosts and their people. */
  nextCentre(kind: 'demonstration' | 'real'): number
  /** The centre that the database came with, to whoever asks first. */
  takeFurnished(): Prepared | null
  /** The database goes away at once, with every connection; it comes back by itself. */
  loseDatabase(): Promise<void>
  /** What left the house. */
  sent: {
    sms: Array<{ phone: string; body: string }>
    mail: Array<{ to: string; subject: string; text: string } & MailMore>
  }
}

let opened: Promise<{ app: TestApp; close(): Promise<void> }> | null = null

/**
 * One application per test file, on a database of its own; `test/close.ts` closes it after the file. There is a furnished
 * centre in it for the first `newCentre`, unless `from` is 'bare'.
 */
export async function testApp(from: 'furnished' | 'bare' = 'furnished'): Promise<TestApp> {
  opened ??= open(from)
  return (await opened).app
}

export async function closeTestApp(): Promise<void> {
  const last = opened
  opened = null
  await (await last)?.close()
}

async function open(from: 'furnished' | 'bare'): Promise<{ app: TestApp; close(): Promise<void> }> {
  makePasswordsCheap()
  const dataDir = await mkdtemp(join(tmpdir(), 'centre-'))
  const database = await databaseFor(dataDir, from)
  const clock = {
    now: beginning,
    addDays(days: number) {
      this.now = new Date(this.now.getTime() + days * 86_400_000)
    },
  }
  const sent: TestApp['sent'] = { sms: [], mail: [] }
  const web: TestApp['web'] = { broken: new Map(), asked: [] }
  const config = readConfig({
    DATA_DIR: dataDir,
    SECRET: testSecret,
    DEMO: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
    ...database.env,
  })
  const kernel = await openKernel(config, {
    log: pino({ level: process.env.TEST_LOG ?? 'error' }),
    outside: {
      now: () => clock.now,
      sms: async (phone, _template, _variables, body) => {
        sent.sms.push({ phone, body })
      },
      mail: async (to, subject, text, more) => {
        sent.mail.push({ to, subject, text, ...more })
      },
      probe: async url => {
        web.asked.push(url)
        const finding = web.broken.get(url)
        return finding ? { ok: false, finding } : { ok: true }
      },
    },
  })
  const queue = await openQueue(kernel.database.pool, { works: false })
  const app = createApp(kernel)
  const close = async () => {
    await queue.stop({ graceful: false })
    await kernel.close()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
  }
  const centres = { demonstration: from === 'furnished' ? 1 : 0, real: 0 }
  let furnished: Prepared | null = from === 'furnished' ? inject('prepared') : null
  const entered: TestApp = {
    kernel,
    clock,
    sent,
    web,
    routes: app.routes.filter(route => route.method !== 'ALL').map(route => `${route.method} ${route.path}`),
    visitor: host =>
      new Visitor((path, init) => Promise.resolve(app.request(`http://${host}${path}`, init)), host),
    runJobs: async () => {
      await runJobs(kernel, queue)
    },
    nextCentre: kind => {
      centres[kind]++
      return centres[kind]
    },
    takeFurnished: () => {
      const given = furnished
      furnished = null
      return given
    },
    loseDatabase: database.lose,
    runClock: job => runJob(kernel, { job, centre: 0, data: {} }),
  }
  return { app: entered, close }
}

interface TestDatabase {
  env: Record<string, string>
  lose(): Promise<void>
  drop(): Promise<void>
}

/** A clone of the migrated template on the test run's PostgreSQL, or of the embedded one in the data folder. */
async function databaseFor(dataDir: string, from: 'furnished' | 'bare'): Promise<TestDatabase> {
  const template = inject('database')
  if (!template) {
    await cp(inject('folder')?.[from] as string, dataDir, { recursive: true })
    const embedded = await openEmbedded({ dataDir })
    return { env: {}, lose: async () => embedded.kill(), drop: embedded.close }
  }
  const { cloneDatabase } = await import('./database.ts')
  const clone = await cloneDatabase(template[from], dataDir.slice(-6).toLowerCase().replaceAll(/\W/g, '_'))
  return { ...clone, env: { DATABASE_URL: clone.login, DATABASE_OWNER_URL: clone.owner } }
}
