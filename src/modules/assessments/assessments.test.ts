import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, leavesDirectory } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.5.1 A year of a provider is looked at: facts, marks, its side, and what another decides. */
let app: TestApp
let world: World
let firms: Firms
let citizen: Visitor
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const [first] = providers

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  citizen = await world.citizen('13800000491', '余秀英')
  await later(0)
})

/** Some days later; their sessions have ended, and they sign in anew. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  for (const name of ['李卫东', '陈静', '王敏', '张涛', '孙丽', '周健'])
    people[name] = await world.worker(name)
  if (days === 0) return
  await firms.again()
  citizen = await world.device('13800000491')
}

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const told = async (phone: string) => {
  await app.runJobs()
  return app.sent.sms.filter(one => one.phone === phone && !one.body.includes('验证码')).at(-1)?.body ?? ''
}
const assessmentOf = async (name: string): Promise<string> => {
  const list = await who('张涛').get(`/desk/assessments?q=${encodeURIComponent(name)}`)
  return idIn(list.page.querySelector('td a[href^="/desk/assessments/"]')?.getAttribute('href'))
}
const sheet = (marks: Record<string, string> = {}) => ({
  ...{ service: '70', timeliness: '60', ratings: '80', complaints: '80', upkeep: '70' },
  opinion: '总体履约较好，交付偶有拖延。',
  ...marks,
})

let id = ''
const deskPage = () => `/desk/assessments/${id}`

describe('a year passes', () => {
  test('in which it took orders, was late, was complained of, and let its entry lapse', async () => {
    const [intime, late, back] = [
      await firms.agreed(citizen, 0, 7),
      await firms.agreed(citizen, 0, 3),
      await firms.agreed(citizen, 0, 20),
    ]
    await later(6)
    await firms.delivered(citizen, 0, intime as string, 2)
    await firms.delivered(citizen, 0, late as string)
    await does(who('张涛'), `service_case/handBack/${back}`, { reason: '双方商定，另找一家。' })
    await complaint()
    await later(74)
    await app.runClock('confirmation.ask')
    await later(25)
    await app.runClock('clock.tick')
    await later(12)
    await app.runClock('clock.tick')
    await later(10)
    const page = await firms.firm(0).get(`/my/providers/${firms.provider(0)}`)
    const confirm = page.page.querySelector('form[action^="/act/confirmation/confirm/"]')
    await does(firms.firm(0), (confirm?.getAttribute('action') ?? '').replace('/act/', ''))
  })

  async function complaint(): Promise<void> {
    const sent = await world.stranger().submit(
      '/complaints/new?about=provider',
      {
        ...{ kind: 'complaint', by: 'name', contact_name: '余秀英', contact_phone: '13800000491' },
        provider_id: firms.provider(0),
        body: '说好的价格结账时又加了一百元。',
      },
      '/complaints/new',
    )
    const number = /FK-\d{8}-\d{4}/.exec(sent.text)?.[0] ?? ''
    const list = await who('陈静').get(`/desk/complaints?q=${number}`)
    const one = idIn(list.page.querySelector('td a[href^="/desk/complaints/"]')?.getAttribute('href'))
    await does(who('陈静'), `complaint/accept/${one}`, { complexity: 'simple', assignee_id: staffId('王敏') })
    await does(who('王敏'), `complaint/answer/${one}`, {
      ...{ finding: 'confirmed', cause: 'fee', answer: '多收的一百元已退还。', measures: '已约谈服务商。' },
    })
    await does(who('孙丽'), `complaint/calledSatisfied/${one}`, { reason: '对方认可处理结果。' })
  }

  test('on its last day nothing is opened; on the next, once for each provider', async () => {
    await later(364 - 127)
    await app.runClock('assessment.open')
    expect(await main(who('张涛'), '/desk/assessments')).toContain('没有年度评估')
    await later(1)
    await app.runClock('assessment.open')
    await app.runClock('assessment.open')
    const list = await who('张涛').get('/desk/assessments')
    expect(list.page.querySelectorAll('tbody tr')).toHaveLength(3)
    id = await assessmentOf(first?.name ?? '')
    expect(await main(who('张涛'), deskPage())).toContain('2026-11-24 至 2027-11-23')
    expect(await main(who('张涛'), '/desk'), 'it waits for those who check').toContain('年度评估')
  })

  test('the facts are what happened, and lead to what they count', async () => {
    const page = await main(who('张涛'), deskPage())
    for (const fact of [
      ...['承接订单3 件', '办结2 件', '申请人撤回0 件', '交回另找服务商1 件', '到期 2 件，按期 1 件'],
      ...['1 份，不足 5 份不显示平均分', '查证属实的反馈1 件', '无人机操控员执照（2027-08-31 到期）'],
      '逾期未确认而暂不公开10 天',
    ])
      expect(page, fact).toContain(fact)
    const links = (await who('张涛').get(deskPage())).page.querySelectorAll('#orders a')
    expect(links).toHaveLength(3)
    expect((await who('张涛').get(links[0]?.getAttribute('href') ?? '')).status).toBe(200)
    expect(await main(who('张涛'), await assessmentPageOf(1)), 'without orders').toContain('不作建议')
  })
  const assessmentPageOf = async (n: number) =>
    `/desk/assessments/${await assessmentOf(providers[n]?.name ?? '')}`

  test('it is the firm’s own to see, and nobody else’s', async () => {
    expect(await main(firms.firm(0), `/my/assessments/${id}`)).toContain('承接订单3 件')
    const own = await firms.firm(0).get(`/my/providers/${firms.provider(0)}`)
    expect(own.page.querySelector(`a[href="/my/assessments/${id}"]`)).not.toBeNull()
    expect((await firms.firm(1).get(`/my/assessments/${id}`)).status).toBe(404)
    expect((await firms.firm(1).call('GET', `/api/v1/provider_assessment/${id}`)).status).toBe(404)
    expect((await citizen.get(`/my/assessments/${id}`)).status).toBe(404)
    expect((await world.stranger().get(`/my/assessments/${id}`)).status).toBe(303)
    expect(await main(world.stranger(), `/providers/${firms.provider(0)}`)).not.toContain('评估')
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const neighbour = await elsewhere.worker('李卫东')
    expect((await neighbour.get(deskPage())).status).toBe(404)
    expect((await neighbour.post(`/act/provider_assessment/score/${id}`, sheet())).status).toBe(404)
    const desk = await who('张涛').get(`/desk/providers/${firms.provider(0)}`)
    expect(desk.page.querySelector(`a[href="${deskPage()}"]`)).not.toBeNull()
  })
})

describe('scored, heard, decided', () => {
  test('the sheet starts with what the facts suggest; whoever is far from it says why', async () => {
    expect((await who('陈静').post(`/act/provider_assessment/score/${id}`, sheet())).status).toBe(403)
    const form = await who('李卫东').get(`/act/provider_assessment/score/${id}`)
    const start = (key: string) => form.page.querySelector(`#f-${key}`)?.getAttribute('value') ?? ''
    expect(['service', 'timeliness', 'complaints', 'upkeep'].map(start)).toEqual(['67', '50', '75', '70'])
    expect(start('ratings'), 'too few').toBe('')
    const far = await who('李卫东').post(`/act/provider_assessment/score/${id}`, sheet({ timeliness: '71' }))
    expect(errorAt(far, 'reason')).toContain('“履约时效”与建议相差超过 20 分')
    await does(who('李卫东'), `provider_assessment/score/${id}`, sheet())
    // 70×30 + 60×25 + 80×20 + 80×15 + 70×10 = 7100
    expect(await main(who('张涛'), deskPage())).toContain('71.0 分')
    expect(await told(first?.phone ?? '')).toMatch(/得 71\.0 分.*5 个工作日内可以说明/)
  })

  test('what was known stays as it was', async () => {
    await does(who('张涛'), `provider/edit/${firms.provider(0)}`, {
      ...{ name: first?.name ?? '', introduction: first?.introduction ?? '' },
      ...{ contact_name: first?.contact ?? '', contact_phone: first?.phone ?? '' },
      'qualifications.0.name': '无人机操控员执照',
      'qualifications.0.valid_until': '2029-08-31',
    })
    expect(await main(who('张涛'), `/desk/providers/${firms.provider(0)}`)).toContain('2029-08-31')
    expect(await main(who('张涛'), deskPage())).toContain('无人机操控员执照（2027-08-31 到期）')
  })

  test('the firm states its view; whoever scored does not decide', async () => {
    expect((await firms.firm(1).post(`/act/provider_assessment/state/${id}`)).status).toBe(404)
    await does(firms.firm(0), `provider_assessment/state/${id}`, { reason: '那次延误是客户临时改了脚本。' })
    expect(await main(who('周健'), deskPage())).toContain('客户临时改了脚本')
    const terms = { opinion: '同意续约。', agreement: 'FW-2027-21', last_day: '2028-12-31' }
    expect((await who('李卫东').post(`/act/provider_assessment/renew/${id}`, terms)).status).toBe(403)
    const past = await who('周健').post(`/act/provider_assessment/renew/${id}`, {
      ...terms,
      last_day: '2027-11-24',
    })
    expect(errorAt(past, 'last_day')).toContain('要晚于今天')
    await does(who('周健'), `provider_assessment/renew/${id}`, terms)
    expect(await told(first?.phone ?? '')).toContain('续签至 2028-12-31')
    expect(await main(firms.firm(0), `/my/assessments/${id}`)).toMatch(/已续约.*FW-2027-21/s)
    const pdf = await who('张涛').file(`${deskPage()}/sheet.pdf`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })

  test('silence is no obstacle: the clock goes on', async () => {
    const other = await assessmentOf(providers[1]?.name ?? '')
    await does(who('张涛'), `provider_assessment/score/${other}`, sheet({ upkeep: '10' }))
    await later(9)
    await app.runClock('clock.tick')
    expect(await main(who('周健'), `/desk/assessments/${other}`)).toMatch(/待决定.*逾期未说明/s)
    const decided = { opinion: '同意续约。', agreement: 'FW-2027-22', last_day: '2028-12-31' }
    await does(who('李卫东'), `provider_assessment/renew/${other}`, decided)
  })
})

describe('opened by hand, and broken off', () => {
  test('for a reason, from the last period on, and never two at once', async () => {
    const form = await who('张涛').get('/act/provider_assessment/open')
    const offered = form.page.querySelectorAll('#f-provider_id option').map(one => one.getAttribute('value'))
    expect(offered).toContain(firms.provider(0))
    expect(offered, 'being assessed').not.toContain(firms.provider(2))
    const asked = { provider_id: firms.provider(0), reason: '接连接到三起口头反映。' }
    expect((await who('陈静').post('/act/provider_assessment/open', asked)).status).toBe(403)
    id = await does(who('张涛'), 'provider_assessment/open', asked)
    expect(await main(who('张涛'), deskPage())).toMatch(/接连接到三起口头反映.*2027-11-24 至 2027-12-02/s)
    expect((await who('张涛').post('/act/provider_assessment/open', asked)).status).toBe(422)
  })

  test('whoever leaves the directory is assessed no further', async () => {
    await leavesDirectory(world, app.clock.now, firms.provider(0), '业务转到外县，不再接单。')
    expect(await main(who('张涛'), deskPage())).toContain('已终止')
    expect((await who('张涛').post(`/act/provider_assessment/score/${id}`, sheet())).status).toBe(409)
    await later(366)
    await app.runClock('assessment.open')
    const list = await main(who('张涛'), '/desk/assessments?state=scoring')
    expect(list).not.toContain(first?.name)
    expect(list, 'the others go on').toContain(providers[1]?.name)
  })
})
