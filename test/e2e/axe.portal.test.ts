import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { inPublic, lookAround, recordIn } from './looking.ts'
import { citizen, desktop, type Person, person } from './people.ts'

/** Every kind of page of the portal and of one’s own place, as those see it who reach it by links: for every eye, on every screen, in Chinese. */
let browser: Browser
beforeAll(async () => {
  browser = await openBrowser()
})
afterAll(() => browser?.close())

const { faultsHere, faultsSeenBy, missed, reached } = lookAround('portal')

/** What was noted under a phone and a name finds its person by a job, a moment after they registered. */
async function isKnown({ page }: Person, starts: readonly string[]): Promise<void> {
  for (const start of starts)
    await expect
      .poll(async () => (await page.request.get(start)).text(), { timeout: 60_000, interval: 500 })
      .toMatch(new RegExp(`href="${start}/(\\w+/)*[0-9a-f-]{36}`))
}

describe('nothing is in anybody’s way on any page', () => {
  test('of a stranger', async () => {
    const he = await person(browser, desktop)
    expect(await faultsSeenBy(he, ['/', '/sign-in', '/items?q=dsp', '/screen'], inPublic)).toEqual([])
    await he.leave()
  })

  test('of a citizen with cases', async () => {
    const she = await citizen(browser, '13800000012', desktop)
    const attended = await recordIn(she, 'activity_registration', 'attended')
    expect(await faultsSeenBy(she, ['/my', ...attended], inPublic)).toEqual([])
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

  test('of an expert who is asked for an answer', async () => {
    const he = await citizen(browser, '13800004401', desktop)
    expect(await faultsSeenBy(he, ['/my/consulting'], inPublic, 1)).toEqual([])
    await he.leave()
  })

  test('of a firm to which others are introduced', async () => {
    const he = await citizen(browser, '13800003002', desktop)
    expect(await faultsSeenBy(he, ['/my/resources'], inPublic, 1)).toEqual([])
    await he.leave()
  })

  test('of somebody who looks for work, with an internship that is over', async () => {
    const she = await citizen(browser, '13800000728', desktop)
    expect(await faultsSeenBy(she, ['/my/jobs'], inPublic, 2)).toEqual([])
    await she.leave()
  })

  test('of a learner who sat two exams and has a certificate', async () => {
    const she = await citizen(browser, '13800002012', desktop, '朱大明')
    const starts = ['/my/exams', '/my/training', '/my/certificates']
    await isKnown(she, starts)
    expect(await faultsSeenBy(she, starts, inPublic, 1)).toEqual([])
    await she.leave()
  })

  test('of a judge of two contests', async () => {
    const he = await citizen(browser, '13800004701', desktop, '韩志文')
    await isKnown(he, ['/my/contests'])
    expect(await faultsSeenBy(he, ['/my/contests'], inPublic, 1)).toEqual([])
    await he.leave()
  })

  test('of a start-up and of a mentor', async () => {
    for (const [phone, name] of [
      ['13800000026', '操小平'],
      ['13800004711', '方远山'],
    ] as const) {
      const one = await citizen(browser, phone, desktop, name)
      await isKnown(one, ['/my/incubation'])
      expect(await faultsSeenBy(one, ['/my/incubation'], inPublic, 1)).toEqual([])
      await one.leave()
    }
  })

  test('of a provider that is asked about a complaint', async () => {
    const she = await citizen(browser, '13800003001', desktop)
    expect(await faultsSeenBy(she, ['/my/complaints'], inPublic, 1)).toEqual([])
    await she.leave()
  })
})

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
})

/** What need not be reached: it is no page, or there is nothing in the demonstration that leads to it. */
const mayBeMissed: Record<string, string> = {
  '/a/:number': 'by the QR code of a label; leads to /desk/assets/n/:number',
  '/assets/:name': 'styles and scripts',
  '/calendar/:id/:token': 'by an address that is copied into a calendar program',
  '/icon.svg': 'the mark in the tab of the browser',
  '/knowledge/:id/voice': 'a part of /knowledge/:id',
  '/news/:id/reads': 'a part of /news/:id',
  '/subscribe/confirm/:id/:token': 'by a letter: see digest.test.ts',
  '/subscribe/leave/:id/:token': 'by a letter: see digest.test.ts',
  '/via/:code/:flow/:id': 'by what went out; leads to the page of a publication',
  '/screen/:id': 'another screen like /screen',
  '/indicators/screen': 'as above: see public.test.ts',
  '/my/reports/:id/sheet.xlsx': 'of a report that is still to be filled: see reporting.test.ts',
  '/here/:id': 'by the code on the screen of the hall: see signing.test.ts',
  '/here/:id/:code': 'as above',
  '/certificates/:serial/:code': 'by the QR code of a certificate: see certificates.test.ts',
  '/f/:token': 'by a message to a learner: see follow.test.ts',
  '/s/:token': 'by a message to a recipient: see surveys.test.ts',
  '/my/contests/entries/:id/honour.pdf': 'of who won: see results.test.ts',
  '/credentials/issuer': 'for machines',
  '/credentials/keys/:kid': 'for machines: named in the head of a credential',
  '/credentials/achievements/:id': 'for machines: named in a credential',
  '/credentials/status/:number': 'for machines: named in a credential',
  '/my/training/answers/:id': 'of who answered a survey by their own account: see plan.test.ts',
  '/my/training/:id/opinion': 'only while opinions on a class are asked for: see enrolment.test.ts',
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
  '/my/exams/:id/hand-in': 'only while one sits an exam: see exams.test.ts',
  '/files/:id': 'the demonstration holds no files: see counter.test.ts and quotes.test.ts',
  '/files/:id/preview': 'as above',
}

test('there is nothing else that nobody gets to', () => {
  expect(missed(mayBeMissed)).toEqual([])
})
