import { lookup } from 'node:dns'
import http from 'node:http'
import https from 'node:https'
import { isIP, type LookupFunction } from 'node:net'
import { isPublicAddress } from '../public-address.ts'

export type Probed = { ok: true } | { ok: false; finding: string }

interface Options {
  /** Which addresses may be called, at which ports; tests have a server of their own. */
  mayReach?: (address: string) => boolean
  anyPort?: boolean
  patience?: number
}

/**
 * Asks whether an address of the web opens: HEAD, and where that is refused GET, of which only the head is read. Follows up
 * to five redirections. It never reaches what is not public: the address is judged when the connection is made, after the
 * name was resolved and at every redirection, so no name and no server can lead it into the house.
 */
export function prober({ mayReach = isPublicAddress, anyPort = false, patience = 10_000 }: Options = {}) {
  return async (url: string): Promise<Probed> => {
    let at = url
    for (let step = 0; step <= mostSteps; step++) {
      const parsed = URL.canParse(at) ? new URL(at) : null
      if (!parsed || !/^https?:$/.test(parsed.protocol)) return broken('不是网页地址')
      if (parsed.username || parsed.password) return broken('地址里带有用户名或密码')
      if (!anyPort && !ports.has(parsed.port)) return broken('端口不常见，没有检查')
      const answer = await ask(parsed, { mayReach, patience })
      if ('finding' in answer) return { ok: false, ...answer }
      const { status, location } = answer
      if (status >= 200 && status < 300) return { ok: true }
      if (status < 300 || status >= 400 || !location) return broken(inWords(status))
      at = URL.canParse(location, at) ? new URL(location, at).href : location
    }
    return broken('转来转去打不开')
  }
}

const mostSteps = 5
const ports = new Set(['', '80', '443', '8080', '8443'])
const broken = (finding: string): Probed => ({ ok: false, finding })

type Calling = Required<Pick<Options, 'mayReach' | 'patience'>>
type Asked = { status: number; location: string | undefined } | { finding: string }

/** Many servers know no HEAD, or answer it as an error. */
async function ask(url: URL, options: Calling): Promise<Asked> {
  const first = await call('HEAD', url, options)
  return 'status' in first && first.status >= 400 && first.status !== 404 && first.status !== 410
    ? call('GET', url, options)
    : first
}

function call(method: 'HEAD' | 'GET', url: URL, { mayReach, patience }: Calling): Promise<Asked> {
  return new Promise(settle => {
    const name = url.hostname.replace(/^\[|\]$/g, '')
    if (isIP(name) && !mayReach(name)) return settle({ finding: '不是公网地址，没有检查' })
    const { request } = url.protocol === 'https:' ? https : http
    const signal = AbortSignal.timeout(patience)
    const headers = { 'user-agent': 'Mozilla/5.0 (compatible; link-patrol)', accept: '*/*' }
    const asked = request(
      url,
      { method, headers, signal, lookup: guarded(mayReach), agent: false },
      answer => {
        settle({ status: answer.statusCode ?? 0, location: answer.headers.location })
        // The rest is not wanted, however long it is.
        answer.destroy()
      },
    )
    asked.on('error', error => settle({ finding: reasonOf(error, signal.aborted) }))
    asked.end()
  })
}

/** Resolves a name, and refuses what it must not reach: what was judged is what is called. */
const guarded =
  (mayReach: (address: string) => boolean): LookupFunction =>
  (name, options, done) => {
    lookup(name, { ...options, all: true }, (error, addresses) => {
      if (error) return done(error, [])
      const open = addresses.filter(({ address }) => mayReach(address))
      if (open.length === 0 || open.length < addresses.length)
        return done(Object.assign(new Error('not public'), { code: 'NOTPUBLIC' }), [])
      if (options.all) return done(null, open)
      const [one] = open
      done(null, one?.address ?? '', one?.family)
    })
  }

function reasonOf(error: Error & { code?: string }, late: boolean): string {
  if (late) return '很久没有回应'
  const { code = '' } = error
  if (code === 'NOTPUBLIC') return '不是公网地址，没有检查'
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return '没有这个网站（域名解析不了）'
  if (code === 'ECONNREFUSED' || code === 'ECONNRESET' || code === 'EHOSTUNREACH') return '网站连接不上'
  if (/CERT|SSL|TLS/.test(code)) return '网站的证书有问题'
  return '网站连接不上'
}

const inWords = (status: number): string =>
  status === 404 || status === 410
    ? '网页不存在'
    : status === 401 || status === 403
      ? '网站不让访问'
      : status >= 500
        ? '网站出错'
        : `网站答复 ${status}`
