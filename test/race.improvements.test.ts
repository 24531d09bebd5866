import { beforeAll, expect, test } from 'vitest'
import { raiseFinding } from '#modules/improvements'
import { system } from '#platform/ctx'
import { type TestApp, testApp } from './app.ts'
import { carriedOut, verdict } from './improvements.ts'
import { newCentre, type World } from './world.ts'

/** Two verify one improvement at once, and four jobs tell of one problem at once: on PostgreSQL. */
let app: TestApp
let world: World

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

/** How many wait for a lock just now. */
const waiting = async (): Promise<number> =>
  (
    await app.kernel.database.pool.query<{ n: number }>(
      `select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
  ).rows[0]?.n ?? 0

test('one of two verifiers closes it; the other is told who was first, and the problem is closed once', async () => {
  const { finding, improvement } = await carriedOut(app, world)
  const people = [await world.worker('孙丽'), await world.worker('周健')]
  const running = await app.kernel.database.write({ centre: world.id }, async db => {
    await db.selectFrom('improvement').select('id').where('id', '=', improvement).forUpdate().execute()
    const begun = people.map((one, n) =>
      n === 0
        ? one.post(`/act/improvement/verify/${improvement}`, verdict)
        : one.post(`/act/improvement/refute/${improvement}`, { reason: '还有一个站点没有人。' }),
    )
    while ((await waiting()) < begun.length);
    return { begun }
  })
  const statuses = (await Promise.all(running.begun)).map(one => one.status).sort()
  expect(statuses).toEqual([303, 409])
  const { state, closings } = await app.kernel.database.read({ centre: world.id }, async db => ({
    ...(await db
      .selectFrom('improvement')
      .select('state')
      .where('id', '=', improvement)
      .executeTakeFirstOrThrow()),
    closings: await db
      .selectFrom('journal')
      .select('action')
      .where('record_id', '=', finding)
      .where('action', '=', 'close')
      .execute(),
  }))
  expect([
    ['closed', 1],
    ['planning', 0],
  ]).toContainEqual([state, closings.length])
})

test('a problem that four tell of at once stands once', async () => {
  const tell = (n: number) =>
    world.at(system, app.clock.now, ctx =>
      raiseFinding(ctx, {
        ...{ source: 'data', key: 'at once', clause: '5.6.2', severity: 'minor', title: '报表逾期未报' },
        ...{ facts: '十月报表逾期。', evidence: { label: '报表', href: `/desk/reports?n=${n}` } },
      }),
    )
  const ids = await Promise.all([1, 2, 3, 4].map(tell))
  expect(new Set(ids).size).toBe(1)
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('finding').select('seen').where('key', '=', 'at once').execute(),
  )
  expect(rows).toEqual([{ seen: 4 }])
})
