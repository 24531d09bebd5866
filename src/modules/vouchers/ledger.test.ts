import fc from 'fast-check'
import { sql } from 'kysely'
import { beforeAll, expect, test } from 'vitest'
import { reconcile, redemptionFlow, voucherFlow } from '#modules/vouchers'
import { dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { stage } from '#platform/files'
import { perform } from '#platform/perform'
import type { AnyWorkflow, RowOf } from '#platform/workflow'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { accepts, agreedOrder, confirms, publishedProgramme } from '../../../test/vouchers.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { amountFor } from './amounts.ts'

/**
 * Whatever is done, in whatever order: the four parts make up the budget, nothing is below zero, and vouchers and
 * redemptions themselves say the same as the ledger. Orders are copies of one that was really agreed and accepted.
 */
let app: TestApp
let world: World
let firms: Firms
let citizen: Visitor
let template: { order: string; milestone: string }
const people = 2
let parties: string[]

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  citizen = await world.citizen('13800000081', '杨雪')
  const { order } = await agreedOrder(app, world, firms, citizen)
  const [milestone = ''] = await confirms(app, world, firms, citizen, order)
  await accepts(firms, citizen, milestone)
  template = { order, milestone }
  parties = await world.at(staff('陈静'), app.clock.now, async ctx => {
    const ids = Array.from({ length: people }, () => crypto.randomUUID())
    await ctx.db
      .insertInto('party')
      .values(
        ids.map((id, n) => ({
          ...{ id, state: 'active', kind: 'person', name: `领券人${n}`, contact_name: `领券人${n}` },
          ...{ contact_phone: `1380201000${n}`, registered_at: app.clock.now },
        })),
      )
      .execute()
    return ids
  })
})

const staff = (name: string): Actor => world.staff.get(name) as Actor
const person = (n: number): Actor => ({
  ...stranger,
  kind: 'person',
  name: `领券人${n}`,
  identityId: staff('陈静').identityId,
  parties: [parties[n] as string],
})

test('the voucher pays its share, rounded down, and never more than is left', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 100 }),
      fc.integer({ min: 1, max: 10_000_000 }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (share, price, left) => {
        const amount = amountFor(share, price, left)
        return Number.isInteger(amount) && amount >= 0 && amount <= left && amount * 100 <= price * share
      },
    ),
  )
})

/** A copy of a row, with other values: an order of somebody else that was agreed just so. */
async function copy(ctx: Ctx, table: string, id: string, other: Record<string, unknown>): Promise<void> {
  const { rows } = await sql<{ names: string }>`select string_agg(quote_ident(column_name), ', ') as names
    from information_schema.columns where table_name = ${table} and is_generated = 'NEVER'`.execute(ctx.db)
  const names = sql.raw(rows[0]?.names ?? '')
  await sql`insert into ${sql.table(table)} (${names}) select ${names} from (
    select (jsonb_populate_record(row, ${JSON.stringify(other)}::jsonb)).* from ${sql.table(table)} row
    where id = ${id}) copied`.execute(ctx.db)
}

/** Somebody's order with two milestones; accepted later, one by one. */
async function orderFor(ctx: Ctx, party: string): Promise<string> {
  const from = await ctx.db
    .selectFrom('service_order')
    .select(['case_id', 'quote_id'])
    .where('id', '=', template.order)
    .executeTakeFirstOrThrow()
  const [case_id, quote_id, id] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
  const number = crypto.randomUUID()
  await copy(ctx, 'service_case', from.case_id, { id: case_id, number, party_id: party, code: number })
  await copy(ctx, 'quote', from.quote_id, { id: quote_id, case_id })
  await copy(ctx, 'service_order', template.order, {
    ...{ id, case_id, quote_id, party_id: party, number, state: 'running' },
    ...{ completed_at: null, warranty_until: null, ended_at: null },
  })
  for (const position of [1, 2])
    await copy(ctx, 'milestone', template.milestone, {
      ...{ id: crypto.randomUUID(), order_id: id, position, party_id: party, price_fen: 1_000_01 * position },
      ...{ state: 'planned', accepted_at: null, accepted_how: null },
    })
  return id
}

const accept = (ctx: Ctx, order: string) =>
  sql`update milestone set state = 'accepted', accepted_at = ${ctx.now}, accepted_how = 'staff'
    where id = (select id from milestone where order_id = ${order} and state = 'planned' order by position limit 1)`.execute(
    ctx.db,
  )

const commands = [
  ...['claim', 'claim', 'attach', 'attach', 'accept', 'accept', 'apply', 'apply', 'check', 'approve', 'pay'],
  ...[
    'giveBack',
    'detach',
    'sendBack',
    'complete',
    'reject',
    'withdraw',
    'cancel',
    'revoke',
    'demand',
    'reclaim',
  ],
  ...['expire', 'follow'],
] as const
type Command = (typeof commands)[number]

const anyOf = <T>(rows: readonly T[], pick: number): T | undefined => rows[pick % Math.max(1, rows.length)]

/** Does one thing if it can be done just now; what is refused is refused. */
async function run(programme: string, command: Command, pick: number): Promise<void> {
  const at = <T>(who: Actor, work: (ctx: Ctx) => Promise<T>) =>
    world.at(who, app.clock.now, work).catch((error: unknown) => {
      if (error instanceof Problem && [403, 404, 409, 422].includes(error.status)) return null
      throw error
    })
  const vouchers = (ctx: Ctx) =>
    ctx.db.selectFrom('voucher').selectAll().where('programme_id', '=', programme).orderBy('id').execute()
  const redemptions = (ctx: Ctx) =>
    ctx.db
      .selectFrom('voucher_redemption')
      .selectAll()
      .where('programme_id', '=', programme)
      .orderBy('id')
      .execute()
  const n = pick % people
  if (command === 'claim') {
    await at(person(n), ctx =>
      perform(ctx, voucherFlow, 'claim', null, { programme_id: programme, party_id: parties[n] }),
    )
    return
  }
  // Mostly what can be done with the record, now and then anything.
  const suits = ({ state }: { state: string }, flow: AnyWorkflow) =>
    pick % 5 === 0 || (flow.actions[command]?.from ?? [state]).includes(state)
  const voucher = await at(system, async ctx =>
    anyOf(
      (await vouchers(ctx)).filter(row =>
        command === 'apply' ? row.order_id !== null : suits(row, voucherFlow),
      ),
      pick,
    ),
  )
  const redemption = await at(system, async ctx =>
    anyOf(
      (await redemptions(ctx)).filter(row => suits(row, redemptionFlow)),
      pick,
    ),
  )
  const mine = voucher ? person(parties.indexOf(voucher.party_id)) : system
  const theirs = redemption ? person(parties.indexOf(redemption.party_id)) : system
  const paper = (ctx: Ctx) =>
    stage(ctx, { sha256: 'f'.repeat(64), name: '发票.png', mediaType: 'image/png', size: 1 }, 'proof')
  const own = { invoice: '发票 1', own_fen: 5_000_00, own_on: dayOf(app.clock.now) }
  if (['attach', 'accept', 'apply', 'giveBack', 'detach', 'expire', 'revoke', 'follow'].includes(command)) {
    if (!voucher) return
    await at(command === 'revoke' ? staff('李卫东') : command === 'expire' ? system : mine, async ctx => {
      if (command === 'attach')
        return perform(ctx, voucherFlow, 'attach', voucher.id, {
          order_id: await orderFor(ctx, voucher.party_id),
        })
      if (command === 'accept') return voucher.order_id ? accept(ctx, voucher.order_id) : null
      if (command === 'follow') return null
      if (command === 'revoke')
        return perform(ctx, voucherFlow, 'revoke', voucher.id, { reason: '核实不符。' })
      if (command !== 'apply') return perform(ctx, voucherFlow, command, voucher.id)
      const open = await ctx.db
        .selectFrom('milestone')
        .select('id')
        .where('order_id', '=', voucher.order_id ?? crypto.randomUUID())
        .where('state', '=', 'accepted')
        .orderBy('position')
        .execute()
      return perform(ctx, redemptionFlow, 'apply', null, {
        ...{ voucher_id: voucher.id, milestone_id: open[pick % Math.max(1, open.length)]?.id, ...own },
        proof: [await paper(ctx)],
      })
    })
    await app.runJobs()
    return
  }
  if (!redemption) return
  const who: Partial<Record<Command, Actor>> = {
    ...{ check: staff('张涛'), sendBack: staff('张涛'), reject: staff('李卫东'), approve: staff('李卫东') },
    ...{ cancel: staff('李卫东'), demand: staff('李卫东'), pay: staff('陈静'), reclaim: staff('陈静') },
  }
  const number = `付 ${crypto.randomUUID().slice(0, 13)}`
  await at(who[command] ?? theirs, ctx =>
    perform(ctx, redemptionFlow, command, redemption.id, {
      ...own,
      ...{ reason: '核实后决定。', check_note: '看过材料，相符。' },
      ...{ paid_on: dayOf(app.clock.now), paid_number: number },
      ...{ reclaimed_on: dayOf(app.clock.now), reclaimed_number: number },
    }),
  )
  await app.runJobs()
}

/** One voucher to its end: two milestones, both paid. What comes after is chance. */
const usual = [
  ...['claim', 'attach', 'accept', 'apply', 'check', 'approve', 'pay'],
  ...['accept', 'apply', 'check', 'approve', 'pay'],
].map(command => [command as Command, 1] as const)

let round = 0
test('any sequence of actions keeps the books', async () => {
  const seen = new Set<string>()
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(fc.constantFrom(...commands), fc.nat(40)), { minLength: 40, maxLength: 70 }),
      async steps => {
        round += 1
        const programme = await publishedProgramme(app, world, {
          ...{ code: `2026-${String(round + 20).padStart(2, '0')}`, budget_fen: 5_000_00 },
          ...{ cap_fen: 777_77, party_most: 3, party_most_fen: 3 * 777_77, audience: ['person'] },
        })
        for (const [command, pick] of [...usual, ...steps]) {
          await run(programme, command, pick)
          await keepsTheBooks(programme, seen)
        }
      },
    ),
    { numRuns: 5, seed: 340822, endOnFailure: true },
  )
  for (const state of ['issued', 'attached', 'redeemable', 'settling', 'used', 'returned', 'revoked'])
    expect([...seen], `some voucher was ${state}`).toContain(state)
})

async function keepsTheBooks(programme: string, seen: Set<string>): Promise<void> {
  await world.at(system, app.clock.now, async ctx => {
    const row = await ctx.db
      .selectFrom('voucher_programme')
      .selectAll()
      .where('id', '=', programme)
      .executeTakeFirstOrThrow()
    const { findings } = await reconcile(ctx, row as RowOf<'voucher_programme'>)
    // The bank is typed by people; here nobody types.
    expect(findings.filter(one => !one.includes('银行流水'))).toEqual([])
    const fund = await ctx.db
      .selectFrom('voucher_fund')
      .selectAll()
      .where('programme_id', '=', programme)
      .executeTakeFirstOrThrow()
    const parts = [fund.available_fen, fund.reserved_fen, fund.due_fen, fund.paid_fen]
    expect(Math.min(...parts)).toBeGreaterThanOrEqual(0)
    expect(parts.reduce((sum, one) => sum + one, 0)).toBe(5_000_00)
    const states = await ctx.db
      .selectFrom('voucher')
      .select('state')
      .distinct()
      .where('programme_id', '=', programme)
      .execute()
    for (const { state } of states) seen.add(state)
  })
}
