import { beforeAll, describe, expect, test } from 'vitest'
import { settleKinds } from '#modules/orders'
import { addDays, dayOf } from '#platform/calendar'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, startOf } from '../../../test/deeds.ts'
import { accepts, button, confirms, filmsAreVideo, idPath, orderOf } from '../../../test/order-deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { newCentre, type World } from '../../../test/world.ts'

let app: TestApp
let world: World
let firms: Firms
let farmer: Visitor
let officer: Visitor
let director: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await world.at(system, app.clock.now, settleKinds)
  firms = await firmsOf(world)
  farmer = await world.citizen('13800000081', '杨雪')
  officer = await world.worker('张涛')
  director = await world.worker('李卫东')
  await filmsAreVideo(officer, world)
})

async function running(price = '5000.01'): Promise<{ caseId: string; order: string }> {
  const caseId = await firms.agreed(farmer, 0, 10, price)
  const order = await orderOf(farmer, caseId)
  await confirms(firms.firm(0), 'Provider', order)
  await confirms(farmer, 'Recipient', order)
  return { caseId, order }
}

describe('what else becomes of orders', () => {
  test('below the threshold the simple way stays, and staff may ask for an agreement', async () => {
    const caseId = await firms.agreed(farmer, 1, 5, '1200')
    const order = await orderOf(farmer, caseId)
    expect((await farmer.get(`/my/orders/${order}`)).text).toContain('一次交付')
    await does(officer, `service_order/require/${order}`, { reason: '双方希望分期交付。' })
    expect((await farmer.get(`/my/orders/${order}`)).text).toContain('协议待确认')
    await does(officer, `service_order/waive/${order}`, { reason: '双方又同意一次交付。' })
    await firms.delivered(farmer, 1, caseId)
    expect((await farmer.get(`/my/orders/${order}`)).text).toContain('质保期内')
  })

  const dueOf = async (caseId: string) => {
    const { due_at } = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('task')
        .select('due_at')
        .where('record_id', '=', caseId)
        .where('closed_at', 'is', null)
        .executeTakeFirstOrThrow(),
    )
    return dayOf(due_at as Date)
  }

  test('both agree to a change; price and last day are then those of the milestones, for the case too', async () => {
    const { caseId, order } = await running('5000')
    const before = await dueOf(caseId)
    const path = `/act/order_amendment/propose?order_id=${order}`
    const form = await farmer.get(path)
    const fields = Object.fromEntries(
      form.page
        .querySelectorAll('[name^="plan."]')
        .filter(one => /^plan\.[012]\./.test(one.getAttribute('name') ?? ''))
        .map(one => [
          one.getAttribute('name') ?? '',
          one.querySelector('option[selected]')?.getAttribute('value') ??
            one.getAttribute('value') ??
            one.textContent,
        ]),
    )
    await does(farmer, 'order_amendment/propose', {
      ...fields,
      'plan.0.price_fen': '1500',
      'plan.2.due_on': addDays(before, 40),
      order_id: order,
      reason: '多拍一条，加五百元。',
    })
    const firm = await firms.firm(0).get(`/my/orders/${order}`)
    const agree = idPath(
      firm.page.querySelector('a[href^="/act/order_amendment/agree/"]')?.getAttribute('href') ?? '',
    )
    const asked = await firms.firm(0).get(`/act/${agree}`)
    expect(
      (await farmer.post(`/act/${agree}`, { digest: startOf(asked, 'digest'), consent: 'on' })).status,
    ).toBe(403)
    await does(firms.firm(0), agree, { digest: startOf(asked, 'digest'), consent: 'on' })
    expect((await farmer.get(`/my/orders/${order}`)).text).toContain('¥5,500.00')
    expect(await dueOf(caseId)).toBe(addDays(before, 40))
    expect((await farmer.get(`/my/cases/${caseId}`)).text).toContain(
      `协议约定 ${addDays(before, 40)} 前全部交付`,
    )
  })

  test('the director ends an order with a reason; what was accepted stays payable', async () => {
    const { caseId, order } = await running('5000')
    await does(firms.firm(0), (await button(firms.firm(0), order, 'deliver')).slice(5), {
      note: '脚本三条，请看。',
    })
    expect(await accepts(farmer, order)).toBe(303)
    const ending = { reason: '服务商人手不足，无法继续。', goes_on: 'again' }
    expect((await officer.post(`/act/service_order/terminate/${order}`, ending)).status).toBe(403)
    await does(director, `service_order/terminate/${order}`, ending)
    const page = await farmer.get(`/my/orders/${order}`)
    expect(page.text).toContain('已提前终止')
    expect(
      page.page
        .querySelectorAll('.stat')
        .map(one => one.textContent)
        .join(),
    ).toContain('¥1,000.00应付')
    expect((await farmer.get(`/my/cases/${caseId}`)).text).toContain('办理中')
  })

  test('a case that is handed back takes its order along', async () => {
    const { caseId, order } = await running('5000')
    await does(officer, `service_case/handBack/${caseId}`, { reason: '服务商临时不能来了。' })
    const page = await farmer.get(`/my/orders/${order}`)
    expect(page.text).toContain('已提前终止')
    expect(page.text).toContain('不再执行')
  })

  test('silence accepts, and is marked', async () => {
    const { order } = await running('5000')
    await does(firms.firm(0), (await button(firms.firm(0), order, 'deliver')).slice(5), {
      note: '脚本三条，请看。',
    })
    app.clock.addDays(14)
    await app.runClock('clock.tick')
    farmer = await world.device('13800000081')
    expect((await farmer.get(`/my/orders/${order}`)).text).toContain('按时限视为通过')
  })

  test('who was invited and chosen is plain, and concentration is marked', async () => {
    officer = await world.worker('张涛')
    const page = await officer.get('/desk/invitations')
    expect(page.text).toContain('短视频拍摄')
    expect(page.text).toContain('集中')
    const list = await officer.get('/desk/orders')
    const file = await officer.get('/desk/orders?format=csv')
    expect(list.text).toContain('5500.00')
    expect(file.text).toContain('5500')
  })

  test('what a provider keeps of a quote is there on another device', async () => {
    const citizen = await world.citizen('13800000085', '查满园')
    const id = await applyFor(citizen, world, 'SX-001', { use: '抖音', count: '1', place: '石牌镇' })
    await does(await world.worker('陈静'), `service_case/accept/${id}`, {
      assignee_id: world.staff.get('张涛')?.staffId ?? '',
    })
    await does(officer, `service_case/invite/${id}`, {
      providers: [...world.providers.values()],
      reason: '按轮换邀请三家。',
    })
    await firms.again()
    const firm = firms.firm(2)
    const quotes = (await firm.call('GET', '/api/v1/quote?state=invited')).json<{
      contents: Array<{ id: string; case_id: string }>
    }>().contents
    const quote = quotes.find(one => one.case_id === id)?.id
    const kept = await firm.post(`/draft/quote/offer/${quote}`, {
      ...{ price_fen: '1350.50', days: '8', proposal: '先拍样片。', _keep: '1' },
    })
    expect(kept.location).toBe(`/act/quote/offer/${quote}`)
    const elsewhere = await world.device('13800003003')
    const form = await elsewhere.get(`/act/quote/offer/${quote}`)
    expect(startOf(form, 'price_fen')).toBe('1350.50')
    expect(form.text).toContain('暂存报价')
    expect((await elsewhere.get(`/my/quotes/${quote}`)).text).toContain('待报价')
  })

  test('everybody sees the nine kinds', async () => {
    const page = await app.visitor(world.host).get('/support')
    expect(page.page.querySelectorAll('a[href^="/support/"]')).toHaveLength(9)
    const video = await app.visitor(world.host).get('/support/video')
    expect(video.text).toContain('脚本策划')
  })
})
