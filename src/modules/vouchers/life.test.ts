import { beforeAll, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { agreedOrder, bankLine, claimsVoucher, publishedProgramme } from '../../../test/vouchers.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** What becomes of vouchers by themselves: time, orders that end, differences; and what the database never lets pass. */
let app: TestApp
let world: World
let firms: Firms
let citizen: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  citizen = await world.citizen('13800000081', '杨雪')
})

const read = <T>(work: (db: Parameters<Parameters<typeof app.kernel.database.read>[1]>[0]) => Promise<T>) =>
  app.kernel.database.read({ centre: world.id }, work)
const voucherOf = (id: string) =>
  read(db => db.selectFrom('voucher').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const fundOf = (programme: string) =>
  read(db =>
    db
      .selectFrom('voucher_fund')
      .select(['available_fen', 'reserved_fen', 'issued'])
      .where('programme_id', '=', programme)
      .executeTakeFirstOrThrow(),
  )
const textOf = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''

test('an order that ends sets its voucher free', async () => {
  const programme = await publishedProgramme(app, world, { code: '2026-11' })
  const voucher = await claimsVoucher(citizen, programme)
  const { order } = await agreedOrder(app, world, firms, citizen)
  await does(citizen, `voucher/attach/${voucher}`, { order_id: order })
  expect(await textOf(citizen, `/my/orders/${order}`)).toContain('验收价格的 50%')
  expect(await textOf(firms.firm(0), `/my/orders/${order}`), 'the provider sees it').toContain('服务券')
  await does(await world.worker('李卫东'), `service_order/terminate/${order}`, {
    ...{ reason: '服务商临时停业，双方同意终止。', goes_on: 'again' },
  })
  await app.runJobs()
  expect(await voucherOf(voucher)).toMatchObject({ state: 'issued', order_id: null })
  await does(citizen, `voucher/giveBack/${voucher}`)
})

test('whatever code there is: the database pays no more than there is, and changes no line', async () => {
  const programme = await publishedProgramme(app, world, { code: '2026-13', budget_fen: 1_000_00 })
  const voucher = await claimsVoucher(citizen, programme)
  const line = (values: Record<string, unknown>) =>
    world.at(system, app.clock.now, ctx =>
      ctx.db
        .insertInto('voucher_entry')
        .values({
          ...{ id: crypto.randomUUID(), programme_id: programme, at: app.clock.now },
          ...{ flow: 'voucher', action: 'claim', record_id: voucher },
          ...(values as { kind: 'top_up'; amount_fen: number }),
        })
        .execute(),
    )
  await expect(line({ kind: 'give_back', amount_fen: 400_01 })).rejects.toThrow(/available_fen/)
  await expect(line({ kind: 'release', amount_fen: 600_01, voucher_id: voucher })).rejects.toThrow()
  await expect(line({ kind: 'reserve', amount_fen: 1, voucher_id: voucher })).rejects.toThrow()
  const changes = [
    'update voucher_entry set amount_fen = 1',
    'delete from voucher_entry',
    'update voucher_fund set available_fen = 1',
  ]
  const { sql } = await import('kysely')
  for (const change of changes)
    await expect(world.at(system, app.clock.now, ctx => sql.raw(change).execute(ctx.db))).rejects.toThrow(
      /permission denied/,
    )
  expect(await fundOf(programme)).toMatchObject({ available_fen: 400_00, reserved_fen: 600_00 })
})

test('a difference becomes a task, once, and is explained, never put right by itself', async () => {
  const programme = await publishedProgramme(app, world, { code: '2026-14' })
  const other = await world.citizen('13800000082', '丁小军')
  const voucher = await claimsVoucher(other, programme)
  await app.runClock('voucher.reconcile')
  const checks = () =>
    read(db =>
      db.selectFrom('voucher_check').selectAll().where('programme_id', '=', programme).limit(10).execute(),
    )
  expect(await checks(), 'all agrees').toEqual([])
  // Somebody meddles with the database.
  await world.at(system, app.clock.now, ctx =>
    ctx.db.updateTable('voucher').set({ state: 'returned' }).where('id', '=', voucher).execute(),
  )
  await bankLine(world, app.clock.now, {
    ...{ programme_id: programme, direction: 'out', day: '2026-11-24', amount_fen: 5_00 },
    ...{ reference: '手续费', counterpart: '开户银行' },
  })
  for (const _ of [1, 2]) await app.runClock('voucher.reconcile')
  const [check, ...more] = await checks()
  expect(more, 'told once').toEqual([])
  const findings = (check?.findings ?? []) as string[]
  expect(findings.join()).toContain('已预留：台账 ¥600.00，按券和兑付计算 ¥0.00')
  expect(findings.join()).toContain('手续费')
  const clerk = await world.worker('陈静')
  expect(await textOf(clerk, '/desk')).toContain('服务券对账')
  expect((await citizen.get(`/desk/vouchers/checks/${check?.id}`)).status).toBe(403)
  await does(clerk, `voucher_check/explain/${check?.id}`, { explanation: '系统维护时误改了一行，已恢复。' })
  expect((await fundOf(programme)).reserved_fen, 'the ledger stays as it is').toBe(600_00)
})

test('the desk’s list, its file and the month’s statement say the same; the stranger sees neither', async () => {
  const programme = await publishedProgramme(app, world, { code: '2026-15' })
  await claimsVoucher(citizen, programme)
  const director = await world.worker('李卫东')
  const ledger = `/desk/vouchers/programmes/${programme}/ledger`
  const shown = await textOf(director, ledger)
  for (const words of ['期初余额', '预算下达', '领券预留', '期末余额', '2026-15-0001'])
    expect(shown).toContain(words)
  const file = (await director.get(`${ledger}?format=csv`)).text
  expect(file).toContain('领券预留')
  expect(file).toContain('59400.00')
  const pdf = await director.file(`${ledger}?format=pdf`)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  expect((await director.get('/desk/vouchers?format=csv&programme=2026-15')).text).toContain('2026-15-0001')
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  expect((await (await elsewhere.worker('李卫东')).get(ledger)).status).toBe(404)
  expect((await world.stranger().get(ledger)).status).toBe(303)
})

test('who belongs to the recipient decides nothing of it, by whichever account', async () => {
  const programme = await publishedProgramme(app, world, { code: '2026-16' })
  const voucher = await claimsVoucher(await world.citizen('13800000082'), programme)
  const row = await voucherOf(voucher)
  const director = world.staff.get('李卫东') as Actor
  const twin: Actor = { ...director, twin: { identityId: 'x', parties: [row.party_id] } }
  const { voucherFlow } = await import('#modules/vouchers')
  const { perform } = await import('#platform/perform')
  const revoking = (who: Actor) =>
    world.at(who, app.clock.now, ctx =>
      perform(ctx, voucherFlow, 'revoke', voucher, { reason: '材料不实。' }),
    )
  await expect(revoking(twin)).rejects.toMatchObject({ status: 403 })
  await revoking(director)
  expect((await fundOf(programme)).available_fen).toBe(60_000_00)
})

test('whoever leaves takes their data along, and what they had not used flows back', async () => {
  const programme = await publishedProgramme(app, world, { code: '2026-17', name: '包装设计服务券' })
  const leaving = await world.citizen('13800000087', '周小燕')
  const voucher = await claimsVoucher(leaving, programme)
  const reserved = await fundOf(programme)
  expect((await leaving.get('/account/data.json')).text).toContain('包装设计服务券')
  expect(await textOf(leaving, '/account/erase')).toContain('您有 1 张服务券还没有用完')
  expect((await leaving.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
  await app.runJobs()
  expect((await voucherOf(voucher)).state).not.toBe('issued')
  const after = await fundOf(programme)
  expect(after.available_fen - reserved.available_fen, 'what was set aside for it').toBe(600_00)
  expect(after.reserved_fen).toBe(0)
})

test('reminded once before its end, then it runs out and its money flows back', async () => {
  const programme = await publishedProgramme(app, world, { code: '2026-12', valid_days: 20 })
  const voucher = await claimsVoucher(citizen, programme)
  const sms = () => app.sent.sms.filter(one => one.body.includes('到期，还没有用')).length
  app.clock.addDays(6)
  for (const _ of [1, 2]) await app.runClock('voucher.validity')
  await app.runJobs()
  expect(sms()).toBe(1)
  app.clock.addDays(14)
  await app.runClock('voucher.validity')
  expect((await voucherOf(voucher)).state, 'its last day still counts').toBe('issued')
  app.clock.addDays(1)
  await app.runClock('voucher.validity')
  expect((await voucherOf(voucher)).state).toBe('expired')
  expect(await fundOf(programme)).toEqual({ available_fen: 60_000_00, reserved_fen: 0, issued: 0 })
  app.clock.addDays(30)
  await app.runClock('voucher.end_claims')
  const over = await world.device('13800000081')
  expect(await textOf(over, `/my/vouchers/claim/${programme}`)).toContain('已经停止领取')
})
