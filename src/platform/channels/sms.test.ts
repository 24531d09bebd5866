import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { robot, robotAddress } from './robot.ts'
import { smsGateway } from './sms.ts'

/** Real HTTP to a gateway of the test's own; what it refuses is an error, so that the outbox says so. */
const received: Array<{ path: string; authorization: string; body: Record<string, unknown> }> = []
let server: Server
let base = ''

beforeAll(async () => {
  server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    const body = JSON.parse(text)
    received.push({ path: request.url ?? '', authorization: request.headers.authorization ?? '', body })
    if (request.url === '/sms' && body.phone === '13800000000') response.writeHead(429).end('太频繁')
    else if (request.url === '/wrong-robot')
      response.end('{"errcode":310000,"errmsg":"keywords not in content"}')
    else response.end('{"errcode":0}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => server.close())

test('the gateway gets phone, template and variables, and shows its token', async () => {
  const send = smsGateway(`${base}/sms`, 'secret')
  await send('13800000012', 'case.accepted', { number: '340822-1' }, '已受理')
  expect(received.at(-1)).toEqual({
    path: '/sms',
    authorization: 'Bearer secret',
    body: {
      phone: '13800000012',
      template: 'case.accepted',
      variables: { number: '340822-1' },
      text: '已受理',
    },
  })
  await expect(send('13800000000', 'case.accepted', {}, '已受理')).rejects.toThrow('429：太频繁')
})

test('a robot that answers with an error has not taken the text', async () => {
  await robot(`${base}/robot`, '【怀宁县】有新的申请')
  expect(received.at(-1)?.body).toEqual({ msgtype: 'text', text: { content: '【怀宁县】有新的申请' } })
  await expect(robot(`${base}/wrong-robot`, '没有关键词')).rejects.toThrow('keywords not in content')
})

test('only the two known houses are called', () => {
  expect(robotAddress.test('https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=ab-12')).toBe(true)
  expect(robotAddress.test('https://oapi.dingtalk.com/robot/send?access_token=ab12')).toBe(true)
  for (const other of [
    'http://127.0.0.1:9200/',
    'https://qyapi.weixin.qq.com.evil.example/cgi-bin/webhook/send?key=a',
    'https://qyapi.weixin.qq.com/cgi-bin/webhook/send?key=a@127.0.0.1/',
  ])
    expect(robotAddress.test(other), other).toBe(false)
})
