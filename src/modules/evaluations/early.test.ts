import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { words } from '../../../test/sheets.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** A self-evaluation may be begun early; and whoever leaves in the middle of it hands on what is theirs. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

async function on(day: string): Promise<void> {
  app.clock.now = new Date(`${day}T10:00:00+08:00`)
  for (const name of ['李卫东', '陈静', '孙丽']) people[name] = await world.worker(name)
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await on('2026-12-01')
  await app.runClock('evaluation.open')
})

let round = ''
/** 王敏 scores everything, 张涛 confirms it. */
const team = () =>
  Object.fromEntries(
    Array.from({ length: 13 }, (_, at) => [
      [`parts.p${at + 1}.owner_id`, staffId('王敏')],
      [`parts.p${at + 1}.head_id`, staffId('张涛')],
    ]).flat(),
  )

test('scores may be gathered before the period is over, results not', async () => {
  round = await does(who('孙丽'), 'evaluation/prepare', { period: '2026-H2' })
  expect((await who('孙丽').post('/act/evaluation/prepare', { period: '2026-H2' })).status, 'twice').toBe(422)
  expect((await who('孙丽').post('/act/evaluation/prepare', { period: '2027-H1' })).status).toBe(422)
  expect((await who('陈静').post('/act/evaluation/prepare', { period: '2026-H2' })).status).toBe(403)
  const form = await who('孙丽').get(`/act/evaluation/begin/${round}`)
  const sheet_id = form.page.querySelector('input[name="sheet_id"]')?.getAttribute('value') ?? ''
  await does(who('孙丽'), `evaluation/begin/${round}`, { ...team(), sheet_id })
  const early = await who('孙丽').post(`/act/evaluation/conclude/${round}`)
  expect([early.status, words(early)]).toEqual([409, expect.stringContaining('统计期还没有结束')])
})

test('whoever leaves hands on their rows; the successor never confirms what they score', async () => {
  const held = await who('李卫东').get(`/act/staff/leave/${staffId('王敏')}`)
  expect(words(held)).toContain('待评分的自评项')
  const fields = Object.fromEntries(
    held.page
      .querySelectorAll('main form select')
      .map(one => [one.getAttribute('name') ?? '', staffId('张涛')]),
  )
  await does(who('李卫东'), `staff/leave/${staffId('王敏')}`, { ...fields, reason: '调往县商务局工作。' })
  const marks = await who('孙丽').get(`/desk/evaluations/${round}/marks`)
  const rows = marks.page.querySelectorAll('tbody tr').map(row => row.textContent)
  expect(rows).toHaveLength(29)
  for (const row of rows) {
    expect(row).toContain('张涛')
    expect(row).not.toContain('王敏')
  }
})

test('when the period is over it is not opened again', async () => {
  await on('2027-01-01')
  await app.runClock('evaluation.open')
  const list = await who('孙丽').get('/desk/evaluations?kind=self')
  expect(list.page.querySelectorAll('tbody tr')).toHaveLength(1)
})
