import { Hono } from 'hono'
import type { Page } from 'playwright-core'
import type { Env } from '#platform/http'
import { mount } from '../../src/modules.ts'

/** An address among those that the application registers: which kind of page it is. */
export interface Place {
  /** '/desk/cases/:id', or for a form the action that it is for: '/act/service_case/accept'. */
  route: string
  /** The route, and '?' where something is asked of it: a list that is searched or sorted is looked at too. */
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
  matches: new RegExp(`^${route.replaceAll(/\/:\w+\?/g, '(?:/[^/]+)?').replaceAll(/:\w+/g, '[^/]+')}$`),
  // What is said outright goes before what may stand for anything.
  parts: route.split(':').length,
}))

/** Which page lies at an address of this site; null where none is registered. */
export function placeOf(url: URL): Place | null {
  const found = patterns
    .filter(({ matches }) => matches.test(url.pathname))
    .sort((a, b) => a.parts - b.parts)[0]
  if (!found) return null
  const action = /^\/act\/\w+\/\w+/.exec(url.pathname)?.[0]
  const route = action ?? found.route
  const asked = [...url.searchParams.keys()].some(name => name !== 'back')
  return { route: found.route, kind: asked && !action ? `${route}?` : route }
}

/** How many addresses of one kind are looked at by one person. */
const most = (kind: string): number => (/:id$/.test(kind) ? 2 : 1)

/**
 * Goes wherever links lead from where one starts, a few addresses of each kind, and calls `look` on each page that came.
 * What is no page (a file, a picture) is only seen to be there. Answers with the registered routes that it found.
 */
export async function crawl(
  page: Page,
  starts: readonly string[],
  look: (place: Place, address: string) => Promise<void>,
): Promise<Set<string>> {
  const found = new Set<string>()
  const visits = new Map<string, number>()
  const known = new Set<string>()
  const waiting = [...starts]
  for (let address = waiting.shift(); address !== undefined; address = waiting.shift()) {
    const place = placeOf(new URL(address, 'http://here'))
    if (!place) throw new Error(`${page.url()} links to ${address}, which is not registered`)
    const times = visits.get(place.kind) ?? 0
    if (known.has(address) || times >= most(place.kind)) continue
    known.add(address)
    visits.set(place.kind, times + 1)
    found.add(place.route)
    if (!(await open(page, address))) continue
    const reached = placeOf(new URL(page.url()))
    if (reached) found.add(reached.route)
    await look(reached ?? place, address)
    waiting.push(...(await linksOf(page)))
  }
  return found
}

/** Goes there; false where no page came but a file. */
async function open(page: Page, address: string): Promise<boolean> {
  if (isFile(address)) {
    const answer = await page.request.get(address)
    if (!answer.ok()) throw new Error(`${address} answered ${answer.status()}`)
    return (answer.headers()['content-type'] ?? '').startsWith('text/html')
  }
  const answer = await page.goto(address)
  // 409 is a page too: that it cannot be done now, and what can.
  if (!answer || (answer.status() >= 400 && answer.status() !== 409))
    console.log(`${address}, which is linked to, answered ${answer?.status()}`)
  return true
}

const isFile = (address: string): boolean =>
  /^\/(files|assets)\/|\.(pdf|json|svg|txt)$|[?&]format=/.test(address)

/** Addresses of this site that the page leads to, by link or picture, in their order. */
const linksOf = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('a[href^="/"], img[src^="/"]')].map(
      one => (one.getAttribute('href') ?? one.getAttribute('src') ?? '').split('#')[0] as string,
    ),
  )
