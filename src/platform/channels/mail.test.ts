import { once } from 'node:events'
import { type AddressInfo, createServer } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { mailer } from './mail.ts'

/** A real SMTP server takes the mail; what it refuses is an error, so that the outbox says so. */
const received: Array<{ from: string; to: string[]; raw: string }> = []
let server: SMTPServer
let url = ''

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onRcptTo({ address }, _session, done) {
      done(address.startsWith('nobody@') ? new Error('550 no such mailbox') : null)
    },
    onData(stream, session, done) {
      let raw = ''
      stream.on('data', chunk => {
        raw += chunk
      })
      stream.on('end', () => {
        const { mailFrom, rcptTo } = session.envelope
        received.push({ from: mailFrom ? mailFrom.address : '', to: rcptTo.map(one => one.address), raw })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  url = `smtp://127.0.0.1:${(server.server.address() as AddressInfo).port}`
})
afterAll(() => new Promise<void>(done => server.close(() => done())))

test('a message arrives with its Chinese subject and text', async () => {
  await mailer(url, 'centre@huaining.example')(
    'liweidong@huaining.example',
    '【怀宁县】您有 1 件待办',
    '办件已超期，请处理。',
  )
  const [mail] = received
  expect(mail).toMatchObject({ from: 'centre@huaining.example', to: ['liweidong@huaining.example'] })
  const body = Buffer.from(mail?.raw.split('\r\n\r\n')[1]?.replaceAll('\r\n', '') ?? '', 'base64').toString()
  expect(body).toBe('办件已超期，请处理。\n'.trimEnd())
  expect(mail?.raw).toMatch(/Subject: =\?UTF-8\?/i)
})

test('a letter of a list can be left by one click: its headers arrive as they are, beside text and HTML', async () => {
  const leave = `https://huaining.example/subscribe/leave/${'0123456789abcdef'.repeat(6)}`
  await mailer(url, 'centre@huaining.example')('wang@huaining.example', '摘要', '文字', {
    html: '<p>网页</p>',
    headers: { 'List-Unsubscribe': `<${leave}>`, 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' },
  })
  const raw = received.at(-1)?.raw.replaceAll(/\r\n[ \t]+/g, ' ') ?? ''
  // A mail program takes the address as it stands: a space in it would lead elsewhere.
  expect(raw).toMatch(new RegExp(`^List-Unsubscribe: ?<${leave}>\r$`, 'im'))
  expect(raw).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click\r$/im)
  expect(raw).toMatch(/^Content-Type: multipart\/alternative/im)
})

test('nothing that was typed becomes a header or a further reader', async () => {
  const send = mailer(url, 'centre@huaining.example')
  for (const [to, subject] of [
    ['a@b.example\r\nBcc: all@b.example', '主题'],
    ['a@b.example', '主题\r\nBcc: all@b.example'],
  ] as const)
    await expect(send(to, subject, '内容')).rejects.toThrow('换行')
  const before = received.length
  await send('a@b.example, all@b.example', '主题', '内容').catch(() => {})
  expect(received.slice(before).filter(mail => mail.to.length > 1)).toEqual([])
})

test('a refused mailbox and a server that is not there are errors', async () => {
  await expect(mailer(url, 'a@b.example')('nobody@huaining.example', '主题', '内容')).rejects.toThrow(
    /no such mailbox/,
  )
  await expect(mailer('smtp://127.0.0.1:1', 'a@b.example')('x@y.example', '主题', '内容')).rejects.toThrow(
    /ECONNREFUSED/,
  )
})

test('a server that takes the call and says nothing is not waited for', async () => {
  const silent = createServer().listen(0, '127.0.0.1')
  await once(silent, 'listening')
  const { port } = silent.address() as AddressInfo
  await expect(
    mailer(`smtp://127.0.0.1:${port}`, 'a@b.example', 200)('x@y.example', '主题', '内容'),
  ).rejects.toThrow(/timeout|greeting/i)
  silent.close()
})
