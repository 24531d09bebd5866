import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, inject, test } from 'vitest'
import { demoPassword } from '../../src/demo/people.ts'
import { demoReader } from '../../src/demo/region.ts'
import { openBrowser } from './browser.ts'
import { atWork, lookAround } from './looking.ts'
import { desktop, type Person, person } from './people.ts'

/** The pages of a city at its own host, as whoever reads there sees them, at a desk and on a phone. */
let browser: Browser
let she: Person
const at = (path: string): string => inject('site').replace('//localhost', '//anqing.localhost') + path
const { faultsHere } = lookAround('desk')
const faults: string[] = []
const look = async (kind: string) => faults.push(...(await faultsHere(she, kind, atWork)))

beforeAll(async () => {
  browser = await openBrowser()
  she = await person(browser, desktop)
})
afterAll(() => browser?.close())

test('a stranger sees where one signs in, whatever was asked for', async () => {
  await she.go(at('/figures'))
  expect(await she.text()).toContain('供市、省主管部门查阅各县中心的汇总数据')
  await look('region: sign-in')
  await she.fill({ username: demoReader.username, password: 'Wrong-2026-city' })
  await she.press('登录')
  await look('region: a wrong password')
})

test('a reader goes from the table to a figure, its months and its counties', async () => {
  await she.fill({ username: demoReader.username, password: demoPassword })
  await she.press('登录')
  expect(await she.text()).toContain('怀宁县')
  await look('region: figures')
  await she.press('按年', 'link')
  await look('region: figures of a year')
  await she.go(at('/indicators/retail.online'))
  expect(await she.text()).toContain('太湖县')
  await look('region: one figure')
  await she.go(at('/centres'))
  await look('region: counties')
  await she.go(at('/desk'))
  expect(await she.text(), 'nothing of the centres is answered here').toContain('没有找到')
  await look('region: nothing there')
})

test('nothing is in anybody’s way on them', () => {
  expect([...faults, ...she.complaints]).toEqual([])
})
