import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import { incubating, night, panel } from '../../../test/incubation.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.4.1 What a start-up reports, how it is judged, and what becomes of it: to two years after it graduated. */
let app: TestApp
let world: World
let startup: Visitor
let stranger: Visitor
let id: string
const workers = new Map<string, Visitor>()
const who = (name: string): Visitor => workers.get(name) as Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  stranger = await world.citizen('13800000451', '胡小满')
  const citizen = await world.citizen('13800000081', '杨雪')
  id = await incubating(app, world, citizen, { first_day: '2026-12-28', last_day: '2027-12-27' })
  await staffSignIn()
  const registered = await who('李卫东').post('/act/resource/register', {
    ...{ kind: 'workplace', name: '孵化工位二', place: '二楼', capacity: '2', for_public: '' },
    ...{ opens: '08:30', closes: '17:30', longest_hours: '4' },
  })
  const resource_id = /[0-9a-f-]{36}/.exec(registered.location ?? '')?.[0] ?? ''
  await does(who('张涛'), `incubation/allotPlace/${id}`, { resource_id })
})

async function staffSignIn(): Promise<void> {
  for (const name of ['李卫东', '张涛', ...panel]) workers.set(name, await world.worker(name))
}
/** A later day; sessions have ended, and everybody signs in anew. What the clock does by night is done. */
async function on(day: string): Promise<void> {
  app.clock.now = new Date(`${day}T02:00:00Z`)
  await night(app)
  await staffSignIn()
  startup = await world.device('13800000081')
}
const textOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const desk = () => `/desk/incubation/${id}`
const mine = () => `/my/incubation/${id}`
const told = async (): Promise<string> => {
  await app.runJobs()
  return app.sent.sms.map(one => one.body).join('\n')
}
const rowOf = () =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('incubation').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )

describe('months and quarters', () => {
  const monthsOf = () =>
    app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('incubation_month')
        .selectAll()
        .where('incubation_id', '=', id)
        .orderBy('month')
        .limit(50)
        .execute(),
    )
  const figures = { sales_fen: '12345.60', orders: '88', live: '6', jobs: '3', insured: '1', tax_fen: '0' }

  test('a month is due, first thing on the page, late after its day; figures are for few eyes', async () => {
    // 28 December 2026 and a bit: the first whole month is January.
    await on('2027-02-03')
    const [january] = await monthsOf()
    expect(january?.month).toBe('2027-01')
    expect(await textOf(startup, '/my/incubation')).toMatch(/填报 2027 年 1 月经营数据（2027-02-10 前填报）/)
    await on('2027-02-08')
    expect(await told()).toContain('2027 年 1 月的经营数据')
    await on('2027-02-12')
    expect(await textOf(who('张涛'), '/desk/incubation/figures?state=late')).toContain('逾期未报')
    const many = { ...figures, insured: '4' }
    const wrong = await startup.submit(`/act/incubation_month/report/${january?.id}`, many)
    expect(errorAt(wrong, 'insured')).toContain('从业人数')
    const sent = await startup.submit(`/act/incubation_month/report/${january?.id}`, {
      ...figures,
      'proofs:new': picture('后台截图.png'),
    })
    expect(sent.status).toBe(303)
    expect((await monthsOf())[0]).toMatchObject({ late: true, state: 'reported' })
    expect(await textOf(who('张涛'), desk())).toContain('12,345.60')
    expect(await textOf(who('周健'), desk()), 'the bureau').toContain('12,345.60')
    expect(await textOf(who('王敏'), desk()), 'who only reviewed').not.toContain('12,345.60')
    expect((await who('王敏').get('/desk/incubation/figures')).status).toBe(403)
    expect((await stranger.call('GET', '/api/v1/incubation_month')).text).not.toContain(id)
    const kept = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('journal_detail')
        .innerJoin('journal', 'journal.id', 'journal_detail.journal_id')
        .select('input')
        .where('flow', '=', 'incubation_month')
        .where('action', '=', 'report')
        .executeTakeFirstOrThrow(),
    )
    expect(JSON.stringify(kept.input), 'the journal keeps no figures').not.toContain('1234560')
  })

  test('a correction leaves what stood there on its slip', async () => {
    const [january] = await monthsOf()
    await does(who('张涛'), `incubation_month/verify/${january?.id}`)
    const page = `/act/incubation_month/correct/${january?.id}`
    expect((await startup.submit(page, { ...figures, orders: '98' })).status, 'a reason').toBe(422)
    const put = await startup.submit(page, { ...figures, orders: '98', reason: '漏算了微信的十单。' })
    expect(put.status).toBe(303)
    expect(await textOf(startup, mine())).toMatch(/漏算了微信的十单。（原为：.*订单 88/)
    expect((await monthsOf())[0]).toMatchObject({ state: 'reported', orders: 98 })
  })

  test('a quarter is judged by rule, proposed by one, decided by another: warned, then mended', async () => {
    await on('2027-04-02')
    const assessment = async () =>
      app.kernel.database.read({ centre: world.id }, db =>
        db
          .selectFrom('incubation_assessment')
          .selectAll()
          .where('incubation_id', '=', id)
          .orderBy('quarter', 'desc')
          .executeTakeFirstOrThrow(),
      )
    const first = await assessment()
    expect(first).toMatchObject({ quarter: '2027-Q1', state: 'due' })
    const form = await who('张涛').get(`/act/incubation_assessment/propose/${first.id}`)
    expect(form.text, 'the rule suggests').toContain('建议“预警整改”')
    await does(who('张涛'), `incubation_assessment/propose/${first.id}`, {
      ...{ outcome: 'warn', reason: '二月、三月没有填报，订单下滑。', mend_days: '30' },
    })
    expect((await assessment()).total).toBe(25 * 0 + Math.floor((12345 / 30_000) * 25) + 15 + 15)
    expect((await who('张涛').post(`/act/incubation_assessment/decide/${first.id}`, {})).status).toBe(403)
    await does(who('李卫东'), `incubation_assessment/decide/${first.id}`, { decision: '同意预警。' })
    expect((await rowOf()).state).toBe('warned')
    expect(await told()).toContain('请在 30 天内整改')
    expect((await who('李卫东').post(`/act/incubation/lift/${id}`, { reason: '已核实' })).status).toBe(409)
    await does(startup, `incubation/reportMending/${id}`, { mending: '补齐了月报，直播恢复到每周三场。' })
    await does(who('李卫东'), `incubation/lift/${id}`, { reason: '现场看过，已恢复经营。' })
    expect((await rowOf()).state).toBe('incubating')
  })

  test('graduated, it leaves the workplace, is asked every half-year, and is closed after two', async () => {
    await on('2027-07-02')
    const { id: second } = await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('incubation_assessment')
        .select('id')
        .where('incubation_id', '=', id)
        .where('quarter', '=', '2027-Q2')
        .executeTakeFirstOrThrow(),
    )
    await does(who('张涛'), `incubation_assessment/propose/${second}`, {
      ...{ outcome: 'graduate', reason: '已能独立经营，租了自己的仓库。' },
    })
    await does(who('李卫东'), `incubation_assessment/decide/${second}`, { decision: '同意毕业。' })
    expect(await rowOf()).toMatchObject({ state: 'graduated', on_time: true, tracked_until: '2029-07-02' })
    expect(await textOf(startup, mine())).toContain('已腾退')
    const unequal = { refunded_fen: '900', withheld_fen: '0', on_day: '2027-07-03' }
    expect((await who('张涛').post(`/act/incubation/settleDeposit/${id}`, unequal)).status).toBe(422)
    await does(who('张涛'), `incubation/settleDeposit/${id}`, { ...unequal, refunded_fen: '1000' })
    expect(await textOf(who('张涛'), '/desk/incubation/exits')).toMatch(/山货直播间.*按期.*退还.{0,4}1,000/)
    for (const day of ['2028-01-03', '2028-07-03', '2029-01-03', '2029-07-02']) {
      await on(day)
    }
    const trackings = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('incubation_tracking').select(['id', 'due_on']).orderBy('due_on').limit(9).execute(),
    )
    expect(trackings.map(one => one.due_on)).toEqual(['2028-01-02', '2028-07-02', '2029-01-02', '2029-07-02'])
    await on('2029-07-10')
    expect((await rowOf()).state, 'not before it is answered').toBe('graduated')
    const fine = { operating: '1', in_county: '1', sales_fen: '200000', jobs: '5' }
    for (const one of trackings) await does(startup, `incubation_tracking/record/${one.id}`, fine)
    await night(app)
    expect((await rowOf()).state).toBe('closed')
    const page = await textOf(who('李卫东'), '/desk/incubation/indicators')
    expect(page).toMatch(/孵化成功率.*100%/)
    expect(page).toMatch(/带动就业.*5 人/)
  })
})
