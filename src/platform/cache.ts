import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface Page {
  /** Whether it was made for a site over TLS. */
  secure: boolean
  status: number
  type: string
  etag: string
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

export function openPageCache(): PageCache {
  const generations = new Map<number, number>()
  let everyCentre = 0
  const pages = new Map<string, { centreId: number; page: Page; generation: number; at: number }>()
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
        pages.delete(key)
        if (pages.size >= mostPages) pages.delete(pages.keys().next().value as string)
        pages.set(key, { centreId, page, generation, at: Date.now() })
      }
      return page
    },
    renew: centreId => generations.set(centreId, (generations.get(centreId) ?? 0) + 1),
    renewAll() {
      // What is being rendered just now belongs to an older generation, too.
      everyCentre += 1
      pages.clear()
    },
  }
}

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
    body,
    gzip: small,
    brotli: smaller,
  }
}
