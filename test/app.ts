import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type HTMLElement, parse } from 'node-html-parser'
import { pino } from 'pino'
import { afterAll, inject } from 'vitest'
import { readConfig } from '#platform/config'
import { openQueue } from '#platform/jobs'
import { createApp } from '../src/app.ts'
import { type Opened, openKernel } from '../src/kernel.ts'
import { runJob, runJobs } from '../src/worker.ts'

/** The application as tests enter it: by requests, on a real database, with a clock and channels of their own. */
export interface TestApp {
  kernel: Opened
  /** Every address that the application answers, as 'GET /desk'. */
  routes: string[]
  /** Sends a request as a browser would; cookies are the visitor's. */
  visitor(host: string): Visitor
  /** Runs every waiting job. */
  runJobs(): Promise<void>
  /** Runs one job of the timetable now, e.g. 'clock.tick'. */
  runClock(job: string): Promise<void>
  /** The time that the application sees; starts on a working Tuesday, 2026-11-24 10:00 in Anhui. */
  clock: { now: Date; addDays(days: number): void }
  /** What left the house. */
  sent: {
    sms: Array<{ phone: string; body: string }>
    mail: Array<{ to: string; subject: string; text: string }>
  }
}

let opened: Promise<TestApp> | null = null

/** One application per test file, on a database of its own. */
export function testApp(): Promise<TestApp> {
  opened ??= open()
  return opened
}

async function open(): Promise<TestApp> {
  const dataDir = await mkdtemp(join(tmpdir(), 'centre-'))
  const database = await databaseFor(dataDir)
  const clock = {
    now: new Date('2026-11-24T10:00:00+08:00'),
    addDays(days: number) {
      this.now = new Date(this.now.getTime() + days * 86_400_000)
    },
  }
  const sent: TestApp['sent'] = { sms: [], mail: [] }
  const config = readConfig({
    DATA_DIR: dataDir,
    SECRET: 'a secret of tests that nobody else uses',
    DEMO: '0',
    LOG_LEVEL: 'silent',
    RATE_LIMIT: '0',
    ...database.env,
  })
  const kernel = await openKernel(config, {
    works: false,
    log: pino({ level: process.env.TEST_LOG ?? 'error' }),
    outside: {
      now: () => clock.now,
      sms: async (phone, _template, _variables, body) => {
        sent.sms.push({ phone, body })
      },
      mail: async (to, subject, text) => {
        sent.mail.push({ to, subject, text })
      },
    },
  })
  const queue = await openQueue(kernel.database.pool, { migrates: false, works: false })
  const app = createApp(kernel)
  afterAll(async () => {
    await queue.stop({ graceful: false })
    await kernel.close()
    await database.drop()
    await rm(dataDir, { recursive: true, force: true })
    opened = null
  })
  return {
    kernel,
    clock,
    sent,
    routes: app.routes.filter(route => route.method !== 'ALL').map(route => `${route.method} ${route.path}`),
    visitor: host =>
      new Visitor((path, init) => Promise.resolve(app.request(`http://${host}${path}`, init)), host),
    runJobs: async () => {
      await runJobs(kernel, queue)
    },
    runClock: job => runJob(kernel, { job, centre: 0, data: {} }),
  }
}

/** A clone of the migrated template on the test run's PostgreSQL, or an embedded database in the data folder. */
async function databaseFor(dataDir: string): Promise<{ env: Record<string, string>; drop(): Promise<void> }> {
  const template = inject('database')
  if (!template) return { env: {}, drop: async () => {} }
  const { cloneDatabase } = await import('./database.ts')
  const clone = await cloneDatabase(template, dataDir.slice(-6).toLowerCase().replaceAll(/\W/g, '_'))
  return { env: { DATABASE_URL: clone.login, DATABASE_OWNER_URL: clone.owner }, drop: clone.drop }
}

export interface Answer {
  status: number
  location: string | null
  text: string
  headers: Headers
  page: HTMLElement
  json<T = Record<string, unknown>>(): T
}

/** Somebody with a browser: keeps cookies, follows no redirect unasked, and fills in the forms it is shown. */
export class Visitor {
  readonly cookies = new Map<string, string>()
  readonly #send: (path: string, init: RequestInit) => Promise<Response>
  readonly #host: string

  constructor(send: (path: string, init: RequestInit) => Promise<Response>, host: string) {
    this.#send = send
    this.#host = host
  }

  async request(path: string, init: RequestInit = {}): Promise<Answer> {
    const headers = new Headers(init.headers)
    if (this.cookies.size > 0)
      headers.set('cookie', [...this.cookies].map(([name, value]) => `${name}=${value}`).join('; '))
    if (init.method && init.method !== 'GET' && !headers.has('origin'))
      headers.set('origin', `http://${this.#host}`)
    const response = await this.#send(path, { ...init, headers, redirect: 'manual' })
    for (const cookie of response.headers.getSetCookie()) this.#keep(cookie)
    const text = await response.text()
    return {
      status: response.status,
      location: response.headers.get('location'),
      text,
      headers: response.headers,
      page: parse(text),
      json: () => JSON.parse(text),
    }
  }

  get(path: string): Promise<Answer> {
    return this.request(path)
  }

  /** Posts fields as a form does; several values of a name as a list, files as File. */
  post(path: string, fields: Record<string, FormValue> = {}): Promise<Answer> {
    const form = new FormData()
    for (const [name, value] of Object.entries(fields)) {
      for (const one of Array.isArray(value) ? value : [value]) form.append(name, one as string)
    }
    return this.request(path, { method: 'POST', body: form })
  }

  /** Opens the page, fills in its form to that address (keeping hidden fields) and sends it. */
  async submit(
    pagePath: string,
    fields: Record<string, FormValue> = {},
    action = pagePath.split('?')[0],
  ): Promise<Answer> {
    const shown = await this.get(pagePath)
    const form = shown.page
      .querySelectorAll('form')
      .find(one => one.getAttribute('action')?.split('?')[0] === action)
    if (!form)
      throw new Error(
        `${pagePath} (${shown.status}) has no form to ${action}: ${shown.page.textContent.replaceAll(/\s+/g, ' ').slice(0, 400)}`,
      )
    const hidden: Record<string, FormValue> = {}
    for (const input of form.querySelectorAll('input[type=hidden]'))
      hidden[input.getAttribute('name') ?? ''] = input.getAttribute('value') ?? ''
    return this.post(form.getAttribute('action') ?? action ?? '', { ...hidden, ...fields })
  }

  call(
    method: 'GET' | 'POST',
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const init: RequestInit = {
      method,
      headers: {
        accept: 'application/json',
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
    }
    return this.request(path, body === undefined ? init : { ...init, body: JSON.stringify(body) })
  }

  #keep(cookie: string): void {
    const [pair = '', ...attributes] = cookie.split(';')
    const [name = '', ...value] = pair.split('=')
    const gone = attributes.some(attribute => /max-age=0/i.test(attribute)) || value.join('=') === ''
    if (gone) this.cookies.delete(name.trim())
    else this.cookies.set(name.trim(), value.join('='))
  }
}
export type FormValue = string | File | ReadonlyArray<string | File>
