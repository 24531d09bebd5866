import { beforeAll, expect, test } from 'vitest'
import { servedIn } from '#modules/evaluations'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { begunBrief, fieldsAt } from '../../../test/briefs.ts'
import { does } from '../../../test/deeds.ts'
import { dictionary } from '../../../test/indicators.ts'
import { words } from '../../../test/sheets.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 6.1.3 Statistics for the government (5.6.2) are a service like the others: provided when the figures of a period are final. */
let app: TestApp
let world: World
let keeper: Visitor
let director: Visitor
let period = ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  keeper = await world.worker('张涛')
  director = await world.worker('李卫东')
  period = (await dictionary(app, world)).indicatorPeriod
})

const half = { first: '2026-07-01', last: '2026-12-31' }
const served = async (days = half) =>
  (await world.at(system, app.clock.now, ctx => servedIn(ctx, days))).filter(
    one => one.service === 'statistics',
  )

test('figures that are only looked through were not provided', async () => {
  expect(await served()).toEqual([])
  await does(keeper, `indicator_period/propose/${period}`, { note: '与台账核对一致。' })
  expect(await served()).toEqual([])
})

test('locked, they count in the period of the lock, and nowhere else', async () => {
  await does(director, `indicator_period/lock/${period}`)
  expect(await served()).toMatchObject([{ clause: '5.6.2', label: '统计分析和信息报送', count: 1 }])
  expect(await served({ first: '2026-01-01', last: '2026-06-30' })).toEqual([])
})

test('a brief counts when it is sent, not while it is written and signed', async () => {
  const { brief } = await begunBrief(app, world)
  const fields = await fieldsAt(keeper, `/act/brief/edit/${brief}`)
  const texts = Object.keys(fields).filter(name => name.endsWith('.text'))
  await does(keeper, `brief/edit/${brief}`, {
    ...fields,
    ...Object.fromEntries(texts.map(name => [name, '按计划开展，没有异常。'])),
  })
  await does(keeper, `brief/submit/${brief}`)
  await does(await world.worker('王敏'), `brief/pass/${brief}`)
  await does(director, `brief/sign/${brief}`)
  expect(await served()).toMatchObject([{ count: 1 }])
  await does(keeper, `brief/send/${brief}`)
  expect(await served()).toMatchObject([{ count: 2 }])
})

test('the other centre has provided none', async () => {
  const other = await newCentre(app)
  const there = await other.at(system, app.clock.now, ctx => servedIn(ctx, half))
  expect(there.map(one => one.service)).not.toContain('statistics')
})

test('nobody looked at it: the half-year’s coverage names it', async () => {
  app.clock.now = new Date('2027-01-01T10:00:00+08:00')
  await app.runClock('evaluation.open')
  const organiser = await world.worker('孙丽')
  const list = await organiser.get('/desk/evaluations?kind=self')
  const round = list.page.querySelector('td a[href^="/desk/evaluations/"]')?.getAttribute('href') ?? ''
  expect(words(await organiser.get(`${round}/coverage`))).toContain('统计分析和信息报送')
})
