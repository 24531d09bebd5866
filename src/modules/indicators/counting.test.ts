import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Ctx, system } from '#platform/ctx'
import { indicators } from '#platform/indicators'
import { periodFrom, periodOf } from '#platform/periods'
import { type TestApp, testApp } from '../../../test/app.ts'
import { applyFor } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { counted } from './counting.ts'
import { indicatorList } from './dictionary.ts'
import { figureOf, latestFigures } from './values.ts'

/** 5.6.2 What is counted from the records: hand-counted cases, and that number and list are one. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const asSystem = <T>(work: (ctx: Ctx) => Promise<T>): Promise<T> => world.at(system, app.clock.now, work)
const november = periodFrom('2026-11')

describe('every indicator', () => {
  test('counts in one statement for every kind of period, and says what it means', async () => {
    expect(indicators.size).toBeGreaterThanOrEqual(45)
    await asSystem(async ctx => {
      for (const one of indicators.values()) {
        for (const kind of ['month', 'year'] as const) {
          const { county } = await counted(ctx, one, periodOf(kind, '2026-11-24'))
          if (one.measure !== 'permille') expect(county, one.code).not.toBeNull()
        }
        expect(one.definition.length, one.code).toBeGreaterThan(15)
        expect(one.records(november), one.code).toMatch(/^\/desk\//)
      }
    })
  })

  test('stands in the dictionary with what is reported', async () => {
    const list = await asSystem(indicatorList)
    expect(list.filter(one => one.source === 'reported').length).toBe(35)
    expect(list.filter(one => one.source === 'counted').length).toBe(indicators.size)
  })
})

describe('cases', () => {
  test('three of two people are three cases of two parties', async () => {
    const [yang, yu] = [
      await world.citizen('13800000471', '杨雪'),
      await world.citizen('13800000472', '余秀英'),
    ]
    const before = await asSystem(ctx => figureOf(ctx, 'cases.submitted', '2026-11'))
    const question = { question: '开网店要办什么手续？' }
    await applyFor(yang, world, 'ZX-001', question)
    await applyFor(yang, world, 'ZX-001', question)
    await applyFor(yu, world, 'ZX-001', question)
    const after = await asSystem(ctx => figureOf(ctx, 'cases.submitted', '2026-11'))
    expect([after.value, after.unit]).toEqual([(before.value ?? 0) + 3, '件'])
    expect(after.says).toBe(`${after.value} 件`)
    expect((await asSystem(ctx => figureOf(ctx, 'cases.submitted', '2026-10'))).value).toBe(0)
    expect((await asSystem(ctx => figureOf(ctx, 'cases.submitted', '2026'))).value).toBe(after.value)
  })

  test('at midnight of Shanghai one month ends and the next begins', async () => {
    const at = async (time: string) => {
      await asSystem(ctx => sql`update service_case set submitted_at = ${time}`.execute(ctx.db))
      const of = (code: string) => asSystem(ctx => figureOf(ctx, 'cases.submitted', code))
      return [(await of('2026-09')).value, (await of('2026-10')).value]
    }
    const [september, october] = await at('2026-09-30T15:59:59.999Z')
    expect(october).toBe(0)
    expect(await at('2026-09-30T16:00:00.000Z')).toEqual([0, september])
  })
})

describe('the night', () => {
  test('keeps what was counted, and what it was a year ago', async () => {
    await app.runClock('indicator.count')
    const latest = await asSystem(ctx => latestFigures(ctx, 'month'))
    const cases = latest.find(one => one.entry.code === 'cases.submitted')
    expect(cases).toMatchObject({ period: { code: '2026-10' }, yearBefore: 0, before: 0, late: false })
    expect(cases?.value).toBeGreaterThan(0)
    const rate = latest.find(one => one.entry.code === 'ratings.satisfied')
    expect([rate?.value, rate?.late], 'of nothing there is no rate').toEqual([null, false])
    expect(latest.find(one => one.entry.code === 'retail.online')?.late, 'nobody reported').toBe(true)
  })
})
