import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { serviceCaseFlow } from '#modules/cases'
import { openBrowser } from './browser.ts'
import { atWork, lookAround, recordIn } from './looking.ts'
import { desktop, worker } from './people.ts'

/** Every kind of page of the workbench, as those see it who reach it by links, at a desk and on a phone. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const { faultsHere, faultsSeenBy, missed } = lookAround('desk')

// The director gets to most of it; meanwhile the others go, one after the other.
describe.concurrent('nothing is in anybody’s way on any page', () => {
  test('of the director, who sees everything', async () => {
    const he = await worker(browser, 'liweidong', desktop)
    const cases = await Promise.all(
      Object.keys(serviceCaseFlow.states).map(state => recordIn(he, 'service_case', state)),
    )
    const records = [
      await recordIn(he, 'complaint', 'closed'),
      await recordIn(he, 'activity', 'closed'),
      await recordIn(he, 'training_class', 'archived'),
      await recordIn(he, 'exam', 'released'),
      await recordIn(he, 'incubation', 'incubating'),
      await recordIn(he, 'internship', 'certified'),
      await recordIn(he, 'talent_introduction', 'agreed'),
      await recordIn(he, 'evaluation', 'closed'),
      await recordIn(he, 'appraisal', 'closed'),
    ]
    const starts = [...cases.flat(), ...records.flat()]
    expect(await faultsSeenBy(he, ['/desk', ...starts, '/account'], atWork, 2)).toEqual([])
    await he.leave()
  })

  test('of the bureau, which reads what the operator may not', async () => {
    const he = await worker(browser, 'zhoujian', desktop)
    expect(await faultsSeenBy(he, ['/desk/operator'], atWork, 1)).toEqual([])
    await he.leave()
  })

  test('of whoever carries outside what is public', async () => {
    const she = await worker(browser, 'liufang', desktop)
    expect(await faultsSeenBy(she, ['/desk/channels'], atWork, 1)).toEqual([])
    await she.leave()
  })

  test('of the third-party assessor', async () => {
    const she = await worker(browser, 'sumin', desktop)
    expect(await faultsSeenBy(she, ['/desk/appraisals'], atWork, 1)).toEqual([])
    await she.leave()
  })

  test('of the clerk at the counter', async () => {
    const she = await worker(browser, 'chenjing', desktop)
    expect(await faultsSeenBy(she, ['/desk', '/desk/counter?phone=0012'], atWork, 1)).toEqual([])
    await she.leave()
  })
})

describe('where no link leads', () => {
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
  '/desk/attendance/:id/screen': 'only while a half day is open: see signing.test.ts',
  '/desk/evaluations/:id/report.pdf': 'only of a self-evaluation that is over: see rounds.test.ts',
  '/desk/evaluations/:id/report.docx': 'as above',
  '/desk/exams/sittings/:id/paper.pdf': 'only of who sits on paper: see exams.test.ts',
  '/desk/attendance/learners/:id/:code': 'by the code on a learner’s phone: see signing.test.ts',
  '/desk/parties/:id/id-number': 'the demonstration holds no ID numbers',
  '/desk/activities/tickets/:id/:token': 'by the QR code of a ticket: see arrivals.test.ts',
  '/desk/vouchers/checks/:id': 'of a programme that was checked, which is not the latest: see life.test.ts',
  '/desk/calls/:id': 'in the demonstration every message reaches somebody',
}

test('there is nothing else that nobody gets to', () => {
  expect(missed(mayBeMissed)).toEqual([])
})
