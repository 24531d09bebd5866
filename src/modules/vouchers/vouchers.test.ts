import { beforeAll, expect, test } from 'vitest'
import { redemptionFlow } from '#modules/vouchers'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { accepts, agreedOrder, claimsVoucher, confirms, publishedProgramme } from '../../../test/vouchers.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.6.1 服务券, from the programme to the money: four eyes, the ledger to the cent, and nobody else’s voucher. */
let app: TestApp
let world: World
let firms: Firms
let citizen: Visitor
let other: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  citizen = await world.citizen('13800000081', '杨雪')
  other = await world.citizen('13800000082', '丁小军')
})

const textOf = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''

const fund = (programme: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('voucher_fund')
      .select(['budget_fen', 'available_fen', 'reserved_fen', 'due_fen', 'paid_fen'])
      .where('programme_id', '=', programme)
      .executeTakeFirstOrThrow(),
  )

test('drafted by the centre, granted by the bureau alone, then public with its rules', async () => {
  const matcher = await world.worker('张涛')
  const id = await does(matcher, 'voucher_programme/draft', {
    ...{ code: '2026-09', name: '财税代理服务券', about: '帮小微企业请专业的人管账报税。' },
    ...{ source: '2026 年县级电商专项资金', funds: 'bureau', budget_fen: '20000' },
    ...{ share: '40', cap_fen: '500', most_vouchers: '40', party_most: '1', party_most_fen: '500' },
    ...{ opens_at: '2026-11-20T08:00', closes_at: '2026-12-31T18:00', valid_days: '60', grace_days: '30' },
    ...{ pay_to: 'recipient', proof: '发票和付款凭证。', audience: ['enterprise', 'sole_trader'] },
    ...{ 'conditions.0.group': '1', 'conditions.0.need': 'all', 'conditions.0.fact': 'online_sales' },
    ...{ 'conditions.0.operator': 'at_least', 'conditions.0.value': '5万' },
  })
  expect((await world.stranger().get(`/vouchers/${id}`)).status, 'a draft is not public').toBe(404)
  await does(matcher, `voucher_programme/submit/${id}`)
  const director = await world.worker('李卫东')
  for (const who of [matcher, director])
    expect((await who.post(`/act/voucher_programme/approve/${id}`, { number: '文 1 号' })).status).toBe(403)
  const bureau = await world.worker('周健')
  await does(bureau, `voucher_programme/approve/${id}`, { number: '怀商务〔2026〕13 号' })
  await does(matcher, `voucher_programme/publish/${id}`)
  const shown = await textOf(world.stranger(), `/vouchers/${id}`)
  expect(shown).toContain('补贴服务价格的 40%，每张券最高 ¥500.00')
  expect(shown).toContain('上一年网络零售额不少于 5 万元')
  expect(shown).toContain('还可领 40 张，余额 ¥20,000.00')
  expect((await matcher.post(`/act/voucher_programme/topUp/${id}`, {})).status).toBe(403)
  await does(bureau, `voucher_programme/topUp/${id}`, {
    ...{ amount_fen: '5000', places: '10', reason: '局长办公会决定追加' },
  })
  expect((await fund(id)).budget_fen).toBe(25_000_00)
  await does(bureau, `voucher_programme/closeEarly/${id}`, { reason: '专项资金收回统筹' })
  await does(matcher, `voucher_programme/finish/${id}`)
  expect(await fund(id)).toMatchObject({ budget_fen: 0, available_fen: 0 })
})

test('who may claim is told why, asked what is missing, and gets one by one tap', async () => {
  const programme = await publishedProgramme(app, world, {
    code: '2026-02',
    conditions: [{ group: '1', need: 'all', fact: 'online_shop', operator: 'yes' }],
  })
  const page = `/my/vouchers/claim/${programme}`
  expect(await textOf(citizen, page)).toContain('还差几项情况才能判断')
  const party = idIn(
    (await citizen.get(page)).page.querySelector('a[href*="party_fact"]')?.getAttribute('href'),
  )
  const early = await citizen.post('/act/voucher/claim', { programme_id: programme, party_id: party })
  expect(early.status).toBe(409)
  await does(citizen, 'party_fact/declare', {
    party_id: party,
    fact: 'online_shop',
    value: 'no',
    consent: '1',
  })
  const no = await citizen.post('/act/voucher/claim', { programme_id: programme, party_id: party })
  expect(no.status).toBe(409)
  expect(no.text).toContain('已开网店或直播账号')
  await does(citizen, 'party_fact/declare', { party_id: party, fact: 'online_shop', value: 'yes' })
  const voucher = await claimsVoucher(citizen, programme)
  expect(await textOf(citizen, `/my/vouchers/${voucher}`)).toContain('下一步：用到服务订单上')
  const again = await citizen.post('/act/voucher/claim', { programme_id: programme, party_id: party })
  expect(again.status).toBe(409)
  expect(again.text).toContain('每个对象最多领 1 张，您已经领过了')
  const foreign = await other.post('/act/voucher/claim', { programme_id: programme, party_id: party })
  expect(foreign.status, 'not for somebody else').toBe(403)
  expect((await other.get(`/my/vouchers/${voucher}`)).status).toBe(404)
  await does(citizen, `voucher/giveBack/${voucher}`)
  expect((await fund(programme)).available_fen).toBe(60_000_00)
})

test('whoever finds nothing left is told so plainly, with what else there is', async () => {
  const programme = await publishedProgramme(app, world, {
    ...{ code: '2026-03', budget_fen: 600_00 },
  })
  const first = await claimsVoucher(citizen, programme)
  const none = await textOf(other, `/my/vouchers/claim/${programme}`)
  expect(none).toContain('已经领完了，没有排队')
  expect(none).toContain('其他计划')
  await does(citizen, `voucher/giveBack/${first}`)
  await claimsVoucher(other, programme)
})

test('used for an order, redeemed when a milestone is accepted, by three pairs of eyes; the money stands once', async () => {
  const programme = await publishedProgramme(app, world, {
    code: '2026-04',
    cap_fen: 1_000_00,
    party_most_fen: 1_000_00,
  })
  const voucher = await claimsVoucher(citizen, programme)
  const { order } = await agreedOrder(app, world, firms, citizen)
  expect((await other.post(`/act/voucher/attach/${voucher}`, { order_id: order })).status).toBe(404)
  await does(citizen, `voucher/attach/${voucher}`, { order_id: order })
  expect(await textOf(firms.firm(0), `/my/vouchers/${voucher}`)).toContain('等订单验收')
  const early = await citizen.get(`/act/voucher_redemption/apply?voucher_id=${voucher}`)
  expect(early.status, 'nothing is accepted yet').toBe(409)
  const [first = '', ...rest] = await confirms(app, world, firms, citizen, order)
  await accepts(firms, citizen, first)
  const ready = await textOf(citizen, `/my/vouchers/${voucher}`)
  expect(ready).toContain('可以申请兑付了')

  const page = `/act/voucher_redemption/apply?voucher_id=${voucher}`
  const form = (await citizen.get(page)).page.querySelector('main')?.textContent ?? ''
  const [, price = '0', amount = '0'] = /价格 ¥([\d,.]+)，可补贴 ¥([\d,.]+)/.exec(form) ?? []
  const fen = (text: string) => Math.round(Number(text.replaceAll(',', '')) * 100)
  expect(fen(amount)).toBe(Math.min(Math.floor(fen(price) / 2), 1_000_00))
  const paper = { invoice: '2434 0001', own_on: '2026-11-24', 'proof:new': picture('发票.png') }
  const unpaid = await citizen.submit(page, { ...paper, milestone_id: first, own_fen: '1' })
  expect(unpaid.status).toBe(422)
  expect(errorAt(unpaid, 'own_fen')).toContain('付清以后再申请')
  const own = String((fen(price) - fen(amount)) / 100)
  const key = crypto.randomUUID()
  const sent = { voucher_id: voucher, milestone_id: first, own_fen: own, ...paper, _key: key }
  const [one, two] = [
    await citizen.post('/act/voucher_redemption/apply', sent),
    await citizen.post('/act/voucher_redemption/apply', { ...sent }),
  ]
  expect([one.status, two.status], 'sent twice, applied once').toEqual([303, 303])
  const other_key = await citizen.post('/act/voucher_redemption/apply', {
    ...sent,
    _key: crypto.randomUUID(),
  })
  expect(other_key.status, 'once for each milestone').toBe(409)

  const id = await redemptionOf(voucher)
  const [matcher, director, clerk] = [
    await world.worker('张涛'),
    await world.worker('李卫东'),
    await world.worker('陈静'),
  ]
  expect(await textOf(matcher, `/desk/vouchers/redemptions/${id}`)).toContain('协议生效后很快就申请兑付')
  expect((await director.post(`/act/voucher_redemption/check/${id}`, {})).status).toBe(403)
  const silent = await matcher.post(`/act/voucher_redemption/check/${id}`, {})
  expect(silent.status, 'a hint is answered').toBe(422)
  await does(matcher, `voucher_redemption/check/${id}`, { check_note: '看过成片和聊天记录，急单加班完成。' })
  const checker = world.staff.get('张涛') as Actor
  const both: Actor = { ...checker, duties: new Set([...checker.duties, 'voucher.confirm', 'voucher.pay']) }
  await expect(
    world.at(both, app.clock.now, ctx => perform(ctx, redemptionFlow, 'approve', id)),
    'four eyes, whatever duties one holds',
  ).rejects.toMatchObject({ status: 403 })
  expect((await matcher.post(`/act/voucher_redemption/approve/${id}`)).status).toBe(403)
  await does(director, `voucher_redemption/approve/${id}`)
  expect((await fund(programme)).due_fen).toBe(fen(amount))
  expect((await director.post(`/act/voucher_redemption/pay/${id}`, {})).status).toBe(403)
  await does(clerk, `voucher_redemption/pay/${id}`, { paid_on: '2026-11-24', paid_number: '凭 1108' })
  expect(
    (await clerk.post(`/act/voucher_redemption/pay/${id}`, { paid_on: '2026-11-24', paid_number: '凭 1109' }))
      .status,
  ).toBe(409)
  expect(await fund(programme)).toMatchObject({ due_fen: 0, paid_fen: fen(amount) })
  const booked = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('fund_entry').selectAll().where('origin_id', '=', id).limit(5).execute(),
  )
  expect(booked.map(row => [row.source, row.direction, row.amount_fen])).toEqual([
    ['public', 'out', fen(amount)],
  ])
  const reverse = await director.post(`/act/fund_entry/reverse/${booked[0]?.id}`, { reason: '记重了' })
  expect(reverse.status, 'what was carried over is not reversed there').toBe(409)

  const checks = await textOf(clerk, `/desk/vouchers/programmes/${programme}/checks`)
  expect(checks).toContain('全部相符')
  for (const milestone of rest) await accepts(firms, citizen, milestone)
  await app.runJobs()
  expect(await textOf(firms.firm(0), `/my/vouchers/${voucher}`)).toMatch(/可以申请兑付了|已用完/)
})

const redemptionOf = async (voucher: string): Promise<string> =>
  (
    await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('voucher_redemption')
        .select('id')
        .where('voucher_id', '=', voucher)
        .orderBy('id')
        .executeTakeFirstOrThrow(),
    )
  ).id
