import { beforeAll, expect, test } from 'vitest'
import { settleForms, standardForms } from '#modules/reporting'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import { roundOf } from '../../../test/reporting.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { cellsOf, type Definition } from './definition.ts'
import { hidden } from './figures.ts'

/** 5.6.2 Stations report what they wrote down day by day; the centre's own sheet is audited by the bureau. */
let app: TestApp
let world: World
let head: Visitor
const station = crypto.randomUUID()

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  head = await world.citizen('13800000601', '凌桂生')
  await world.at(system, app.clock.now, async ctx => {
    await settleForms(ctx)
    const { id } = await ctx.db
      .selectFrom('identity')
      .select('id')
      .where('phone_number', '=', '13800000601')
      .executeTakeFirstOrThrow()
    await ctx.db
      .insertInto('station')
      .values({
        ...{ id: station, state: 'open', code: 'ZD-001', level: 'town', name: '凌桥电商服务站' },
        ...{ address: '凌桥村部', head_name: '凌桂生', head_phone: '13800000601', head_identity_id: id },
        ...{ applied_at: ctx.now, opened_on: '2026-09-01' },
      })
      .execute()
    for (const [day, sold] of [
      ['2026-10-03', 120_50],
      ['2026-10-21', 80_00],
      ['2026-11-01', 999_00],
    ] as const)
      await ctx.db
        .insertInto('station_entry')
        .values({
          ...{ id: crypto.randomUUID(), state: 'kept', station_id: station, day, entered_at: ctx.now },
          ...{ buy_count: 2, buy_fen: 50_00, sell_count: 1, sell_fen: sold },
          ...{ parcel_count: 30, parcel_fen: 0, errand_count: 3, errand_fen: 0 },
        })
        .execute()
  })
})

const sheetIn = async (round: string): Promise<string> =>
  (
    await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('report').select('id').where('round_id', '=', round).executeTakeFirstOrThrow(),
    )
  ).id

test('a station’s sheet starts with the sums of its days, says so, and asks why where they differ', async () => {
  const id = await sheetIn(await roundOf(app, world, 'Z1', '2026-10'))
  expect((await (await world.citizen('13800000082', '丁小军')).get(`/my/reports/${id}`)).status).toBe(404)
  const page = await head.get(`/act/report/fill/${id}`)
  const value = (name: string) => page.page.querySelector(`#f-${name}`)?.getAttribute('value')
  expect([value('c01_1'), value('c03_1'), value('c05_1'), value('c06_1')]).toEqual(['4', '2', '60', '6'])
  expect(value('c04_1'), '120.50 + 80.00, nothing of November').toBe('200.50')
  expect(page.text).toContain('已按站点每日登记加好，请核对')
  const filled = {
    ...{ c01_1: '4', c02_1: '100', c03_1: '2', c04_1: '180', c05_1: '60', c06_1: '6', c07_1: '40' },
    ...{ filler_name: '凌桂生', all_mine: '1' },
  }
  const asked = await head.post(`/act/report/fill/${id}`, filled)
  expect(errorAt(asked, 'why_c04_1')).toContain('与每日登记的合计 200.50 元 不一样')
  await does(head, `report/fill/${id}`, { ...filled, why_c04_1: '有一笔退货，登记时没有冲减。' })
  expect((await head.get(`/my/reports/${id}`)).text).toContain('由同一人签了多处')
})

test('one signature for all is gone where the centre does not allow it', async () => {
  const id = await sheetIn(await roundOf(app, world, 'Z1', '2026-09'))
  const director = await world.worker('李卫东')
  const page = await head.get(`/act/report/fill/${id}`)
  expect(page.page.querySelector('[name=all_mine]')).toBeTruthy()
  await world.at(system, app.clock.now, ctx =>
    ctx.db.insertInto('setting').values({ code: 'reporting.one_signer', value: 'false' }).execute(),
  )
  app.kernel.database.changed(world.id)
  await expect
    .poll(async () => (await head.get(`/act/report/fill/${id}`)).page.querySelector('[name=all_mine]'))
    .toBeNull()
  expect((await director.get(`/desk/reports/sheets/${id}`)).status).toBe(200)
})

test('the centre’s own sheet: three of its people sign, the bureau audits, and no party’s page shows it', async () => {
  const id = await sheetIn(await roundOf(app, world, 'X1', '2025'))
  const [clerk, matcher, director] = [
    await world.worker('陈静'),
    await world.worker('张涛'),
    await world.worker('李卫东'),
  ]
  const facts = [
    '3000000',
    '1200000',
    '620000',
    '21000',
    '180000',
    '9000',
    '42000',
    '500',
    '200',
    '300',
    '240',
  ]
  const cells = Object.fromEntries(facts.map((value, at) => [`c${String(at + 1).padStart(2, '0')}_1`, value]))
  const wrong = await clerk.post(`/act/report/fill/${id}`, { ...cells, c12_1: '239', filler_name: '陈静' })
  expect(errorAt(wrong, 'c11_1')).toContain('通快递的行政村不多于行政村总数')
  await does(clerk, `report/fill/${id}`, {
    ...{ ...cells, c12_1: '240', filler_name: '陈静' },
    'proof:new': picture('公报.png'),
  })
  await does(matcher, `report/signStats/${id}`, { name: '张涛' })
  await does(director, `report/signHead/${id}`, { name: '李卫东' })
  expect((await director.post(`/act/report/approve/${id}`)).status, 'it signed').toBe(403)
  await does(await world.worker('周健'), `report/approve/${id}`)
  expect((await director.get(`/my/reports/${id}`)).status).toBe(404)
})

test('the night tells upward who is late, by name, and sends out what is over, once', async () => {
  const rounds = async () =>
    (
      await app.kernel.database.read({ centre: world.id }, db =>
        db.selectFrom('report_round').select(['form_code', 'period']).limit(20).execute(),
      )
    )
      .map(one => `${one.form_code} ${one.period}`)
      .sort()
  await app.runClock('report.days')
  const before = ['X1 2025', 'Z1 2026-09', 'Z1 2026-10']
  expect(await rounds(), 'nobody gets a sheet of which the day is over').toEqual(before)
  const told = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('notification')
      .select('body')
      .where('template', '=', 'report.escalated')
      .limit(9)
      .execute(),
  )
  expect(told.map(one => one.body).join()).toContain('1 家逾期未报：凌桥电商服务站')
  app.clock.addDays(7)
  await app.runClock('report.days')
  await app.runClock('report.days')
  expect(await rounds()).toEqual(['Q1 2026-11', ...before, 'Z1 2026-11'])
})

test('parts and their whole are hidden together: what the rule gives away is no longer shown', () => {
  const definition = standardForms.find(one => one.code === 'Q1') as Definition
  const cells = cellsOf(definition)
  const parts = (...values: number[]) => values.map((value, at) => ({ reporter: `r${at}`, value }))
  const many = parts(10, 20, 30)
  // In the first town only one sells services: goods and the whole would tell it.
  const table = new Map([
    ['c01_1', [parts(14, 20, 30), many, many]],
    ['c02_1', [parts(10, 20, 30), many, many]],
    ['c03_1', [parts(4), parts(1, 2, 3), parts(4, 5, 6)]],
  ])
  const shown = hidden(definition, cells, table, 3, 100)
  const first = ['c01_1', 'c02_1', 'c03_1'].map(key => shown.get(key)?.[0])
  expect(first[2]).toBeNull()
  expect(first.filter(value => value === null).length, 'one alone could be worked out').toBeGreaterThan(1)
})
