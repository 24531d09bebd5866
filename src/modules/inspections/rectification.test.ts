import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, filesOn, idIn, picture } from '../../../test/deeds.ts'
import {
  appointInspectors,
  type Inspectors,
  inspectionsOf,
  inspectors,
  planned,
  witnesses,
} from '../../../test/inspectors.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.5.1 From the spot to 销号: who inspected does not verify, and nobody is inspected by their own. */
let app: TestApp
let world: World
let bureau: Visitor
let director: Visitor
let provider: Visitor
let people: Inspectors
let plan: string
const [, firm] = providers
let page: string
/** The team of the inspection, the lead first, and somebody who is not of it. */
let team: string[]
let other: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await later(0)
  people = await appointInspectors(app, world)
  provider = await world.citizen(firm?.phone ?? '', firm?.contact)
  await does(provider, 'mandate/claim', {
    party_id: world.parties.get(firm?.name ?? '') ?? '',
    person_name: firm?.contact ?? '',
  })
  const place = { name: '主楼', address: '高河镇产业园 1 号', area_m2: '800', tenure: 'owned' }
  await does(director, 'premises/register', place)
  const { contents } = (await director.call('GET', '/api/v1/premises')).json<{
    contents: Array<{ id: string }>
  }>()
  await does(director, 'functional_area/open', {
    ...{ premises_id: contents[0]?.id ?? '', kind: 'studio', name: '1 号直播间' },
  })
  plan = (await planned(bureau, { kinds: ['provider', 'functional_area'] })).plan
  await does(bureau, `inspection_plan/announce/${plan}`)
  await does(bureau, `inspection_plan/fix/${plan}`)
  await later(3)
  await does(bureau, `inspection_plan/draw/${plan}`, { number: '20261127', ...witnesses })
  page = `/desk/inspections/${(await inspectionsOf(bureau, plan)).get(firm?.name ?? '')}`
  team = await teamOf(page)
  other = inspectors.map(one => one.name).find(name => !team.includes(name)) ?? ''
})

async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  bureau = await world.worker('周健')
  director = await world.worker('李卫东')
}

const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const teamOf = async (path: string): Promise<string[]> =>
  (await bureau.get(path)).page
    .querySelectorAll('.card')
    .find(card => card.querySelector('h2')?.textContent === '检查人员')
    ?.querySelectorAll('li b')
    .map(one => one.textContent) ?? []
const button = async (who: Visitor, path: string, action: string): Promise<string> =>
  (await who.get(path)).page
    .querySelectorAll('main a, main form')
    .map(one => one.getAttribute('href') ?? one.getAttribute('action') ?? '')
    .find(href => href.includes(`/${action}/`))
    ?.split('?')[0] ?? ''
const presses = async (who: Visitor, path: string, action: string): Promise<number> =>
  (await who.post(await button(who, path, action))).status
const fill = (id: string, who: Visitor, answers: Record<string, string | File>) =>
  who.submit(
    `/act/inspection/fill/${id}`,
    Object.fromEntries(Object.entries(answers).map(([k, v]) => [`answers.${k}`, v])),
  )

/** A team goes through a whole sheet and confirms it. */
async function inspected(
  path: string,
  verdicts: Record<string, string>,
  requirements: Record<string, string> = {},
) {
  const id = idIn(path)
  const [lead, second] = await teamOf(path)
  const one = await people.as(lead ?? '')
  await does(one, `inspection/arrive/${id}`)
  expect((await fill(id, one, verdicts)).status).toBe(303)
  await does(one, `inspection/submit/${id}`, requirements)
  expect(await presses(await people.as(second ?? ''), path, 'confirm')).toBe(303)
}
const allPass = { p1: '合格', p2: '合格', p3: '合格' }

describe('on the spot', () => {
  test('the team fills in the sheet with pictures, each what they see; nobody else can', async () => {
    const id = idIn(page)
    const [lead, second] = [await people.as(team[0] ?? ''), await people.as(team[1] ?? '')]
    expect((await (await people.as(other)).post(`/act/inspection/arrive/${id}`)).status).toBe(404)
    expect((await bureau.post(`/act/inspection/arrive/${id}`)).status, 'who manages was not drawn').toBe(403)
    await does(lead, `inspection/arrive/${id}`)
    const bare = await fill(id, lead, { p1: '合格', p2: '不合格' })
    expect(errorAt(bare, 'answers.p2_remark')).toContain('请写明看到了什么')
    const seen = {
      p1: '合格',
      p2: '不合格',
      p2_remark: '包装设计收 800 元，公布的是 500 元',
      'p2_photos:new': picture('价目.png'),
    }
    expect((await fill(id, lead, seen)).status).toBe(303)
    const early = await lead.post(`/act/inspection/submit/${id}`, {})
    expect(early.text).toContain('第 3 项还没有填写')
    expect((await fill(id, second, { p3: '不适用' })).status).toBe(303)
    const shown = await second.get(page)
    expect(shown.text, 'what the other filled in is kept').toContain('包装设计收 800 元')
    expect(shown.page.querySelector('img[alt*="价目.png"]')).not.toBeNull()
    expect(shown.text).toContain('到场时间')
    expect((await provider.get(`/my/inspections/${id}`)).status).toBe(404)
  })

  test('both confirm; who does not agree sends it back', async () => {
    const id = idIn(page)
    const [lead, second] = [await people.as(team[0] ?? ''), await people.as(team[1] ?? '')]
    const form = `/act/inspection/submit/${id}`
    const vague = await lead.submit(form, {
      'requirements.p2.requirement': '改',
      'requirements.p2.days': '5',
    })
    expect(errorAt(vague, 'requirements.p2.requirement')).toContain('至少填写 4 个字')
    const wanted = {
      'requirements.p2.requirement': '按公布的价格收费，退还多收的部分',
      'requirements.p2.days': '5',
    }
    expect((await lead.submit(form, wanted)).status).toBe(303)
    expect(await button(lead, page, 'confirm'), 'who submits has confirmed').toBe('')
    expect(await main(second, '/desk')).toContain('确认检查表')
    const objected = await second.submit(await button(second, page, 'object'), {
      reason: '第 1 项的执照已经过期',
    })
    expect(objected.status).toBe(303)
    expect(await main(lead, '/my/notifications')).toContain('第 1 项的执照已经过期')
    expect((await fill(id, second, { p1: '不合格', p1_remark: '执照上月到期' })).status).toBe(303)
    const both = {
      ...wanted,
      'requirements.p1.requirement': '换领执照并重新公示',
      'requirements.p1.days': '10',
    }
    expect((await second.submit(form, both)).status).toBe(303)
    expect(await presses(lead, page, 'confirm')).toBe(303)
    const shown = await main(bureau, page)
    expect(shown).toContain('整改中')
    expect(shown).toContain('0（百分制，不适用的不计）')
    expect(shown).toContain('收费与公布的一致怀宁云上影像工作室 · ')
  })
})

describe('an order', () => {
  let order: string
  test('is at once a problem of 6.2, with what was seen and asked for', async () => {
    await app.runJobs()
    type Found = { contents: Array<{ id: string; title: string }> }
    const { contents } = (await director.call('GET', '/api/v1/finding')).json<Found>()
    const found = contents.find(one => one.title === '检查发现：收费与公布的一致')
    expect(found).toMatchObject({ source: 'inspections', severity: 'major', clause: '4.5.1' })
    const problem = await main(director, `/desk/improvements/findings/${found?.id}`)
    expect(problem).toMatch(/包装设计收 800 元.*退还多收的部分.*整改单/s)
  })

  test('is the provider’s to report, with pictures, from a phone', async () => {
    const told = await main(provider, '/my')
    expect(told).toContain('整改：收费与公布的一致')
    const list = await provider.get('/my/inspections')
    const link = list.page.querySelectorAll('main a').find(one => one.textContent === '收费与公布的一致')
    order = idIn(link?.getAttribute('href'))
    const own = `/my/rectifications/${order}`
    expect(await main(provider, own)).toContain('退还多收的部分')
    const paper = await provider.get(`${own}/notice.pdf`)
    expect(paper.headers.get('content-type')).toBe('application/pdf')
    const stranger = await world.citizen('13800000099', '旁人')
    expect((await stranger.get(own)).status).toBe(404)
    expect((await director.post(`/act/rectification/report/${order}`, { report: '替他报告。' })).status).toBe(
      403,
    )
    const form = `/act/rectification/report/${order}`
    const words = await provider.submit(form, { report: '已退还 300 元。' })
    expect(errorAt(words, 'photos')).toContain('请上传整改后的照片')
    const sent = await provider.submit(form, { report: '已退还 300 元。', 'photos:new': picture('退款.png') })
    expect(sent.location).toBe(own)
    expect(filesOn(await bureau.get(`/desk/inspections/orders/${order}`)).size).toBe(1)
  })

  test('is checked by another person than who inspected, sent back, and struck off by the bureau', async () => {
    const checks = { opinion: '电话核实两位客户，均已收到退款。' }
    const lead = await people.as(team[0] ?? '')
    for (const who of [lead, await people.as(team[1] ?? '')]) {
      const own = await who.post(`/act/rectification/pass/${order}`, checks)
      expect(own.status, 'who inspected does not verify').toBe(403)
      expect(own.text).toContain('这次检查的人员除外')
    }
    expect((await director.post(`/act/rectification/pass/${order}`, checks)).status).toBe(403)
    const free = await people.as(other)
    await does(free, `rectification/again/${order}`, { reason: '只退了一位客户', days: '3' })
    expect(await main(provider, '/my/notifications')).toContain('只退了一位客户')
    await provider.submit(`/act/rectification/report/${order}`, {
      report: '两位客户都已退还。',
      'photos:new': picture('退款二.png'),
    })
    await does(free, `rectification/pass/${order}`, checks)
    expect(
      (await free.post(`/act/rectification/strike/${order}`)).status,
      'striking off is the bureau’s',
    ).toBe(403)
    await does(bureau, `rectification/strike/${order}`)
    expect(await main(provider, `/my/rectifications/${order}`)).toContain('已销号')
    expect(await main(bureau, page), 'another order is still open').toContain('整改中')
  })

  test('that is late is told to both sides once, and seen; more time is an exception', async () => {
    await later(20)
    await app.runClock('rectification.late')
    await app.runClock('rectification.late')
    const told = (await main(bureau, '/my/notifications')).split('还没有报告整改情况')
    expect(told.length).toBe(2)
    const late = (await bureau.get('/desk/inspections/orders?state=late')).page
    const link = late.querySelectorAll('main a').find(one => one.textContent === '证照齐全并公示')
    const id = idIn(link?.getAttribute('href'))
    expect(await main(bureau, '/desk/inspections')).toContain('已逾期')
    await does(bureau, `rectification/extend/${id}`, { days: '15', reason: '执照由市局换发，等待办理' })
    expect(await main(bureau, '/desk/inspections/exceptions')).toContain('等待办理')
    const me = await world.device(firm?.phone ?? '')
    await me.submit(`/act/rectification/report/${id}`, {
      report: '新执照已领取并公示。',
      'photos:new': picture('照.png'),
    })
    await does(await people.as(other), `rectification/pass/${id}`, { opinion: '现场核对，执照有效。' })
    await does(bureau, `rectification/strike/${id}`)
    expect(await main(bureau, page)).toContain('已办结')
    expect((await me.get('/account/data.json')).text).toContain('新执照已领取并公示')
  })
})

describe('what is the centre’s own', () => {
  test('is reported by its director at the desk', async () => {
    const area = `/desk/inspections/${(await inspectionsOf(bureau, plan)).get('1 号直播间')}`
    expect((await director.get(area)).status, 'not before it is over').toBe(404)
    await inspected(
      area,
      { p1: '不适用', p2: '不适用', p3: '不合格', p3_remark: '通道堆放样品' },
      { 'requirements.p3.requirement': '清空通道并张贴标识', 'requirements.p3.days': '2' },
    )
    expect(await main(director, '/desk')).toContain('整改：消防通道畅通')
    const id = idIn((await director.get(area)).page.querySelector('a[href*="orders/"]')?.getAttribute('href'))
    const sent = await director.submit(`/act/rectification/report/${id}`, {
      report: '样品已移入样品仓。',
      'photos:new': picture('通道.png'),
    })
    expect(sent.status).toBe(303)
    const others = inspectors.map(one => one.name)
    const seated = await teamOf(area)
    const free = await people.as(others.find(name => !seated.includes(name)) ?? '')
    await does(free, `rectification/pass/${id}`, { opinion: '通道已清空。' })
    await does(bureau, `rectification/strike/${id}`)
  })
})

test('the plan ends with its last inspection; late sheets and 补录 are exceptions; results become public', async () => {
  const inspections = await inspectionsOf(bureau, plan)
  const left = [...inspections].filter(([name]) => name === providers[0]?.name || name === providers[2]?.name)
  const [first, second] = left.map(([, id]) => `/desk/inspections/${id}`) as [string, string]
  await inspected(first, allPass)
  const lead = await people.as((await teamOf(second))[0] ?? '')
  const bare = await lead.submit(`/act/inspection/enterLater/${idIn(second)}`, {
    day: '2026-12-10',
    reason: '现场没有网络',
  })
  expect(errorAt(bare, 'paper')).toContain('纸质检查表')
  await does(bureau, `inspection/excuse/${idIn(second)}`, { reason: '该服务商已申请退出名录' })
  const exceptions = await main(bureau, '/desk/inspections/exceptions')
  expect(exceptions).toContain('该服务商已申请退出名录')
  expect(exceptions, 'after the last day of the plan').toContain('迟填')
  expect(await main(bureau, `/desk/inspections/plans/${plan}`)).toContain('已完成')
  const stranger = app.visitor(world.host)
  expect(await main(stranger, '/inspections')).toContain('还没有公开的检查结果')
  await later(20)
  await app.runClock('inspection.publish')
  const shown = await main(stranger, '/inspections')
  expect(shown).toContain('2 个问题都已整改销号')
  expect(shown).toContain('没有发现问题')
  expect(shown, 'what inspectors wrote is not for everybody').not.toContain('800 元')
  const ledger = await bureau.get('/desk/inspections/ledger?year=2026&format=csv')
  expect(ledger.text).toContain(firm?.name)
  expect(ledger.text.trim().split('\r\n')).toHaveLength(5)
  expect((await bureau.get(`${first}/sheet.pdf`)).headers.get('content-type')).toBe('application/pdf')
})
