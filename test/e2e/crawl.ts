import { Hono } from 'hono'
import { type HTMLElement, parse } from 'node-html-parser'
import type { APIResponse, Page, Response } from 'playwright-core'
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
  /** Called on a page of the browser that shows it. */
  look(place: Place, marks: readonly string[]): Promise<void>
  /** Whether nothing on such a page is new, by its kind or with its marks: then only its links are followed. */
  knows(place: Place, marks?: readonly string[]): boolean
  /** Where links are followed to, beside where one starts; what lies elsewhere is only seen to be there. */
  here?: ((place: Place) => boolean) | undefined
  /** How many records of one kind are looked at, beside those where one starts. */
  mostRecords?: number | undefined
}

/**
 * Goes wherever links and searches lead from where one starts, a few addresses of each kind and one of each from one
 * page, and calls `look` on each page that came and has something new. What is no page (a file, a picture) is only seen to
 * be there.
 */
export async function crawl(
  page: Page,
  starts: readonly string[],
  { look, knows, here = () => true, mostRecords = 3 }: Going,
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
    // The browser shows what is probably a new page; it takes several times as long.
    const seen = elsewhere || isFile(address) || knows(place)
    const { status, url, body, shown } = await (seen ? asked : opened)(page, address)
    if (status >= 400 && !toldWhy.includes(status))
      crawled.broken.push(`${from} leads to ${address}: ${status}`)
    if (!body || elsewhere) continue
    const reached = placeOf(new URL(url)) ?? place
    crawled.routes.add(reached.route)
    const marks = marksOf(body)
    if (!knows(reached, marks)) {
      if (!shown) await page.goto(address)
      await look(reached, marks)
    }
    waiting.push(...firstOfEachKind(linksOf(body)).map(link => ({ address: link, from: address })))
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

interface Sent {
  status: number
  url: string
  /** Null where it is no page. */
  body: HTMLElement | null
  /** Whether the browser shows it now. */
  shown: boolean
}

/** What is sent from there, without showing it. */
const asked = async (page: Page, address: string): Promise<Sent> =>
  sent(await page.request.get(address), false)

const isFile = (address: string): boolean =>
  /^\/(assets|hsds|credentials)(\/|$)|\/files(\/|$)|\.(xml|atom|rss|ics|json|jsonld|svg|txt)(\?|$)|[?&]format=/.test(
    address,
  )

/** Goes there; what the browser would save is only asked for. */
async function opened(page: Page, address: string): Promise<Sent> {
  try {
    return await sent((await page.goto(address)) as Response, true)
  } catch (error) {
    if (/Download is starting|ERR_ABORTED/.test(String(error))) return asked(page, address)
    throw error
  }
}

async function sent(answer: Response | APIResponse, shown: boolean): Promise<Sent> {
  const isPage = answer.headers()['content-type']?.includes('html')
  const body = isPage ? parse(await answer.text()).querySelector('body') : null
  return { status: answer.status(), url: answer.url(), body, shown }
}

/** Addresses of this site that the page leads to, by link, picture or search, in their order. */
const linksOf = (body: HTMLElement): string[] =>
  body
    .querySelectorAll('a[href^="/"], img[src^="/"], form:not([method=post])[action^="/"]')
    .map(one => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action') ?? '')
    .map(address => address.split('#')[0] ?? '')

const named = (one: HTMLElement): string => `${one.rawTagName}.${[...one.classList.values()].join('.')}`
/** What the page is made of: each element as its name and classes within its parent's. */
const marksOf = (body: HTMLElement): string[] => [
  ...new Set(body.querySelectorAll('*').map(one => `${named(one.parentNode as HTMLElement)}>${named(one)}`)),
]
