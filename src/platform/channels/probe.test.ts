import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { isPublicAddress } from '../public-address.ts'
import { prober } from './probe.ts'

/** A real server; what it was asked for. */
let server: Server
let at = ''
const asked: string[] = []

beforeAll(async () => {
  server = createServer((request, answer) => {
    asked.push(`${request.method} ${request.url}`)
    const [, way = ''] = request.url?.split('/') ?? []
    if (way === 'head') answer.statusCode = request.method === 'HEAD' ? 405 : 200
    else if (way === 'gone') answer.statusCode = 404
    else if (way === 'wrong') answer.statusCode = 500
    else if (way === 'round') answer.writeHead(302, { location: '/round' })
    else if (way === 'on') answer.writeHead(301, { location: '/fine' })
    else if (way === 'inside') answer.writeHead(302, { location: 'http://127.0.0.2:1/' })
    else if (way === 'silent') return
    answer.end('x'.repeat(1_000_000))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

/** As the program has it, but this one server may be reached. */
const look = prober({ mayReach: address => address === '127.0.0.1', anyPort: true, patience: 500 })

test('an address opens, by HEAD, by GET where HEAD is refused, after a redirection', async () => {
  for (const path of ['/fine', '/head', '/on']) expect(await look(at + path), path).toEqual({ ok: true })
  expect(asked).toEqual(['HEAD /fine', 'HEAD /head', 'GET /head', 'HEAD /on', 'HEAD /fine'])
})

test('or it does not, and the reason is told', async () => {
  const findings = {
    '/gone': '网页不存在',
    '/wrong': '网站出错',
    '/round': '转来转去打不开',
    '/silent': '很久没有回应',
  }
  for (const [path, finding] of Object.entries(findings))
    expect(await look(at + path)).toEqual({ ok: false, finding })
  expect(await look('ftp://example.org/')).toEqual({ ok: false, finding: '不是网页地址' })
})

test('nothing within the house is ever called: not by number, by name, by a redirection', async () => {
  const before = asked.length
  const careful = prober({ anyPort: true, patience: 500 })
  const port = new URL(at).port
  for (const host of [
    `127.0.0.1`,
    'localhost',
    '[::1]',
    '0.0.0.0',
    '2130706433',
    '0x7f.1',
    '[::ffff:127.0.0.1]',
    '10.0.0.1',
    '169.254.169.254',
  ])
    for (const suffix of ['', `:${port}`])
      expect(await careful(`http://${host}${suffix}/fine`), host).toMatchObject({ ok: false })
  expect(asked.length, 'nobody knocked').toBe(before)
  expect(await look(`${at}/inside`)).toEqual({ ok: false, finding: '不是公网地址，没有检查' })
  expect(await prober()(`${at}/fine`)).toEqual({ ok: false, finding: '端口不常见，没有检查' })
  expect(await careful('http://user:secret@example.org/')).toMatchObject({ ok: false })
})

test('what is public is public', () => {
  for (const address of ['8.8.8.8', '223.5.5.5', '2400:3200::1'])
    expect(isPublicAddress(address), address).toBe(true)
  for (const address of [
    '100.64.0.1',
    '172.31.255.255',
    '192.168.1.1',
    '224.0.0.1',
    '255.255.255.255',
    'fe80::1',
    'fd00::1',
    '::',
    '64:ff9b::7f00:1',
    '2002:7f00:1::',
    'nonsense',
  ])
    expect(isPublicAddress(address), address).toBe(false)
})
