import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** What is about the centre, its director or its operator is the bureau's alone; every door is tried by the centre's people. */
let app: TestApp
let world: World
let director: Visitor
let clerk: Visitor
let bureau: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await signIn()
  // Posts are the director's to edit; what only the bureau may do does not come with them.
  const { contents } = (await director.call('GET', '/api/v1/post')).json<{
    contents: Array<{ id: string; name: string; duties: string[] }>
  }>()
  const own = contents.find(post => post.name === '中心主任')
  const duties = [...(own?.duties ?? []), 'complaint.read', 'complaint.bureau', 'complaint.register']
  await does(director, `post/edit/${own?.id}`, { name: '中心主任', duties })
})

async function signIn(): Promise<void> {
  director = await world.worker('李卫东')
  clerk = await world.worker('陈静')
  bureau = await world.worker('周健')
}

const main = (answer: Answer): string => answer.page.querySelector('main')?.textContent ?? ''
const phone = '13800000521'
const said = '主任让我先交三百块押金才给报名，还不开票。'

async function complain(visitor: Visitor, about: string, fields: Record<string, string>) {
  const sent = await visitor.submit(
    `/complaints/new?about=${about}`,
    { kind: 'complaint', by: 'name', contact_name: '余老四', contact_phone: phone, ...fields },
    '/complaints/new',
  )
  expect(sent.status, main(sent)).toBe(200)
  const [number = ''] = /(FK|JG)-\d{8}-\d{4}/.exec(sent.text) ?? []
  return { number, code: /[2-9A-HJKMNP-Z]{8}(?=<)/.exec(sent.text)?.[0] ?? '' }
}

const idOf = async (visitor: Visitor, number: string, list = '/desk/complaints/bureau'): Promise<string> =>
  idIn(
    (await visitor.get(`${list}?q=${number}`)).page
      .querySelector('td a[href^="/desk/complaints/"]')
      ?.getAttribute('href'),
  )

describe('about the director', () => {
  let id: string
  let number: string

  test('goes to the bureau', async () => {
    const citizen = await world.citizen(phone, '余老四')
    ;({ number } = await complain(citizen, 'staff', {
      staff_id: world.staff.get('李卫东')?.staffId ?? '',
      body: said,
    }))
    expect(number).toMatch(/^JG/)
    await app.runJobs()
    id = await idOf(bureau, number)
    expect(main(await bureau.get(`/desk/complaints/${id}`))).toContain('押金')
    expect(main(await bureau.get('/desk'))).toContain(number)
    expect(main(await bureau.get('/desk/notifications'))).toContain(number)
  })

  test('no door shows the centre’s people that there is one', async () => {
    app.clock.addDays(5)
    await signIn()
    await app.runClock('task.remind')
    await app.runClock('call.unreached')
    await app.runJobs()
    const secrets = [number, '余老四', '押金', '反映的事项', phone, id]
    const doors = [
      '/desk',
      '/desk?tab=team',
      '/desk/complaints',
      `/desk/complaints?q=${number}`,
      '/desk/complaints?q=押金',
      '/desk/search?q=押金',
      `/desk/search?q=${number}`,
      '/desk/supervision',
      '/desk/notifications',
      '/desk/journal?flow=complaint',
      '/desk/outbox',
      '/desk/indicators',
      '/desk/indicators/complaints.received/records?period=2026-11',
      '/api/v1/complaint',
      '/api/v1/urge',
      '/api/v1/phone_call',
    ]
    for (const [name, person] of Object.entries({ director, clerk })) {
      for (const door of doors) {
        const { text } = await person.get(door)
        for (const secret of secrets.filter(one => !door.includes(one)))
          expect(text.includes(secret), `${name} ${door} ${secret}`).toBe(false)
      }
      for (const path of [
        `/desk/complaints/${id}`,
        `/desk/complaints/${id}/sheet.pdf`,
        `/go/complaint/${id}`,
        `/api/v1/complaint/${id}`,
        `/act/complaint/note/${id}`,
      ])
        expect((await person.get(path)).status, `${name} ${path}`).toBe(404)
    }
    expect((await director.get('/desk/complaints/bureau')).status).toBe(403)
    const count = /服务反馈/.exec(main(await director.get('/desk/journal?flow=complaint')))
    expect(count?.length ?? 0, 'only the name of the filter').toBeLessThanOrEqual(1)
  })

  test('its party’s file tells the bureau, and nobody else', async () => {
    const party = (await bureau.get(`/desk/complaints/${id}`)).page
      .querySelector('a[href^="/desk/parties/"]')
      ?.getAttribute('href') as string
    expect(main(await bureau.get(party))).toContain('提交了反馈')
    expect(main(await director.get(party))).not.toContain('反馈')
  })

  test('the bureau is not urged by itself, nor the centre told that it is late', async () => {
    expect(main(await bureau.get('/desk/supervision'))).not.toContain(number)
    expect(main(await director.get('/desk/notifications'))).not.toContain('超期')
  })

  test('a bureau of one answers and, as the sheet says, calls back itself', async () => {
    const page = await bureau.get(`/act/complaint/accept/${id}`)
    expect(page.page.querySelectorAll('#f-assignee_id option').map(one => one.textContent)).toEqual([
      '请选择',
      '周健',
    ])
    await does(bureau, `complaint/accept/${id}`, {
      complexity: 'complex',
      assignee_id: world.staff.get('周健')?.staffId ?? '',
    })
    await does(bureau, `complaint/answer/${id}`, {
      finding: 'confirmed',
      cause: 'fee',
      answer: '经核查属实，已责令当日退还押金，并约谈中心负责人。',
    })
    expect(main(await bureau.get(`/desk/complaints/${id}`))).toContain('由承办人本人回访')
    await does(bureau, `complaint/calledSatisfied/${id}`, { reason: '电话里说钱已退到，认可。' })
    expect((await bureau.get(`/desk/complaints/${id}/answer.pdf`)).text.slice(0, 5)).toBe('%PDF-')
    expect(main(await director.get('/desk/outbox')), 'nor what was sent since').not.toContain(number)
    expect(main(await bureau.get('/desk/outbox'))).toContain(number)
    const citizen = await world.device(phone)
    expect(main(await citizen.get(`/my/complaints/${id}`))).toContain('主管部门工作人员')
  })
})

describe('what turns out to be about the centre', () => {
  test('names the director in the text, or concerns a case of his: the bureau reads it first', async () => {
    const { number } = await complain(world.stranger(), 'place', {
      place: '培训班',
      body: '李卫东安排亲戚占了培训名额，别人报不上名。',
    })
    expect(number).toMatch(/^JG/)
  })

  test('is passed to the bureau by who accepts; from then on they do not see it', async () => {
    const { number } = await complain(world.stranger(), 'place', {
      place: '培训班',
      body: '名额都给了关系户，说是领导定的，普通人报不上。',
    })
    const id = await idOf(clerk, number, '/desk/complaints')
    const passed = await clerk.submit(`/act/complaint/passToBureau/${id}?back=/desk/complaints`, {
      reason: '反映领导干预名额，应由主管部门核查。',
    })
    expect(passed.location).toBe('/desk/complaints')
    expect((await clerk.get(`/desk/complaints/${id}`)).status).toBe(404)
    expect(main(await director.get('/desk/journal?flow=complaint'))).not.toContain('转主管部门')
    expect(main(await bureau.get(`/desk/complaints/${id}`))).toContain('领导干预名额')
    await does(bureau, `complaint/passToCentre/${id}`, { reason: '核对报名表，不涉及负责人。' })
    expect((await clerk.get(`/desk/complaints/${id}`)).status).toBe(200)
  })

  test('taken by a clerk it is shown once, with its code, and then gone', async () => {
    const taken = await clerk.submit(
      '/desk/complaints/new?about=centre',
      {
        ...{ kind: 'report', channel: 'phone', by: 'name', contact_name: '余老四', contact_phone: phone },
        body: '中心把补贴的设备拉到自己公司去用了。',
      },
      '/desk/complaints/new',
    )
    const [number = ''] = /JG-\d{8}-\d{4}/.exec(taken.text) ?? []
    expect(taken.text).toContain('由主管部门直接办理')
    expect(await idOf(clerk, number, '/desk/complaints')).toBe('')
    const id = await idOf(bureau, number)
    expect((await clerk.get(`/desk/complaints/${id}`)).status).toBe(404)
    expect(main(await bureau.get(`/desk/complaints/${id}`))).toContain('陈静登记')
  })
})

describe('not accepted', () => {
  test('with a coded reason; once the bureau looks at it, and may order it', async () => {
    const citizen = await world.citizen('13800000522', '丁月娥')
    const { number } = await complain(citizen, 'place', {
      place: '网站',
      body: '网上报名一直转圈，三天都交不上去。',
      ...{ contact_name: '丁月娥', contact_phone: '13800000522' },
    })
    const id = await idOf(clerk, number, '/desk/complaints')
    const bare = await clerk.post(`/act/complaint/refuse/${id}`, {
      refusal: 'whatever',
      text: '不归我们管的事情。',
    })
    expect(bare.status).toBe(422)
    await does(clerk, `complaint/refuse/${id}`, {
      refusal: 'out_of_scope',
      text: '报名系统由市里统一建设，请拨打市平台客服电话。',
    })
    expect(main(await citizen.get(`/my/complaints/${id}`))).toContain('不属于本中心的职责范围')
    await does(citizen, `complaint/appeal/${id}`, { reason: '报名是中心组织的，应当由中心解决。' })
    expect((await clerk.post(`/act/complaint/orderAcceptance/${id}`, {})).status).toBe(403)
    await does(bureau, `complaint/orderAcceptance/${id}`, {
      complexity: 'simple',
      reason: '报名由中心组织，应当受理并协调市平台。',
    })
    expect(main(await clerk.get(`/desk/complaints/${id}`))).toContain('待分派')
    expect((await citizen.post(`/act/complaint/appeal/${id}`, { reason: '再来一次吧' })).status).toBe(409)
  })
})
