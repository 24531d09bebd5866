import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { creditCodeOf, newCentre, type World } from '../../../test/world.ts'

/** 4.1 From the tender to the hand-over; what supervises the operator is never done by the operator. */
let app: TestApp
let world: World
let bureau: Visitor
let director: Visitor
let contract: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await later(0)
})

/** Some days later; their sessions have ended, and they sign in anew. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  bureau = await world.worker('周健')
  director = await world.worker('李卫东')
}

const page = (): string => `/desk/operator/contracts/${contract}`
const main = async (who: Visitor, path = page()): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const open = (): Promise<string> => main(app.visitor(world.host), '/operator')
const paymentOf = async (name: string): Promise<string> => {
  const { contents } = (await bureau.call('GET', '/api/v1/payment_node')).json<{
    contents: Array<{ id: string; name: string }>
  }>()
  return contents.find(one => one.name === name)?.id ?? ''
}
const operators = {
  'operators.0.name': '怀宁乡集电商服务有限公司',
  'operators.0.code': creditCodeOf('91', 901),
  'operators.0.kind': 'service_firm',
  'operators.1.name': '怀宁县电子商务协会',
  'operators.1.code': creditCodeOf('51', 902),
  'operators.1.kind': 'industry_body',
}

describe('who is to run the centre', () => {
  test('is put out to tender by the bureau, whatever posts the operator’s people hold', async () => {
    const tender = { title: '怀宁县电子商务公共服务中心运营服务', method: '公开招标', budget_fen: '600000' }
    const { contents } = (await director.call('GET', '/api/v1/post')).json<{
      contents: Array<{ id: string; name: string; duties: string[] }>
    }>()
    const own = contents.find(post => post.name === '中心主任')
    await does(director, `post/edit/${own?.id}`, {
      name: '中心主任',
      duties: [...(own?.duties ?? []), 'operator.supervise'],
    })
    const refused = await director.post('/act/operating_contract/announce', tender)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('主管部门的人员')
    const papers = { 'tender_files:new': picture('招标文件.png') }
    const announced = await bureau.submit('/act/operating_contract/announce', { ...tender, ...papers })
    contract = idIn(announced.location)
    expect(await open(), 'not public before the choice').not.toContain('运营服务')
  })

  test('is public for the days that the centre sets, with lead and members', async () => {
    const form = `/act/operating_contract/publish/${contract}`
    const short = await bureau.submit(form, { ...operators, days: '3' })
    expect(errorAt(short, 'days')).toContain('不能小于 5')
    const wrong = await bureau.submit(form, { ...operators, 'operators.1.code': '91340822MA2TXXXXX1' })
    expect(wrong.status).toBe(422)
    const notice = { 'notice_files:new': picture('中选公示.png') }
    expect((await bureau.submit(form, { ...operators, days: '5', ...notice })).status).toBe(303)
    const shown = await open()
    expect(shown).toContain('中选公示，2026-12-01 截止')
    expect(shown).toContain('牵头单位怀宁乡集电商服务有限公司（电子商务服务企业）')
    expect(shown).toContain('联合体成员怀宁县电子商务协会')
    const stranger = app.visitor(world.host)
    const link = (await stranger.get('/operator')).page.querySelector('a[href^="/files/"]')
    expect(link?.textContent).toBe('中选公示.png')
    expect((await stranger.get(link?.getAttribute('href') ?? '')).status).toBe(200)
    const papers = (await bureau.get(page())).page.querySelectorAll('a[href^="/files/"]')
    const tender = papers.find(one => one.textContent === '招标文件.png')?.getAttribute('href') ?? ''
    expect((await stranger.get(tender)).status, 'not the papers of the tender').toBe(404)
  })
})

describe('an objection', () => {
  let objector: Visitor
  const objection = {
    raised_by: '汪某',
    phone: '13800000441',
    body: '中选单位去年在邻县有未整改的问题，请核实。',
  }

  test('stops the publication; the operator’s people do not read it', async () => {
    await later(2)
    objector = await world.citizen('13800000441', '汪建设')
    await does(objector, 'objection/raise', { ...objection, contract_id: contract })
    expect(await open()).toContain('公示中止')
    expect(await main(director)).not.toContain('汪某')
    const id = idIn(
      (await bureau.get(page())).page.querySelector('a[href*="objections/"]')?.getAttribute('href'),
    )
    expect((await bureau.get(`/desk/operator/objections/${id}`)).text).toContain('未整改的问题')
    expect((await director.get(`/desk/operator/objections/${id}`)).status).toBe(404)
    await later(20)
    await app.runClock('clock.tick')
    expect(await main(bureau), 'however long it takes').toContain('公示中止')
    await does(bureau, `objection/dismiss/${id}`, { answer: '经核实，邻县的问题已于今年三月整改到位。' })
    expect(await main(objector, '/my/notifications')).toContain('整改到位')
  })

  test('answered, the days that were left run on; then it is signed', async () => {
    // Two of five had gone.
    expect(await main(bureau)).toContain('2026-12-21 截止')
    await later(6)
    await app.runClock('clock.tick')
    expect(await main(bureau)).toContain('待签约')
    const late = await objector.submit(`/act/objection/raise?contract_id=${contract}`, {
      ...objection,
      contract_id: contract,
    })
    expect(late.status).toBe(409)
    expect((await objector.get('/account/data.json')).text).toContain('未整改的问题')
    expect((await objector.post('/account/erase', { understood: '1' })).status).toBe(200)
    expect(await main(bureau), 'that there was one stays, not whose').not.toContain('汪某')
    const terms = {
      ...{ number: 'HN-2026-01', amount_fen: '500000.01', first_day: '2027-01-01', last_day: '2028-12-31' },
      ...{
        'targets.0.name': '培训人次',
        'targets.0.definition': '签到且考核合格',
        'targets.0.unit': '人次',
        'targets.0.goal': '1200',
      },
      ...{ 'nodes.0.name': '首付款', 'nodes.0.share': '40', 'nodes.0.condition': '合同签订' },
      ...{ 'nodes.1.name': '尾款', 'nodes.1.share': '50', 'nodes.1.condition': '验收合格' },
    }
    const form = `/act/operating_contract/sign/${contract}`
    const wrong = await bureau.submit(form, terms)
    expect(wrong.text).toContain('付款比例相加应为 100%')
    expect((await bureau.submit(form, { ...terms, 'nodes.1.share': '60' })).status).toBe(303)
    const shown = await main(bureau)
    expect(shown).toContain('首付款（40%，¥200,000.00）')
    expect(shown, 'not a 分 is lost').toContain('尾款（60%，¥300,000.01）')
    await app.runClock('contract.ends')
    expect(await main(bureau, '/my/notifications'), 'two years ahead').not.toContain('到期')
  })
})

describe('a payment', () => {
  test('is asked for by the operator with evidence, released by the bureau only', async () => {
    const id = await paymentOf('首付款')
    const bare = await director.submit(`/act/payment_node/request/${id}`, { reason: '合同已签订。' })
    expect(bare.status, 'without evidence').toBe(422)
    const evidence = await director.submit(`/act/payment_node/request/${id}`, {
      reason: '合同已签订。',
      'evidence:new': picture('合同.png'),
    })
    expect(evidence.status).toBe(303)
    expect((await director.post(`/act/payment_node/release/${id}`, { paid_on: '2026-12-22' })).status).toBe(
      403,
    )
    await does(bureau, `payment_node/sendBack/${id}`, { reason: '缺盖章页，请补齐。' })
    expect(await main(director, '/desk')).toContain('付款：首付款')
    await director.submit(`/act/payment_node/request/${id}`, {
      reason: '已补齐。',
      'evidence:new': picture('盖章页.png'),
    })
    const future = await bureau.submit(`/act/payment_node/release/${id}`, {
      paid_on: '2027-02-01',
      'voucher:new': picture('凭证.png'),
    })
    expect(errorAt(future, 'paid_on')).toContain('不能晚于今天')
    const released = await bureau.submit(`/act/payment_node/release/${id}`, {
      paid_on: '2026-12-22',
      'voucher:new': picture('凭证.png'),
    })
    expect(released.status).toBe(303)
    expect(await open()).toMatch(/首付款（40%）\s*2026-12-22 已拨付/)
  })

  test('both sides hear before the contract ends; payment waits while it is being put right', async () => {
    await later(717)
    await app.runClock('contract.ends')
    await app.runClock('contract.ends')
    const told = (await main(bureau, '/my/notifications')).split('2028-12-31 到期')
    expect(told.length, 'once').toBe(2)
    expect(await main(director, '/my/notifications')).toContain('2028-12-31 到期')
    const id = await paymentOf('尾款')
    await does(director, `operating_contract/requestAcceptance/${contract}`, {
      reason: '服务期满，各项目标完成。',
    })
    expect(
      (await director.post(`/act/operating_contract/accept/${contract}`)).status,
      'never by the operator',
    ).toBe(403)
    await does(bureau, `operating_contract/rectify/${contract}`, {
      reason: '培训签到表缺三场，请补正。',
      days: '10',
    })
    const refused = await director.submit(`/act/payment_node/request/${id}`, {
      reason: '申请尾款',
      'evidence:new': picture('总结.png'),
    })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('合同正在整改')
    await does(director, `operating_contract/requestAcceptance/${contract}`, { reason: '签到表已补齐。' })
    const accepted = await bureau.submit(`/act/operating_contract/accept/${contract}`, {
      'reached.0': '1260',
      opinion: '达到考核目标，同意验收。',
    })
    expect(accepted.status, accepted.text.slice(0, 400)).toBe(303)
    expect(await main(bureau)).toMatch(/目标 1200 人次\s*完成 1260 人次/)
  })
})

test('renewed once, with the same operators; or left with a hand-over', async () => {
  await does(bureau, `operating_contract/renew/${contract}`, {
    title: '怀宁县电子商务公共服务中心运营服务（续）',
  })
  const again = await bureau.submit(`/act/operating_contract/renew/${contract}`, {
    title: '再续一次运营服务',
  })
  expect(again.status).toBe(409)
  const list = await bureau.get('/desk/operator')
  const next = idIn(
    list.page
      .querySelectorAll('main a')
      .find(link => link.textContent.includes('（续）'))
      ?.getAttribute('href'),
  )
  expect(await main(bureau, `/desk/operator/contracts/${next}`)).toContain('怀宁县电子商务协会')
  const handOver = {
    reason: '合同到期，不再运营',
    list: '直播设备 12 件、培训档案 36 卷、后台账号 4 个，均已交县商务局。',
  }
  const last = await paymentOf('尾款')
  await director.submit(`/act/payment_node/request/${last}`, {
    reason: '验收合格。',
    'evidence:new': picture('验收单.png'),
  })
  const early = await bureau.post(`/act/operating_contract/exit/${contract}`, handOver)
  expect(early.status).toBe(409)
  expect(early.text).toContain('「尾款」的付款还没有办完')
  await bureau.submit(`/act/payment_node/release/${last}`, {
    paid_on: '2026-12-22',
    'voucher:new': picture('凭证.png'),
  })
  await does(bureau, `operating_contract/exit/${contract}`, handOver)
  expect(await main(bureau)).toContain('已退出')
})
