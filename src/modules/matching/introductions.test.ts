import { beforeAll, describe, expect, test } from 'vitest'
import { addDays, dayOf } from '#platform/calendar'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture, startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.2.1 From asking to be introduced to what was really paid, and whether it lasts. */
let app: TestApp
let world: World
let elsewhere: World
let director: Visitor
let matcher: Visitor
let verifier: Visitor
let seller: Visitor
let buyer: Visitor
let stranger: Visitor
let supply: string
let introduction: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  await staffSignIn()
  stranger = world.stranger()
  seller = await world.citizen('13800000081', '杨雪')
  buyer = await world.citizen('13800000082', '丁小军')
  supply = await postedBy('13800000081')
})
async function staffSignIn(): Promise<void> {
  director = await world.worker('李卫东')
  matcher = await world.worker('张涛')
  verifier = await world.worker('孙丽')
}
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (phone: string): string =>
  app.sent.sms
    .filter(one => one.phone === phone)
    .map(one => one.body)
    .join('\n')

async function postedBy(phone: string, kind = 'supply', title = '黄墩蓝莓鲜果'): Promise<string> {
  const id = await does(matcher, 'posting/register', {
    ...{ phone, channel: 'phone', kind, category: 'fruit.blueberry', title, quantity: '5', unit: 'ton' },
    ...{ low_fen: '16', high_fen: '24', valid_until: addDays(dayOf(app.clock.now), 50) },
    ...{ party_name: '江小舟', party_kind: 'person' },
  })
  await does(await world.worker('王敏'), `posting/publish/${id}`)
  return id
}
async function asks(who: Visitor, posting: string, name: string, phone: string): Promise<string> {
  const page = `/act/introduction/ask?posting_id=${posting}`
  const party_id = startOf(await who.get(page), 'party_id')
  const sent = await who.submit(page, {
    ...{ party_id, words: '每周要 500 斤，长期合作。', contact_name: name, contact_phone: phone },
    consent: '1',
  })
  expect(sent.status, sent.page.querySelector('main')?.textContent).toBe(303)
  return idIn(sent.location)
}

describe('an introduction', () => {
  test('is asked for by somebody else, once, with consent', async () => {
    expect((await stranger.post('/act/introduction/ask', { posting_id: supply })).location).toContain(
      '/sign-in',
    )
    const page = `/act/introduction/ask?posting_id=${supply}`
    const silent = await buyer.submit(page, {
      ...{ party_id: startOf(await buyer.get(page), 'party_id'), words: '想长期合作。' },
      ...{ contact_name: '丁小军', contact_phone: '13800000082' },
    })
    expect(errorAt(silent, 'consent')).toContain('同意后才能对接')
    const own = await seller.submit(page, {
      ...{ party_id: startOf(await seller.get(page), 'party_id'), words: '自己和自己。', consent: '1' },
      ...{ contact_name: '杨雪', contact_phone: '13800000081' },
    })
    expect(own.text).toContain('这是您自己的供需信息')
    introduction = await asks(buyer, supply, '丁小军', '13800000082')
    const again = await buyer.post('/act/introduction/ask', {
      ...{ posting_id: supply, party_id: startOf(await buyer.get(page), 'party_id'), consent: '1' },
      ...{ words: '再问一次。', contact_name: '丁小军', contact_phone: '13800000082' },
    })
    expect(again.status, 'one at a time').toBe(409)
    expect((await seller.get(`/my/introductions/${introduction}`)).status, 'nobody took it yet').toBe(404)
    expect((await (await elsewhere.worker('张涛')).get(`/desk/introductions/${introduction}`)).status).toBe(
      404,
    )
    expect((await (await world.worker('刘芳')).get(`/desk/introductions/${introduction}`)).status).toBe(404)
  })

  test('is taken by an officer without a conflict of interest; who names one has nothing more to do with it', async () => {
    const unsaid = await matcher.submit(`/act/introduction/take/${introduction}`, { words: '' })
    expect(errorAt(unsaid, 'conflict')).not.toBe('')
    const bare = await matcher.submit(`/act/introduction/take/${introduction}`, { conflict: 'have' })
    expect(errorAt(bare, 'words')).toContain('请说明是什么关系')
    await does(matcher, `introduction/take/${introduction}`, { conflict: 'have', words: '卖方是我表妹。' })
    for (const action of ['take', 'refuse'])
      expect((await matcher.post(`/act/introduction/${action}/${introduction}`)).status).toBe(403)
    const both = await Promise.all(
      [director, await world.worker('李卫东')].map(one =>
        one.post(`/act/introduction/take/${introduction}`, { conflict: 'none' }),
      ),
    )
    expect(both.map(one => one.status).sort(), 'two take it at once, one has it').toEqual([303, 409])
    expect(await main(buyer, `/my/introductions/${introduction}`), 'what staff say of it').not.toContain(
      '表妹',
    )
    expect(await main(director, `/desk/introductions/${introduction}`)).toContain('卖方是我表妹')
  })

  test('exchanges contacts when the other side agrees, and not before', async () => {
    await app.runJobs()
    expect(smsTo('13800000081')).toContain('想就「黄墩蓝莓鲜果」与您对接')
    const before = await main(seller, `/my/introductions/${introduction}`)
    expect(before).not.toContain('13800000082')
    expect(await main(buyer, `/my/introductions/${introduction}`)).not.toContain('13800000081')
    expect((await buyer.post(`/act/introduction/agree/${introduction}`)).status, 'not their turn').toBe(403)
    const bare = await seller.submit(`/act/introduction/agree/${introduction}`, {})
    expect(errorAt(bare, 'consent')).toContain('同意后才能对接')
    await does(seller, `introduction/agree/${introduction}`, {
      ...{ contact_name: '杨雪', contact_phone: '13800000081', consent: '1' },
    })
    await app.runJobs()
    expect(smsTo('13800000081')).toContain('13800000082')
    expect(await main(seller, `/my/introductions/${introduction}`)).toContain('13800000082')
    expect(await main(buyer, `/my/introductions/${introduction}`)).toContain('13800000081')
  })

  test('keeps what was talked, by whichever side', async () => {
    await does(seller, `introduction/addRound/${introduction}`, {
      ...{ on_day: '2026-11-24', people: '杨雪、丁小军', body: '看了果园，价格谈到 20 元一公斤。' },
    })
    const late = await buyer.submit(`/act/introduction/addRound/${introduction}`, {
      ...{ on_day: '2026-12-24', people: '丁小军', body: '还没发生。' },
    })
    expect(errorAt(late, 'on_day')).toContain('还没有到')
    expect(await main(director, `/desk/introductions/${introduction}`)).toContain('价格谈到 20 元一公斤')
    expect(
      (await matcher.post(`/act/introduction/addRound/${introduction}`)).status,
      'not their matter',
    ).toBe(403)
  })
})

describe('what came of it', () => {
  const record = (who: Visitor, fields: Record<string, string | File>) =>
    who.submit(`/act/introduction_figure/record?introduction_id=${introduction}`, {
      on_day: '2026-11-24',
      ...fields,
    })
  const contract = {
    ...{ kind: 'contract', amount_fen: '600000', contract_from: '2026-12-01', contract_until: '2028-11-30' },
    ...{ yearly: '每年 15 吨', yearly_fen: '300000', number: 'HT-01' },
  }
  const claimed = async (): Promise<string> =>
    app.kernel.database.read({ centre: world.id }, async db => {
      const row = await db
        .selectFrom('introduction_figure')
        .select('id')
        .where('state', '=', 'claimed')
        .orderBy('id', 'desc')
        .executeTakeFirstOrThrow()
      return row.id
    })

  test('is an intent, a contract, a delivery, a payment: each with its voucher', async () => {
    expect((await record(buyer, { kind: 'intent', amount_fen: '1000000' })).status).toBe(303)
    for (const kind of ['contract', 'actual', 'paid'])
      expect(errorAt(await record(buyer, { ...contract, kind }), 'voucher'), kind).toContain('请上传凭证')
    const termless = await record(buyer, {
      ...{ kind: 'contract', amount_fen: '1', 'voucher:new': picture('合同.png') },
    })
    expect(errorAt(termless, 'contract_from')).toContain('合同起止')
    const outsider = await world.citizen('13800000084', '江小舟')
    const page = `/act/introduction_figure/record?introduction_id=${introduction}`
    expect((await outsider.get(page)).status).toBe(404)
    expect((await matcher.get(page)).status, 'staff who are not in charge').toBe(403)
    expect((await record(seller, { ...contract, 'voucher:new': picture('合同.png') })).status).toBe(303)
    const early = await director.submit(`/act/introduction/conclude/${introduction}`, {
      ...{ outcome: 'made', reason: '签了两年的合同。' },
    })
    expect(errorAt(early, 'outcome'), 'nothing verified yet').toContain('还没有核实过')
  })

  test('counts only once somebody else has verified it', async () => {
    const figure = await claimed()
    expect((await seller.post(`/act/introduction_figure/verify/${figure}`)).status).toBe(403)
    expect((await matcher.post(`/act/introduction_figure/verify/${figure}`)).status, 'whose duty it is').toBe(
      403,
    )
    await does(verifier, `introduction_figure/verify/${figure}`, { finding: '看了合同原件，金额一致。' })
    await record(director, { kind: 'actual', amount_fen: '42000', 'voucher:new': picture('收货单.png') })
    const own = await claimed()
    expect(
      (await director.post(`/act/introduction_figure/verify/${own}`)).status,
      'nobody verifies what they claimed',
    ).toBe(403)
    const unread = await main(verifier, '/desk/introductions/figures')
    expect(unread).not.toContain('42000.00')
    await does(verifier, `introduction_figure/verify/${own}`, { finding: '与买方电话核对了收货单。' })
    await record(seller, { kind: 'paid', amount_fen: '99999', 'voucher:new': picture('回单.png') })
    await does(verifier, `introduction_figure/reject/${await claimed()}`, {
      reason: '回单上的付款方不是买方。',
    })
    await record(seller, { kind: 'paid', amount_fen: '40000', 'voucher:new': picture('回单.png') })
    await does(verifier, `introduction_figure/verify/${await claimed()}`, { finding: '银行回单属实。' })
    const csv = (await verifier.get('/desk/introductions?format=csv')).text
    expect(csv, 'side by side, never added').toContain('1000000.00,600000.00,42000.00,40000.00')
    expect(csv).not.toContain('1682000')
    const quarters = (await verifier.get('/desk/introductions/figures?format=csv')).text
    expect(quarters).toContain('2026 年第 4 季度,1,1000000.00,600000.00,42000.00,40000.00')
  })

  test('is followed up after 30, 90 and 180 days by the clock, and then closed', async () => {
    await does(director, `introduction/conclude/${introduction}`, {
      ...{ outcome: 'made', reason: '签了两年的合同，已开始供货。' },
    })
    const state = () => main(director, `/desk/introductions/${introduction}`)
    expect(await state()).toContain('成交 30 天')
    await app.runClock('clock.tick')
    expect((await followUps()).map(one => one.state)).toEqual(['waiting', 'waiting', 'waiting'])
    for (const [index, days] of [30, 60, 90].entries()) {
      app.clock.addDays(days + 1)
      await staffSignIn()
      await app.runClock('clock.tick')
      const due = (await followUps())[index]
      expect(due?.state, `after ${days} more days`).toBe('due')
      expect((await matcher.post(`/act/introduction_follow_up/record/${due?.id}`)).status).toBe(403)
      await does(director, `introduction_follow_up/record/${due?.id}`, {
        ...{ how: 'phone', going_on: 'yes', body: '供货正常，货款月结。' },
      })
    }
    expect(await state()).toContain('已办结')
    const sheet = await director.get(`/desk/introductions/${introduction}/sheet.pdf`)
    expect(sheet.text.slice(0, 5)).toBe('%PDF-')
    const shares = (await director.get('/desk/introductions/shares?format=csv')).text
    expect(shares, 'how often the seller was matched, asked, introduced, closed').toMatch(/杨雪,1,\d+,1,1,1/)
  })
  const followUps = () =>
    app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('introduction_follow_up')
        .select(['id', 'state'])
        .where('introduction_id', '=', introduction)
        .orderBy('after_days')
        .execute(),
    )

  test('is told to the public only while both sides agree', async () => {
    const notice = { notice: '青蓝莓园与超市签约两年，首批 2.1 吨已到货。' }
    expect((await director.post(`/act/introduction/publishNotice/${introduction}`, notice)).status).toBe(409)
    seller = await world.device('13800000081')
    buyer = await world.device('13800000082')
    await does(seller, `introduction/agreeNotice/${introduction}`, { consent: '1' })
    expect(
      (await seller.post(`/act/introduction/agreeNotice/${introduction}`, { consent: '1' })).status,
    ).toBe(409)
    expect((await director.post(`/act/introduction/publishNotice/${introduction}`, notice)).status).toBe(409)
    await does(buyer, `introduction/agreeNotice/${introduction}`, { consent: '1' })
    await does(director, `introduction/publishNotice/${introduction}`, notice)
    expect(await main(stranger, '/market/deals')).toContain('首批 2.1 吨')
    await does(buyer, `introduction/withdrawNotice/${introduction}`)
    expect(await main(stranger, '/market/deals')).not.toContain('首批 2.1 吨')
  })
})

describe('what an officer proposes', () => {
  test('is agreed by the buyer first and the seller then; silence ends it', async () => {
    const other = await postedBy('13800000085', 'supply', '高河桃子鲜果')
    const demand = await postedBy('13800000082', 'demand', '收购鲜果')
    const form = `/act/introduction/propose?supply_id=${other}&demand_id=${demand}`
    const unsaid = await director.submit(form, { words: '品类数量都合适。' })
    expect(errorAt(unsaid, 'conflict')).not.toBe('')
    const made = await director.submit(form, { words: '品类数量都合适。', conflict: 'none' })
    const id = idIn(made.location)
    expect((await seller.get(`/my/introductions/${id}`)).status, 'not their matter').toBe(404)
    await does(buyer, `introduction/agree/${id}`, {
      ...{ contact_name: '丁小军', contact_phone: '13800000082', consent: '1' },
    })
    expect(await main(director, `/desk/introductions/${id}`)).toContain('待对方同意')
    app.clock.addDays(20)
    await staffSignIn()
    await app.runClock('clock.tick')
    expect(await main(director, `/desk/introductions/${id}`)).toContain('到期未答复')
  })
})

test('whoever deletes their account leaves no name behind, and the figures stay', async () => {
  buyer = await world.device('13800000082')
  expect((await buyer.get('/account/data.json')).text).toContain('黄墩蓝莓鲜果')
  await buyer.submit('/account/erase', { understood: '1' })
  await staffSignIn()
  const kept = await main(director, `/desk/introductions/${introduction}`)
  expect(kept).toContain('¥42,000')
  for (const gone of ['丁小军', '13800000082']) expect(kept).not.toContain(gone)
})
