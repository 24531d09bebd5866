import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, claims, does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { creditCodeOf, newCentre, providers, recipients, type World } from '../../../test/world.ts'

/** One organisation, one file (一户一档): two files of the same are made one, and nothing that happened is lost. */
let app: TestApp
let world: World
/** 周兰 came to the counter, which noted her workshop without its code; 周强 asked for it online, by its code. */
let lan: Visitor
let qiang: Visitor
let director: Visitor
let noted: string
let online: string
const cases = { answered: '', rated: '', online: '' }
const code = creditCodeOf('91', 1200)

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  lan = await world.citizen('13800000121', '周兰')
  qiang = await world.citizen('13800000122', '周强')
  director = await world.worker('李卫东')
  cases.rated = await atCounter('13800000121')
  noted = await claims(lan)
  cases.answered = await atCounter('13800000121', noted)
  await answer(cases.rated)
  await does(lan, `service_case/confirm/${cases.rated}`)
  await app.runJobs()
  const bad = await lan.post(`/my/cases/${cases.rated}/rate`, { by: 'name', mark: '1', comment: '等了太久' })
  expect(bad.status).toBe(200)
  await answer(cases.answered)
  online = await asksFor(qiang)
  cases.online = await applyFor(qiang, world, 'ZX-001', { question: '怎么申请补助？' }, online)
  await app.runJobs()
})

async function atCounter(phone: string, party_id?: string): Promise<string> {
  const counter = await world.worker('王敏')
  const done = await counter.submit('/desk/counter', {
    phone,
    ...(party_id
      ? { party_id }
      : { party_name: '怀宁县周兰记糕点坊', kind: 'enterprise', contact_name: '周兰' }),
    channel: 'counter',
    item_id: world.items.get('ZX-001') ?? '',
    note: '来问物流补助怎么申请。',
    assignee_id: world.staff.get('王敏')?.staffId ?? '',
  })
  expect(done.status, done.page.querySelector('.form-summary')?.textContent).toBe(303)
  return idIn(done.location)
}

async function answer(id: string): Promise<void> {
  const wangmin = await world.worker('王敏')
  await does(wangmin, `service_case/answer/${id}`, { answer: '可以申请，请在窗口期内带营业执照来办。' })
}

/** Asks for the firm by its code and is verified; returns the party. */
async function asksFor(who: Visitor): Promise<string> {
  const sent = await who.submit('/act/mandate/request', {
    kind: 'enterprise',
    name: '怀宁县周兰记糕点坊有限公司',
    code,
    role: 'head',
    person_name: '周强',
    'evidence:new': picture('营业执照.png'),
  })
  expect(sent.status).toBe(303)
  const [mandate] = (await who.call('GET', '/api/v1/mandate')).json<{
    contents: Array<{ id: string; party_id: string }>
  }>().contents
  await does(await world.worker('陈静'), `mandate/verify/${mandate?.id}`)
  return mandate?.party_id ?? ''
}

const why = { reason: '电话核实，两份档案是同一家作坊。' }

describe('who may merge', () => {
  test('the director does; the counter is told whose step it is', async () => {
    const counter = await world.worker('陈静')
    const refused = await counter.post(`/act/party/merge/${noted}`, { into: online, ...why })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('合并重复对象')
    expect((await lan.post(`/act/party/merge/${noted}`, { into: online, ...why })).status).toBe(403)
    expect((await qiang.post(`/act/party/merge/${noted}`, { into: online, ...why })).status).toBe(404)
  })

  test('into itself, into nothing, or without a reason it is not done', async () => {
    const into = async (id: string, reason = why.reason) =>
      director.post(`/act/party/merge/${noted}`, { into: id, reason })
    expect((await into(noted)).status).toBe(422)
    expect((await into(crypto.randomUUID())).status).toBe(422)
    expect(errorAt(await into(online, '重复'), 'reason')).toContain('至少填写 5 个字')
  })

  test('one that shares neither phone nor name is found by its phone', async () => {
    const path = `/act/party/merge/${online}`
    const alone = [...world.parties.values()][2] ?? ''
    const form = await director.get(`/act/party/merge/${alone}`)
    expect(form.page.querySelectorAll('input[name=into]')).toHaveLength(0)
    const unknown = await director.post(`/act/party/merge/${alone}`, { phone: '13899990000', ...why })
    expect(errorAt(unknown, 'phone')).toContain('没有找到')
    const found = await director.post(path, { phone: recipients[2]?.phone ?? '', ...why })
    expect(errorAt(found, 'into')).toContain('请选择一份')
    expect(found.page.querySelector(`input[name=into][value="${alone}"]`)).toBeTruthy()
  })

  test('two files with different codes are two organisations', async () => {
    const other = [...world.parties.values()][1] ?? ''
    const refused = await director.post(`/act/party/merge/${online}`, { into: other, ...why })
    expect(refused.status).toBe(422)
    expect(errorAt(refused, 'into')).toContain('信用代码不同')
  })
})

describe('after the two were made one', () => {
  test('the file that was merged leads to the one that stays', async () => {
    await does(director, `party/merge/${noted}`, { into: online, ...why })
    await app.runJobs()
    const led = await director.get(`/desk/parties/${noted}`)
    expect([led.status, led.location]).toEqual([303, `/desk/parties/${online}`])
    expect((await director.get(`/desk/search?q=${encodeURIComponent('周兰记')}`)).text).not.toContain(noted)
    expect((await director.get('/desk/parties?q=13800000121')).text).not.toContain(noted)
    expect((await director.post(`/act/party/merge/${noted}`, { into: online, ...why })).status).toBe(409)
  })

  test('its cases, its timeline and its rating stand in the one file', async () => {
    const file = await director.get(`/desk/parties/${online}`)
    for (const id of Object.values(cases)) expect(file.text, id).toContain(`/desk/cases/${id}`)
    const story = file.page.querySelector('.timeline')?.textContent ?? ''
    for (const words of [
      '登记了来访',
      '凭登记手机号认领',
      '作出答复',
      '收到差评',
      '并入另一对象',
      '提交了申请',
    ])
      expect(story, words).toContain(words)
    expect(file.text, 'the code goes along').toContain(code)
    const callback = (await director.get('/desk/ratings')).page.querySelector('a[href^="/desk/callbacks/"]')
    expect((await director.get(callback?.getAttribute('href') ?? '')).text).toContain(
      '怀宁县周兰记糕点坊有限公司',
    )
    const rights = (await qiang.call('GET', '/api/v1/rating_right')).json<{
      contents: Array<{ case_id: string }>
    }>()
    expect(rights.contents.map(right => right.case_id)).toContain(cases.rated)
  })

  test('both people act for it: each sees what the other began, and what waits for them', async () => {
    expect((await lan.get(`/my/cases/${cases.online}`)).status).toBe(200)
    expect((await qiang.get(`/my/cases/${cases.rated}`)).status).toBe(200)
    expect((await qiang.get('/my')).page.querySelector('.task-list')?.textContent).toContain('待确认答复')
    await does(qiang, `service_case/confirm/${cases.answered}`)
    await app.runJobs()
    expect((await lan.post(`/my/cases/${cases.answered}/rate`, { by: 'name', mark: '5' })).status).toBe(200)
  })

  test('what happens from now on reaches both', async () => {
    app.sent.sms.length = 0
    const counter = await world.worker('陈静')
    await does(counter, `service_case/accept/${cases.online}`, {
      assignee_id: world.staff.get('王敏')?.staffId ?? '',
    })
    await app.runJobs()
    expect(
      app.sent.sms
        .filter(one => one.body.includes('已受理'))
        .map(one => one.phone)
        .sort(),
    ).toEqual(['13800000121', '13800000122'])
  })
})

describe('a provider whose file was a duplicate', () => {
  const [firm] = providers
  test('keeps its place in the directory, its invitations and the work it was chosen for', async () => {
    const asker = await world.citizen('13800000123', '郝建国')
    const id = await applyFor(asker, world, 'SX-001', { use: '抖音', count: '1', place: '石牌镇' })
    const zhangtao = await world.worker('张涛')
    await does(await world.worker('陈静'), `service_case/accept/${id}`, {
      assignee_id: world.staff.get('张涛')?.staffId ?? '',
    })
    const provider = await world.citizen(firm?.phone ?? '', firm?.contact)
    const before = await claims(provider)
    await does(zhangtao, `service_case/invite/${id}`, {
      providers: [...world.providers.values()],
      reason: '按轮换邀请三家。',
    })
    const quote = idIn(
      (await provider.get('/my')).page.querySelector('a[href^="/my/quotes/"]')?.getAttribute('href'),
    )
    await does(provider, `quote/offer/${quote}`, { price_fen: '900', days: '3', proposal: '含两次修改。' })
    await does(zhangtao, `service_case/presentQuotes/${id}`)
    await does(asker, `service_case/agree/${id}`, { quote_id: quote })

    const after = await newFile('安庆视界文化传媒（新档）')
    await does(director, `party/merge/${before}`, { into: after, ...why })
    await app.runJobs()
    expect((await director.get(`/desk/providers/${world.providers.get(firm?.name ?? '')}`)).text).toContain(
      after,
    )
    expect((await provider.get(`/my/quotes/${quote}`)).status).toBe(200)
    await does(provider, `service_case/deliver/${id}`, { note: '成片一条，请查看。' })
  })

  async function newFile(name: string): Promise<string> {
    const counter = await world.worker('陈静')
    return does(counter, 'party/register', {
      kind: 'enterprise',
      name,
      contact_name: '方磊',
      contact_phone: '13800000124',
    })
  }
})
