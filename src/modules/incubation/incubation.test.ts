import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import {
  appliesForIncubation,
  confirms,
  gives,
  later,
  panel,
  planOf,
  seats,
  terms,
} from '../../../test/incubation.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.4.1 One start-up from its application on the phone to two years after it graduated. */
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
  startup = await world.citizen('13800000081', '杨雪')
  stranger = await world.citizen('13800000451', '胡小满')
  await staffSignIn()
})

async function staffSignIn(): Promise<void> {
  for (const name of ['李卫东', '张涛', ...panel]) workers.set(name, await world.worker(name))
}
async function days(n: number): Promise<void> {
  await later(app, n)
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

describe('applying', () => {
  test('a plan is typed on the phone, kept as a draft, and prefilled by an address', async () => {
    const led = await startup.get('/incubation/apply?project=山货直播间&origin=大赛一等奖')
    expect(led.status).toBe(303)
    const form = await startup.get(led.location ?? '')
    expect(form.page.querySelector('input[name=name]')?.getAttribute('value')).toBe('山货直播间')
    expect(form.text).toContain('先存着，以后接着填')
    const page = '/act/incubation/apply'
    const lacking = await startup.submit(page, { ...planOf({ market: '短' }), declared: '' })
    expect(lacking.status).toBe(422)
    expect(errorAt(lacking, 'market')).not.toBe('')
    expect(errorAt(lacking, 'declared')).toContain('真实')
    id = await appliesForIncubation(startup)
    expect(await told()).toContain('入孵申请已收到')
    const party = form.page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
    const twice = await startup.submit(page, { ...planOf(), party_id: party })
    expect(twice.text, 'one at a time').toContain('已有一个项目')
  })

  test('a plan is for nobody else', async () => {
    expect((await stranger.get(mine())).status).toBe(404)
    expect((await stranger.call('GET', `/api/v1/incubation/${id}`)).status).toBe(404)
    expect((await world.stranger().get(mine())).status).toBe(303)
    expect((await startup.get(desk())).status).toBe(403)
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await (await elsewhere.worker('张涛')).get(desk())).status).toBe(404)
    expect(await textOf(world.stranger(), '/incubation')).not.toContain('山货直播间')
  })

  test('papers go back once, and come again', async () => {
    await does(who('张涛'), `incubation/sendBack/${id}`, { reason: '请写清食品经营许可怎么办。' })
    expect(await textOf(startup, mine())).toContain('食品经营许可')
    const again = await startup.submit(`/act/incubation/complete/${id}`, {
      ...planOf({ money: '每单毛利十八元；食品经营备案已在办，下周拿证。' }),
      'plan_files:new': picture('计划书.png'),
    })
    expect(again.status, again.page.querySelector('main')?.textContent.slice(0, 300)).toBe(303)
  })
})

describe('the review', () => {
  test('is by a panel with a seat of the bureau; the rest can be drawn by lot', async () => {
    const form = await who('张涛').get(`/act/incubation/appoint/${id}`)
    const offered = (name: string) =>
      form.page.querySelectorAll(`#f-${name} option, [name="${name}"]`).map(one => one.textContent)
    expect(form.text).toContain('随机抽取')
    expect(offered('bureau').join()).not.toContain('王敏')
    const one = world.staff.get('王敏')?.staffId ?? ''
    const both = await who('张涛').post(`/act/incubation/appoint/${id}`, { technology: one, economy: one })
    expect(both.status, 'nobody has two seats').toBe(422)
    expect((await who('李卫东').post(`/act/incubation/appoint/${id}`, {})).status, 'no duty').toBe(403)
    await seats(world, id)
  })

  test('is sealed until all sheets are in, for everybody', async () => {
    for (const name of panel.slice(0, 4)) {
      const sent = await gives(app, world, id, name, '70')
      expect(sent.status, sent.page.querySelector('main')?.textContent.slice(0, 300)).toBe(303)
    }
    for (const name of ['周健', '王敏', '张涛', '李卫东']) {
      const page = await textOf(who(name), desk())
      if (name === '王敏') expect(page, 'one’s own').toMatch(/王敏.{0,12}70\.0 分/)
      expect(page.match(/70\.0 分/g)?.length ?? 0, name).toBe(name === '王敏' ? 1 : 0)
      const api = (await who(name).call('GET', '/api/v1/incubation_review')).json<{
        contents: Array<{ total: number | null; incubation_id: string }>
      }>()
      const seen = api.contents.filter(one => one.incubation_id === id && one.total !== null).length
      expect(seen, name).toBe(name === '王敏' ? 1 : 0)
    }
    expect((await gives(app, world, id, '王敏', '90')).status, 'a sheet is given once').toBe(409)
  })

  test('a veto needs a reason and stops it, whatever the mean; the rule decides, not the mood', async () => {
    expect((await gives(app, world, id, '周健', '95', '不')).status).toBe(422)
    await gives(app, world, id, '周健', '95')
    expect(await textOf(who('李卫东'), desk())).toMatch(/评审平均\s*75\.0 分/)
    expect((await who('周健').post(`/act/incubation/pass/${id}`, {})).status, 'a reviewer').toBe(403)
    const ineligible = { refusal: 'ineligible', text: '我们觉得不合适。' }
    expect((await who('李卫东').post(`/act/incubation/refuse/${id}`, ineligible)).status).toBe(422)
    await does(who('李卫东'), `incubation/pass/${id}`, { opinion: '同意入孵。', days: '5' })
  })
})

describe('公示 and agreement', () => {
  test('an objection stops the days; answered, they go on', async () => {
    expect(await textOf(world.stranger(), '/incubation')).toContain('山货直播间')
    const raised = await stranger.submit(
      `/act/incubation_objection/raise?incubation_id=${id}`,
      { raised_by: '胡某', phone: '13800000451', body: '这家的照片是盗用别人的，请核实。' },
      '/act/incubation_objection/raise',
    )
    expect(raised.status).toBe(303)
    expect((await rowOf()).state).toBe('objected')
    expect(await textOf(startup, mine()), 'not who').not.toContain('胡某')
    await days(20)
    expect((await rowOf()).state, 'the days stand still').toBe('objected')
    const { id: objection } = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('incubation_objection').select('id').executeTakeFirstOrThrow(),
    )
    expect((await stranger.post(`/act/incubation_objection/dismiss/${objection}`, {})).status).toBe(403)
    await does(who('李卫东'), `incubation_objection/dismiss/${objection}`, {
      answer: '照片为申请人自己拍摄，有原图为证。',
    })
    expect((await rowOf()).state).toBe('publicity')
    await days(9)
    expect((await rowOf()).state).toBe('agreeing')
  })

  test('both confirm the same words, by different people', async () => {
    const long = await who('张涛').post(`/act/incubation/draftAgreement/${id}`, {
      ...terms,
      first_day: '2026-12-28',
      last_day: '2029-12-28',
    })
    expect(errorAt(long, 'last_day'), 'three years').toContain('36')
    const agreed = { ...terms, first_day: '2026-12-28', last_day: '2027-12-27' }
    await does(who('张涛'), `incubation/draftAgreement/${id}`, agreed)
    expect((await who('张涛').post(`/act/incubation/confirmAsCentre/${id}`, {})).status, 'who drafted').toBe(
      403,
    )
    expect((await startup.file(`${mine()}/agreement.pdf`)).subarray(0, 5).toString()).toBe('%PDF-')
    await does(who('张涛'), `incubation/draftAgreement/${id}`, { ...agreed, rent_free: '80' })
    const old = (await rowOf()).digest?.replace(/^./, 'f') ?? ''
    expect(
      (await startup.post(`/act/incubation/confirmAsStartup/${id}`, { digest: old, consent: '1' })).status,
    ).toBe(409)
    await confirms(world, startup, id)
    expect((await rowOf()).state).toBe('incubating')
    expect(await told()).toContain('孵化协议已生效')
  })

  test('a workplace is let for the term, and nobody books it meanwhile', async () => {
    const registered = await who('李卫东').post('/act/resource/register', {
      ...{ kind: 'workplace', name: '孵化工位一', place: '二楼', capacity: '2', for_public: '1' },
      ...{ opens: '08:30', closes: '17:30', longest_hours: '4' },
    })
    const resource = /[0-9a-f-]{36}/.exec(registered.location ?? '')?.[0] ?? ''
    await does(who('张涛'), `incubation/allotPlace/${id}`, { resource_id: resource })
    const booked = await who('王敏').post('/act/booking/ask', {
      ...{
        resource_id: resource,
        day: '2027-01-06',
        from: '09:00',
        to: '10:00',
        people: '1',
        purpose: '开会',
      },
      ...{ contact_name: '王敏', contact_phone: '13800001002' },
    })
    expect(booked.status).toBe(409)
    expect(await textOf(startup, mine())).toContain('孵化工位一')
    expect(await textOf(who('李卫东'), '/desk/incubation/indicators')).toMatch(/场地利用率.*100%/)
  })

  test('a public page is there while the start-up wants it', async () => {
    expect((await world.stranger().get(`/incubation/${id}`)).status).toBe(404)
    await does(startup, `incubation/show/${id}`, {
      ...{
        shown_about: '茶岭笋干和葛粉，现晒现切，次日发货。',
        shown_link: 'https://example.com/shop',
        consent: '1',
      },
    })
    const page = await world.stranger().get(`/incubation/${id}`)
    expect(page.text).toContain('次日发货')
    expect(page.text).not.toContain('13800000081')
    await does(startup, `incubation/hide/${id}`)
    expect((await world.stranger().get(`/incubation/${id}`)).status).toBe(404)
  })
})
