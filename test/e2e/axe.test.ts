import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serviceCaseFlow } from '#modules/cases'
import { openBrowser } from './browser.ts'
import { crawl, registered } from './crawl.ts'
import { faultsOf, type Look, marksOf } from './faults.ts'
import { citizen, desktop, type Person, person, worker } from './people.ts'

/** Every kind of page, as those see it who reach it by links: for every eye, on every screen, in Chinese. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const reached = new Set<string>()

/** What was looked at already, as kinds of pages and as marks: what is the same is looked at once, whoever sees it. */
const looked = new Set<string>()

const wide: Look = { width: 1280, senior: false }
const narrow: Look = { width: 390, senior: false }
const atWork = [wide, narrow]
const inPublic = [wide, { ...wide, senior: true }, narrow, { ...narrow, senior: true }]
const spent = { axe: 0 , n: 0, v: 0}

/** What is wrong anywhere that this person gets to. */
async function faultsSeenBy(one: Person, starts: readonly string[], looks: readonly Look[]) {
  const faults: string[] = []
  const { routes, broken } = await crawl(one.page, starts, async ({ kind }) => {
    spent.v++
    const fresh = [kind, ...(await marksOf(one.page))].filter(mark => !looked.has(mark))
    for (const mark of fresh) looked.add(mark)
    if (fresh.length === 0) return
    for (const look of looks) {
      const { width, senior } = look
      await one.page.setViewportSize({ width, height: 800 })
      await one.page.evaluate(on => document.documentElement.classList.toggle('senior', on), senior)
      const t = performance.now()
      const found = await faultsOf(one.page, look)
      spent.axe += performance.now() - t
      spent.n++
      faults.push(...found.map(fault => `${kind} ${width}${senior ? ' 关怀版' : ''}: ${fault}`))
    }
  })
  for (const route of routes) reached.add(route)
  faults.push(...broken, ...one.complaints)
  await one.leave()
  console.log(JSON.stringify(spent))
  return faults
}

describe('nothing is in anybody’s way on any page', () => {
  test('of a stranger', async () => {
    const he = await person(browser, desktop)
    expect(await faultsSeenBy(he, ['/', '/sign-in', '/items?q=dsp'], inPublic)).toEqual([])
  })
  test('of a citizen with cases', async () => {
    const she = await citizen(browser, '13800000012', desktop)
    expect(await faultsSeenBy(she, ['/my'], inPublic)).toEqual([])
  })
  test('of a provider', async () => {
    const he = await citizen(browser, '13800003003', desktop)
    expect(await faultsSeenBy(he, ['/my'], inPublic)).toEqual([])
  })
  test('of the director, who sees everything', async () => {
    const he = await worker(browser, 'liweidong', desktop)
    const lists = Object.keys(serviceCaseFlow.states).map(state => `/desk/cases?state=${state}`)
    expect(await faultsSeenBy(he, ['/desk', ...lists, '/account'], atWork)).toEqual([])
  })
  test('of the clerk at the counter', async () => {
    const she = await worker(browser, 'chenjing', desktop)
    expect(await faultsSeenBy(she, ['/desk', '/desk/counter?phone=0012'], atWork)).toEqual([])
  })
})

test('what nobody gets to is known', () => {
  expect(registered.filter(route => !reached.has(route))).toEqual([])
})
