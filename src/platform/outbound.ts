import { promises as dns, type LookupAddress } from 'node:dns'
import { type IncomingMessage, request as requestHttp } from 'node:http'
import { request as requestHttps } from 'node:https'
import { isIP } from 'node:net'
import { isPublicAddress } from './public-address.ts'

const isLoopbackHost = (host: string): boolean => ['localhost', '127.0.0.1', '[::1]'].includes(host)

/**
 * What is wrong with an address that something is to be sent to, in a sentence, or null. The demonstration may also send
 * to its own machine. Names are looked up when something is sent, and again each time.
 */
export function addressFault(text: string, { demo }: { demo: boolean }): string | null {
  const url = URL.canParse(text) ? new URL(text) : null
  if (!url) return '请填写完整的网址，以 https:// 开头。'
  if (url.username || url.password) return '网址里不能带用户名和密码。'
  if (demo && isLoopbackHost(url.hostname))
    return /^https?:$/.test(url.protocol) ? null : '只支持 https 网址。'
  if (url.protocol !== 'https:') return '只支持 https 网址。'
  // The URL standard has written decimal, octal and hexadecimal addresses the usual way by now.
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1').replace(/\.$/, '')
  if (
    isIP(host)
      ? !isPublicAddress(host)
      : !host.includes('.') || /(^|\.)(localhost|local|internal|home\.arpa)$/.test(host)
  )
    return '这个地址不在公共互联网上，不能向它推送。'
  return null
}

export type Resolve = (host: string) => Promise<LookupAddress[]>
const resolveName: Resolve = host => dns.lookup(host, { all: true, verbatim: true })

export interface Sending {
  url: string
  headers: Record<string, string>
  body: string
  /** Whether loopback is allowed: of the demonstration only. */
  demo: boolean
  /** Milliseconds for all of it. */
  patience?: number
}

/**
 * Posts to an address that somebody typed in, and returns the status of the answer. The name is looked up once and that
 * very address is called, so a name that changes its mind in between (DNS rebinding) leads nowhere else; redirects are
 * not followed; of the answer only the status is looked at. Throws where the address is not public or nobody answers.
 */
export async function postOutside(
  { url: text, headers, body, demo, patience = 10_000 }: Sending,
  resolve: Resolve = resolveName,
): Promise<number> {
  const fault = addressFault(text, { demo })
  if (fault) throw new Error(fault)
  const url = new URL(text)
  const host = url.hostname.replace(/^\[(.*)\]$/, '$1')
  const own = demo && isLoopbackHost(url.hostname)
  const signal = AbortSignal.timeout(patience)
  const found = isIP(host) ? [{ address: host, family: isIP(host) }] : await within(signal, resolve(host))
  const [first] = found
  if (!first) throw new Error('网址的域名查不到地址')
  if (!own && !found.every(({ address }) => isPublicAddress(address)))
    throw new Error('这个域名指向内部网络，没有推送')
  const request = url.protocol === 'https:' ? requestHttps : requestHttp
  const answer = await new Promise<IncomingMessage>((done, failed) => {
    const sent = request(
      url,
      {
        method: 'POST',
        agent: false,
        signal,
        headers: { ...headers, 'content-length': String(Buffer.byteLength(body)) },
        lookup: (_host, options, found) =>
          options.all ? found(null, [first]) : found(null, first.address, first.family),
      },
      done,
    )
    sent.on('error', failed)
    sent.end(body)
  }).catch((error: Error) => {
    throw new Error(signal.aborted ? '对方没有在限定时间内答复' : `连接失败：${error.message.slice(0, 120)}`)
  })
  // What they say besides is of no interest, however long it is.
  answer.destroy()
  return answer.statusCode ?? 0
}

const within = <T>(signal: AbortSignal, work: Promise<T>): Promise<T> =>
  Promise.race([
    work.catch(() => {
      throw new Error('网址的域名查不到地址')
    }),
    new Promise<never>((_, failed) =>
      signal.addEventListener('abort', () => failed(new Error('对方没有在限定时间内答复')), { once: true }),
    ),
  ])
