import { beforeAll, describe, expect, test } from 'vitest'
import { figureOf, putReported, settleIndicators } from '#modules/indicators'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { does } from './deeds.ts'
import { counted, periodId } from './indicators.ts'
import { newCentre, type World } from './world.ts'

/** 5.6.2 Several work on one figure at once: on PostgreSQL. */
let app: TestApp
let world: World
let manager: Visitor
let bureau: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await counted(app)
  await world.at(system, app.clock.now, settleIndicators)
  manager = await world.worker('张涛')
  bureau = await world.worker('周健')
})

const october = '2026-10'
const report = (value: number): Promise<boolean> =>
  world
    .at(system, app.clock.now, ctx =>
      putReported(ctx, { code: 'parcels.sent', period: october, town: null, value, reporters: null }),
    )
    .then(
      () => true,
      () => false,
    )
const figure = () => world.at(system, app.clock.now, ctx => figureOf(ctx, 'parcels.sent', october))
const statuses = (answers: Array<{ status: number }>) => answers.map(one => one.status).sort()

describe('at once', () => {
  test('reports and the lock: what was taken before it is locked, and nothing after it', async () => {
    const id = await periodId(app, world, 'reported', october)
    await report(1)
    await does(manager, `indicator_period/propose/${id}`, { note: '已核对。' })
    const values = Array.from({ length: 12 }, (_, n) => n + 2)
    const [locked, ...taken] = await Promise.all([
      bureau.post(`/act/indicator_period/lock/${id}`),
      ...values.map(report),
    ])
    expect(locked.status).toBe(303)
    const { value } = await figure()
    expect([1, ...values.filter((_, at) => taken[at])]).toContain(value)
    expect(await report(99)).toBe(false)
    const rows = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('indicator_value').select('state').where('code', '=', 'parcels.sent').execute(),
    )
    expect(rows.map(row => row.state)).toEqual(['locked'])
  })

  test('two slips for one figure: one is open; answered twice, it counts once', async () => {
    const ask = (value: string) =>
      manager.post('/act/indicator_correction/ask', {
        ...{ code: 'parcels.sent', period: october, town: 'county', value, reason: '一家企业漏报了。' },
      })
    expect(statuses(await Promise.all([ask('500'), ask('600'), ask('700')]))).toEqual([303, 409, 409])
    const slip = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('indicator_correction').select(['id', 'new_value']).executeTakeFirstOrThrow(),
    )
    const answer = (how: string) =>
      bureau.post(`/act/indicator_correction/${how}/${slip.id}`, { reason: '看过凭据了。' })
    expect(statuses(await Promise.all([answer('approve'), answer('approve')]))).toEqual([303, 409])
    expect((await figure()).value).toBe(slip.new_value)
  })

  test('two drafts of one definition, two new indicators, two subscriptions', async () => {
    const wording = {
      ...{ code: 'parcels.sent', label: '快递收件量', unit: '件', formula: '各企业揽收件数之和' },
      ...{
        definition: '当期从本县寄出的包裹件数，含县内互寄。',
        holds_from: '2026-12',
        reason: '上级统一了口径。',
      },
    }
    const draft = () => manager.post('/act/indicator_version/draft', wording)
    expect(statuses(await Promise.all([draft(), draft(), draft()]))).toEqual([303, 409, 409])
    const add = (label: string) =>
      manager.post('/act/indicator/add', {
        ...{ label, definition: '期末实际经营的企业数，签约未入驻的不计。', formula: '期末实有数' },
        ...{ unit: '家', theme: '经营主体', measure: 'count', frequency: 'quarter', origin: '产业园管理处' },
      })
    expect(statuses(await Promise.all(['甲园区企业', '乙园区企业', '丙园区企业'].map(add)))).toEqual([
      303, 303, 303,
    ])
    const subscribe = () => manager.post('/act/indicator_subscription/subscribe', { rhythm: 'weekly' })
    expect(statuses(await Promise.all([subscribe(), subscribe()]))).toEqual([303, 409])
  })
})
