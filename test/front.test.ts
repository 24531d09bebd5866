import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { getRequestListener } from '@hono/node-server'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { foundCentre } from '#modules/team'
import { createApp } from '../src/app.ts'
import { listenerOf } from '../src/front.ts'
import { anotherProcess } from './another.ts'
import { type TestApp, testApp, Visitor } from './app.ts'
import { does } from './deeds.ts'
import { newCentre, type World } from './world.ts'

/** Public pages are answered ahead of the application (decision 0009): nobody can tell who answered. */
let app: TestApp
let world: World
/** What the server listens with, and the application without anything before it. */
let front: Server
let behind: Server

beforeAll(async () => {
  app = await testApp('bare')
  // The first centre is no demonstration, which would answer on every host.
  await foundCentre(app.kernel, {
    ...{ division: '340822', name: '怀宁县电子商务公共服务中心', origin: 'http://first.test' },
    ...{ person: '李卫东', username: 'liweidong', password: 'Founder-2026-first' },
  })
  world = await newCentre(app, { name: '宿松县电子商务公共服务中心' })
  const { fetch } = createApp(app.kernel)
  front = createServer(listenerOf(app.kernel, fetch))
  behind = createServer(getRequestListener(fetch))
  for (const server of [front, behind]) await once(server.listen(0, '127.0.0.1'), 'listening')
})
afterAll(() => {
  for (const server of [front, behind]) server?.close()
})

interface Sent {
  status: number
  headers: Array<[string, string]>
  body: Buffer
}
interface Asked {
  method?: string
  host?: string
  headers?: Record<string, string>
}

/** Asks over a socket, with nothing added or unpacked on the way. */
async function ask(server: Server, path: string, { method, host, headers }: Asked = {}): Promise<Sent> {
  const { port } = server.address() as AddressInfo
  const asked = request({
    ...{ host: '127.0.0.1', port, path, method: method ?? 'GET', agent: false },
    headers: { host: host ?? world.host, ...headers },
  })
  asked.end()
  const [answer] = await once(asked, 'response')
  const parts: Buffer[] = []
  for await (const part of answer) parts.push(part)
  const list: string[] = answer.rawHeaders
  const pairs = list.flatMap(
    (name, n): Array<[string, string]> => (n % 2 ? [] : [[name.toLowerCase(), list[n + 1] ?? '']]),
  )
  return {
    status: answer.statusCode,
    headers: pairs.filter(([name]) => !['date', 'connection'].includes(name)).sort(),
    body: Buffer.concat(parts),
  }
}

const header = ({ headers }: Sent, name: string): string | undefined =>
  headers.find(([known]) => known === name)?.[1]

/** Whether an answer came from the front: the application alone writes down which request it was. */
async function answeredAhead(ask: () => Promise<unknown>): Promise<boolean> {
  let reached = false
  const { byHost } = app.kernel.centres
  app.kernel.centres.byHost = host => {
    reached = true
    return byHost(host)
  }
  await ask()
  app.kernel.centres.byHost = byHost
  return !reached
}

const pages = () => ['/', '/items', '/notices', `/items/${world.items.get('ZX-001')}`, '/items?q=%E8%A7%86']

describe('a stranger', () => {
  test('gets the same bytes and headers from either', async () => {
    for (const path of pages()) {
      for (const coding of ['identity', 'gzip', 'br', 'gzip, deflate, br', '']) {
        const asked = { headers: coding ? { 'accept-encoding': coding } : {} }
        const made = await ask(behind, path, asked)
        expect(await answeredAhead(async () => expect(await ask(front, path, asked)).toEqual(made))).toBe(
          true,
        )
        expect(made.status, path).toBe(200)
        expect(header(made, 'content-length')).toBe(String(made.body.length))
      }
    }
  })

  test('who has it already gets 304 and no body from either', async () => {
    const etag = header(await ask(behind, '/'), 'etag') ?? ''
    const asked = { headers: { 'if-none-match': etag } }
    const made = await ask(behind, '/', asked)
    expect([made.status, made.body.length]).toEqual([304, 0])
    expect(await answeredAhead(async () => expect(await ask(front, '/', asked)).toEqual(made))).toBe(true)
    const other = await ask(front, '/', { headers: { 'if-none-match': '"another"' } })
    expect([other.status, header(other, 'etag')]).toEqual([200, etag])
  })

  test('in 关怀版 gets that page, and only with that cookie', async () => {
    const senior = { headers: { cookie: 'a=1; senior=1' } }
    const made = await ask(behind, '/', senior)
    expect(made.body.equals((await ask(behind, '/')).body)).toBe(false)
    expect(await ask(front, '/', senior)).toEqual(made)
    for (const cookie of ['senior=0', 'xsenior=1', 'senior=10'])
      expect((await ask(front, '/', { headers: { cookie } })).body.equals(made.body), cookie).toBe(false)
  })

  test('asking otherwise reaches the application', async () => {
    await ask(front, '/')
    for (const method of ['HEAD', 'POST', 'PUT', 'DELETE', 'OPTIONS', 'PROPFIND']) {
      const made = await ask(behind, '/', { method })
      let same: Sent | undefined
      const ahead = await answeredAhead(async () => {
        same = await ask(front, '/', { method })
      })
      expect(ahead, method).toBe(false)
      expect([same?.status, same && header(same, 'content-type')], method).toEqual([
        made.status,
        header(made, 'content-type'),
      ])
    }
    const head = await ask(front, '/', { method: 'HEAD' })
    expect([head.status, head.body.length, header(head, 'etag')]).toEqual([
      200,
      0,
      header(await ask(front, '/'), 'etag'),
    ])
  })

  test('a part of a page is not given: the whole is the answer from either', async () => {
    const asked = { headers: { range: 'bytes=0-9' } }
    const made = await ask(behind, '/', asked)
    expect(made.status).toBe(200)
    expect(await ask(front, '/', asked)).toEqual(made)
  })
})

describe('hosts', () => {
  test('one that belongs to nobody is sent away, also when the page lies in memory', async () => {
    await ask(front, '/')
    for (const host of ['nobody.test', `${world.host}.evil.test`, `${world.host}:81`])
      expect((await ask(front, '/', { host })).status, host).toBe(421)
  })

  test('each centre shows its own', async () => {
    const taihu = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    for (let times = 0; times < 2; times++) {
      expect((await ask(front, '/', { host: taihu.host })).body.toString()).toContain('太湖县')
      expect((await ask(front, '/')).body.toString()).not.toContain('太湖县')
    }
    const item = `/items/${world.items.get('ZX-001')}`
    expect((await ask(front, item)).status).toBe(200)
    expect((await ask(front, item, { host: taihu.host })).status).toBe(404)
    const elsewhere = `http://${taihu.host}/`
    expect((await ask(front, elsewhere)).body.toString(), 'the address names the host too').toBe(
      (await ask(behind, elsewhere)).body.toString(),
    )
  })
})

describe('whoever is signed in', () => {
  test('gets their own pages from the application, and leaves nothing for others', async () => {
    const yangxue = await world.citizen('13800000181', '杨雪')
    const cookie = [...yangxue.cookies].map(([name, value]) => `${name}=${value}`).join('; ')
    // Pages that nobody has asked for before: what is kept of them was made for a person.
    const fresh = ['/providers', '/items?family=consulting', '/items?q=%E7%94%B5']
    for (const path of ['/my', '/account', ...fresh]) await ask(front, path, { headers: { cookie } })
    const mine = await ask(front, '/my', { headers: { cookie } })
    expect(mine.body.toString()).toContain('杨雪')
    expect(header(mine, 'cache-control')).toBe('no-store')
    const stranger = await ask(front, '/my')
    expect([stranger.status, header(stranger, 'location')]).toEqual([303, '/sign-in?back=%2Fmy'])
    for (const path of [...pages(), ...fresh]) {
      expect((await ask(front, path)).body.toString(), path).not.toContain('杨雪')
      expect(await ask(front, path, { headers: { cookie } }), path).toEqual(await ask(behind, path))
    }
  })
})

describe('what is published', () => {
  /** Writes a notice and lets it out; `by` are browsers at whichever process. */
  async function publish(title: string, writer: Visitor, director: Visitor): Promise<string> {
    const id = await does(writer, 'notice/write', { title, body: '请大家相互转告，谢谢配合。' })
    await does(writer, `notice/submit/${id}`)
    await does(director, `notice/publish/${id}`)
    return id
  }
  const home = async (): Promise<string> => (await ask(front, '/notices')).body.toString()

  test('stands there at once, and withdrawn is gone at once', async () => {
    const [writer, director] = [await world.worker('刘芳'), await world.worker('李卫东')]
    expect(await home()).not.toContain('春节值班安排')
    const id = await publish('春节值班安排', writer, director)
    expect(await home()).toContain('春节值班安排')
    const etag = header(await ask(front, '/notices'), 'etag') ?? ''
    await does(director, `notice/withdraw/${id}`, { reason: '日期有误，另行公告。' })
    expect(await home()).not.toContain('春节值班安排')
    expect((await ask(front, '/notices', { headers: { 'if-none-match': etag } })).status).toBe(200)
    expect((await ask(front, `/notices/${id}`)).status).toBe(404)
  })

  test.runIf(process.env.TEST_POSTGRES)('by another process of the platform, too', async () => {
    const kernel = await anotherProcess(app)
    try {
      const other = createApp(kernel)
      const there = (from: Visitor): Visitor => {
        const visitor = new Visitor(
          (path, init) => Promise.resolve(other.request(`http://${world.host}${path}`, init)),
          world.host,
        )
        for (const [name, value] of from.cookies) visitor.cookies.set(name, value)
        return visitor
      }
      expect(await home()).not.toContain('别处发布的公告')
      expect(await answeredAhead(home)).toBe(true)
      await publish('别处发布的公告', there(await world.worker('刘芳')), there(await world.worker('李卫东')))
      await expect.poll(home, { timeout: 2_000 }).toContain('别处发布的公告')
    } finally {
      await kernel.close()
    }
  })
})
