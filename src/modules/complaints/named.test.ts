import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.5.1 By name, to the end: accepted, extended, late and urged, answered, called back by another, reviewed by a third. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await later(0)
})

/** Some days later; their sessions have ended, and they sign in anew. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  for (const name of ['李卫东', '王敏', '陈静', '张涛', '孙丽', '周健'])
    people[name] = await world.worker(name)
}

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const deskPage = (id: string) => `/desk/complaints/${id}`
const told = (phone: string) => app.sent.sms.filter(one => one.phone === phone).map(one => one.body)

const provider = (): string => [...world.providers.values()][0] ?? ''
const body = '拍短视频约好周一交片，拖了两个星期也没有给，打电话不接。'

/** By the form that everyone sees; returns the page that shows the receipt. */
const complain = (visitor: Visitor, about: string, fields: Record<string, string | File>) =>
  visitor.submit(
    `/complaints/new?about=${about}`,
    { kind: 'complaint', by: 'name', ...fields },
    '/complaints/new',
  )
const mine = async (visitor: Visitor): Promise<string> =>
  idIn(
    (await visitor.get('/my/complaints')).page
      .querySelector('a[href^="/my/complaints/"]')
      ?.getAttribute('href'),
  )

describe('about a provider', () => {
  let citizen: Visitor
  let id: string
  const phone = '13800000511'

  test('a citizen tells of it in a few fields, with a picture, and gets number and code', async () => {
    citizen = await world.citizen(phone, '吴秀兰')
    const empty = await complain(citizen, 'provider', { by: '', body: '太差' })
    expect(empty.status).toBe(422)
    expect(errorAt(empty, 'body')).toContain('至少填写 10 个字')
    const form = await citizen.get('/complaints/new?about=provider')
    expect(form.page.querySelector('#f-contact_phone')?.getAttribute('value'), 'known').toBe(phone)
    const sent = await complain(citizen, 'provider', {
      ...{ provider_id: provider(), body, contact_name: '吴秀兰', contact_phone: phone },
      'photos:new': picture('聊天记录.png'),
    })
    expect(sent.status, sent.page.querySelector('main')?.textContent).toBe(200)
    expect(sent.page.querySelector('main')?.textContent).toMatch(/FK-20261124-0001/)
    await app.runJobs()
    id = await mine(citizen)
    expect(told(phone).at(-1)).toMatch(/编号 FK-20261124-0001，查询码 \w{8}。1 个工作日内告知是否受理/)
    const shown = await who('陈静').get(deskPage(id))
    expect(shown.text).toContain('打电话不接')
    const photo = shown.page.querySelector('.thumbs a')?.getAttribute('href') ?? ''
    expect((await who('陈静').get(photo)).status).toBe(200)
    expect((await world.stranger().get(photo)).status, 'not for strangers').toBe(404)
    expect((await (await world.worker('刘芳')).get(photo)).status, 'nor for staff without the duty').toBe(404)
  })

  test('it is accepted and handled by one; another may not act for them', async () => {
    const page = await who('陈静').get(`/act/complaint/accept/${id}`)
    expect(page.text).toContain('王敏')
    await does(who('陈静'), `complaint/accept/${id}`, { complexity: 'simple', assignee_id: staffId('王敏') })
    await app.runJobs()
    expect(told(phone).at(-1)).toContain('5 个工作日内答复')
    expect(await main(who('王敏'), '/desk')).toContain('FK-20261124-0001 · 投诉 · 服务商')
    expect((await who('张涛').post(`/act/complaint/answer/${id}`, {})).status).toBe(403)
    const again = await who('李卫东').post(`/act/complaint/accept/${id}`, { complexity: 'simple' })
    expect(again.status).toBe(409)
  })

  test('the provider is heard by question, and never learns who complained', async () => {
    const leaky = await who('王敏').post(`/act/complaint/askProvider/${id}`, {
      question: '吴秀兰说没有按时交片，请说明情况。',
    })
    expect(errorAt(leaky, 'question')).toContain('请删去')
    await does(who('王敏'), `complaint/askProvider/${id}`, {
      question: '有客户反映短视频约定周一交片而逾期两周，请说明原因和打算。',
    })
    const firm = await world.citizen(providers[0]?.phone ?? '', providers[0]?.contact)
    await claims(firm)
    const link = (await firm.get('/my/complaints')).page
      .querySelector('a[href^="/my/statements/"]')
      ?.getAttribute('href')
    const statement = await firm.get(link ?? '')
    expect(statement.text).toContain('逾期两周')
    for (const secret of ['吴秀兰', phone, '打电话不接', id]) expect(statement.text).not.toContain(secret)
    expect((await firm.get(`/api/v1/complaint/${id}`)).status).toBe(404)
    expect((await firm.get(`/my/complaints/${id}`)).status).toBe(404)
    const sent = await firm.submit(`/act/complaint_statement/give/${idIn(link)}`, {
      statement: '摄影师生病耽搁，已另派人，周五前交片并退一半费用。',
      'evidence:new': picture('排班表.png'),
    })
    expect(sent.status).toBe(303)
    expect(await main(who('王敏'), deskPage(id))).toContain('摄影师生病')
    expect((await citizen.get(link ?? '')).status, 'only the firm reads it').toBe(404)
  })

  test('extended once with a reason; late, the bureau urges', async () => {
    const reason = '服务商补交材料，需要再核对一次。'
    const long = await who('王敏').post(`/act/complaint/extend/${id}`, { days: '60', reason })
    expect(long.status).toBe(422)
    await does(who('王敏'), `complaint/extend/${id}`, { days: '2', reason })
    await app.runJobs()
    expect(told(phone).at(-1)).toContain('还需要 2 个工作日，原因：服务商补交材料')
    expect(
      (await who('王敏').post(`/act/complaint/extend/${id}`, { days: '1', reason })).status,
      'once',
    ).toBe(409)
    await later(8)
    expect(await main(who('王敏'), deskPage(id)), '5 + 2').toContain('还剩 1 个工作日')
    await later(6)
    expect(await main(who('王敏'), '/desk/complaints?which=overdue')).toContain('FK-20261124-0001')
    const link = (await who('周健').get('/desk/supervision')).page
      .querySelectorAll('a[href^="/act/urge/issue"]')
      .map(one => one.getAttribute('href') ?? '')[0]
    await does(who('周健'), `urge/issue?${link?.split('?')[1]}`, {
      task_id: idIn(link),
      reason: '请两天内办结并说明逾期原因。',
    })
    expect(await main(who('王敏'), deskPage(id))).toContain('督办中')
  })

  test('answered with finding and cause; the handler does not call back', async () => {
    const words = {
      answer: '经核实，逾期交片属实，已责成退一半费用并限期交片。',
      measures: '服务商书面检讨，三个月内不参加轮换。',
    }
    const uncoded = await who('王敏').post(`/act/complaint/answer/${id}`, { finding: 'confirmed', ...words })
    expect(errorAt(uncoded, 'cause')).toContain('请选择问题归类')
    await does(who('王敏'), `complaint/answer/${id}`, { finding: 'confirmed', cause: 'late', ...words })
    citizen = await world.device(phone)
    const own = await main(citizen, `/my/complaints/${id}`)
    expect(own).toContain('逾期交片属实')
    expect(own, 'who handled it is not named').not.toContain('王敏')
    expect(
      (await who('王敏').post(`/act/complaint/calledSatisfied/${id}`, { reason: '对方说可以了' })).status,
    ).toBe(403)
    const letter = await citizen.get(`/my/complaints/${id}/answer.pdf`)
    expect(letter.headers.get('content-type')).toBe('application/pdf')
    expect((await who('王敏').get(`${deskPage(id)}/sheet.pdf`)).text.slice(0, 5)).toBe('%PDF-')
  })

  test('not satisfied, a third looks at it again; then it is closed with the way to go on', async () => {
    await does(who('孙丽'), `complaint/calledDiscontent/${id}`, {
      reason: '片子还是没有收到，要求全额退款。',
    })
    const form = await who('陈静').get(`/act/complaint/assignReview/${id}`)
    const options = form.page.querySelectorAll('#f-assignee_id option').map(one => one.textContent)
    expect(options, 'whoever handled it does not review').not.toContain('王敏')
    await does(who('陈静'), `complaint/assignReview/${id}`, { assignee_id: staffId('张涛') })
    const again = { finding: 'partly', cause: 'late', answer: '片子已于今天交付，退费一半符合合同约定。' }
    expect((await who('王敏').post(`/act/complaint/answer/${id}`, again)).status).toBe(403)
    await does(who('张涛'), `complaint/answer/${id}`, again)
    await does(citizen, `complaint/tellDiscontent/${id}`, { reason: '我还是认为应当全退。' })
    await app.runJobs()
    expect(told(phone).at(-1)).toContain('可以向县商务主管部门')
    expect(await main(citizen, `/my/complaints/${id}`)).toContain('已办结')
    await later(20)
    await app.runClock('clock.tick')
    expect(await main(who('陈静'), deskPage(id))).toContain('已归档')
  })

  test('what was found against a provider is counted through the door', async () => {
    const { substantiatedAgainst } = await import('#modules/complaints')
    const count = (since: string) =>
      world.at(world.staff.get('李卫东') as never, app.clock.now, ctx =>
        substantiatedAgainst(ctx, provider(), new Date(since)),
      )
    expect(await count('2026-01-01')).toBe(1)
    expect(await count('2027-06-01')).toBe(0)
  })

  test('after the years that the centre keeps it, only codes are left', async () => {
    await later(366 * 5 + 10)
    await app.runClock('complaint.erase')
    const shown = await main(who('陈静'), deskPage(id))
    expect(shown).toContain('属实')
    for (const gone of ['吴秀兰', '打电话不接', '全额退款', '摄影师生病', '退一半费用'])
      expect(shown).not.toContain(gone)
    app.clock.addDays(-366 * 5 - 10)
    await later(0)
  })
})
