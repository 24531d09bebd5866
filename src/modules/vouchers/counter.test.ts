import { beforeAll, expect, test } from 'vitest'
import { redemptionFlow, voucherFlow } from '#modules/vouchers'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, picture } from '../../../test/deeds.ts'
import { firmsOf } from '../../../test/orders.ts'
import { accepts, agreedOrder, confirms, publishedProgramme } from '../../../test/vouchers.ts'
import { newCentre, recipients, type World } from '../../../test/world.ts'

/** 5.6.1 代为领取: a firm gets its voucher at the counter, by the same conditions, and who claimed it decides nothing about it. */
let app: TestApp
let world: World
let clerk: Visitor
let programme: string
let party: string
let voucher: string
const firm = recipients.find(one => one.kind === 'enterprise') as (typeof recipients)[number]

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  clerk = await world.worker('陈静')
  programme = await publishedProgramme(app, world, {
    ...{ code: '2026-07', cap_fen: 1_000_00, party_most_fen: 1_000_00 },
    conditions: [{ group: '1', need: 'all', fact: 'online_shop', operator: 'yes' }],
  })
  party = world.parties.get(firm.name) as string
})

const textOf = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const claimed = (fields: object = {}) => ({
  ...{ programme_id: programme, party_id: party, consent: '1', 'consent_papers:new': picture('委托.png') },
  ...fields,
})

test('from the list to the firm by the end of its phone; what is missing is asked, and no condition is passed by', async () => {
  expect(await textOf(clerk, '/desk/vouchers')).toContain('代为领取')
  const found = await clerk.get(`/desk/vouchers/claim?phone=${firm.phone.slice(-4)}`)
  const link = found.page.querySelectorAll('a').find(one => one.textContent === firm.name)
  const page = link?.getAttribute('href') ?? ''
  expect(await textOf(clerk, page)).toContain('还差几项情况才能判断')
  expect((await clerk.post('/act/voucher/claimFor', claimed())).status, 'unknown is not yes').toBe(409)
  const fact = { party_id: party, fact: 'online_shop', consent: '1' }
  await does(clerk, 'party_fact/declare', { ...fact, value: 'no' })
  expect((await clerk.post('/act/voucher/claimFor', claimed())).status, 'nor is no').toBe(409)
  await does(clerk, 'party_fact/declare', { ...fact, value: 'yes' })
  const shown = await clerk.get(page)
  expect(shown.page.querySelector('a[href^="/act/voucher/claimFor"]')).not.toBeNull()
})

test('only with what the firm signed, by whoever’s duty it is, and once', async () => {
  const unsigned = await clerk.post('/act/voucher/claimFor', { ...claimed(), 'consent_papers:new': '' })
  expect(errorAt(unsigned, 'consent_papers')).toContain('签字')
  const other = await world.citizen('13800000082', '丁小军')
  for (const who of [other, await world.worker('刘芳')])
    expect((await who.post('/act/voucher/claimFor', claimed())).status).toBe(403)
  const own = world.staff.get('陈静') as Actor
  await expect(
    world.at({ ...own, parties: [party] }, app.clock.now, ctx =>
      perform(ctx, voucherFlow, 'claimFor', null, {
        ...{ programme_id: programme, party_id: party, consent: true },
        consent_papers: [crypto.randomUUID()],
      }),
    ),
    'not for one’s own',
  ).rejects.toMatchObject({ status: 403 })
  voucher = await does(clerk, 'voucher/claimFor', claimed())
  const again = await clerk.post('/act/voucher/claimFor', claimed())
  expect(again.status, 'as many as everybody').toBe(409)
  await app.runJobs()
  const sms = app.sent.sms.filter(one => one.phone === firm.phone).map(one => one.body)
  expect(sms.at(-1)).toContain('替您领到一张服务券')
  const told = await textOf(clerk, `/desk/vouchers/${voucher}`)
  expect(told).toContain('陈静 按对方签字的委托，代为领取了服务券')
  expect(told).toContain(firm.name)
})

test('the firm finds it in its own pages; who claimed it neither checks, approves nor pays', async () => {
  const people = await world.citizen(firm.phone, firm.contact)
  await claims(people)
  expect(await textOf(people, '/my/vouchers')).toContain('2026-07')
  expect(await textOf(people, `/my/vouchers/${voucher}`)).toContain('代为领取')
  const firms = await firmsOf(world)
  const { order } = await agreedOrder(app, world, firms, people, { party })
  await does(people, `voucher/attach/${voucher}`, { order_id: order })
  expect((await firms.firm(0).get(await paper())).status, 'the provider sees no paper of theirs').toBe(404)
  expect((await people.get(await paper())).status).toBe(200)
  const [first = ''] = await confirms(app, world, firms, people, order)
  await accepts(firms, people, first)
  await people.submit(`/act/voucher_redemption/apply?voucher_id=${voucher}`, {
    ...{ milestone_id: first, invoice: '2434 0009', own_fen: '100000', own_on: '2026-11-24' },
    'proof:new': picture('发票.png'),
  })
  const { id } = await world.at(world.staff.get('李卫东') as Actor, app.clock.now, ctx =>
    ctx.db
      .selectFrom('voucher_redemption')
      .select('id')
      .where('voucher_id', '=', voucher)
      .executeTakeFirstOrThrow(),
  )
  const all = new Set(['voucher.check', 'voucher.confirm', 'voucher.pay', 'voucher.enter'])
  const both: Actor = { ...(world.staff.get('陈静') as Actor), duties: all }
  const tries = (action: string, input = {}) =>
    world.at(both, app.clock.now, ctx => perform(ctx, redemptionFlow, action, id, input))
  await expect(tries('check', { check_note: '看过材料。' })).rejects.toMatchObject({ status: 403 })
  await does(await world.worker('张涛'), `voucher_redemption/check/${id}`, { check_note: '看过材料。' })
  await expect(tries('approve')).rejects.toMatchObject({ status: 403 })
  await does(await world.worker('李卫东'), `voucher_redemption/approve/${id}`)
  const paid = { paid_on: '2026-11-24', paid_number: '凭 1201' }
  await expect(tries('pay', paid)).rejects.toMatchObject({ status: 403 })
  expect((await clerk.post(`/act/voucher_redemption/pay/${id}`, paid)).status).toBe(403)
  expect((await clerk.post(`/act/voucher/revoke/${voucher}`, { reason: '不想发了' })).status).toBe(403)
})

test('is another centre’s never', async () => {
  const next = await newCentre(app, { name: '太湖县电子商务公共服务中心', division: '340825' })
  const theirs = await next.worker('陈静')
  expect((await theirs.get(`/desk/vouchers/claim?party=${party}`)).status).toBe(404)
  expect((await theirs.post('/act/voucher/claimFor', claimed())).status).toBe(404)
})

async function paper(): Promise<string> {
  const row = await world.at(world.staff.get('李卫东') as Actor, app.clock.now, ctx =>
    ctx.db
      .selectFrom('file')
      .select('id')
      .where('subject', '=', 'voucher')
      .where('record_id', '=', voucher)
      .executeTakeFirstOrThrow(),
  )
  return `/files/${row.id}`
}
