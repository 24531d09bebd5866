import { beforeAll, expect, test } from 'vitest'
import { briefFlow, settleKinds } from '#modules/briefs'
import { type Actor, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { newId } from '#platform/ids'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/** 5.6.2 Many are signed at once: numbers without gaps, none twice; of a period there is one. */
let app: TestApp
let world: World
let kind: { id: string; code: string }
const many = 12

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await world.at(system, app.clock.now, settleKinds)
  kind = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('brief_kind')
      .select(['id', 'code'])
      .where('code', '=', 'special')
      .executeTakeFirstOrThrow(),
  )
})

const staff = (name: string): Actor => world.staff.get(name) as Actor

/** A brief that waits for its signing. */
async function waiting(): Promise<string> {
  const id = newId()
  await world.at(system, app.clock.now, async ctx => {
    await ctx.db
      .insertInto('brief')
      .values({
        ...{
          id,
          state: 'signing',
          kind_id: kind.id,
          kind_code: kind.code,
          kind_name: '专报',
          doc_prefix: '怀电商服',
        },
        ...{ title: '关于有关情况的专报', opened_at: ctx.now, edited_at: ctx.now, latest_version: 1 },
      })
      .execute()
    await ctx.db
      .insertInto('brief_version')
      .values({
        ...{ brief_id: id, version: 1, title: '关于有关情况的专报', to_main: '商务局', copy_to: '' },
        ...{ sections: '[]', figures: '[]', saved_at: ctx.now },
      })
      .execute()
  })
  return id
}

/** Done, or refused in plain words; anything else is a fault. */
const acts = (work: () => Promise<unknown>): Promise<'done' | 'refused'> =>
  work().then(
    () => 'done' as const,
    error => {
      if (error instanceof Problem) return 'refused' as const
      throw error
    },
  )

test('a dozen signed at once, half of them twice, have the numbers from 1 to 12', async () => {
  const ids: string[] = []
  for (let n = 0; n < many; n++) ids.push(await waiting())
  const sign = (id: string) =>
    acts(() => world.at(staff('李卫东'), app.clock.now, ctx => perform(ctx, briefFlow, 'sign', id, {})))
  const outcomes = await Promise.all([...ids, ...ids.slice(0, many / 2)].map(sign))
  expect(outcomes.filter(one => one === 'done')).toHaveLength(many)
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('brief')
      .select(['number', 'doc_serial'])
      .where('state', '=', 'issued')
      .limit(100)
      .execute(),
  )
  const upTo = Array.from({ length: many }, (_, n) => n + 1)
  expect(rows.map(row => row.number).sort((a, b) => Number(a) - Number(b))).toEqual(upTo)
  expect(rows.map(row => row.doc_serial).sort((a, b) => Number(a) - Number(b))).toEqual(upTo)
})

test('ten who begin the same period at once: one brief', async () => {
  const monthly = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('brief_kind').select('id').where('code', '=', 'bulletin').executeTakeFirstOrThrow(),
  )
  const start = () =>
    world
      .at(staff('张涛'), app.clock.now, ctx =>
        perform(ctx, briefFlow, 'start', null, { what: `${monthly.id} 2026-10` }),
      )
      .then(
        () => 'done',
        () => 'refused',
      )
  const outcomes = await Promise.all(Array.from({ length: 10 }, start))
  expect(outcomes.filter(one => one === 'done')).toHaveLength(1)
})
