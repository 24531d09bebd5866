import { beforeAll, describe, expect, test } from 'vitest'
import { settleKinds } from '#modules/orders'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, startOf } from '../../../test/deeds.ts'
import { accepts, button, confirms, filmsAreVideo, idPath, orderOf } from '../../../test/order-deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { newCentre, type World } from '../../../test/world.ts'

let app: TestApp
let world: World
let firms: Firms
let farmer: Visitor
let officer: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await world.at(system, app.clock.now, settleKinds)
  firms = await firmsOf(world)
  farmer = await world.citizen('13800000081', '杨雪')
  officer = await world.worker('张涛')
  await filmsAreVideo(officer, world)
})

describe('from the agreement to the end of the warranty', () => {
  let caseId: string
  let order: string

  test('what is agreed opens an order whose milestones add up to the price', async () => {
    caseId = await firms.agreed(farmer, 0, 10, '5000.01')
    order = await orderOf(farmer, caseId)
    const page = await farmer.get(`/my/orders/${order}`)
    for (const words of [
      '协议待确认',
      '脚本策划',
      '¥1,000.00',
      '¥2,000.00',
      '¥2,000.01',
      '大写人民币伍仟元零壹分',
    ])
      expect(page.text).toContain(words)
    const firm = await firms.firm(0).get(`/my/orders/${order}`)
    expect(firm.text).toContain('没有问题就确认协议')
  })

  test('firms that were not chosen, and strangers, know nothing of it', async () => {
    for (const other of [firms.firm(1), await world.citizen('13800000077', '路人甲')]) {
      expect((await other.get(`/my/orders/${order}`)).status).toBe(404)
      expect((await other.get(`/my/orders/${order}/agreement.pdf`)).status).toBe(404)
    }
  })

  test('the case itself cannot be delivered, and says what to do instead', async () => {
    const done = await firms
      .firm(0)
      .post(`/act/service_case/deliver/${caseId}`, { note: '全部做完了，请查收。' })
    expect(done.status).toBe(409)
    expect(done.text).toContain('请到服务订单里逐项交付')
  })

  test('whoever read another text confirms nothing; a change voids what was confirmed', async () => {
    await confirms(firms.firm(0), 'Provider', order)
    const path = `/act/service_order/confirmAsRecipient/${order}`
    const stale = startOf(await farmer.get(path), 'digest')
    const form = await firms.firm(0).get(`/act/service_order/adjust/${order}`)
    const fields = Object.fromEntries(
      form.page
        .querySelectorAll('form[action*="/adjust/"] [name^="plan."]')
        .map(one => [one.getAttribute('name') ?? '', one.getAttribute('value') ?? one.textContent]),
    )
    const wrong = await firms.firm(0).post(`/act/service_order/adjust/${order}`, {
      ...fields,
      'plan.0.price_fen': '1.00',
      warranty_days: '60',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('合计')
    await does(firms.firm(0), `service_order/adjust/${order}`, { ...fields, warranty_days: '60' })
    expect((await farmer.get(`/my/orders/${order}`)).text).toContain('还没有')
    const late = await farmer.post(path, { digest: stale, consent: 'on' })
    expect(late.status).toBe(409)
    expect(late.text).toContain('协议内容刚刚有改动')
  })

  test('confirmed by both it is in force, on paper and for whoever checks it', async () => {
    await confirms(farmer, 'Recipient', order)
    await confirms(firms.firm(0), 'Provider', order)
    const page = await farmer.get(`/my/orders/${order}`)
    expect(page.text).toContain('履行中')
    const paper = await farmer.get(`/my/orders/${order}/agreement.pdf`)
    expect(paper.headers.get('content-type')).toBe('application/pdf')
    const check = page.page.querySelector('a[href^="/agreements/check?"]')?.getAttribute('href') ?? ''
    const stranger = app.visitor(world.host)
    const genuine = await stranger.get(check.replaceAll('&amp;', '&'))
    expect(genuine.text).toContain('属实')
    expect(genuine.text).not.toContain('杨雪')
    expect((await stranger.get(check.replace(/\d(?=&|$)/, '0').replace('proof=', 'proof=1'))).text).toContain(
      '没有查到',
    )
  })

  test('delivered, returned with what is wrong, delivered again, accepted point by point', async () => {
    await does(firms.firm(0), (await button(firms.firm(0), order, 'deliver')).slice(5), {
      note: '脚本三条，请看。',
    })
    const back = await button(farmer, order, 'return')
    const form = await farmer.get(back)
    const point = form.page.querySelector('input[name=failed]')?.getAttribute('value') ?? ''
    await does(farmer, back.slice(5), {
      version: startOf(form, 'version'),
      failed: [point],
      reason: '第二条把产地写错了，请改。',
    })
    expect((await firms.firm(0).get(`/my/orders/${order}`)).text).toContain('第二条把产地写错了')
    const stale = await button(farmer, order, 'accept')
    expect(stale, 'nothing to accept while it is being reworked').toBe('')
    await does(firms.firm(0), (await button(firms.firm(0), order, 'deliver')).slice(5), {
      note: '产地已改正，请看。',
    })
    const path = await button(farmer, order, 'accept')
    const shown = await farmer.get(path)
    const some = await farmer.post(path, { version: startOf(shown, 'version'), points: [point] })
    expect(some.status).toBe(422)
    expect(some.text).toContain('请逐项核对并勾选')
    const other = await farmer.post(path, {
      version: '1',
      points: shown.page.querySelectorAll('input[name=points]').map(one => one.getAttribute('value') ?? ''),
    })
    expect(other.status, 'what was looked at is not what lies there now').toBe(409)
    expect(await accepts(farmer, order)).toBe(303)
    const page = (await farmer.get(`/my/orders/${order}`)).text
    expect(page).toContain('第 1 版：脚本三条，请看。')
    expect(page).toContain('第 2 版：产地已改正，请看。')
  })

  test('payments are noted, never above the amount, and confirmed by whoever got them', async () => {
    const path = `/act/order_payment/note?order_id=${order}`
    const form = await farmer.get(path)
    const first =
      form.page
        .querySelector('select[name=milestone_id] option[value]:not([value=""])')
        ?.getAttribute('value') ?? ''
    const pays = (amount: string) =>
      farmer.post('/act/order_payment/note', {
        ...{ order_id: order, milestone_id: first, amount_fen: amount, paid_on: '2026-11-20', means: 'bank' },
      })
    const much = await pays('1000.01')
    expect(much.status).toBe(422)
    expect(much.text).toContain('最多还能登记 ¥1,000.00')
    expect((await pays('600')).status).toBe(303)
    expect((await pays('400.01')).status).toBe(422)
    const firm = firms.firm(0)
    const waiting = await firm.get(`/my/orders/${order}`)
    const confirm = waiting.page
      .querySelector('form[action^="/act/order_payment/confirm/"]')
      ?.getAttribute('action')
    await does(firm, (confirm ?? '').slice(5))
    const page = await farmer.get(`/my/orders/${order}`)
    const stats = page.page.querySelectorAll('.stat').map(one => one.textContent)
    expect(stats.join()).toContain('¥1,000.00应付')
    expect(stats.join()).toContain('¥600.00已付')
    expect(stats.join()).toContain('¥400.00未付')
    expect((await firms.firm(1).post('/act/order_payment/note', { order_id: order })).status).not.toBe(303)
  })

  test('with the last acceptance the case is closed, and can be rated', async () => {
    for (let left = 2; left > 0; left--) {
      await does(firms.firm(0), (await button(firms.firm(0), order, 'deliver')).slice(5), {
        note: '这一项做完了。',
      })
      expect(await accepts(farmer, order)).toBe(303)
    }
    const page = await farmer.get(`/my/cases/${caseId}`)
    expect(page.text).toContain('已办结')
    expect(page.text).toContain('去评价')
    expect((await farmer.get(`/my/orders/${order}`)).text).toContain('质保期内')
  })

  test('a defect within the warranty is put right; after the last day it is refused kindly', async () => {
    const reported = await farmer.post('/act/warranty_claim/report', {
      order_id: order,
      body: '第一条的字幕错了一个字。',
    })
    expect(reported.status).toBe(303)
    const firm = await firms.firm(0).get(`/my/orders/${order}`)
    const answer =
      firm.page.querySelector('a[href^="/act/warranty_claim/answer/"]')?.getAttribute('href') ?? ''
    await does(firms.firm(0), idPath(answer), { reason: '字幕已改，重新上传了。' })
    const shown = await farmer.get(`/my/orders/${order}`)
    const confirm = shown.page
      .querySelector('form[action^="/act/warranty_claim/confirm/"]')
      ?.getAttribute('action')
    await does(farmer, (confirm ?? '').slice(5))
    app.clock.addDays(62)
    farmer = await world.device('13800000081')
    const late = await farmer.post('/act/warranty_claim/report', {
      order_id: order,
      body: '又错了一个字，请改。',
    })
    expect(late.status).toBe(409)
    expect(late.text).toContain('质保期到')
  })
})
