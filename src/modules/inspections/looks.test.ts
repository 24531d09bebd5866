import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { newCentre, recipients, type World } from '../../../test/world.ts'

/** 查阅记录: who looked at what, for the bureau and whoever reads the journal; looking there is seen too. */
let app: TestApp
let world: World
let bureau: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  bureau = await world.worker('周健')
})

const party = recipients[0]?.name ?? ''
const rows = async (who: Visitor, query = ''): Promise<string[]> => {
  await app.kernel.looks.flush()
  const shown = await who.get(`/desk/looks${query}`)
  expect(shown.status).toBe(200)
  return shown.page.querySelectorAll('tbody tr').map(row => row.textContent)
}

test('who looked at a file, by person, by what and by day', async () => {
  const chenjing = await world.worker('陈静')
  const file = `/desk/parties/${world.parties.get(party)}`
  await chenjing.get(file)
  app.clock.addDays(1)
  const wangmin = await world.worker('王敏')
  await wangmin.get(file)
  bureau = await world.worker('周健')
  const all = await rows(bureau)
  expect(all.filter(row => row.includes('查看档案'))).toHaveLength(2)
  expect(all.find(row => row.includes('陈静'))).toContain(party)
  const hers = await rows(bureau, '?who=陈静')
  expect(hers).toHaveLength(1)
  expect(await rows(bureau, `?day=2026-11-25&what=${encodeURIComponent('查看档案')}`)).toHaveLength(1)
  expect(await rows(bureau, '?day=2026-11-23')).toHaveLength(0)
  expect((await bureau.get('/desk/looks?day=none')).status).toBe(200)
})

test('looking there is written down as well, and not for everybody', async () => {
  const seen = await rows(bureau, `?what=${encodeURIComponent('查看查阅记录')}`)
  expect(seen.length).toBeGreaterThan(3)
  expect(seen[0]).toContain('周健')
  expect(seen[0]).toContain('主管部门')
  const director = await world.worker('李卫东')
  expect((await director.get('/desk/looks')).status, 'who reads the journal').toBe(200)
  expect((await (await world.worker('陈静')).get('/desk/looks')).status).toBe(403)
  const file = await bureau.get('/desk/looks?who=陈静&format=csv')
  expect(file.text).toContain(party)
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  const others = await rows(await elsewhere.worker('李卫东'))
  expect(others.join(), 'another centre').not.toContain('陈静')
})
