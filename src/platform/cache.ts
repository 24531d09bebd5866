import { createHash } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'

export interface Page {
  status: number
  type: string
  etag: string
  body: Buffer
  gzip: Buffer
  brotli: Buffer
}

/** Public pages, rendered once per publication state and kept in memory. */
export interface PageCache {
  /** The page under this key; rendered now if there is none of the centre's present generation. */
  page(centreId: number, key: string, render: () => Promise<Response>): Promise<Page>
  renew(centreId: number): void
  renewAll(): void
}

/** What time changes (余 12 席, 窗口将截止) is shown at most this old. */
const maxAge = 60_000
const mostPages = 2_000

export function openPageCache(): PageCache {
  const generations = new Map<number, number>()
  const pages = new Map<string, { page: Page; generation: number; at: number }>()
  const generationOf = (centreId: number) => generations.get(centreId) ?? 0

  return {
    async page(centreId, key, render) {
      const generation = generationOf(centreId)
      const kept = pages.get(`${centreId} ${key}`)
      if (kept && kept.generation === generation && Date.now() - kept.at < maxAge) return kept.page
      const page = await makePage(await render())
      // A render begun under an older generation is shown once, but not kept.
      if (page.status === 200 && generation === generationOf(centreId)) {
        pages.delete(`${centreId} ${key}`)
        if (pages.size >= mostPages) pages.delete(pages.keys().next().value as string)
        pages.set(`${centreId} ${key}`, { page, generation, at: Date.now() })
      }
      return page
    },
    renew: centreId => generations.set(centreId, generationOf(centreId) + 1),
    renewAll: () => pages.clear(),
  }
}

const compressBrotli = promisify(brotliCompress)
const compressGzip = promisify(gzip)

/** Keeps an answer ready to be sent in any encoding. */
export async function makePage(response: Response): Promise<Page> {
  const body = Buffer.from(await response.arrayBuffer())
  const [small, smaller] = await Promise.all([
    compressGzip(body),
    compressBrotli(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
  ])
  return {
    status: response.status,
    type: response.headers.get('content-type') ?? 'text/html; charset=utf-8',
    etag: `"${createHash('sha256').update(body).digest('base64url').slice(0, 22)}"`,
    body,
    gzip: small,
    brotli: smaller,
  }
}
