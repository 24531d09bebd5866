import { beforeAll, expect, test } from 'vitest'
import { reconcile, voucherFlow } from '#modules/vouchers'
import { type Actor, stranger, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { type TestApp, testApp } from './app.ts'
import { publishedProgramme } from './vouchers.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.6.1, 4.1 Hundreds claim at once, on PostgreSQL: never a 分 over the budget, never more than a party may have, exactly as
 * many as the money allows, nobody twice. Each is one transaction as a request makes it.
 */
let app: TestApp
let world: World
let parties: string[]
const people = 200
const cap = 600_00

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const clerk = world.staff.get('陈静') as Actor
  parties = await world.at(clerk, app.clock.now, async ctx => {
    const ids = Array.from({ length: people }, () => crypto.randomUUID())
    await ctx.db
      .insertInto('party')
      .values(
        ids.map((id, n) => ({
          // Every tenth is not one of those who may claim.
          ...{ id, state: 'active', kind: n % 10 === 9 ? 'village_collective' : 'person' },
          ...{ name: `领券人${n}`, contact_name: `领券人${n}` },
          contact_phone: `138020${String(n).padStart(5, '0')}`,
          registered_at: app.clock.now,
        })),
      )
      .execute()
    return ids
  })
})

const person = (n: number): Actor => ({
  ...stranger,
  kind: 'person',
  name: `领券人${n}`,
  parties: [parties[n] as string],
})

/** As a request does. A busy database is asked again; what is refused in plain words is told as such; all else is a fault. */
async function acts(n: number, name: string, id: string | null, input: Record<string, unknown> = {}) {
  for (;;) {
    try {
      return await world.at(person(n), app.clock.now, ctx => perform(ctx, voucherFlow, name, id, input))
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return null
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}

const claims = (programme_id: string, n: number) =>
  acts(n, 'claim', null, { programme_id, party_id: parties[n] })

const read = <T>(work: (db: Parameters<Parameters<typeof app.kernel.database.read>[1]>[0]) => Promise<T>) =>
  app.kernel.database.read({ centre: world.id }, work)

async function stateOf(programme: string) {
  const [fund, vouchers, entries] = await Promise.all([
    read(db =>
      db
        .selectFrom('voucher_fund')
        .selectAll()
        .where('programme_id', '=', programme)
        .executeTakeFirstOrThrow(),
    ),
    read(db =>
      db.selectFrom('voucher').selectAll().where('programme_id', '=', programme).limit(2_000).execute(),
    ),
    read(db =>
      db
        .selectFrom('voucher_entry')
        .selectAll()
        .where('programme_id', '=', programme)
        .orderBy('turn')
        .limit(5_000)
        .execute(),
    ),
  ])
  return { fund, vouchers, entries }
}

async function agrees(programme: string): Promise<string[]> {
  return world.at(system, app.clock.now, async ctx => {
    const row = await ctx.db
      .selectFrom('voucher_programme')
      .selectAll()
      .where('id', '=', programme)
      .executeTakeFirstOrThrow()
    return (await reconcile(ctx, row as RowOf<'voucher_programme'>)).findings
  })
}

const perParty = (vouchers: ReadonlyArray<{ party_id: string; state: string }>) =>
  Math.max(
    0,
    ...[
      ...Map.groupBy(
        vouchers.filter(one => one.state !== 'returned'),
        one => one.party_id,
      ).values(),
    ].map(those => those.length),
  )

test('three hundred claims at once for the money of a hundred vouchers', async () => {
  const programme = await publishedProgramme(app, world, {
    ...{ budget_fen: 100 * cap, most_vouchers: 500, audience: ['person'] },
  })
  // Two hundred people, half of whom click twice.
  const clicks = [...Array(people).keys(), ...Array(100).keys()]
  const done = await Promise.all(clicks.map(n => claims(programme, n)))
  const { fund, vouchers, entries } = await stateOf(programme)
  expect(vouchers, 'exactly as many as the money allows').toHaveLength(100)
  expect(done.filter(one => one !== null)).toHaveLength(100)
  expect(perParty(vouchers), 'nobody has two').toBe(1)
  expect(new Set(vouchers.map(one => one.turn)).size, 'every number is one voucher’s').toBe(100)
  expect(
    vouchers.filter(one => parties.indexOf(one.party_id) % 10 === 9),
    'nobody who may not',
  ).toEqual([])
  expect([fund.available_fen, fund.reserved_fen, fund.issued]).toEqual([0, 100 * cap, 100])
  expect(entries.map(one => one.turn)).toEqual([...Array(101).keys()].map(n => n + 1))
  expect(entries.every(one => one.available_fen >= 0)).toBe(true)
  expect(await agrees(programme)).toEqual([])
})

test('some give back while others claim: what is freed is claimed again, and never twice', async () => {
  const programme = await publishedProgramme(app, world, {
    ...{ code: '2026-02', budget_fen: 40 * cap, most_vouchers: 500 },
  })
  await Promise.all([...Array(60).keys()].map(n => claims(programme, n)))
  for (let round = 0; round < 3; round++) {
    const held = (await stateOf(programme)).vouchers.filter(one => one.state === 'issued')
    expect(held).toHaveLength(40)
    await Promise.all([
      ...held.slice(0, 15).flatMap(one => {
        const n = parties.indexOf(one.party_id)
        // Given back twice at once, and claimed anew by the same hand.
        return [acts(n, 'giveBack', one.id), acts(n, 'giveBack', one.id), claims(programme, n)]
      }),
      ...[...Array(60).keys()].map(n => claims(programme, 60 + ((round * 37 + n) % 130))),
    ])
    const { fund, vouchers } = await stateOf(programme)
    const live = vouchers.filter(one => one.state === 'issued').length
    expect(live, `round ${round}`).toBeLessThanOrEqual(40)
    expect(perParty(vouchers)).toBe(1)
    expect(fund.available_fen).toBe((40 - live) * cap)
    expect(fund.reserved_fen).toBe(live * cap)
    expect(await agrees(programme)).toEqual([])
    await Promise.all([...Array(people).keys()].map(n => claims(programme, n)))
    expect((await stateOf(programme)).fund.available_fen, 'nothing stays unclaimed').toBe(0)
  }
})

test('the number of vouchers and the sum a party may have are limits of the database, too', async () => {
  const programme = await publishedProgramme(app, world, {
    ...{
      code: '2026-03',
      budget_fen: 1_000 * cap,
      most_vouchers: 30,
      party_most: 2,
      party_most_fen: 2 * cap,
    },
  })
  // Some have vouchers of the other programmes, and only so many may lie unused: enough people for thirty all the same.
  const clicks = [...Array(60).keys()].flatMap(n => [n, n, n, n])
  await Promise.all(clicks.map(n => claims(programme, n)))
  const { fund, vouchers } = await stateOf(programme)
  expect(vouchers).toHaveLength(30)
  expect(fund.issued).toBe(30)
  expect(perParty(vouchers)).toBe(2)
  expect(await agrees(programme)).toEqual([])
})
