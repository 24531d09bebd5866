import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { approves, reportersAre, roundOf, salesOf, sheetOf } from '../../../test/reporting.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** What a person signed goes along with their data; when they leave, the figures stay the firm’s and the name goes. */
let app: TestApp
let world: World
let firms: Firms
let who: Visitor
let sheet: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  who = firms.firm(0)
  const party = world.parties.get(providers[0]?.name ?? '') as string
  await reportersAre(app, world, [party], [party])
  sheet = await sheetOf(app, world, await roundOf(app, world, 'Q1', '2026-10'), party)
  await does(who, `report/fill/${sheet}`, { ...salesOf(800), filler_name: '方大力', all_mine: '1' })
  await approves(app, world, sheet)
})

test('a copy of one’s own data holds what one signed; after erasing it names nobody, and the figures stay', async () => {
  const copy = (await who.get('/account/data.json')).text
  expect(copy).toContain('方大力')
  expect(copy).toContain('企业电商月报')
  expect((await who.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
  const row = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('report').selectAll().where('id', '=', sheet).executeTakeFirstOrThrow(),
  )
  expect(row.cells).toMatchObject({ c02_1: 800_00 })
  expect([row.filler_name, row.stats_name, row.head_name]).toEqual(['（已注销）', '（已注销）', '（已注销）'])
  expect(row.filler_id).toBeNull()
})
