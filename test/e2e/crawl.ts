import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import type { Env } from '#platform/http'
import { mount } from '../../src/modules.ts'

/** An address among those that the application registers: which kind of page it is. */
export interface Place {
  /** As registered: '/desk/cases/:id'. */
  route: string
  /**
   * The route, for a form the action that it is for ('/act/service_case/accept'), and '?' where something is asked of
   * it: a list that is searched or sorted is looked at too.
   */
  kind: string
}

/** Every address that answers to GET, as registered: '/desk/cases/:id'. */
export const registered: readonly string[] = (() => {
  const app = new Hono<Env>()
  mount(app)
  return [...new Set(app.routes.filter(route => route.method === 'GET').map(route => route.path))]
})()

const patterns = registered.map(route => ({
  route,
  matches: new RegExp(
    `^${route
      .replaceAll(/:\w+\{(.+?)\}/g, '(?:$1)')
      .replaceAll(/\/:\w+\?/g, '(?:/[^/]+)?')
      .replaceAll(/:\w+/g, '[^/]+')}$`,
  ),
  // What is said outright goes before what may stand for anything.
  parts: route.split(':').length - (route.includes('{') ? 0.5 : 0),
}))

/** Which page lies at an address of this site; null where none is registered. */
export function placeOf(url: URL): Place | null {
  const found = patterns
    .filter(({ matches }) => matches.test(url.pathname))
    .sort((a, b) => a.parts - b.parts)[0]
  if (!found) return null
  const action = /^\/act\/\w+\/\w+/.exec(url.pathname)?.[0]
  const asked = [...url.searchParams.keys()].some(name => name !== 'back')
  return { route: found.route, kind: action ?? (asked ? `${found.route}?` : found.route) }
}

export interface Crawled {
  /** The registered routes that were found. */
  routes: Set<string>
  /** Links that led to no good answer. */
  broken: string[]
}

interface Going {
  look(place: Place, address: string): Promise<void>
  /** Where links are followed to, beside where one starts; what lies elsewhere is only seen to be there. */
  here?: ((place: Place) => boolean) | undefined
  /** How many records of one kind are looked at, beside those where one starts. */
  mostRecords?: number | undefined
}

/**
 * Goes wherever links and searches lead from where one starts, a few addresses of each kind and one of each from one
 * page, and calls `look` on each page that came. What is no page (a file, a picture) is only seen to be there.
 */
export async function crawl(
  page: Page,
  starts: readonly string[],
  { look, here = () => true, mostRecords = 3 }: Going,
): Promise<Crawled> {
  const crawled: Crawled = { routes: new Set(), broken: [] }
  const visits = new Map<string, number>()
  const known = new Set<string>()
  const waiting = starts.map(address => ({ address, from: '' }))
  for (let one = waiting.shift(); one !== undefined; one = waiting.shift()) {
    const { address, from } = one
    const place = placeOf(new URL(address, 'http://here'))
    if (!place) {
      crawled.broken.push(`${from} leads to ${address}, which is not registered`)
      continue
    }
    const times = visits.get(place.kind) ?? 0
    if (known.has(address) || (from !== '' && times >= (place.kind.endsWith('/:id') ? mostRecords : 1)))
      continue
    known.add(address)
    visits.set(place.kind, times + 1)
    crawled.routes.add(place.route)
    const elsewhere = from !== '' && !here(place)
    const answer = await (elsewhere ? asked(page, address) : open(page, address))
    if (answer.status >= 400 && !toldWhy.includes(answer.status))
      crawled.broken.push(`${from} leads to ${address}: ${answer.status}`)
    if (!answer.shown) continue
    const reached = placeOf(new URL(page.url())) ?? place
    crawled.routes.add(reached.route)
    await look(reached, address)
    waiting.push(...firstOfEachKind(await linksOf(page)).map(link => ({ address: link, from: address })))
  }
  return crawled
}

function firstOfEachKind(links: readonly string[]): string[] {
  const kinds = new Set<string>()
  return links.filter(link => {
    const kind = placeOf(new URL(link, 'http://here'))?.kind ?? link
    return !kinds.has(kind) && kinds.add(kind)
  })
}

/** Not now, or not with this: a page that says why, and what can be done instead. */
const toldWhy = [409, 422]

/** Goes there, unless it is a file: what the browser saves or shows without being a page of ours. */
async function open(page: Page, address: string): Promise<{ status: number; shown: boolean }> {
  if (isFile(address)) return asked(page, address)
  try {
    const answer = await page.goto(address)
    return { status: answer?.status() ?? 0, shown: true }
  } catch (error) {
    if (/Download is starting|ERR_ABORTED/.test(String(error))) return asked(page, address)
    throw error
  }
}

const asked = async (page: Page, address: string) => ({
  status: (await page.request.get(address)).status(),
  shown: false,
})

const isFile = (address: string): boolean =>
  /^\/(assets|hsds|credentials)(\/|$)|\/files(\/|$)|\.(xml|atom|rss|ics|json|jsonld|svg|txt)(\?|$)|[?&]format=/.test(
    address,
  )

/** Addresses of this site that the page leads to, by link, picture or search, in their order. */
const linksOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll('a[href^="/"], img[src^="/"], form:not([method=post])[action^="/"]')].map(
      one => {
        const address =
          one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action') ?? ''
        return address.split('#')[0] ?? ''
      },
    ),
  )
