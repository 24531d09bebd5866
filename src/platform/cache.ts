import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface Page {
  /** Whether it was made for a site over TLS. */
  secure: boolean
  status: number
  type: string
  etag: string
  /** What this page alone says in its headers: that every site may read it. */
  own: ReadonlyArray<readonly [string, string]>
  body: Buffer
  gzip: Buffer
  brotli: Buffer
}

/** Public pages, rendered once per publication state and kept in memory. */
export interface PageCache {
  /** The page under this key, or null where there is none of its centre's present generation. */
  kept(key: string): Page | null
  /** The same, rendered now if there is none. Keys name host, address and variant, and so a centre. */
  page(of: { centreId: number; key: string; secure: boolean }, render: () => Promise<Response>): Promise<Page>
  renew(centreId: number): void
  renewAll(): void
}

/** What time changes (余 12 席, 窗口将截止) is shown at most this old. */
const maxAge = 60_000
const mostPages = 2_000
/** Of all kept pages together, with their compressed forms: long machine-readable ones would fill the memory. */
const mostBytes = 64 * 1024 * 1024
/** Headers of an answer that are kept with it. */
const ownHeaders = ['access-control-allow-origin', 'cross-origin-resource-policy']

export function openPageCache(): PageCache {
  const generations = new Map<number, number>()
  let everyCentre = 0
  const pages = new Map<string, { centreId: number; page: Page; generation: number; at: number }>()
  let bytes = 0
  const forget = (key: string): void => {
    const known = pages.get(key)
    if (known) bytes -= sizeOf(known.page)
    pages.delete(key)
  }
  const generationOf = (centreId: number) => (generations.get(centreId) ?? 0) + everyCentre

  const kept = (key: string): Page | null => {
    const found = pages.get(key)
    if (!found || found.generation !== generationOf(found.centreId)) return null
    return Date.now() - found.at < maxAge ? found.page : null
  }

  return {
    kept,
    async page({ centreId, key, secure }, render) {
      const present = kept(key)
      if (present) return present
      const generation = generationOf(centreId)
      const page = await makePage(await render(), secure)
      // A render begun under an older generation is shown once, but not kept.
      if (page.status === 200 && generation === generationOf(centreId)) {
        forget(key)
        bytes += sizeOf(page)
        pages.set(key, { centreId, page, generation, at: Date.now() })
        while (pages.size > mostPages || bytes > mostBytes) forget(pages.keys().next().value as string)
      }
      return page
    },
    renew: centreId => generations.set(centreId, (generations.get(centreId) ?? 0) + 1),
    renewAll() {
      // What is being rendered just now belongs to an older generation, too.
      everyCentre += 1
      pages.clear()
      bytes = 0
    },
  }
}

const sizeOf = (page: Page): number => page.body.length + page.gzip.length + page.brotli.length

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** Keeps an answer ready to be sent in any encoding. */
export async function makePage(response: Response, secure = false): Promise<Page> {
  const body = Buffer.from(await response.arrayBuffer())
  const [small, smaller] = await Promise.all([
    compressGzip(body),
    compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  ])
  return {
    secure,
    status: response.status,
    type: response.headers.get('content-type') ?? 'text/html; charset=utf-8',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    own: ownHeaders.flatMap(name => {
      const value = response.headers.get(name)
      return value === null ? [] : [[name, value] as const]
    }),
    body,
    gzip: small,
    brotli: smaller,
  }
}
