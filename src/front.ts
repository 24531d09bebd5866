import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import type { Page } from '#platform/cache'
import { securityHeaders } from '#platform/headers'
import { asksLinkedData, type Kernel, varies } from '#platform/http'

/**
 * What the server listens with. A public page that lies in memory is answered right here, from bytes that are ready;
 * everything else is the application's. The answer is the same either way.
 */
export function listenerOf(kernel: Kernel, fetch: Parameters<typeof getRequestListener>[0]): RequestListener {
  const application = getRequestListener(fetch)
  return (request, response) => {
    const page = keptPage(kernel, request)
    if (page) answer(kernel, request, response, page)
    else application(request, response)
  }
}

const senior = /(?:^|;\s*)senior=1(?:;|$)/

function keptPage(kernel: Kernel, { method, url, headers }: IncomingMessage): Page | null {
  if (method !== 'GET' || !url || !headers.host || asksLinkedData(headers.accept)) return null
  return kernel.pages.kept(`${senior.test(headers.cookie ?? '') ? 'senior' : 'plain'} ${headers.host} ${url}`)
}

function answer(
  { metrics, log }: Kernel,
  request: IncomingMessage,
  response: ServerResponse,
  page: Page,
): void {
  const began = performance.now()
  const known = request.headers['if-none-match'] === page.etag
  const accepted = String(request.headers['accept-encoding'] ?? '')
  const encoding = /\bbr\b/.test(accepted) ? 'br' : /\bgzip\b/.test(accepted) ? 'gzip' : null
  if (known) response.writeHead(304, headersOf(page, 'known')).end()
  else response.writeHead(200, headersOf(page, encoding)).end(bodyOf(page, encoding))
  const ms = performance.now() - began
  metrics.answered('GET', known ? 304 : 200, ms)
  log.info({ method: 'GET', path: request.url, status: known ? 304 : 200, ms: Math.round(ms) }, 'request')
}

type Encoding = 'br' | 'gzip' | null

const bodyOf = (page: Page, encoding: Encoding): Buffer =>
  encoding === 'br' ? page.brotli : encoding === 'gzip' ? page.gzip : page.body

const made = new WeakMap<Page, Map<Encoding | 'known', string[]>>()

/**
 * The headers of a kept page, as the flat list that Node writes fastest; made once for each encoding. Where the browser
 * has the page already (`known`) there is no content to describe.
 */
function headersOf(page: Page, sent: Encoding | 'known'): string[] {
  const lists = made.get(page) ?? new Map<Encoding | 'known', string[]>()
  made.set(page, lists)
  const present = lists.get(sent)
  if (present) return present
  const list = [
    ...[...new Map([...securityHeaders(page.secure), ...page.own])].flat(),
    ...['etag', page.etag, 'cache-control', 'no-cache', 'vary', varies],
    ...(sent === 'known' ? [] : contentOf(page, sent)),
  ]
  lists.set(sent, list)
  return list
}

const contentOf = (page: Page, encoding: Encoding): string[] => [
  ...['content-type', page.type, 'content-length', String(bodyOf(page, encoding).length)],
  ...(encoding ? ['content-encoding', encoding] : []),
]
