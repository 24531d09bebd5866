import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.5.1 Taken by a clerk, joined with another, about somebody who then neither sees nor handles it; the short way of suggestions. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await later(0)
})

/** Some days later; their sessions have ended, and they sign in anew. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  for (const name of ['李卫东', '王敏', '陈静', '张涛', '孙丽', '周健'])
    people[name] = await world.worker(name)
}

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const deskPage = (id: string) => `/desk/complaints/${id}`
const told = (phone: string) => app.sent.sms.filter(one => one.phone === phone).map(one => one.body)

/** By the form that everyone sees; returns the page that shows the receipt. */
const complain = (visitor: Visitor, about: string, fields: Record<string, string | File>) =>
  visitor.submit(
    `/complaints/new?about=${about}`,
    { kind: 'complaint', by: 'name', ...fields },
    '/complaints/new',
  )
const mine = async (visitor: Visitor): Promise<string> =>
  idIn(
    (await visitor.get('/my/complaints')).page
      .querySelector('a[href^="/my/complaints/"]')
      ?.getAttribute('href'),
  )

describe('by a clerk', () => {
  test('for a caller: by SMS and on the page; a letter needs its scan', async () => {
    const form = {
      kind: 'complaint',
      about: 'place',
      by: 'name',
      contact_name: '何桂英',
      body: '石牌站下午三点就锁门了，取快递白跑两趟。',
    }
    const letter = await who('陈静').post('/desk/complaints/new', {
      ...form,
      channel: 'letter',
      place: '石牌镇服务站',
    })
    expect(errorAt(letter, 'photos')).toContain('扫描件')
    const scanned = await who('陈静').submit(
      '/desk/complaints/new?about=place',
      { ...form, channel: 'letter', place: '石牌镇服务站', 'photos:new': picture('来信.png') },
      '/desk/complaints/new',
    )
    expect(scanned.status).toBe(200)
    const call = { ...form, channel: 'phone', place: '石牌镇服务站', contact_phone: '13800000512' }
    const taken = await who('陈静').submit('/desk/complaints/new?about=place', call, '/desk/complaints/new')
    expect(taken.text).toContain('查询码')
    await app.runJobs()
    expect(told('13800000512').at(-1)).toContain('查询码')
    expect((await who('张涛').post('/desk/complaints/new', call)).status, 'not by everyone').toBe(403)
    const visitor = await world.citizen('13800000512', '何桂英')
    expect(await mine(visitor), 'who signs in later keeps to the code').toBe('')
  })

  test('what is alike is shown to who accepts, and joined with the earlier; both are told', async () => {
    const sent = await complain(world.stranger(), 'place', {
      place: '石牌镇服务站',
      body: '石牌站三点就锁门，取快递又白跑一趟，什么时候开门？',
      ...{ contact_name: '汪小兵', contact_phone: '13800000513' },
    })
    const number = /FK-\d{8}-\d{4}/.exec(sent.text)?.[0] ?? ''
    const id = await idOf(number)
    const shown = await main(who('陈静'), deskPage(id))
    expect(shown).toContain('可能是同一件事')
    const form = await who('陈静').get(`/act/complaint/merge/${id}`)
    const into = form.page.querySelector('input[name=into]')?.getAttribute('value') ?? ''
    await does(who('陈静'), `complaint/merge/${id}`, { into })
    await app.runJobs()
    expect(told('13800000513').at(-1)).toContain('一并办理')
    expect(told('13800000512').join(), 'a line in the app only').not.toContain('相同的反馈')
    expect(await main(who('陈静'), deskPage(into))).toContain('另有一件相同的反馈并入')
  })
})

const idOf = async (number: string): Promise<string> =>
  idIn(
    (await who('陈静').get(`/desk/complaints?q=${number}`)).page
      .querySelector('td a[href^="/desk/complaints/"]')
      ?.getAttribute('href'),
  )

describe('who is complained about', () => {
  test('neither sees it nor handles it; nor does who handled the case', async () => {
    const sent = await complain(world.stranger(), 'staff', {
      staff_id: staffId('王敏'),
      body: '上午去窗口问补贴，说话很冲，还让我自己上网查。',
      ...{ contact_name: '方大春', contact_phone: '13800000514' },
    })
    const id = await idOf(/FK-\d{8}-\d{4}/.exec(sent.text)?.[0] ?? '')
    expect((await who('王敏').get(deskPage(id))).status).toBe(404)
    expect((await who('王敏').get(`/api/v1/complaint/${id}`)).status).toBe(404)
    expect(await main(who('王敏'), '/desk/complaints')).not.toContain('方大春')
    const form = await who('陈静').get(`/act/complaint/accept/${id}`)
    const options = form.page.querySelectorAll('#f-assignee_id option').map(one => one.textContent)
    expect(options).toContain('张涛')
    expect(options).not.toContain('王敏')
    const forced = await who('陈静').post(`/act/complaint/accept/${id}`, {
      complexity: 'simple',
      assignee_id: staffId('王敏'),
    })
    expect(forced.status).toBe(422)
    // Handed over to her while she is away for another, it goes back to be assigned.
    await does(who('陈静'), `complaint/accept/${id}`, { complexity: 'simple', assignee_id: staffId('张涛') })
    await does(who('李卫东'), `staff/handOver/${staffId('张涛')}`, await handOver())
    expect(await main(who('陈静'), deskPage(id))).toContain('待分派')
    expect((await who('王敏').get(deskPage(id))).status).toBe(404)
  })

  /** Everything that 张涛 has goes to 王敏. */
  async function handOver(): Promise<Record<string, string>> {
    const form = await who('李卫东').get(`/act/staff/handOver/${staffId('张涛')}`)
    const to = Object.fromEntries(
      form.page
        .querySelectorAll('select')
        .map(select => [select.getAttribute('name') ?? '', staffId('王敏')] as const),
    )
    return { ...to, reason: '调到外县工作。' }
  }

  test('who handled the case that it is about is left out as well', async () => {
    const citizen = await world.citizen('13800000515', '程冬梅')
    const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
    const party = (await citizen.get(page)).page.querySelector('input[name=party_id]')?.getAttribute('value')
    const applied = await citizen.submit(page, {
      ...{ party_id: party ?? '', contact_name: '程冬梅', contact_phone: '13800000515' },
      'answers.question': '补助怎么申请？',
    })
    const serviceCase = idIn(applied.location)
    await does(who('陈静'), `service_case/accept/${serviceCase}`, { assignee_id: staffId('王敏') })
    await complain(citizen, 'case', {
      case_id: serviceCase,
      body: '问了一个星期没有人回话，去了又说不归他管。',
      ...{ contact_name: '程冬梅', contact_phone: '13800000515' },
    })
    const id = await mine(citizen)
    expect((await who('王敏').get(deskPage(id))).status).toBe(404)
    const form = await who('陈静').get(`/act/complaint/accept/${id}`)
    const options = form.page.querySelectorAll('#f-assignee_id option').map(one => one.textContent)
    expect(options).not.toContain('王敏')
    await does(citizen, `complaint/withdraw/${id}`, { reason: '问题已经解决了。' })
    expect(await main(who('陈静'), deskPage(id))).toContain('已撤回')
  })
})

describe('suggestions and praise', () => {
  test('have a short way', async () => {
    const citizen = await world.citizen('13800000516', '査月红')
    await complain(citizen, 'place', {
      kind: 'suggestion',
      place: '一楼大厅',
      body: '大厅能不能放一台饮水机，老人来办事要等很久。',
      ...{ contact_name: '查月红', contact_phone: '13800000516' },
    })
    const id = await mine(citizen)
    expect((await who('陈静').post(`/act/complaint/refuse/${id}`, {})).status).toBe(409)
    await does(who('陈静'), `complaint/reply/${id}`, {
      finding: 'taken_up',
      answer: '下周在大厅东侧安装饮水机，谢谢您的建议。',
    })
    expect(await main(citizen, `/my/complaints/${id}`)).toContain('安装饮水机')
    await app.runJobs()
    expect(told('13800000516').at(-1)).toContain('采纳')
  })
})
