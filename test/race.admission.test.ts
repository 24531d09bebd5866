import { beforeAll, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from './app.ts'
import { applyFor, claims, does, idIn, picture } from './deeds.ts'
import { newCentre, providers, recipients, type World } from './world.ts'

/** A provider leaves while an order is being agreed with it; two reviewers give the last sheets: on PostgreSQL. */
let app: TestApp
let world: World
let citizen: Visitor
const firms: Visitor[] = []
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const provider = (n: number): string => world.providers.get(providers[n]?.name ?? '') ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  citizen = await world.citizen('13800000471', '余秀英')
  for (const cast of providers.slice(0, 3)) {
    const visitor = await world.citizen(cast.phone, cast.contact)
    await claims(visitor)
    firms.push(visitor)
  }
})

/** Whoever waited too long for the database is told to come again, and does. */
async function insists(send: () => Promise<Answer>): Promise<Answer> {
  const answer = await send()
  return answer.status === 503 ? insists(send) : answer
}

test('three providers leave, each while an order is being agreed with it: one outcome, everyone told', async () => {
  const zhangtao = await world.worker('张涛')
  const chenjing = await world.worker('陈静')
  for (const [n, firm] of firms.entries()) {
    const id = await applyFor(citizen, world, 'SX-001', { use: '抖音', count: '1', place: '石牌镇' })
    await does(chenjing, `service_case/accept/${id}`, { assignee_id: staffId('张涛') })
    await does(zhangtao, `service_case/invite/${id}`, {
      providers: [0, 1, 2].slice(n).map(provider),
      reason: '按轮换邀请在库各家。',
    })
    let quote = ''
    for (const [at, one] of firms.entries()) {
      if (at < n) continue
      const { contents } = (await one.call('GET', '/api/v1/quote')).json<{
        contents: Array<{ id: string; case_id: string }>
      }>()
      const own = contents.find(found => found.case_id === id)?.id ?? ''
      if (at === n) quote = own
      await does(one, `quote/offer/${own}`, { price_fen: '1200', days: '7', proposal: '两条各 60 秒。' })
    }
    const exit = await does(firm, 'provider_exit/ask', {
      ...{ provider_id: provider(n), on_day: '2026-11-27', reason: '业务转到外县，不再接单。' },
    })
    const [agreed, left] = await Promise.all([
      insists(() => citizen.post(`/act/service_case/agree/${id}`, { quote_id: quote })),
      insists(() => zhangtao.post(`/act/provider_exit/carryOut/${exit}`)),
    ])
    expect(left?.status).toBe(303)
    expect([303, 409, 422]).toContain(agreed?.status)
    const { row, quotes } = await app.kernel.database.read({ centre: world.id }, async db => ({
      row: await db.selectFrom('service_case').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
      quotes: await db
        .selectFrom('quote')
        .select(['state', 'provider_id'])
        .where('case_id', '=', id)
        .execute(),
    }))
    const others = quotes.some(one => one.state === 'submitted')
    expect(row.state, `${agreed?.status}`).toBe(agreed?.status === 303 || !others ? 'accepted' : 'quoted')
    expect(row.provider_id).toBeNull()
    const own = quotes.find(one => one.provider_id === provider(n))
    expect(own?.state).toBe(agreed?.status === 303 ? 'agreed' : 'cancelled')
    await app.runJobs()
    const told = (phone: string) => app.sent.sms.filter(one => one.phone === phone).map(one => one.body)
    expect(told(providers[n]?.phone ?? '').join()).toContain('已退出服务商库')
    if (row.state === 'accepted') expect(told('13800000471').at(-1)).toContain('要另找服务商')
  }
})

test('the last two sheets at once: one result, of all three', async () => {
  const cast = recipients[2]
  const firm = await world.citizen(cast?.phone ?? '', cast?.contact)
  const sent = await firm.submit('/act/admission/apply', {
    party_id: await claims(firm),
    name: '独秀山视觉',
    introduction: '本地农产品短视频拍摄和直播。',
    'offers.0.item_id': world.items.get('SX-001') ?? '',
    contact_name: cast?.contact ?? '',
    contact_phone: cast?.phone ?? '',
    declared: '1',
    'licence:new': picture('执照.png'),
  })
  expect(sent.status, sent.page.querySelector('main')?.textContent).toBe(303)
  const id = idIn(sent.location)
  const names = ['王敏', '陈静', '孙丽'] as const
  await does(await world.worker('张涛'), `admission/appoint/${id}`, { reviewers: names.map(staffId) })
  const reviews = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('admission_review').select(['id', 'reviewer_id']).where('admission_id', '=', id).execute(),
  )
  const give = async (name: string, mark: string) => {
    const worker = await world.worker(name)
    const review = reviews.find(one => one.reviewer_id === staffId(name))?.id
    const marks = { ability: mark, record: mark, price: mark, credit: mark, local: mark }
    const sheet = { ...marks, opinion: '已核实材料。', unbiased: '1' }
    return () => insists(() => worker.post(`/act/admission_review/give/${review}`, sheet))
  }
  const [first, second, third] = [
    await give('王敏', '60'),
    await give('陈静', '70'),
    await give('孙丽', '80'),
  ]
  await first()
  const answers = await Promise.all([second(), third()])
  expect(answers.map(answer => answer.status)).toEqual([303, 303])
  const { row, concluded } = await app.kernel.database.read({ centre: world.id }, async db => ({
    row: await db.selectFrom('admission').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    concluded: await db
      .selectFrom('journal')
      .select('id')
      .where('record_id', '=', id)
      .where('action', '=', 'conclude')
      .execute(),
  }))
  expect(row).toMatchObject({ state: 'deciding', score: 700 })
  expect(concluded).toHaveLength(1)
})
