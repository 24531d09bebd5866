import { type ChildProcess, fork, spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'
import { createServer } from 'node:net'
import autocannon from 'autocannon'
import type pg from 'pg'
import { sessionToken } from '#platform/auth'
import { demoPassword } from '../../src/demo/people.ts'
import { Visitor } from '../visitor.ts'
import { asked as rare, typed } from './library.ts'
import { percent } from './report.ts'
import { measureServices, type Services, type Sizes } from './services.ts'

/** A furnished database, and how our server and the floors reach it. */
export interface Place {
  centre: number
  item: string
  server: Record<string, string>
  floor: Record<string, string>
  /** A connection as the owner of the tables; absent, nothing of the services is measured. */
  owner?: (() => Promise<pg.Client>) | undefined
  close(): Promise<void>
}

/** Requests a second of ours and of the floor, in alternating rounds of one run. */
export interface Pair {
  ours: number
  floor: number
}
export interface Figures extends Partial<Services> {
  page: Pair
  list: Pair
  detail: Pair
  create: Pair
  /** The public directory of 5,000 items and 10,000 providers, each request for an address that is not in memory. */
  search: Pair
  facet: Pair
  hsds: Pair
  /** 5.1 The library: policies and questions with a word that forty have, and what may answer what somebody types. */
  policies: Pair
  knowledge: Pair
  suggest: Pair
  /** MB of the server and its children, idle. */
  memory: number
  /** Seconds from the start of the process to the first page. */
  start: number
  /** KB over the wire of the first portal page with all it needs. */
  weight: number
}

/** Makes each address one that nobody asked for before. */
let asked = 0
const connections = 16
const rounds = 3

export async function measure(place: Place, seconds: number, sizes: Sizes): Promise<Figures> {
  const port = await freePort()
  await started(place, port).then(stopped)
  const server = await started(place, port)
  const site = `http://127.0.0.1:${port}`
  try {
    const memory = await idleMemory(server.process)
    const { body, weight } = await weigh(site)
    const staff = await signIn(site, 'wangmin')
    const citizen = await citizenAt(site)
    const floor = await floorOf(place, { session: staff.cookie, page: body, party: citizen.party })
    const pair = async (ours: autocannon.Options, path: string, method: 'GET' | 'POST' = 'GET') => {
      const found = await alternate(ours, { url: `http://127.0.0.1:${floor.port}${path}`, method }, seconds)
      console.error(`  ${path.split('/').slice(0, 3).join('/')}: ${percent(found.ours / found.floor)}`)
      return found
    }
    const asStaff = { cookie: staff.cookie }
    const page = await pair({ url: `${site}/`, headers: { 'accept-encoding': 'br' } }, '/bare')
    const list = await pair({ url: `${site}/desk/cases`, headers: asStaff }, '/list')
    const detail = await pair(
      { url: `${site}/desk/cases/${staff.aCase}`, headers: asStaff },
      `/detail/${staff.aCase}`,
    )
    const create = await pair(
      {
        url: `${site}/api/v1/service_case/submit`,
        method: 'POST',
        headers: { cookie: citizen.cookie, 'content-type': 'application/json', origin: site },
        body: JSON.stringify({
          item_id: place.item,
          party_id: citizen.party,
          contact_name: '汪青云',
          contact_phone: '13800000013',
          answers: { question: '合作社能不能申请物流补助？' },
        }),
      },
      '/create',
      'POST',
    )
    const fresh = (path: string): autocannon.Options => ({
      ...{ url: site, headers: { 'accept-encoding': 'br' } },
      requests: [{ setupRequest: request => ({ ...request, path: `${path}&n=${asked++}` }) }],
    })
    const search = await pair(fresh(`/items?q=${encodeURIComponent('冷链')}`), '/directory/search')
    const facet = await pair(fresh('/items?family=support'), '/directory/facet')
    const hsds = await pair(fresh('/hsds/services?full=true&per_page=50&page=40'), '/directory/hsds')
    const policies = await pair(fresh(`/policies?q=${encodeURIComponent(rare)}`), '/library/policies')
    const knowledge = await pair(fresh(`/knowledge?q=${encodeURIComponent(rare)}`), '/library/knowledge')
    const suggest = await pair(
      {
        url: `${site}/consulting/suggestions`,
        method: 'POST',
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: site },
        body: new URLSearchParams({ question: typed }).toString(),
      },
      '/library/suggest',
    )
    const services = place.owner && (await measureServices(place, place.owner, site, floor.port, sizes))
    floor.process.disconnect()
    return {
      ...{ page, list, detail, create, search, facet, hsds, policies, knowledge, suggest, ...services },
      ...{ memory, start: server.seconds, weight },
    }
  } finally {
    await stopped(server)
  }
}

interface Started {
  process: ChildProcess
  seconds: number
}

/** The built program, until its first page has come. */
async function started({ server }: Place, port: number): Promise<Started> {
  const began = performance.now()
  const child = spawn(process.execPath, ['dist/main.js'], {
    env: { ...process.env, PORT: String(port), LOG_LEVEL: 'error', RATE_LIMIT: '0', ...server },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  for (;;) {
    const page = await fetch(`http://127.0.0.1:${port}/`).catch(() => null)
    if (page?.ok) return { process: child, seconds: (performance.now() - began) / 1000 }
    if (child.exitCode !== null) throw new Error('the server ended')
    await new Promise(done => setTimeout(done, 20))
  }
}

async function stopped({ process: child }: Started): Promise<void> {
  const ended = once(child, 'exit')
  child.kill('SIGTERM')
  await ended
}

async function idleMemory(child: ChildProcess): Promise<number> {
  await new Promise(done => setTimeout(done, 6_000))
  return family(child.pid as number).reduce((sum, pid) => sum + residentMb(pid), 0)
}

/** A process and its children, by /proc. */
function family(pid: number): number[] {
  const children = readdirSync('/proc').filter(
    name => /^\d+$/.test(name) && new RegExp(`^PPid:\\s+${pid}$`, 'm').test(statusOf(Number(name))),
  )
  return [pid, ...children.flatMap(child => family(Number(child)))]
}

const statusOf = (pid: number): string => {
  try {
    return readFileSync(`/proc/${pid}/status`, 'utf8')
  } catch {
    return ''
  }
}
const residentMb = (pid: number): number => Number(/^VmRSS:\s+(\d+)/m.exec(statusOf(pid))?.[1] ?? 0) / 1024

/** The front page compressed, and what it weighs with style sheet, script and icon. */
async function weigh(site: string): Promise<{ body: Buffer; weight: number }> {
  const get = async (path: string): Promise<Buffer> => {
    const visitor = await fetch(`${site}${path}`, { headers: { 'accept-encoding': 'identity' } })
    return Buffer.from(await visitor.arrayBuffer())
  }
  const html = String(await get('/'))
  const parts = [...html.matchAll(/(?:href|src)="(\/(?:assets\/|icon)[^"]+)"/g)].map(
    match => match[1] as string,
  )
  const compressed = await Promise.all(['/', ...new Set(parts)].map(path => rawBytes(`${site}${path}`)))
  return {
    body: compressed[0] as Buffer,
    weight: compressed.reduce((sum, one) => sum + one.length, 0) / 1024,
  }
}

/** The bytes as they travel: `fetch` would unpack them. */
async function rawBytes(url: string): Promise<Buffer> {
  const { get } = await import('node:http')
  return new Promise((done, failed) => {
    get(url, { headers: { 'accept-encoding': 'br' } }, async response => {
      const parts: Buffer[] = []
      for await (const part of response) parts.push(part as Buffer)
      done(Buffer.concat(parts))
    }).on('error', failed)
  })
}

const visitorAt = (site: string) => {
  const host = new URL(site).host
  return new Visitor((path, init) => fetch(`${site}${path}`, init), host)
}
const cookieOf = (visitor: Visitor): string =>
  [...visitor.cookies].map(([name, value]) => `${name}=${value}`).join('; ')

async function signIn(site: string, username: string) {
  const visitor = visitorAt(site)
  await visitor.post('/sign-in/staff', { username, password: demoPassword })
  const list = await visitor.get('/desk/cases')
  const aCase = /\/desk\/cases\/([0-9a-f-]{36})/.exec(list.text)?.[1]
  if (!aCase) throw new Error(`the list answered ${list.status}`)
  return { cookie: cookieOf(visitor), aCase }
}

/** A recipient who has claimed the farm that the counter registered. */
async function citizenAt(site: string) {
  const visitor = visitorAt(site)
  await visitor.submit('/sign-in', { phone: '13800000013' })
  const asked = await visitor.get('/sign-in/code')
  const code = /\b(\d{6})\b/.exec(asked.page.querySelector('.alert')?.textContent ?? '')?.[1] ?? ''
  await visitor.post('/sign-in/code', { code, back: '/my' })
  const home = await visitor.get('/my')
  await visitor.submit(home.location ?? '', { person_name: '汪青云', consent: '1' })
  const { contents } = (await visitor.call('GET', '/api/v1/party')).json<{
    contents: Array<{ id: string }>
  }>()
  return { cookie: cookieOf(visitor), party: contents[0]?.id as string }
}

async function floorOf(
  place: Place,
  { session, page, party }: { session: string; page: Buffer; party: string },
): Promise<{ process: ChildProcess; port: number }> {
  const child = fork('dist/bench-floor.js', {
    env: {
      ...place.floor,
      CENTRE: String(place.centre),
      SESSION: sessionToken(session) ?? '',
      PAGE: page.toString('base64'),
      ITEM: place.item,
      PARTY: party,
    },
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return { process: child, port }
}

/** Ours and the floor by turns, so that whatever else the machine does hits both; the median of the rounds. */
async function alternate(
  ours: autocannon.Options,
  floor: autocannon.Options,
  seconds: number,
): Promise<Pair> {
  const load = async (options: autocannon.Options): Promise<number> => {
    const result = await autocannon({ ...options, connections, duration: seconds })
    if (result.non2xx > 0 || result.errors > 0)
      throw new Error(`${options.url}: ${result.non2xx} answers were not 2xx, ${result.errors} errors`)
    return result.requests.average
  }
  await load({ ...ours, duration: 1 })
  await load({ ...floor, duration: 1 })
  const found: Pair[] = []
  for (let round = 0; round < rounds; round++)
    found.push({ floor: await load(floor), ours: await load(ours) })
  const median = (values: number[]): number => values.sort((a, b) => a - b)[Math.floor(rounds / 2)] as number
  return { ours: median(found.map(one => one.ours)), floor: median(found.map(one => one.floor)) }
}

const freePort = (): Promise<number> =>
  new Promise(done => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => done(typeof address === 'object' && address ? address.port : 0))
    })
  })
