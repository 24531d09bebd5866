import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { clauseNumbers } from '#platform/clauses'
import { simulatedYear } from '../../src/demo/year.ts'
import { openBrowser } from './browser.ts'
import { desktop, type Person, worker } from './people.ts'

/** 6 A whole year of the demonstration county: every evaluation closed, what was found improved, packs that verify. */
let browser: Browser
let director: Person
let folder: string
beforeAll(async () => {
  browser = await openBrowser()
  director = await worker(browser, 'liweidong', desktop)
  folder = await mkdtemp(join(tmpdir(), 'year-'))
})
afterAll(async () => {
  await browser?.close()
  await rm(folder, { recursive: true, force: true })
})

const year = simulatedYear(new Date())
/** A day of Anhui lies in the year. */
const isInYear = (moment: string): boolean => {
  const day = new Date(Date.parse(moment) + 8 * 3_600_000).toISOString().slice(0, 10)
  return day >= year.first && day <= year.last
}

interface Kept {
  id: string
  state: string
}
/** All records of a flow that the director may see, through the door for machines. */
async function records<T extends Kept>(flow: string): Promise<T[]> {
  const found: T[] = []
  for (let after = ''; ; ) {
    const answer = await director.page.request.get(`/api/v1/${flow}?limit=200&after=${after}`)
    const { contents, next } = (await answer.json()) as { contents: T[]; next: string | null }
    found.push(...contents)
    if (!next) return found
    after = next
  }
}

interface Round extends Kept {
  kind: string
  period: string
}
const due = [
  ...year.halves.map(({ code }) => `self ${code}`),
  ...year.quarters.map(({ code }) => `recipients ${code}`),
  `third_party ${year.calendar.code}`,
]
const ofYear = async (): Promise<Round[]> =>
  (await records<Round>('evaluation')).filter(one => due.includes(`${one.kind} ${one.period}`))

test('each kind of evaluation was closed in every period of its cycle', async () => {
  const closed = (await ofYear()).filter(one => one.state === 'closed')
  expect(closed.map(one => `${one.kind} ${one.period}`).sort()).toEqual(due.toSorted())
})

test('no service was left out without a reason that somebody else accepted', async () => {
  const rounds = new Map((await ofYear()).map(one => [one.id, one]))
  const gaps = await records<Kept & { evaluation_id: string; explanation: string }>('evaluation_gap')
  const those = gaps.filter(gap => rounds.has(gap.evaluation_id))
  expect(those.length, 'some were not asked about').toBeGreaterThan(0)
  expect(those.filter(gap => !['accepted', 'covered'].includes(gap.state))).toEqual([])
  expect(those.filter(gap => gap.state === 'accepted' && gap.explanation === '')).toEqual([])
})

interface Finding extends Kept {
  source: string
  raised_at: string
  improvement_id: string | null
}
interface Improvement extends Kept {
  title: string
  indicator_code: string | null
  baseline: number
  target: number
  after_value: number
}

test('what was found in the year was seen to, and looked at again', async () => {
  const found = (await records<Finding>('finding')).filter(one => isInYear(one.raised_at))
  expect(found.filter(one => !['closed', 'dismissed', 'joined'].includes(one.state))).toEqual([])
  const improved = found.filter(one => one.state === 'closed')
  expect(improved.map(one => one.source)).toEqual(expect.arrayContaining(['recipients', 'self']))
  const ids = new Set(improved.map(one => one.improvement_id))
  const those = (await records<Improvement>('improvement')).filter(one => ids.has(one.id))
  expect(those.filter(one => !['holds', 'recurred'].includes(one.state))).toEqual([])
  expect(those.filter(one => one.indicator_code !== null && one.state === 'holds').length).toBeGreaterThan(1)
})

test('the indicator of every improvement that was verified is better than before, and reached its aim', async () => {
  const verified = (await records<Improvement>('improvement')).filter(one => one.after_value !== null)
  expect(verified.length).toBeGreaterThan(2)
  for (const { title, baseline, target, after_value } of verified) {
    const way = Math.sign(target - baseline)
    expect(way * (after_value - baseline), `${title}: ${baseline} → ${after_value}`).toBeGreaterThan(0)
    expect(way * (after_value - target), `${title}: aimed at ${target}`).toBeGreaterThanOrEqual(0)
  }
})

test('what its page says of each measure is better after than before', async () => {
  const those = (await records<Improvement>('improvement')).filter(
    one => one.state === 'holds' && one.indicator_code !== null,
  )
  for (const { id, title, baseline, target } of those) {
    await director.go(`/desk/improvements/items/${id}/effect`)
    const row = director.page.locator('tr', { has: director.page.locator('[data-label="落实前"]') })
    expect(await row.count(), title).toBeGreaterThan(0)
    for (const one of await row.all()) {
      const [before, after] = await Promise.all(
        ['落实前', '落实后'].map(async label =>
          Number.parseFloat((await one.locator(`[data-label="${label}"]`).textContent()) ?? ''),
        ),
      )
      const better = Math.sign(target - baseline) * ((after as number) - (before as number))
      expect(better, `${title}: ${before} → ${after}`).toBeGreaterThan(0)
    }
  }
})

test('every measure that belongs to them was carried out', async () => {
  const closed = (await records<Improvement>('improvement')).filter(one => one.state === 'holds')
  const ids = new Set(closed.map(one => one.id))
  const measures = await records<Kept & { improvement_id: string; done_at: string | null }>('measure')
  const those = measures.filter(one => ids.has(one.improvement_id))
  expect(new Set(those.map(one => one.improvement_id))).toEqual(ids)
  expect(those.filter(one => one.state !== 'done' || one.done_at === null)).toEqual([])
})

test('meanwhile the running time has work in hand', async () => {
  const states = async (flow: string) => new Set((await records(flow)).map(one => one.state))
  expect(await states('evaluation')).toContain('working')
  expect(await states('finding')).toContain('open')
  expect([...(await states('improvement'))]).toEqual(
    expect.arrayContaining(['analysing', 'planning', 'approving', 'carrying', 'verifying', 'closed']),
  )
})

/** As `npm run pack:verify FILE` does it: exit code, and what it says. */
const verify = (path: string) =>
  promisify(execFile)(process.execPath, ['dist/pack-verify.js', path]).then(
    ({ stdout }) => ({ code: 0, says: stdout }),
    (failed: { code: number; stdout: string }) => ({ code: failed.code, says: failed.stdout }),
  )

for (const { code, label } of year.halves)
  test(`the pack of ${label} has all clauses and verifies; with one byte changed it does not`, async () => {
    const built = async () =>
      (await records<Kept & { period: string; clauses: string[] }>('evidence_pack')).find(
        one => one.period === code && one.state === 'ready',
      )
    // What a busy machine did not get done while it loaded, the clock takes up again.
    await expect.poll(built, { timeout: 200_000, interval: 2_000 }).toBeDefined()
    const pack = await built()
    expect(pack?.clauses).toEqual(clauseNumbers)
    const answer = await director.page.request.get(`/desk/packs/${pack?.id}/pack.zip`)
    expect(answer.status()).toBe(200)
    const content = await answer.body()
    const path = join(folder, `${code}.zip`)
    await writeFile(path, content)
    expect(await verify(path)).toMatchObject({ code: 0, says: expect.stringContaining('完整，未被改动') })
    const middle = content.length >> 1
    content.writeUInt8(content.readUInt8(middle) ^ 1, middle)
    await writeFile(path, content)
    expect((await verify(path)).code).toBe(1)
  })
