import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'

/** The world outside the house, as real servers on loopback: a mailbox, and whatever takes texts over HTTP. */

export interface Mail {
  from: string
  to: string[]
  subject: string
  text: string
}

/** A real SMTP server that takes everything. */
export async function openMailbox(): Promise<{ url: string; received: Mail[]; close(): void }> {
  const received: Mail[] = []
  const server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData(stream, { envelope }, done) {
      const parts: Buffer[] = []
      stream.on('data', part => parts.push(part))
      stream.on('end', () => {
        const from = envelope.mailFrom ? envelope.mailFrom.address : ''
        const to = envelope.rcptTo.map(one => one.address)
        received.push({ from, to, ...readMail(Buffer.concat(parts).toString()) })
        done()
      })
    },
  })
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  return { url: `smtp://127.0.0.1:${port}`, received, close: () => server.close(() => {}) }
}

/** Subject and text of a message of one part. */
function readMail(raw: string): { subject: string; text: string } {
  const [head = '', body = ''] = raw.split('\r\n\r\n')
  const subject = /^Subject: (.*(?:\r\n\s.*)*)/im.exec(head)?.[1] ?? ''
  return {
    subject: subject
      .replaceAll(/\?=\s+=\?/g, '?==?')
      .replaceAll(/=\?UTF-8\?B\?(.*?)\?=/gi, (_, word: string) => Buffer.from(word, 'base64').toString())
      .replaceAll(/=\?UTF-8\?Q\?(.*?)\?=/gi, (_, word: string) =>
        decodeURIComponent(word.replaceAll('_', ' ').replaceAll('=', '%')),
      ),
    text: Buffer.from(body.replaceAll('\r\n', ''), 'base64').toString(),
  }
}

export interface Taken {
  path: string
  authorization: string
  body: Record<string, unknown>
}

export interface Gateway {
  url: string
  received: Taken[]
  /** What it answers from now on; 0: nothing at all, the line stays open. */
  answers: number
  close(): void
}

/** A real HTTP server that takes JSON: an SMS gateway, or the robot of a group. */
export async function openGateway(): Promise<Gateway> {
  const server = createServer(async (request, response) => {
    let text = ''
    for await (const part of request) text += part
    gateway.received.push({
      path: request.url ?? '',
      authorization: request.headers.authorization ?? '',
      body: JSON.parse(text),
    })
    const status = gateway.answers
    // A gateway takes its time, so that two who work at once really do.
    if (status) setTimeout(() => response.writeHead(status).end('{"errcode":0}'), 20)
  })
  await once(server.listen(0, '127.0.0.1'), 'listening')
  const { port } = server.address() as AddressInfo
  const gateway: Gateway = {
    url: `http://127.0.0.1:${port}`,
    received: [],
    answers: 200,
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
  return gateway
}
