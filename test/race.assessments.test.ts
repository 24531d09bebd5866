import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { newCentre, providers, type World } from './world.ts'

/** Two open an assessment of one provider at once, one of them the clock: on PostgreSQL. */
let app: TestApp
let world: World

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  app.clock.addDays(365)
})

test('one assessment, whoever was first; the other is told, and the clock goes on', async () => {
  const [provider_id] = [...world.providers.values()]
  const asked = { provider_id: provider_id ?? '', reason: '接连接到三起口头反映。' }
  const people = [await world.worker('张涛'), await world.worker('李卫东')]
  const [first, second] = await Promise.all([
    ...people.map(one => one.post('/act/provider_assessment/open', asked)),
    app.runClock('assessment.open'),
  ])
  for (const answer of [first, second]) expect([303, 422], answer?.text).toContain(answer?.status)
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('provider_assessment').select(['provider_id', 'state']).execute(),
  )
  expect(rows).toHaveLength(providers.slice(0, 3).length)
  expect(new Set(rows.map(row => row.provider_id)).size).toBe(3)
})
