import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, filesOn, idIn, picture } from '../../../test/deeds.ts'
import { appliesForIncubation, gives, planOf, readyMentor } from '../../../test/incubation.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.4.1 A review by an expert from outside: by their own account, on their phone, under the same seal as everybody. */
let app: TestApp
let world: World
let startup: Visitor
let expert: Visitor
let manager: Visitor
let mentor: string
let project: string
let review: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  startup = await world.citizen('13800000081', '杨雪')
  project = await appliesForIncubation(startup)
  manager = await world.worker('张涛')
  await does(manager, `incubation/sendBack/${project}`, { reason: '请附上计划书。' })
  const again = await startup.submit(`/act/incubation/complete/${project}`, {
    ...planOf(),
    'plan_files:new': picture('计划书.png'),
  })
  expect(again.status).toBe(303)
  const ready = await readyMentor(world, manager)
  expert = ready.visitor
  mentor = ready.id
})

const textOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const staff = (name: string): string => world.staff.get(name)?.staffId ?? ''
const sheet = (mark: string) => ({
  ...Object.fromEntries(['team', 'product', 'market', 'money', 'local'].map(key => [`scores.${key}`, mark])),
  ...{ veto: '', opinion: '账算得清，建议支持。', unbiased: '1' },
})

test('who agreed to it may be given a seat, and nobody who did not', async () => {
  const form = `/act/incubation/appoint/${project}`
  expect((await manager.get(form)).text).not.toContain('方远山')
  expect((await manager.post(`/act/mentor/takeReviews/${mentor}`, { consent: '1' })).status).toBe(403)
  expect((await expert.post(`/act/mentor/takeReviews/${mentor}`, {})).status, 'not unasked').toBe(422)
  await does(expert, `mentor/takeReviews/${mentor}`, { consent: '1' })
  expect((await manager.get(form)).text).toContain('方远山（安庆某电商公司运营总监）')
  await does(manager, `incubation/appoint/${project}`, {
    ...{ technology: staff('王敏'), economy: mentor, market: staff('刘芳'), law: staff('孙丽') },
    bureau: staff('周健'),
  })
  await app.runJobs()
  const sms = app.sent.sms.filter(one => one.phone === '13800000701').map(one => one.body)
  expect(sms.at(-1)).toContain('请您评审「山货直播间」')
})

test('the expert finds it in their own pages, with the plan and its papers, and no telephone', async () => {
  const home = await expert.get('/my/incubation')
  const link = home.page.querySelector('a[href^="/my/incubation/reviews/"]')?.getAttribute('href') ?? ''
  review = idIn(link)
  const page = await expert.get(link)
  expect(page.text).toContain('现场晒、现场切的笋干和葛粉')
  expect(page.text).not.toContain('13800000081')
  const paper = filesOn(page).get('计划书.png') ?? ''
  expect((await expert.get(paper)).status).toBe(200)
  const stranger = await world.citizen('13800000451', '胡小满')
  for (const who of [stranger, startup]) {
    expect((await who.get(link)).status).toBe(404)
    expect((await who.post(`/act/incubation_review/give/${review}`, sheet('90'))).status).toBe(404)
  }
  expect((await stranger.get(paper)).status).toBe(404)
  expect((await expert.get(`/my/incubation/${project}`)).status, 'nothing else of it').toBe(404)
  expect((await expert.get(`/desk/incubation/${project}`)).status).toBe(403)
  expect((await world.stranger().get(link)).location).toContain('/sign-in')
})

test('sees no sheet of others, nor they this one, until all are in; then it counts like every other', async () => {
  for (const name of ['王敏', '刘芳', '孙丽']) await gives(app, world, project, name, '70')
  const seen = (await expert.call('GET', '/api/v1/incubation_review')).json<{
    contents: Array<{ id: string }>
  }>().contents
  expect(seen.map(one => one.id)).toEqual([review])
  await does(expert, `incubation_review/give/${review}`, sheet('90'))
  expect(await textOf(manager, `/desk/incubation/${project}`)).not.toContain('90.0 分')
  expect(await textOf(expert, `/my/incubation/reviews/${review}`)).toContain('90.0 分')
  expect((await expert.post(`/act/incubation_review/give/${review}`, sheet('95'))).status, 'once').toBe(409)
  await gives(app, world, project, '周健', '70')
  const all = await textOf(manager, `/desk/incubation/${project}`)
  expect(all).toContain('方远山（外部专家）')
  // 70 + 70 + 70 + 90 + 70 of five: 74.
  expect(all).toMatch(/评审平均\s*74\.0 分/)
})

test('the plan is closed again when the review is over', async () => {
  const page = await expert.get(`/my/incubation/reviews/${review}`)
  expect(page.text).toContain('计划书不再显示')
  expect(page.text).not.toContain('笋干和葛粉')
  const { id } = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('file')
      .select('id')
      .where('record_id', '=', project)
      .where('field', '=', 'plan_files')
      .executeTakeFirstOrThrow(),
  )
  expect((await expert.get(`/files/${id}`)).status).toBe(404)
})

test('who makes way, or is no mentor any more, is replaced by somebody else', async () => {
  const other = await world.citizen('13800000082', '余成')
  const second = await appliesForIncubation(other, { name: '竹编小铺', contact_phone: '13800000082' })
  await does(manager, `incubation/appoint/${second}`, {
    ...{ technology: staff('王敏'), economy: mentor, market: staff('刘芳'), law: staff('孙丽') },
    bureau: staff('周健'),
  })
  await does(manager, `mentor/end/${mentor}`, { reason: '调到外地工作' })
  expect(await textOf(manager, `/desk/incubation/${second}`)).toMatch(/方远山（外部专家） 申请回避/)
  expect(await textOf(expert, '/my/incubation')).not.toContain('竹编小铺')
})
