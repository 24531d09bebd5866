import { beforeAll, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { newId } from '#platform/ids'
import { indicators } from '#platform/indicators'
import { periodFrom, weekOf } from '#platform/periods'
import { type TestApp, testApp } from '../../../test/app.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { isReadable, readingsOf } from './readings.ts'
import { settleIndicators } from './settle.ts'

/** 5.6.2 Figures as they are taken down for a document that leaves the house. */
let app: TestApp
let world: World

type Told = [
  code: string,
  period: string,
  value: number,
  more?: { version?: number; reporters?: number; state?: string },
]
const told: readonly Told[] = [
  ['retail.goods', '2026-09', 1_000_000, { reporters: 5 }],
  ['retail.goods', '2026-10', 1_200_000, { reporters: 5, state: 'locked' }],
  ['retail.goods', '2025-10', 800_000, { reporters: 2 }],
  ['parcels.sent', '2026-09', 300, { reporters: 4 }],
  ['parcels.sent', '2026-10', 360, { reporters: 4, version: 2 }],
  ['live.sessions', '2026-10', 12, { reporters: 2 }],
  ['cases.submitted', '2026-10', 2, { reporters: 1 }],
  ['matching.actual', '2026-10', 500_000, { reporters: 1 }],
]

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await world.at(system, app.clock.now, async ctx => {
    await settleIndicators(ctx)
    const first = await ctx.db
      .selectFrom('indicator_version')
      .selectAll()
      .where('code', '=', 'parcels.sent')
      .executeTakeFirstOrThrow()
    const { centre_id: _, ...known } = first
    const second = { ...known, id: newId(), number: 2, holds_from: '2026-10', state: 'in_force' }
    await ctx.db
      .updateTable('indicator_version')
      .set({ state: 'superseded' })
      .where('id', '=', first.id)
      .execute()
    await ctx.db.insertInto('indicator_version').values(second).execute()
    for (const [code, period, value, more] of told)
      await ctx.db
        .insertInto('indicator_value')
        .values({
          ...{ code, period, value, town: 'county', version: 1, state: 'provisional', reporters: null },
          ...{ base: null, counted_at: ctx.now, ...more },
        })
        .execute()
  })
})

const october = (...codes: string[]) =>
  world.at(system, app.clock.now, ctx => readingsOf(ctx, codes, periodFrom('2026-10')))

test('value, state, and what it may be compared with', async () => {
  const [goods] = await october('retail.goods')
  expect(goods).toMatchObject({ value: 1_200_000, why: null, state: 'locked', version: 1 })
  expect(goods?.before).toEqual({ value: 1_000_000, why: null })
  expect(goods?.yearBefore, 'two reporters: it could be worked out').toEqual({ value: null, why: 'few' })
})

test('under another definition it is no comparison', async () => {
  const [parcels] = await october('parcels.sent')
  expect(parcels).toMatchObject({ value: 360, version: 2, before: { value: null, why: 'version' } })
})

test('what few reported is left out, and money of few; how often the centre did something is not', async () => {
  const all = await october('live.sessions', 'matching.actual', 'cases.submitted', 'no.such')
  expect(all.map(one => [one.code, one.value, one.why])).toEqual([
    ['live.sessions', null, 'few'],
    ['matching.actual', null, 'few'],
    ['cases.submitted', 2, null],
  ])
})

test('a week is counted over its days, by what is known by the day', async () => {
  const codes = [...indicators.values()].map(one => one.code)
  const week = await world.at(system, app.clock.now, ctx => readingsOf(ctx, codes, weekOf('2026-11-18')))
  expect(week.every(one => one.yearBefore === null)).toBe(true)
  const read = new Set(week.map(one => one.code))
  expect(read.has('cases.submitted')).toBe(true)
  for (const monthly of ['ratings.count', 'incubation.sales', 'retail.goods'])
    expect(read.has(monthly), monthly).toBe(false)
  expect(isReadable({ code: 'jobs.direct', source: 'reported', frequency: 'quarter' }, 'month')).toBe(false)
})
