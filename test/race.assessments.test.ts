import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/** Three open an assessment of one provider at once, one of them the clock: on PostgreSQL. */
let app: TestApp
let world: World

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  app.clock.addDays(365)
})

/** How many wait for a lock just now. */
const waiting = async (): Promise<number> =>
  (
    await app.kernel.database.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).rows[0]?.n ?? 0

test('one assessment, whoever was first; the others are told, and the clock goes on', async () => {
  const [provider_id = ''] = [...world.providers.values()]
  const asked = { provider_id, reason: '接连接到三起口头反映。' }
  const people = [await world.worker('张涛'), await world.worker('李卫东')]
  // While somebody has the provider, all three have seen that it is not being assessed.
  const running = await app.kernel.database.write({ centre: world.id }, async db => {
    await db.selectFrom('provider').select('id').where('id', '=', provider_id).forUpdate().execute()
    const begun = [
      ...people.map(one => one.post('/act/provider_assessment/open', asked)),
      app.runClock('assessment.open').then(() => null),
    ]
    while ((await waiting()) < begun.length);
    return { begun }
  })
  const [first, second] = await Promise.all(running.begun)
  const statuses = [first?.status, second?.status].sort()
  expect([
    [303, 422],
    [422, 422],
  ]).toContainEqual(statuses)
  for (const answer of [first, second])
    if (answer?.status === 422) expect(answer.text).toContain('这家正在评估')
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('provider_assessment').select('provider_id').execute(),
  )
  expect(rows.map(row => row.provider_id).sort()).toEqual([...world.providers.values()].sort())
})
