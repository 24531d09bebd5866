import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Webhook } from 'standardwebhooks'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { everything, publishesNotice, withdrawsNotice } from '../../../test/channels.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 对外推送, judged by the reference library of Standard Webhooks at a real server. */
interface Received {
  headers: Record<string, string>
  body: string
}
let app: TestApp
let world: World
let staff: Visitor
let server: Server
let url = ''
let answers = 204
const received: Received[] = []
let id = ''
let secret = ''

beforeAll(async () => {
  app = await testApp()
  // The reference library looks at the clock of the machine.
  app.clock.now = new Date()
  world = await newCentre(app)
  // What was published before anybody listened is nobody's news.
  await app.runJobs()
  server = createServer(async (request, response) => {
    let body = ''
    for await (const part of request) body += part
    received.push({ headers: request.headers as Record<string, string>, body })
    response.writeHead(answers).end()
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})
beforeEach(async () => {
  // Days pass, and sessions with them.
  staff = await world.worker('刘芳')
  received.length = 0
  answers = 204
})

const events = ['publication.published', 'publication.corrected', 'publication.withdrawn']
const receiver = { name: '县融媒体中心', events, columns: everything }
const secretOn = (text: string): string => /whsec_[\w+/=]+/.exec(text)?.[0] ?? ''
const page = async () => {
  staff = await world.worker('刘芳')
  return staff.get(`/desk/channels/webhooks/${id}`)
}
const verify = (one: Received | undefined, key = secret) =>
  new Webhook(key).verify(one?.body ?? '', one?.headers ?? {})
const later = (ms: number): void => {
  app.clock.now = new Date(app.clock.now.getTime() + ms)
}

describe('a receiver', () => {
  test('is registered by who manages channels, at a public address', async () => {
    expect(
      (await (await world.worker('王敏')).post('/act/webhook/register', { ...receiver, url })).status,
    ).toBe(403)
    for (const inside of [
      'http://10.0.0.1/',
      'https://192.168.0.1/',
      'https://[fd00::1]:8443/x',
      'gopher://x.example/',
    ])
      expect(
        errorAt(await staff.post('/act/webhook/register', { ...receiver, url: inside }), 'url'),
        inside,
      ).not.toBe('')
    id = await does(staff, 'webhook/register', { ...receiver, url })
  })

  test('gets its secret once', async () => {
    expect((await page()).text).not.toContain('whsec_')
    const other = await world.worker('王敏')
    expect((await other.post(`/desk/channels/webhooks/${id}/secret`)).status).toBe(403)
    secret = secretOn((await staff.post(`/desk/channels/webhooks/${id}/secret`)).text)
    expect(Buffer.from(secret.slice(6), 'base64')).toHaveLength(24)
    expect((await staff.post(`/desk/channels/webhooks/${id}/secret`)).status).toBe(409)
    expect((await staff.call('GET', `/api/v1/webhook/${id}`)).text).not.toContain('secret')
  })
})

describe('a publication', () => {
  let notice = ''
  test('arrives signed as the reference library wants it', async () => {
    notice = await publishesNotice(world)
    await app.runJobs()
    expect(received).toHaveLength(1)
    expect(verify(received[0])).toMatchObject({
      type: 'publication.published',
      data: { id: notice, kind: 'notice', title: '关于开放物流补助申报的公告', column: '公告' },
    })
    expect((await page()).text).toContain('已发送')
  })

  test('changed, replayed later or signed by another is refused by the receiver', async () => {
    await publishesNotice(world, { title: '要被改动的公告' })
    await app.runJobs()
    const one = received[0] as Received
    expect(() => verify({ ...one, body: one.body.replace('公告', '公布') })).toThrow()
    for (const header of ['webhook-id', 'webhook-timestamp', 'webhook-signature'])
      expect(
        () => verify({ ...one, headers: { ...one.headers, [header]: `${one.headers[header]}1` } }),
        header,
      ).toThrow()
    const old = { ...one.headers, 'webhook-timestamp': String(Math.floor(Date.now() / 1_000) - 3_600) }
    expect(() => verify({ ...one, headers: old })).toThrow(/old|timestamp/i)
    expect(() => verify(one, `whsec_${Buffer.alloc(24).toString('base64')}`)).toThrow()
  })

  test('sent again has the same id and a new time, so that the receiver knows it', async () => {
    const shown = await page()
    const delivery = shown.page.querySelector('input[name=delivery_id]')?.getAttribute('value') ?? ''
    await does(staff, `webhook/resend/${id}`, { delivery_id: delivery })
    await does(staff, `webhook/resend/${id}`, { delivery_id: delivery })
    await app.runJobs()
    expect(new Set(received.map(one => one.headers['webhook-id'])).size).toBe(1)
    expect(received.length).toBe(2)
    expect(verify(received[1])).toBeTruthy()
    const foreign = await staff.post(`/act/webhook/resend/${id}`, { delivery_id: crypto.randomUUID() })
    expect(foreign.status).toBe(404)
  })

  test('that is withdrawn is told without its text', async () => {
    await withdrawsNotice(await world.worker('李卫东'), notice)
    await app.runJobs()
    const told = verify(received[0]) as { type: string; data: Record<string, string> }
    expect([told.type, told.data.id, told.data.title, told.data.url]).toEqual([
      'publication.withdrawn',
      notice,
      '关于开放物流补助申报的公告',
      undefined,
    ])
  })

  test('goes on to who asked for it only', async () => {
    const other = await does(staff, 'webhook/register', {
      ...{ name: '只要活动', events: ['publication.published'], columns: ['activity'] },
      url,
    })
    await publishesNotice(world, { title: '只给一家' })
    await app.runJobs()
    expect(received).toHaveLength(1)
    await does(staff, `webhook/close/${other}`, { reason: '不再需要。' })
  })
})

describe('a secret that is changed', () => {
  test('and the one before both sign for a while', async () => {
    const former = secret
    await does(staff, `webhook/rotate/${id}`)
    secret = secretOn((await staff.post(`/desk/channels/webhooks/${id}/secret`)).text)
    expect(secret).not.toBe(former)
    await publishesNotice(world, { title: '两个签名' })
    await app.runJobs()
    expect(verify(received[0], secret)).toBeTruthy()
    expect(verify(received[0], former)).toBeTruthy()
    expect(received[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(2)
    received.length = 0
    later(25 * 3_600_000)
    await publishesNotice(world, { title: '只剩一个签名' })
    await app.runJobs()
    expect(received[0]?.headers['webhook-signature']?.split(' ')).toHaveLength(1)
  })
})

describe('a receiver that fails', () => {
  test('is asked again under the same id, with growing pauses over about a day', async () => {
    answers = 500
    await publishesNotice(world, { title: '对方没有答复' })
    await app.runJobs()
    const pauses: number[] = []
    for (let waited = 0; pauses.length < 8 && waited < 40 * 60; waited++) {
      later(waited === 0 ? 5_000 : 60_000)
      const before = received.length
      await app.runJobs()
      if (received.length > before) pauses.push(waited)
    }
    expect(received).toHaveLength(9)
    expect(new Set(received.map(one => one.headers['webhook-id'])).size).toBe(1)
    expect(new Set(received.map(one => one.headers['webhook-timestamp'])).size).toBe(9)
    expect(pauses.at(-1) as number, 'minutes').toBeGreaterThan(20 * 60)
    later(48 * 3_600_000)
    await app.runJobs()
    expect(received, 'and then given up').toHaveLength(9)
    expect((await page()).text).toContain('未送达')
  })

  test('is switched off after some days, and staff are told; switched on again it goes on', async () => {
    answers = 503
    await publishesNotice(world, { title: '失败的一条' })
    await app.runJobs()
    later(4 * 86_400_000)
    await publishesNotice(world, { title: '几天后还是失败' })
    await app.runJobs()
    expect((await page()).text).toContain('失败停用')
    expect(
      (await staff.get('/my/notifications')).text + (await staff.get('/desk/notifications')).text,
    ).toContain('县融媒体中心')
    expect((await staff.get('/desk')).text, 'a task').toContain('县融媒体中心')
    received.length = 0
    await publishesNotice(world, { title: '停用期间' })
    await app.runJobs()
    expect(received).toEqual([])
    answers = 204
    await does(staff, `webhook/switchOn/${id}`)
    await publishesNotice(world, { title: '恢复以后' })
    await app.runJobs()
    expect(received).toHaveLength(1)
  })

  test('is left alone at once where it says so (410)', async () => {
    answers = 410
    await publishesNotice(world, { title: '不再接收' })
    await app.runJobs()
    expect(received).toHaveLength(1)
    expect((await page()).text).toContain('失败停用')
  })
})

test('another centre knows nothing of it', async () => {
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  const other = await elsewhere.worker('刘芳')
  expect((await other.get(`/desk/channels/webhooks/${id}`)).status).toBe(404)
  expect((await other.post(`/desk/channels/webhooks/${id}/secret`)).status).toBe(404)
  expect((await other.post(`/act/webhook/close/${id}`, { reason: '不是我的' })).status).toBe(404)
})
