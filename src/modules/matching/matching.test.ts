import { beforeAll, describe, expect, test } from 'vitest'
import { blacklistFlow } from '#modules/admission'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture, startOf } from '../../../test/deeds.ts'
import type { FormValue } from '../../../test/visitor.ts'
import { newCentre, recipients, type World } from '../../../test/world.ts'

/** 5.2.1 What is sold and wanted, from the posting to what fits it. */
let app: TestApp
let world: World
let clerk: Visitor
let matcher: Visitor
let seller: Visitor
let buyer: Visitor
let stranger: Visitor
let supply: string
let demand: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  await staffSignIn()
  stranger = world.stranger()
  seller = await world.citizen('13800000081', '杨雪')
  buyer = await world.citizen('13800000082', '丁小军')
})
async function staffSignIn(): Promise<void> {
  clerk = await world.worker('陈静')
  matcher = await world.worker('张涛')
}
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (phone: string): string[] =>
  app.sent.sms.filter(one => one.phone === phone).map(one => one.body)

const tea = {
  ...{ title: '高山绿茶，明前一级', specification: '海拔 600 米，手工杀青，干茶条索紧结。' },
  ...{ quantity: '200', unit: 'jin', low_fen: '120', high_fen: '160', place: '340822101' },
  ...{ from_month: '4', to_month: '5', samples: '1', valid_until: '2027-01-20' },
  ...{ contact_name: '杨雪', contact_phone: '13800000081' },
}
const wanted = {
  ...{ title: '收购明前绿茶', quantity: '0.05', unit: 'ton', high_fen: '300000', place: '340822100' },
  ...{
    from_month: '4',
    to_month: '4',
    valid_until: '2027-01-20',
    contact_name: '丁小军',
    contact_phone: '13800000082',
  },
}

async function posts(
  who: Visitor,
  kind: 'supply' | 'demand',
  fields: Record<string, FormValue>,
  category = 'tea.green',
): Promise<string> {
  const page = `/act/posting/submit?kind=${kind}&category=${category}`
  const form = await who.get(page)
  const sent = await who.submit(page, { party_id: startOf(form, 'party_id'), ...fields })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  return idIn(sent.location)
}

describe('a posting', () => {
  test('is made in two steps on the phone, and says at its place what is wrong', async () => {
    const first = await stranger.get('/market/new?kind=supply')
    const step = first.page.querySelector('a[href*="category=tea.green"]')?.getAttribute('href') ?? ''
    expect(step).toBe('/act/posting/submit?kind=supply&category=tea.green')
    const party_id = startOf(await seller.get(step), 'party_id')
    const bad = await seller.submit(step, { ...tea, party_id, specification: '电话 13800000081 联系我' })
    expect(errorAt(bad, 'specification')).toContain('不要写手机号')
    expect(errorAt(await seller.submit(step, { ...tea, party_id, low_fen: '200' }), 'high_fen')).toContain(
      '不能低于',
    )
    expect(
      errorAt(await seller.submit(step, { ...tea, party_id, valid_until: '2027-12-01' }), 'valid_until'),
    ).toContain('一键续期')
    const half = await seller.submit(step, { ...tea, party_id, to_month: '' })
    expect(errorAt(half, 'to_month')).toContain('起止两个月份')
    supply = await posts(seller, 'supply', { ...tea, 'photos:new': picture('茶.png') })
  })

  test('is reviewed by somebody who did not write it, and then public without any contact', async () => {
    expect((await stranger.get(`/market/${supply}`)).status, 'not reviewed yet').toBe(404)
    expect((await seller.post(`/act/posting/publish/${supply}`)).status).toBe(403)
    await does(clerk, `posting/return/${supply}`, { reason: '请补一张干茶的照片。' })
    expect(await main(seller, `/my/postings/${supply}`)).toContain('请补一张干茶的照片')
    await does(seller, `posting/edit/${supply}`, { kind: 'supply', category: 'tea.green', ...tea })
    await does(clerk, `posting/publish/${supply}`)
    const page = await stranger.get(`/market/${supply}`)
    expect(page.text).toContain('¥120–¥160／斤')
    expect(page.text).toContain('4–5 月')
    expect(page.text, 'a person is named by the family name').toContain('杨*')
    for (const secret of ['13800000081', '杨雪']) expect(page.text).not.toContain(secret)
    expect(await main(stranger, '/market?kind=supply&category=tea')).toContain('高山绿茶')
    expect(await main(stranger, '/market?q=绿茶')).toContain('高山绿茶')
    expect(await main(stranger, '/market?category=fruit')).toContain('没有找到这样的供需')
    const [photo] = page.page.querySelectorAll('.thumbs a')
    expect((await stranger.get(photo?.getAttribute('href') ?? '')).status, 'its photos are public').toBe(200)
    expect((await buyer.get(`/my/postings/${supply}`)).status, 'nobody else has it as their own').toBe(404)
    const own = await does(clerk, 'posting/register', {
      ...{ phone: '13800000086', party_name: '马大山', party_kind: 'person', channel: 'counter' },
      ...{ kind: 'supply', category: 'grain.rice', title: '马坝稻花香大米', quantity: '2', unit: 'ton' },
      valid_until: '2027-01-20',
    })
    expect((await clerk.post(`/act/posting/publish/${own}`)).status, 'who wrote it down').toBe(403)
    await does(await world.worker('王敏'), `posting/publish/${own}`)
  })

  test('is matched with what fits, with reasons; both are told once a day, and never twice', async () => {
    demand = await posts(buyer, 'demand', wanted)
    await does(clerk, `posting/publish/${demand}`)
    await app.runJobs()
    const found = await main(buyer, `/my/postings/${demand}`)
    for (const reason of ['同为茶叶 · 绿茶', '数量能满足', '价格范围有重合', '同县', '时间合适'])
      expect(found).toContain(reason)
    expect(await main(seller, `/my/postings/${supply}`)).toContain('收购明前绿茶')
    expect(found, 'nobody is named in full').not.toContain('杨雪')
    await app.runClock('match.tell')
    await app.runJobs()
    const told = () => smsTo('13800000081').filter(body => body.includes('条供需信息适合您'))
    expect(told()).toHaveLength(1)
    expect(smsTo('13800000082').filter(body => body.includes('条供需信息适合您'))).toHaveLength(1)
    await does(matcher, `posting/rematch/${demand}`)
    await app.runJobs()
    app.clock.addDays(1)
    await app.runClock('match.refresh')
    await app.runClock('match.tell')
    await app.runJobs()
    expect(told(), 'the same fit is never told again').toHaveLength(1)
  })

  test('many are told in several transactions, each party once, in one message with its number', async () => {
    // Two whole batches and some: parties of which each has two fits with the one supply.
    const parties = Array.from({ length: 230 }, () => crypto.randomUUID())
    const ids = await app.kernel.database.write({ centre: world.id }, async db => {
      const { family: _, ...known } = await db
        .selectFrom('posting')
        .selectAll()
        .where('id', '=', demand)
        .executeTakeFirstOrThrow()
      await db
        .insertInto('party')
        .values(
          parties.map((id, n) => ({
            ...{ id, state: 'active', kind: 'enterprise', name: `批量收购商${n}`, contact_name: '收购人' },
            ...{ contact_phone: `138020${String(n).padStart(5, '0')}`, registered_at: app.clock.now },
          })),
        )
        .execute()
      const rows = parties.flatMap(party_id =>
        [1, 2].map(() => ({ ...known, id: crypto.randomUUID(), party_id })),
      )
      await db
        .insertInto('posting')
        .values(rows as never)
        .execute()
      await db
        .insertInto('posting_match')
        .values(
          rows.map(row => ({
            ...{ supply_id: supply, demand_id: row.id, score: 90, reasons: '[]', found_at: app.clock.now },
          })),
        )
        .execute()
      return rows.map(row => row.id)
    })
    await app.runClock('match.tell')
    await app.runClock('match.tell')
    const told = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('notification')
        .select(['phone', 'body'])
        .where('phone', 'like', '138020%')
        .limit(1_000)
        .execute(),
    )
    expect(told).toHaveLength(parties.length)
    expect(new Set(told.map(one => one.phone)).size).toBe(parties.length)
    expect(told.every(one => one.body.includes('2 条供需信息'))).toBe(true)
    await app.kernel.database.write({ centre: world.id }, async db => {
      await db.deleteFrom('posting_match').where('demand_id', 'in', ids).execute()
      await db.updateTable('posting').set({ state: 'expired' }).where('id', 'in', ids).execute()
    })
  })

  test('is not matched with itself, another family, or whoever is blacklisted', async () => {
    await staffSignIn()
    const cooperative = recipients[0]?.name ?? ''
    const party = world.parties.get(cooperative) as string
    const phone = recipients[0]?.phone as string
    const other = await does(matcher, 'posting/register', {
      ...{ phone, channel: 'phone', kind: 'demand', category: 'tea.green', title: '合作社收绿茶' },
      ...{ quantity: '100', unit: 'jin', valid_until: '2027-01-20' },
    })
    await does(clerk, `posting/publish/${other}`)
    const own = await posts(seller, 'demand', { ...wanted, title: '自己也收一点茶' })
    await does(clerk, `posting/publish/${own}`)
    await app.runJobs()
    expect(await main(seller, `/my/postings/${own}`), 'not with oneself').toContain('还没有合适的')
    expect(await main(matcher, `/desk/postings/${supply}`)).toContain('合作社收绿茶')
    await world.at(system, app.clock.now, ctx =>
      ctx.db
        .insertInto('blacklisting')
        .values({
          ...{ id: crypto.randomUUID(), state: 'in_force', party_id: party, name: cooperative },
          ...{ code: '93340822MA00000000', reason: '合同违约', basis: '测试', from_day: '2026-11-01' },
          ...{ until_day: '2027-11-01', proposed_at: app.clock.now },
        } as never)
        .execute(),
    )
    expect(blacklistFlow.states.in_force, 'the state is called so').toBeDefined()
    await does(matcher, `posting/rematch/${supply}`)
    await app.runJobs()
    expect(await main(matcher, `/desk/postings/${supply}`)).not.toContain('合作社收绿茶')
  })

  test('ends with its validity unless one tap renews it; what is dealt says so', async () => {
    app.clock.now = new Date('2027-01-17T09:00:00+08:00')
    await staffSignIn()
    seller = await world.device('13800000081')
    buyer = await world.device('13800000082')
    await app.runClock('posting.validity')
    await app.runClock('posting.validity')
    await app.runJobs()
    const reminders = () => smsTo('13800000081').filter(body => body.includes('2027-01-20 到期'))
    expect(
      reminders().filter(body => body.includes('高山绿茶')),
      'reminded once',
    ).toHaveLength(1)
    await does(seller, `posting/renew/${supply}`)
    app.clock.now = new Date('2027-01-21T09:00:00+08:00')
    await app.runClock('posting.validity')
    expect((await stranger.get(`/market/${supply}`)).status).toBe(200)
    expect((await stranger.get(`/market/${demand}`)).status, 'nobody renewed it').toBe(404)
    expect(await main(buyer, '/my/postings')).toContain('已到期')
    await does(buyer, `posting/renew/${demand}`)
    expect((await stranger.get(`/market/${demand}`)).status).toBe(200)
    await does(buyer, `posting/deal/${demand}`)
    expect(await main(stranger, `/market/${demand}`)).toContain('已成交')
    await app.runJobs()
    expect(await main(seller, `/my/postings/${supply}`), 'and is matched no more').not.toContain(
      '收购明前绿茶',
    )
    await does(seller, `posting/close/${supply}`)
    expect((await stranger.get(`/market/${supply}`)).status).toBe(404)
  })
})
