import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serviceCaseFlow } from '#modules/cases'
import { openBrowser } from './browser.ts'
import { crawl, type Place, registered } from './crawl.ts'
import { type Depth, faultsOf, type Look, marksOf } from './faults.ts'
import { citizen, desktop, type Person, person, worker } from './people.ts'

/** Every kind of page, as those see it who reach it by links: for every eye, on every screen, in Chinese. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const wide: Look = { width: 1280, senior: false }
const narrow: Look = { width: 390, senior: false }
const atWork = [wide, narrow]
const inPublic = [wide, narrow, { ...narrow, senior: true }, { ...wide, senior: true }]

const reached = new Set<string>()

/**
 * What was looked at already, whoever saw it: kinds of pages, and marks of which pages are made. Where all marks are
 * known, a page of a new kind is judged in one look only, a form or a list only for width, words and labels, and one of a
 * known kind not again.
 */
const kinds = new Set<string>()
const marks = new Set<string>()

/** What is wrong with the page that is open, in every look that it has. */
async function faultsHere({ page }: Person, kind: string, looks: readonly Look[]): Promise<string[]> {
  const fresh = (await marksOf(page)).filter(mark => !marks.has(mark))
  if (fresh.length === 0 && kinds.has(kind)) return []
  for (const mark of fresh) marks.add(mark)
  kinds.add(kind)
  const faults: string[] = []
  for (const look of looks) {
    const { width, senior } = look
    await page.setViewportSize({ width, height: 800 })
    await page.evaluate(on => document.documentElement.classList.toggle('senior', on), senior)
    const found = await faultsOf(page, look, depth(kind, look === looks[0], fresh.length > 0))
    faults.push(...found.map(fault => `${kind} ${width}${senior ? ' 关怀版' : ''}: ${fault}`))
  }
  return faults
}

/** A form, and a list that is searched, are made by one hand: of known marks there is nothing to judge that is new. */
const made = (kind: string): boolean => kind.startsWith('/act/') || kind.endsWith('?')
const depth = (kind: string, first: boolean, fresh: boolean): Depth => {
  if (fresh) return first ? 'all' : 'look'
  return first && !made(kind) ? 'made of known marks' : 'none'
}

/** What is wrong anywhere that this person gets to. */
async function faultsSeenBy(
  one: Person,
  starts: readonly string[],
  looks: readonly Look[],
  mostRecords?: number,
) {
  const faults: string[] = []
  const look = async ({ kind }: Place) => {
    faults.push(...(await faultsHere(one, kind, looks)))
  }
  const { routes, broken } = await crawl(one.page, starts, look, mostRecords)
  for (const route of routes) reached.add(route)
  return [...faults, ...broken, ...one.complaints]
}

describe('nothing is in anybody’s way on any page', () => {
  test('of a stranger', async () => {
    const he = await person(browser, desktop)
    expect(await faultsSeenBy(he, ['/', '/sign-in', '/items?q=dsp'], inPublic)).toEqual([])
    await he.leave()
  })

  test('of a citizen with cases', async () => {
    const she = await citizen(browser, '13800000012', desktop)
    expect(await faultsSeenBy(she, ['/my'], inPublic)).toEqual([])
    await she.leave()
  })

  test('of a provider', async () => {
    const he = await citizen(browser, '13800003003', desktop)
    expect(await faultsSeenBy(he, ['/my'], inPublic)).toEqual([])
    await he.leave()
  })

  test('of a firm that wants to become a provider', async () => {
    const he = await citizen(browser, '13800004511', desktop)
    expect(await faultsSeenBy(he, ['/my/admissions'], inPublic, 1)).toEqual([])
    await he.leave()
  })

  test('of the head of a village station', async () => {
    const he = await citizen(browser, '13800004001', desktop)
    expect(await faultsSeenBy(he, ['/my/station'], inPublic)).toEqual([])
    await he.leave()
  })

  test('of the director, who sees everything', async () => {
    const he = await worker(browser, 'liweidong', desktop)
    const cases = await Promise.all(
      Object.keys(serviceCaseFlow.states).map(state => recordIn(he, 'service_case', state)),
    )
    const starts = [...cases.flat(), ...(await recordIn(he, 'complaint', 'closed'))]
    expect(await faultsSeenBy(he, ['/desk', ...starts, '/account'], atWork, 2)).toEqual([])
    await he.leave()
    // Sixty kinds of pages: slow where other things run beside.
  }, 300_000)

  test('of the bureau, which reads what the operator may not', async () => {
    const he = await worker(browser, 'zhoujian', desktop)
    expect(await faultsSeenBy(he, ['/desk/operator'], atWork, 1)).toEqual([])
    await he.leave()
  })

  test('of the clerk at the counter', async () => {
    const she = await worker(browser, 'chenjing', desktop)
    expect(await faultsSeenBy(she, ['/desk', '/desk/counter?phone=0012'], atWork, 1)).toEqual([])
    await she.leave()
  })

  test('of a provider that is asked about a complaint', async () => {
    const she = await citizen(browser, '13800003001', desktop)
    expect(await faultsSeenBy(she, ['/my/complaints'], inPublic, 1)).toEqual([])
    await she.leave()
  })
})

const deskPages = { service_case: '/desk/cases', complaint: '/desk/complaints' }

/** The newest record in a state, if there is one: each state has other buttons. */
async function recordIn({ page }: Person, flow: keyof typeof deskPages, state: string): Promise<string[]> {
  const answer = await page.request.get(`/api/v1/${flow}?limit=1&state=${state}`)
  const { contents }: { contents: Array<{ id: string }> } = await answer.json()
  return contents.map(({ id }) => `${deskPages[flow]}/${id}`)
}

describe('where no link leads', () => {
  test('a code is asked for, and a wrong one refused', async () => {
    const he = await person(browser, desktop)
    await he.go('/sign-in')
    await he.fill({ phone: '1390000' })
    await he.press('获取验证码')
    const faults = await faultsHere(he, 'a wrong phone', inPublic)
    await he.fill({ phone: `137${String(Date.now()).slice(-8)}` })
    await he.press('获取验证码')
    faults.push(...(await faultsHere(he, '/sign-in/code', inPublic)))
    reached.add('/sign-in/code')
    await he.fill({ code: '000000' })
    await he.press('登录')
    faults.push(...(await faultsHere(he, 'a wrong code', inPublic)), ...he.complaints)
    expect(faults).toEqual([])
    await he.leave()
  })

  test('pages say that nothing is there, that it is not one’s own to see, and what is wrong in a form', async () => {
    const she = await worker(browser, 'chenjing', desktop)
    const faults: string[] = []
    for (const address of ['/desk/cases/none', '/desk/search?q=无此人']) {
      await she.go(address)
      faults.push(...(await faultsHere(she, address, atWork)))
    }
    await she.go('/desk/counter')
    await she.press('登记并打印回执')
    faults.push(...(await faultsHere(she, 'a form with mistakes', atWork)), ...she.complaints)
    expect(faults).toEqual([])
    await she.leave()
  })
})

/** What need not be reached: it is no page, or there is nothing in the demonstration that leads to it. */
const mayBeMissed: Record<string, string> = {
  '/a/:number': 'by the QR code of a label; leads to /desk/assets/n/:number',
  '/assets/:name': 'styles and scripts',
  '/calendar/:id/:token': 'by an address that is copied into a calendar program',
  '/desk/activities/tickets/:id/:token': 'by the QR code of a ticket: see arrivals.test.ts',
  '/icon.svg': 'the mark in the tab of the browser',
  '/robots.txt': 'for search engines',
  '/sitemap.xml': 'for search engines',
  '/hsds': 'for machines',
  '/hsds/service_at_locations/:id': 'for machines',
  '/hsds/taxonomies': 'for machines',
  '/hsds/taxonomies/:id': 'for machines',
  '/hsds/taxonomy_terms/:id': 'for machines',
  '/hsds/services/:id': 'for machines: named in the head of /items/:id',
  '/hsds/organizations/:id': 'for machines: named in the head of /providers/:id',
  '/api/openapi.json': 'for machines',
  '/api/v1/:flow': 'for machines',
  '/api/v1/:flow/:id': 'for machines',
  '/setup': 'for the first administrator, while there is no centre',
  '/r/:token': 'by the QR code of a receipt; the same form as /my/cases/:id/rate',
  '/my/cases/:id/rate': 'only while a case of one’s own waits for its mark: see loop.test.ts',
  '/files/:id': 'the demonstration holds no files: see counter.test.ts and quotes.test.ts',
  '/files/:id/preview': 'as above',
  '/desk/parties/:id/id-number': 'the demonstration holds no ID numbers',
  '/desk/calls/:id': 'in the demonstration every message reaches somebody',
}

test('there is nothing else that nobody gets to', () => {
  expect(registered.filter(route => !reached.has(route) && !mayBeMissed[route])).toEqual([])
  expect(Object.keys(mayBeMissed).filter(route => !registered.includes(route))).toEqual([])
})
