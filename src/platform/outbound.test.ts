import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addressFault, postOutside } from './outbound.ts'

/** What somebody typed in is called from inside the house: it must not reach what only the house reaches. */
let server: Server
let port = 0
let called = 0
let answer = 204

beforeAll(async () => {
  server = createServer((_request, response) => {
    called++
    if (answer === 302) response.writeHead(302, { location: `http://127.0.0.1:${port}/again` }).end()
    else if (answer) response.writeHead(answer).end('x'.repeat(100_000))
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  port = (server.address() as AddressInfo).port
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

describe('an address', () => {
  test.each([
    ...[
      'http://example.com/',
      'ftp://example.com/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'no address',
    ],
    ...['https://user:secret@example.com/', 'https://localhost/', 'https://db/', 'https://printer.local/'],
    ...[
      'https://127.0.0.1/',
      'https://2130706433/',
      'https://0x7f000001/',
      'https://0177.0.0.1/',
      'https://127.1/',
    ],
    ...['https://10.1.2.3/', 'https://172.31.0.1/', 'https://192.168.1.1/', 'https://169.254.169.254/'],
    ...['https://100.64.0.1/', 'https://0.0.0.0/', 'https://224.0.0.1/', 'https://255.255.255.255/'],
    ...['https://[::1]/', 'https://[::]/', 'https://[fe80::1]/', 'https://[fc00::1]/', 'https://[fd12::1]/'],
    ...['https://[::ffff:127.0.0.1]/', 'https://[::ffff:7f00:1]/', 'https://[64:ff9b::7f00:1]/'],
    ...['https://[2002:7f00:1::]/', 'https://[2001:db8::1]/', 'https://[ff02::1]/', 'https://127.0.0.1./'],
    ...['https://metadata.google.internal/', 'https://①②⑦.⓪.⓪.①/'],
  ])('%s is refused', async url => {
    expect(addressFault(url, { demo: false })).not.toBeNull()
    await expect(postOutside({ url, headers: {}, body: '{}', demo: false })).rejects.toThrow()
  })

  test('of the public net is fine', () => {
    for (const url of [
      'https://example.com/hook',
      'https://1.1.1.1/',
      'https://[2606:4700::1111]/',
      'https://例子.中国/',
    ])
      expect(addressFault(url, { demo: false }), url).toBeNull()
  })

  test('of its own machine is for the demonstration only', () => {
    expect(addressFault('http://127.0.0.1:8080/', { demo: true })).toBeNull()
    expect(addressFault('http://192.168.1.1/', { demo: true })).not.toBeNull()
  })
})

describe('a name', () => {
  const sends = (...addresses: string[]) =>
    postOutside(
      { url: 'https://hooks.example/', headers: {}, body: '{}', demo: false, patience: 500 },
      async () => addresses.map(address => ({ address, family: address.includes(':') ? 6 : 4 })),
    )

  test('that leads inside is not called, nor one of whose addresses does', async () => {
    for (const inside of ['127.0.0.1', '10.0.0.5', '::1', '::ffff:10.0.0.5', 'fd00::5', '169.254.169.254'])
      await expect(sends(inside), inside).rejects.toThrow('内部网络')
    await expect(sends('1.1.1.1', '127.0.0.1')).rejects.toThrow('内部网络')
    await expect(sends()).rejects.toThrow('查不到')
  })

  test('is asked for once: what it says afterwards leads nowhere (DNS rebinding)', async () => {
    let asked = 0
    const before = called
    const rebinding = async () => [{ address: asked++ === 0 ? '192.0.2.1' : '127.0.0.1', family: 4 }]
    const url = `https://rebind.example:${port}/`
    await expect(
      postOutside({ url, headers: {}, body: '{}', demo: false, patience: 300 }, rebinding),
    ).rejects.toThrow()
    expect([asked, called - before]).toEqual([1, 0])
  })
})

describe('the receiver', () => {
  const sends = () =>
    postOutside({ url: `http://127.0.0.1:${port}/`, headers: {}, body: '{}', demo: true, patience: 400 })

  test('answers with a status; what it says besides is not read', async () => {
    answer = 200
    expect(await sends()).toBe(200)
  })

  test('that sends us elsewhere is not followed', async () => {
    answer = 302
    const before = called
    expect(await sends()).toBe(302)
    expect(called - before).toBe(1)
  })

  test('that says nothing is not waited for', async () => {
    answer = 0
    await expect(sends()).rejects.toThrow('限定时间')
  })
})
