import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, idIn } from '../../../test/deeds.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** 5.1 首问负责: until somebody else took it on, or it is answered, who was asked first is responsible. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  if (days > 0) await app.runClock('clock.tick')
  await app.runJobs()
  for (const name of ['王敏', '陈静', '张涛', '李卫东', '刘芳']) people[name] = await world.worker(name)
  expert = await onPhone('13800000801', '周教授')
  expertB = await onPhone('13800000802', '胡律师')
}
/** The first time they say who they are, as everybody does. */
async function onPhone(phone: string, person_name: string): Promise<Visitor> {
  const visitor = await world.device(phone)
  const { location } = await visitor.get('/my')
  if (location?.startsWith('/act/mandate/registerSelf'))
    await visitor.submit(location, { person_name, consent: '1' })
  return visitor
}
let expert: Visitor
let expertB: Visitor

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const told = (phone: string) => app.sent.sms.filter(one => one.phone === phone).map(one => one.body)
const deskPage = (id: string) => `/desk/consultations/${id}`
const asked = '我叫方大春，电话13800000820，茶叶注册商标要哪些材料？身份证340822199001011236要不要？'

/** Written down by 陈静, who is asked first. */
async function entered(): Promise<string> {
  const sent = await who('陈静').post('/desk/consultations/new', {
    ...{ kind: 'business', channel: 'phone', question: asked },
    ...{ contact_name: '方大春', contact_phone: '13800000820' },
  })
  return idIn(sent.location)
}
const task = async (visitor: Visitor): Promise<string> => {
  const page = await visitor.get('/my/consulting')
  return idIn(page.page.querySelector('a[href^="/my/consulting/"]')?.getAttribute('href'))
}
const transferOn = async (visitor: Visitor, id: string): Promise<string> =>
  idIn(
    (await visitor.get(deskPage(id))).page
      .querySelectorAll('form[action^="/act/consultation_transfer/"], a[href^="/act/consultation_transfer/"]')
      .map(one => one.getAttribute('action') ?? one.getAttribute('href'))[0],
  )
const outsiders = {
  周教授: { phone: '13800000801', kinds: 'business', introduction: '商标代理人，做过二十件农产品商标。' },
  胡律师: { phone: '13800000802', kinds: 'policy', introduction: '律师，熟悉食品和广告法规。' },
}
const expertIds: Record<string, string> = {}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await later(0)
  for (const [name, one] of Object.entries(outsiders))
    expertIds[name] = await does(who('李卫东'), 'consulting_expert/addOutsider', {
      name,
      ...one,
      most_open: '1',
    })
})

describe('a colleague', () => {
  let id: string

  test('declines: it comes back with the reason, and was never anybody else’s', async () => {
    id = await entered()
    await does(who('陈静'), `consultation/toColleague/${id}`, {
      ...{ staff_id: staffId('王敏'), reason: '商标的事你熟。' },
    })
    expect(await main(who('王敏'), '/desk'), 'in their work list').toContain('转来的咨询')
    expect(await main(who('陈静'), deskPage(id))).not.toContain('现在负责')
    const twice = await who('陈静').post(`/act/consultation/toColleague/${id}`, {
      ...{ staff_id: staffId('张涛'), reason: '换一个人问问。' },
    })
    expect(twice.status, 'one at a time').toBe(409)
    const transfer = await transferOn(who('王敏'), id)
    expect((await who('张涛').post(`/act/consultation_transfer/accept/${transfer}`)).status).toBe(403)
    await does(who('王敏'), `consultation_transfer/decline/${transfer}`, { reason: '我下午出差，答不了。' })
    const page = await main(who('陈静'), deskPage(id))
    expect(page).toContain('我下午出差，答不了。')
    expect(page).not.toContain('现在负责')
    await does(who('陈静'), `consultation/reply/${id}`, { answer: '先查有没有近似的，再带执照来办。' })
  })

  test('does not take it on in time: it comes back by the clock', async () => {
    id = await entered()
    await does(who('陈静'), `consultation/toColleague/${id}`, {
      ...{ staff_id: staffId('张涛'), reason: '请你答。' },
    })
    await later(3)
    expect(await main(who('陈静'), deskPage(id))).toContain('逾期没有接收')
    expect(
      (await who('陈静').post(`/act/consultation/reply/${id}`, { answer: '请带执照和图样来。' })).status,
    ).toBe(303)
  })

  test('takes it on: from then on it is theirs, and who was asked first is still named', async () => {
    id = await entered()
    await does(who('陈静'), `consultation/toColleague/${id}`, {
      ...{ staff_id: staffId('王敏'), reason: '请你答。' },
    })
    await does(who('王敏'), `consultation_transfer/accept/${await transferOn(who('王敏'), id)}`)
    expect(await main(who('陈静'), deskPage(id))).toMatch(/首问人陈静[\s\S]*现在负责王敏/)
    expect((await who('陈静').post(`/act/consultation/reply/${id}`, { answer: '请带执照来。' })).status).toBe(
      403,
    )
    await does(who('王敏'), `consultation/reply/${id}`, { answer: '带执照、图样和类别来，我们帮着填。' })
  })
})

describe('an expert from outside, on the phone', () => {
  let id: string
  let transfer: string

  test('is not asked before they said that it is they', async () => {
    id = await entered()
    const early = await who('陈静').get(`/act/consultation/toExpert/${id}`)
    expect(early.status).toBe(409)
    expect(early.text).toContain('还没有登录确认')
    expect(told('13800000801').join()).toContain('请您担任咨询专家')
    expect(
      (
        await (
          await world.citizen('13800000803', '路人甲')
        ).post(`/act/consulting_expert/claim/${expertIds.周教授}`)
      ).status,
    ).toBe(404)
    for (const [name, visitor] of Object.entries({ 周教授: expert, 胡律师: expertB }))
      await does(visitor, `consulting_expert/claim/${expertIds[name]}`)
  })

  test('is recommended by what they know, with why, and whoever is away is not', async () => {
    await does(who('李卫东'), `consulting_expert/setLeave/${expertIds.胡律师}`, {
      ...{ 'leaves.1.from': '2026-11-20', 'leaves.1.to': '2026-12-20' },
    })
    const form = await who('陈静').get(`/act/consultation/toExpert/${id}`)
    expect(form.page.querySelector('fieldset')?.textContent).toMatch(
      /周教授[\s\S]*擅长业务；手上 0 件，最多 1 件/,
    )
    expect(form.text).toContain('胡律师（不在，至 2026-12-20）')
    const passed = form.page.querySelector('textarea[name="question"]')?.textContent ?? ''
    expect(passed).toContain('茶叶注册商标要哪些材料')
    for (const secret of ['方大春', '13800000820', '340822199001011236']) expect(passed).not.toContain(secret)
    const leaky = await who('陈静').post(`/act/consultation/toExpert/${id}`, {
      ...{ to: expertIds.周教授 ?? '', question: '方大春问：商标要哪些材料？', reason: '请帮忙答。' },
    })
    expect(errorAt(leaky, 'question')).toContain('方大春')
    await does(who('陈静'), `consultation/toExpert/${id}`, {
      ...{ to: expertIds.周教授 ?? '', question: passed, reason: '商标代理人，最熟。' },
    })
    await app.runJobs()
    expect(told('13800000801').join()).toContain('有一件业务咨询请您答复')
  })

  test('has a limit: who has as much as they take is not asked again', async () => {
    const other = await entered()
    const full = await who('陈静').get(`/act/consultation/toExpert/${other}`)
    expect(full.status).toBe(409)
    expect(full.text).toContain('手上已有 1 件，满了')
  })

  test('answers from a phone and never learns who asked; the asker is told at once', async () => {
    const list = await expert.get('/my/consulting')
    expect(list.page.querySelector('main')?.textContent, `${list.status} ${list.location}`).toContain('茶叶')
    transfer = await task(expert)
    const page = await expert.get(`/my/consulting/${transfer}`)
    expect(page.text).toContain('茶叶注册商标要哪些材料')
    for (const secret of ['方大春', '13800000820', '340822199001011236', '陈静'])
      expect(page.text, secret).not.toContain(secret)
    expect((await expertB.get(`/my/consulting/${transfer}`)).status, 'not the other one').toBe(404)
    expect((await world.stranger().get(`/my/consulting/${transfer}`)).status).toBe(303)
    expect((await expert.get(`/api/v1/consultation/${id}`)).status).toBe(404)
    await does(expert, `consultation_transfer/accept/${transfer}`)
    expect(await main(who('陈静'), deskPage(id))).toContain('专家办理中')
    await does(expert, `consultation_transfer/answer/${transfer}`, {
      ...{ answer: '要执照复印件、图样、商品类别，第 30 类是茶。', basis: '商标法第二十二条' },
    })
    await app.runJobs()
    expect(told('13800000820').at(-1)).toContain('已有答复')
    expect(await main(who('陈静'), deskPage(id))).toMatch(/已答复[\s\S]*第 30 类是茶[\s\S]*周教授/)
  })
})

describe('a provider and an office', () => {
  test('what a provider writes is looked at before it is an answer', async () => {
    const id = await entered()
    await does(who('陈静'), `consultation/toProvider/${id}`, {
      ...{ to: [...world.providers.values()][0] ?? '', reason: '他们代办过。' },
      question: '茶叶注册商标要哪些材料？',
    })
    const firm = await world.citizen(providers[0]?.phone ?? '', providers[0]?.contact)
    await claims(firm)
    const transfer = await task(firm)
    await does(firm, `consultation_transfer/answer/${transfer}`, { answer: '找我们代办，一千五全包。' })
    const page = await main(who('陈静'), deskPage(id))
    expect(page).toContain('待答复')
    expect(page).toContain('一千五全包')
    const form = await who('陈静').get(`/act/consultation/reply/${id}`)
    expect(form.page.querySelector('textarea[name="answer"]')?.textContent).toContain('一千五全包')
    await does(who('陈静'), `consultation/reply/${id}`, { answer: '可以自己网上申请，也可以委托代理。' })
  })

  test('a government office is noted with day and person, and chased by who was asked first', async () => {
    const office = await does(who('李卫东'), 'government_office/add', {
      ...{ name: '县市场监督管理局注册科', matters: '营业执照、商标', phone: '0556-0000 123' },
    })
    expect(office).toBe('')
    const id = await entered()
    const form = await who('陈静').get(`/act/consultation/toOffice/${id}`)
    const to =
      form.page.querySelector('select[name="to"] option[value]:not([value=""])')?.getAttribute('value') ?? ''
    await does(who('陈静'), `consultation/toOffice/${id}`, {
      ...{ to, person: '注册科 王科长', told_on: '2026-11-25', reason: '电话说明，答应两天内回话。' },
    })
    await app.runJobs()
    expect(told('13800000820').at(-1)).toContain('需要县市场监督管理局注册科答复')
    expect(await main(who('陈静'), deskPage(id))).toContain('2026-11-25，注册科 王科长')
    await later(6)
    const late = async () => (await who('陈静').get('/desk/consultations?which=overdue')).text.includes(id)
    expect(await late(), 'to be chased').toBe(true)
    await does(who('陈静'), `consultation/chase/${id}`, { reason: '已问过，明天回话。' })
    expect(await late()).toBe(false)
    await does(who('陈静'), `consultation/reply/${id}`, { answer: '注册科答复：个人也可以申请，凭身份证。' })
  })
})

test('whoever leaves hands on what they are responsible for', async () => {
  const id = await entered()
  const form = await who('李卫东').get(`/act/staff/leave/${staffId('陈静')}`)
  expect(form.text).toContain('负责的咨询')
  await does(who('李卫东'), `staff/leave/${staffId('陈静')}`, {
    ...{ 'to.consultation': staffId('王敏'), reason: '调到县里工作。' },
    ...Object.fromEntries(
      form.page
        .querySelectorAll('select[name^="to."]')
        .map(one => [one.getAttribute('name') ?? '', staffId('王敏')]),
    ),
  })
  expect(await main(who('王敏'), deskPage(id))).toMatch(/首问人陈静[\s\S]*现在负责王敏/)
})
