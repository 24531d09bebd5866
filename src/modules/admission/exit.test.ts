import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, claims, does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { creditCodeOf, newCentre, providers, recipients, type World } from '../../../test/world.ts'

/** 4.5.1 How a provider leaves, by its own wish or not; who is barred; what speaks for suspending one. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const firms: Visitor[] = []
const who = (name: string): Visitor => people[name] as Visitor
const firm = (n: number): Visitor => firms[n] as Visitor
const provider = (n: number): string => world.providers.get(providers[n]?.name ?? '') ?? ''
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  for (const cast of providers.slice(0, 3)) {
    const visitor = await world.citizen(cast.phone, cast.contact)
    await claims(visitor)
    firms.push(visitor)
  }
  await later(0)
})

async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  for (const name of ['李卫东', '陈静', '王敏', '张涛', '孙丽', '周健'])
    people[name] = await world.worker(name)
  if (days > 0)
    for (const [n, cast] of providers.slice(0, 3).entries()) firms[n] = await world.device(cast.phone)
}

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const open = () => main(world.stranger(), '/admissions')
const told = async (phone: string) => {
  await app.runJobs()
  return app.sent.sms.filter(one => one.phone === phone && !one.body.includes('验证码')).at(-1)?.body ?? ''
}

/** An order to which these providers quoted; returns its id. */
async function order(citizen: Visitor, quoting: readonly number[]): Promise<string> {
  const id = await applyFor(citizen, world, 'SX-001', { use: '抖音', count: '1', place: '石牌镇' })
  await does(who('陈静'), `service_case/accept/${id}`, { assignee_id: staffId('张涛') })
  await does(who('张涛'), `service_case/invite/${id}`, {
    providers: [provider(0), provider(1), provider(2)],
    reason: '按轮换邀请三家。',
  })
  for (const n of [0, 1, 2]) {
    const quotes = (await firm(n).call('GET', '/api/v1/quote')).json<{
      contents: Array<{ id: string; case_id: string }>
    }>().contents
    const quote = quotes.find(one => one.case_id === id)?.id
    if (quoting.includes(n))
      await does(firm(n), `quote/offer/${quote}`, {
        price_fen: '1200',
        days: '7',
        proposal: '两条各 60 秒，含一次修改。',
      })
    else await does(firm(n), `quote/decline/${quote}`, { reason: '排期已满' })
  }
  return id
}
const agree = async (citizen: Visitor, id: string, n: number): Promise<void> => {
  const quotes = (await firm(n).call('GET', '/api/v1/quote')).json<{
    contents: Array<{ id: string; case_id: string }>
  }>().contents
  await does(citizen, `service_case/agree/${id}`, {
    quote_id: quotes.find(one => one.case_id === id)?.id ?? '',
  })
}

const stateOf = (id: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('service_case').select(['state', 'provider_id']).where('id', '=', id).executeTakeFirst(),
  )

describe('by its own wish', () => {
  let agreed = ''
  let onTable = ''
  let id = ''

  test('a provider asks on its phone; nobody else asks for it', async () => {
    const citizen = await world.citizen('13800000471', '余秀英')
    agreed = await order(citizen, [0, 1])
    await agree(citizen, agreed, 0)
    onTable = await order(citizen, [0])
    const wish = { provider_id: provider(0), on_day: '2026-11-20', reason: '业务转到外县，不再接单。' }
    expect((await firm(1).post('/act/provider_exit/ask', { ...wish, on_day: '2026-11-27' })).status).toBe(422)
    expect(errorAt(await firm(0).post('/act/provider_exit/ask', wish), 'on_day')).toContain('不能早于今天')
    id = await does(firm(0), 'provider_exit/ask', { ...wish, on_day: '2026-11-27' })
    const twice = await firm(0).post('/act/provider_exit/ask', { ...wish, on_day: '2026-11-28' })
    expect(twice.status).toBe(422)
    expect((await citizen.get(`/my/exits/${id}`)).status).toBe(404)
    expect((await firm(1).get(`/my/exits/${id}`)).status).toBe(404)
    await app.runClock('admission.days')
    expect(await main(firm(0), `/my/exits/${id}`), 'not before its day').toContain('申请退出')
  })

  test('on its day it is gone: out of the directory, its quotes withdrawn, its orders handed back', async () => {
    await later(3)
    await app.runClock('admission.days')
    expect(await main(firm(0), `/my/exits/${id}`)).toContain('已退出')
    expect((await world.stranger().get(`/providers/${provider(0)}`)).status).toBe(404)
    expect(await main(world.stranger(), '/providers')).not.toContain(providers[0]?.name)
    expect(await stateOf(agreed), 'to be agreed anew').toEqual({ state: 'accepted', provider_id: null })
    expect(await stateOf(onTable), 'no quote is left').toEqual({ state: 'accepted', provider_id: null })
    expect(await told('13800000471')).toMatch(/要另找服务商：.*已退出服务商库/)
    expect(await told(providers[0]?.phone ?? '')).toContain('已退出服务商库')
    expect(await open()).toMatch(/最近退出.*自愿退出/s)
  })
})

describe('enforced', () => {
  let id = ''
  test('the provider is heard; another than who proposed it decides', async () => {
    const proposal = { provider_id: provider(1), reason: '三次逾期交付，约谈后仍未整改。' }
    expect((await who('陈静').post('/act/provider_exit/propose', proposal)).status).toBe(403)
    const bare = await who('李卫东').post('/act/provider_exit/propose', proposal)
    expect(errorAt(bare, 'evidence')).toContain('证据')
    const sent = await who('李卫东').submit('/act/provider_exit/propose', {
      ...proposal,
      'evidence:new': picture('约谈记录.png'),
    })
    id = idIn(sent.location)
    expect(await told(providers[1]?.phone ?? '')).toContain('5 个工作日内登录网站说明')
    const decision = { reason: '事实清楚，按协议第七条退出。' }
    expect((await who('周健').post(`/act/provider_exit/enforce/${id}`, decision)).status).toBe(409)
    await does(firm(1), `provider_exit/state/${id}`, { reason: '设备损坏导致逾期，已更换。' })
    expect(await main(who('周健'), `/desk/exits/${id}`)).toContain('设备损坏')
    expect((await who('李卫东').post(`/act/provider_exit/enforce/${id}`, decision)).status).toBe(403)
    await does(who('周健'), `provider_exit/enforce/${id}`, decision)
    expect((await world.stranger().get(`/providers/${provider(1)}`)).status).toBe(404)
    expect(await open()).toContain('强制退出')
    expect(await told(providers[1]?.phone ?? '')).toContain('按协议第七条退出')
  })

  test('silence does not keep it; it is decided that it may stay', async () => {
    const sent = await who('张涛').submit('/act/provider_exit/propose', {
      ...{ provider_id: provider(2), reason: '报价与公示不一致，多收费用。' },
      'evidence:new': picture('报价单.png'),
    })
    const other = idIn(sent.location)
    await later(9)
    await app.runClock('clock.tick')
    expect(await main(who('李卫东'), `/desk/exits/${other}`)).toContain('待决定')
    await does(who('李卫东'), `provider_exit/drop/${other}`, { reason: '已退还多收费用，予以提醒。' })
    expect((await world.stranger().get(`/providers/${provider(2)}`)).status).toBe(200)
  })
})

describe('the blacklist', () => {
  const code = creditCodeOf('91', 3)
  const listing = {
    code,
    reason: '提交的许可证系伪造。',
    basis: '县市监处罚〔2026〕12 号',
    from_day: '2026-12-06',
    until_day: '2027-03-31',
  }

  test('is decided by another than who proposed it; the bureau may decide either way', async () => {
    const path = '/act/blacklisting/propose'
    expect((await firm(2).post(path, listing)).status).toBe(403)
    const evidence = { 'evidence:new': picture('决定书.png') }
    const long = await who('李卫东').submit(path, { ...listing, until_day: '2030-12-31', ...evidence })
    expect(errorAt(long, 'until_day')).toContain('最长 36 个月')
    const sent = await who('李卫东').submit(path, { ...listing, ...evidence })
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    const link = (await who('周健').get('/desk/blacklist')).page.querySelector(
      'a[href^="/act/blacklisting/list/"]',
    )
    const id = idIn(link?.getAttribute('href'))
    const decision = { reason: '事实清楚，予以列入。' }
    expect((await who('李卫东').post(`/act/blacklisting/list/${id}`, decision)).status).toBe(403)
    expect(await open(), 'not before').not.toContain('处罚〔2026〕12 号')
    await does(who('周健'), `blacklisting/list/${id}`, decision)
    expect(await open()).toMatch(new RegExp(`${code}.*至 2027-03-31`, 's'))
    expect(await open(), 'no person').not.toContain(recipients[2]?.contact)
  })

  test('who is on it is not admitted; it ends by itself', async () => {
    const party_id = world.parties.get(recipients[2]?.name ?? '') ?? ''
    const form = (visitor: Visitor) =>
      visitor.submit('/act/admission/apply', {
        party_id,
        name: '独秀山视觉',
        introduction: '本地农产品短视频拍摄和直播。',
        'offers.0.item_id': world.items.get('SX-001') ?? '',
        contact_name: recipients[2]?.contact ?? '',
        contact_phone: recipients[2]?.phone ?? '',
        declared: '1',
        'licence:new': picture('执照.png'),
      })
    const visitor = await world.citizen(recipients[2]?.phone ?? '', recipients[2]?.contact)
    await claims(visitor)
    const barred = await form(visitor)
    expect(barred.page.querySelector('main')?.textContent).toContain('在失信名单中，2027-03-31 之后才能申请')
    await later(120)
    await app.runClock('admission.days')
    expect(await open()).toContain('现在没有单位在名单中')
    expect((await form(await world.device(recipients[2]?.phone ?? ''))).status).toBe(303)
  })
})

describe('what speaks for suspending a provider', () => {
  test('substantiated complaints, as many as the centre sets; a person decides', async () => {
    for (const n of [1, 2]) {
      await closedComplaint(n)
      await app.runJobs()
      const page = await main(who('张涛'), `/desk/providers/${provider(2)}`)
      if (n === 1) expect(page, 'one is not enough').not.toContain('是否暂停')
      else expect(page).toMatch(/是否暂停这家服务商.*近 12 个月有 2 件服务反馈查证属实/s)
    }
    expect((await world.stranger().get(`/providers/${provider(2)}`)).status, 'not by itself').toBe(200)
  })

  async function closedComplaint(n: number): Promise<void> {
    const phone = `1380000048${n}`
    const sent = await world.stranger().submit(
      '/complaints/new?about=provider',
      {
        ...{ kind: 'complaint', by: 'name', contact_name: '余秀英', contact_phone: phone },
        provider_id: provider(2),
        body: `第 ${n} 次：说好的价格结账时又加了一百元。`,
      },
      '/complaints/new',
    )
    const number = /FK-\d{8}-\d{4}/.exec(sent.text)?.[0] ?? ''
    const list = await who('陈静').get(`/desk/complaints?q=${number}`)
    const id = idIn(list.page.querySelector('td a[href^="/desk/complaints/"]')?.getAttribute('href'))
    await does(who('陈静'), `complaint/accept/${id}`, { complexity: 'simple', assignee_id: staffId('王敏') })
    await does(who('王敏'), `complaint/answer/${id}`, {
      ...{ finding: 'confirmed', cause: 'fee', answer: '多收的一百元已退还。', measures: '已约谈服务商。' },
    })
    await does(who('孙丽'), `complaint/calledSatisfied/${id}`, { reason: '对方认可处理结果。' })
  }
})
