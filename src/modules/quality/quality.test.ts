import { beforeAll, expect, test } from 'vitest'
import { qualityRules } from '#platform/quality'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { moduleLabels } from './words.ts'

/** 数据质量: a list to put right, with the way to do it; nobody is accused. */
let app: TestApp
let world: World
let director: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
})

const look = async () => {
  expect((await director.post('/desk/data-quality/look')).status).toBe(303)
  await app.runJobs()
}
const list = async (visitor: Visitor, query = '') =>
  (await visitor.get(`/desk/data-quality${query}`)).page
    .querySelectorAll('tbody tr')
    .map(row => row.querySelectorAll('td').map(cell => cell.textContent.trim()))
const issue = async (visitor: Visitor, title: string) =>
  idIn(
    (await visitor.get('/desk/data-quality')).page
      .querySelectorAll('tbody a')
      .find(link => link.textContent.includes(title))
      ?.getAttribute('href'),
  )
const premises = {
  name: '老办公楼',
  address: '怀宁县高河镇振宁路',
  area_m2: '400',
  tenure: 'leased',
  owner: '县供销社',
}

test('every rule can be run, and says how what it finds is put right', async () => {
  expect(qualityRules.size).toBeGreaterThan(20)
  for (const rule of qualityRules.values()) {
    expect(rule.mend, rule.code).toMatch(/。$/)
    expect(moduleLabels, rule.code).toHaveProperty(rule.module)
    const found = await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
      rule.find(ctx, { first: '2026-01-01', last: '2026-12-31' }, 10),
    )
    for (const one of found) expect(one.href).toMatch(/^\/desk\//)
  }
})

test('an entry made long after its day is listed under who made it, once', async () => {
  const money = {
    source: 'own',
    direction: 'in',
    amount_fen: '800',
    purpose: '直播间使用费',
    counterpart: '青云家庭农场',
  }
  await does(director, 'fund_entry/book', { ...money, day: '2026-11-02' })
  await does(director, 'fund_entry/book', { ...money, purpose: '当天登记的', day: '2026-11-23' })
  await look()
  await look()
  const rows = (await list(director)).filter(row => row[0]?.includes('直播间使用费'))
  expect(rows).toHaveLength(1)
  expect(rows[0]).toContain('李卫东')
  expect(rows[0]?.join()).toMatch(/过了 2\d 天才登记/)
  expect((await list(director)).some(row => row[0]?.includes('当天登记的'))).toBe(false)
})

test('is explained by whose entry it is or who answers for all, and then stays so', async () => {
  const id = await issue(director, '直播间使用费')
  const clerk = await world.worker('陈静')
  expect((await clerk.get(`/desk/data-quality/${id}`)).status, 'it is nobody else’s').toBe(404)
  expect((await clerk.post(`/act/quality_issue/explain/${id}`, { explanation: '已经核对' })).status).toBe(404)
  await does(director, `quality_issue/explain/${id}`, { explanation: '对照银行回单，到账日属实。' })
  await look()
  const page = (await director.get(`/desk/data-quality/${id}`)).page.querySelector('main')?.textContent
  expect(page).toContain('已说明')
  expect(page).toContain('对照银行回单')
})

test('what was put right is closed at the next look, with who did it; and comes back if it does', async () => {
  const id = await does(director, 'premises/register', { ...premises, lease_until: '2026-10-31' })
  expect(id).toBeDefined()
  await look()
  expect((await list(director, '?kind=expired'))[0]?.join()).toContain('租期到 2026-10-31')
  const found = await issue(director, '老办公楼')
  const { id: record } = await world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
    ctx.db.selectFrom('premises').select('id').executeTakeFirstOrThrow(),
  )
  await does(director, `premises/edit/${record}`, { ...premises, lease_until: '2027-10-31' })
  await look()
  const mended = (await director.get(`/desk/data-quality/${found}`)).page.querySelector('main')?.textContent
  expect(mended).toContain('已更正')
  expect(mended).toContain('李卫东')
  await does(director, `premises/edit/${record}`, { ...premises, lease_until: '2026-10-31' })
  await look()
  expect((await director.get(`/desk/data-quality/${found}`)).page.textContent).toContain('待核对')
})

test('is counted by person and module for who answers for all', async () => {
  const people = (await director.get('/desk/data-quality/people')).page.textContent
  expect(people).toContain('李卫东')
  expect((await director.get('/desk/data-quality/modules')).page.textContent).toContain('运营机构')
  expect(Buffer.from(await director.bytes('/desk/data-quality?format=csv')).toString()).toContain(
    '直播间使用费',
  )
  const clerk = await world.worker('陈静')
  expect((await clerk.get('/desk/data-quality/people')).status).toBe(403)
  expect((await clerk.post('/desk/data-quality/look')).status).toBe(403)
  expect(await list(clerk)).toEqual([])
  const stranger = world.stranger()
  expect((await stranger.get('/my')).status).toBe(303)
  expect((await stranger.get('/desk/data-quality')).status).toBe(303)
})

test('another centre sees nothing of it', async () => {
  const id = await issue(director, '老办公楼')
  const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  expect((await (await other.worker('李卫东')).get(`/desk/data-quality/${id}`)).status).toBe(404)
})
