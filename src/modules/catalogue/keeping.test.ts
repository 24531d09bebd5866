import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, claims, does } from '../../../test/deeds.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 4.4.2 Kept up to date: every entry is confirmed in time, by whoever knows, or the public no longer sees it. */
let app: TestApp
let world: World
let writer: Visitor
let register: Visitor
let firm: Visitor
let stranger: Visitor
const [first, second] = providers
const item = (code: string): string => world.items.get(code) ?? ''
const provider = (name: string | undefined): string => world.providers.get(name ?? '') ?? ''
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const listed = async (path: string): Promise<string[]> =>
  (await stranger.get(path)).page.querySelectorAll('.item-card strong').map(card => card.textContent.trim())

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  writer = await world.worker('刘芳')
  register = await world.worker('张涛')
  firm = await world.citizen(first?.phone ?? '', first?.contact)
  await claims(firm)
  stranger = world.stranger()
})

/** Sessions end sooner than the story: people sign in again. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  writer = await world.worker('刘芳')
  register = await world.worker('张涛')
  firm = await world.device(first?.phone ?? '')
}

/** The confirmation of an entry, by the row of its list. */
async function confirmationOf(name: string): Promise<string> {
  const { page } = await register.get('/desk/confirmations')
  const row = page.querySelectorAll('tbody tr').find(one => one.textContent.includes(name))
  if (row?.querySelector('input')) return row.querySelector('input')?.getAttribute('value') ?? ''
  const other = (await writer.get('/desk/confirmations')).page
    .querySelectorAll('tbody tr')
    .find(one => one.textContent.includes(name))
  return other?.querySelector('input')?.getAttribute('value') ?? ''
}

test('publication and listing count as a confirmation', async () => {
  await app.runClock('confirmation.ask')
  expect(await main(writer, '/desk/confirmations')).toContain('没有待确认的内容')
  for (const path of [`/items/${item('ZX-001')}`, `/providers/${provider(first?.name)}`])
    expect(await main(stranger, path), path).toContain('内容确认于 2026-11-24')
})

describe('before the period ends', () => {
  test('whoever knows is asked, once: the writers of items, the provider on its phone', async () => {
    await later(78)
    await app.runClock('confirmation.ask')
    await app.runClock('confirmation.ask')
    await app.runJobs()
    const asked = await writer.get('/desk/confirmations')
    expect(asked.page.querySelectorAll('tbody tr')).toHaveLength(6)
    expect(asked.page.querySelectorAll('input[name=ids]'), 'theirs are the items').toHaveLength(3)
    expect(await main(writer, '/desk')).toContain('请确认「电商政策咨询」的内容仍然属实')
    expect(await main(firm, '/my')).toContain('请确认「安庆视界文化传媒有限公司」的内容仍然属实')
    expect(
      app.sent.sms.filter(one => one.phone === first?.phone && one.body.includes('仍然属实')),
    ).toHaveLength(1)
    const own = await main(firm, `/my/providers/${provider(first?.name)}`)
    for (const word of ['请确认以下内容仍然属实', '需要修改', first?.introduction, '¥1,500.00'])
      expect(own, word).toContain(word)
  })

  test('it is theirs to say, and nobody else’s', async () => {
    const id = await confirmationOf(first?.name ?? '')
    const act = `/act/confirmation/confirm/${id}`
    const passer = await world.citizen('13800000197', '过路人')
    expect((await stranger.post(act)).location).toContain('/sign-in')
    expect((await passer.post(act)).status, 'another recipient').toBe(404)
    expect((await passer.get(`/my/providers/${provider(first?.name)}`)).status).toBe(404)
    expect((await (await world.worker('陈静')).post(act)).status, 'without the duty').toBe(403)
    expect((await writer.post(act)).status, 'who writes items').toBe(403)
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await (await elsewhere.worker('张涛')).post(act)).status, 'another centre').toBe(404)
    const open = await confirmationOf('电商政策咨询')
    expect((await firm.post(`/act/confirmation/confirm/${open}`)).status, 'an item').toBe(404)
    const counter = await (await world.worker('陈静')).get(`/desk/items/${item('ZX-001')}`)
    expect(counter.text).toContain('请确认内容仍然属实')
    expect(counter.page.querySelector('form[action*="confirmation/"]'), 'nor is it offered').toBeNull()
    for (const inner of ['slip', 'lapse', 'overtake', 'drop'])
      expect((await register.post(`/act/confirmation/${inner}/${id}`)).status, inner).toBe(404)
    for (const inner of ['provider/hide', 'provider/affirm'])
      expect((await register.post(`/act/${inner}/${provider(first?.name)}`)).status, inner).toBe(404)
  })

  test('the provider confirms: the day is public, when it was edited stays', async () => {
    const page = await firm.get(`/my/providers/${provider(first?.name)}`)
    const action = page.page.querySelector('form[action*="confirmation/confirm"]')?.getAttribute('action')
    await does(firm, action?.replace('/act/', '') ?? '')
    const shown = await main(stranger, `/providers/${provider(first?.name)}`)
    expect(shown).toMatch(/内容确认于 2027-02-10\s*最近更新 2026-11-24/)
    expect(await main(register, `/desk/providers/${provider(first?.name)}`)).toContain(
      '方磊 确认内容仍然属实',
    )
    expect((await firm.post(action ?? '')).status, 'once').toBe(409)
  })

  test('at the desk several are confirmed at once; one that is not theirs is left alone', async () => {
    const ids = await Promise.all(
      ['电商政策咨询', '短视频拍摄与剪辑', second?.name ?? ''].map(name => confirmationOf(name)),
    )
    const done = await writer.post('/desk/confirmations', { ids })
    expect(done.status).toBe(303)
    expect(await main(writer, '/desk/confirmations')).not.toContain('电商政策咨询')
    expect(await main(writer, '/desk/confirmations')).toContain(second?.name)
    expect(await main(stranger, `/items/${item('SX-001')}`)).toContain('内容确认于 2027-02-10')
    expect((await stranger.post('/desk/confirmations', { ids })).status).toBe(401)
    expect((await firm.post('/desk/confirmations', { ids })).status).toBe(403)
  })
})

describe('without an answer', () => {
  let old: string
  let order: string
  let citizen: Visitor

  test('there is some grace, and staff are asked as the second', async () => {
    citizen = await world.citizen('13800000198', '杨雪')
    old = await applyFor(citizen, world, 'SX-002', { product: '蓝莓', channel: '抖音', count: '1' })
    order = await applyFor(citizen, world, 'SX-001', { use: '抖音', count: '1', place: '石牌镇' })
    expect(await main(register, '/desk')).not.toContain(second?.name)
    await later(15)
    await app.runClock('clock.tick')
    expect(await main(register, '/desk')).toContain(`请确认「${second?.name}」的内容仍然属实`)
    expect(await main(register, '/my/notifications')).toContain(`${second?.name}的内容逾期未确认`)
    expect(await listed('/providers'), 'still public').toContain(second?.name)
  })

  test('then it is hidden everywhere, and everybody is told', async () => {
    await later(10)
    await app.runClock('clock.tick')
    await app.runJobs()
    expect(await listed('/providers')).toEqual([first?.name])
    expect(await listed('/items')).not.toContain('产品拍摄与详情页设计')
    expect(await listed('/items?q=详情页')).toEqual([])
    expect(await listed('/providers?q=静物拍摄')).toEqual([])
    expect(await main(stranger, `/items/${item('SX-001')}`), 'under the item').not.toContain(second?.name)
    expect(await main(stranger, '/'), 'in the count').toMatch(/2\s*在册服务项目.*1\s*在库服务商/s)
    const gone = await stranger.get(`/items/${item('SX-002')}`)
    expect(gone.status).toBe(404)
    for (const word of ['这项服务暂不公开', '内容正在核实', '已经提交的办件照常办理'])
      expect(gone.text, word).toContain(word)
    const away = await stranger.get(`/providers/${provider(second?.name)}`)
    expect([away.status, away.text.includes('这家服务商暂不公开')]).toEqual([404, true])
    expect((await stranger.get(`/items/${item('SX-002')}/history`)).status).toBe(404)
    expect((await citizen.call('GET', `/api/v1/service_item/${item('SX-002')}`)).status).toBe(404)
    expect((await citizen.call('GET', `/api/v1/provider/${provider(second?.name)}`)).status).toBe(404)
    expect(await main(register, '/my/notifications')).toContain(`${second?.name}逾期未确认，已暂停公开`)
    expect(app.sent.sms.some(one => one.phone === second?.phone && one.body.includes('已暂停公开'))).toBe(
      true,
    )
  })

  test('nobody applies for it, and it is not invited; what was applied for goes on', async () => {
    const apply = await citizen.get(`/act/service_case/submit?item_id=${item('SX-002')}`)
    expect(apply.status).toBe(422)
    const counter = await world.worker('陈静')
    expect((await counter.get('/desk/counter')).text).not.toContain('产品拍摄与详情页设计')
    const assignee_id = world.staff.get('张涛')?.staffId ?? ''
    await does(counter, `service_case/accept/${old}`, { assignee_id })
    expect(await main(citizen, `/my/cases/${old}`)).toContain('产品拍摄与详情页设计')
    await does(counter, `service_case/accept/${order}`, { assignee_id })
    const invite = await register.get(`/act/service_case/invite/${order}`)
    expect(invite.text).toContain(first?.name)
    expect(invite.text).not.toContain(second?.name)
    const forced = await register.post(`/act/service_case/invite/${order}`, {
      providers: [provider(second?.name)],
      reason: '按轮换邀请。',
    })
    expect(forced.status).toBe(422)
  })

  test('confirmed, it is there again: by the provider itself, by staff', async () => {
    const theirs = await world.citizen(second?.phone ?? '', second?.contact)
    await claims(theirs)
    const own = await theirs.get(`/my/providers/${provider(second?.name)}`)
    expect(own.text).toContain('逾期未确认内容，暂不公开')
    await does(theirs, `confirmation/confirm/${await confirmationOf(second?.name ?? '')}`)
    expect(await listed('/providers?q=静物拍摄')).toEqual([second?.name])
    const items = await confirmationOf('产品拍摄与详情页设计')
    await does(writer, `confirmation/confirm/${items}`)
    expect((await stranger.get(`/items/${item('SX-002')}`)).status).toBe(200)
    expect(await listed('/items?q=详情页')).toContain('产品拍摄与详情页设计')
  })
})

describe('what makes the question needless', () => {
  test('an item let out anew is confirmed thereby; one withdrawn is asked about no more', async () => {
    await later(110)
    await app.runClock('confirmation.ask')
    await does(writer, `service_item/designForm/${item('ZX-001')}`, {
      'fields.0.label': '您的问题',
      'fields.0.kind': 'textarea',
    })
    await does(writer, `service_item/submit/${item('ZX-001')}`)
    const director = await world.worker('李卫东')
    await does(director, `service_item/publish/${item('ZX-001')}`, { reason: '同意。' })
    await does(director, `service_item/withdraw/${item('SX-002')}`, { reason: '设备更新。' })
    await does(register, `provider/suspend/${provider(second?.name)}`, { reason: '本月停业整顿。' })
    const open = await main(writer, '/desk/confirmations')
    for (const name of ['电商政策咨询', '产品拍摄与详情页设计', second?.name])
      expect(open, name).not.toContain(name)
    expect(open).toContain('短视频拍摄与剪辑')
    const day = app.clock.now.toISOString().slice(0, 10)
    expect(await main(stranger, `/items/${item('ZX-001')}`)).toContain(`内容确认于 ${day}`)
    await does(register, `provider/resume/${provider(second?.name)}`)
    expect(await main(stranger, `/providers/${provider(second?.name)}`)).toContain(`内容确认于 ${day}`)
  })
})
