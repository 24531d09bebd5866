import { beforeAll, expect, test } from 'vitest'
import { correctionFlow, roundFlow, sheetFlow } from '#modules/reporting'
import { type Actor, stranger } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { stage } from '#platform/files'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { approves, reportersAre, roundOf, sheetOf } from './reporting.ts'
import { newCentre, type World } from './world.ts'

/** 5.6.2 Sheets come in while the centre sums the round and the bureau locks it: each is in the sums, or was told that it is late. */
let app: TestApp
let world: World
const firms: string[] = []
const people = 12

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await world.at(staff('陈静'), app.clock.now, async ctx => {
    firms.push(...Array.from({ length: people }, () => crypto.randomUUID()))
    await ctx.db
      .insertInto('party')
      .values(
        firms.map((id, n) => ({
          ...{ id, state: 'active', kind: 'enterprise', name: `填报企业${n}`, contact_name: `企业人${n}` },
          ...{ contact_phone: `138021${String(n).padStart(5, '0')}`, registered_at: app.clock.now },
        })),
      )
      .execute()
  })
  await reportersAre(app, world, firms, firms)
})

const staff = (name: string): Actor => world.staff.get(name) as Actor
const person = (n: number): Actor => ({
  ...stranger,
  ...{ kind: 'person', name: `企业人${n}`, parties: [firms[n] as string] },
})

/** What came of it: done, or refused in plain words; anything else is a fault. */
const acts = (actor: Actor, work: () => Promise<unknown>): Promise<'done' | 'refused'> =>
  work().then(
    () => 'done' as const,
    (error: unknown) => {
      if (error instanceof Problem && [409, 404, 503].includes(error.status)) return 'refused' as const
      throw new Error(`${actor.name}: ${String(error)}`)
    },
  )

const sale = (n: number) => ({
  ...{ c01_1: 1000 + n, c02_1: 1000 + n, c03_1: 0, c04_1: 10, c05_1: 5, c10_1: 3 },
  ...{ filler_name: `企业人${n}`, all_mine: true },
})
const sends = (n: number, sheet: string) =>
  acts(person(n), () =>
    world.at(person(n), app.clock.now, ctx => perform(ctx, sheetFlow, 'fill', sheet, sale(n))),
  )
const does = (name: string, action: string, id: string, input = {}) =>
  acts(staff(name), () =>
    world.at(staff(name), app.clock.now, ctx => perform(ctx, roundFlow, action, id, input)),
  )

const stateOf = async (round: string) =>
  app.kernel.database.read({ centre: world.id }, async db => ({
    round: (
      await db.selectFrom('report_round').select('state').where('id', '=', round).executeTakeFirstOrThrow()
    ).state,
    sheets: await db
      .selectFrom('report')
      .select(['id', 'party_id', 'state'])
      .where('round_id', '=', round)
      .limit(100)
      .execute(),
  }))

test('who sends while the round is summed and locked is either in it or refused; nothing lies unaudited in a locked round', async () => {
  for (const month of ['2026-06', '2026-07', '2026-08', '2026-09']) {
    const round = await roundOf(app, world, 'Q1', month)
    const sheets = await Promise.all(firms.map(firm => sheetOf(app, world, round, firm)))
    expect(await sends(0, sheets[0] as string)).toBe('done')
    await approves(app, world, sheets[0] as string)
    const summing = async () => {
      for (let tries = 0; tries < 3; tries++)
        if ((await does('李卫东', 'sum', round, { summary: '一家先报，其余待补。' })) === 'done')
          return does('周健', 'lock', round)
      return 'refused' as const
    }
    const [locked, ...sent] = await Promise.all([
      summing(),
      ...sheets.slice(1).map((sheet, at) => sends(at + 1, sheet)),
    ])
    const after = await stateOf(round)
    expect(after.round).toBe(locked === 'done' ? 'locked' : 'open')
    for (const [at, outcome] of sent.entries()) {
      const { state } = after.sheets.find(one => one.id === sheets[at + 1]) ?? {}
      expect(state, `${month} ${at}`).toBe(outcome === 'done' ? 'submitted' : 'due')
      if (locked === 'done')
        expect(outcome, 'a locked round holds nothing that nobody audited').toBe('refused')
    }
  }
})

test('a sheet that is sent while another transaction holds the lock waits for it, and is refused', async () => {
  const round = await roundOf(app, world, 'Q1', '2026-05')
  const sheet = await sheetOf(app, world, round, firms[0] as string)
  const first = await sheetOf(app, world, round, firms[1] as string)
  expect(await sends(1, first)).toBe('done')
  await approves(app, world, first)
  let go = () => {}
  const held = new Promise<void>(resolve => {
    go = resolve
  })
  let summed = () => {}
  const isSummed = new Promise<void>(resolve => {
    summed = resolve
  })
  const summing = world.at(staff('李卫东'), app.clock.now, async ctx => {
    await perform(ctx, roundFlow, 'sum', round, { summary: '只有一家报送。' })
    summed()
    await held
  })
  await isSummed
  const sending = sends(0, sheet)
  await new Promise(resolve => setTimeout(resolve, 150))
  go()
  await summing
  expect(await sending).toBe('refused')
  expect((await stateOf(round)).sheets.find(one => one.id === sheet)?.state).toBe('due')
})

test('ten slips at once for one figure: one is asked, and what is approved is what was looked at', async () => {
  const round = await roundOf(app, world, 'Q1', '2026-04')
  const sheet = await sheetOf(app, world, round, firms[0] as string)
  expect(await sends(0, sheet)).toBe('done')
  await approves(app, world, sheet)
  await does('李卫东', 'sum', round, { summary: '只有一家报送。' })
  expect(await does('周健', 'lock', round)).toBe('done')
  const made = await app.kernel.outside.store.put(Buffer.from('proof'), 1_000)
  const ask = (value: number) =>
    world
      .at(staff('张涛'), app.clock.now, async ctx => {
        const proof = await stage(ctx, { ...made, name: '凭据.txt', mediaType: 'text/plain' }, 'proof')
        return perform(ctx, correctionFlow, 'ask', null, {
          ...{
            report_id: sheet,
            cell: 'c05_1',
            new_value: value,
            reason: '台账核对后发现少记。',
            proof: [proof],
          },
        })
      })
      .then(
        done => done.id,
        () => null,
      )
  const asked = (await Promise.all(Array.from({ length: 10 }, (_, n) => ask(6 + n)))).filter(Boolean)
  expect(asked).toHaveLength(1)
})
