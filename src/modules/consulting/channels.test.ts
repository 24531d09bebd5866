import { beforeAll, describe, expect, test } from 'vitest'
import { knowledgeFlow } from '#modules/knowledge'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.1 By each channel: on the web with and without an account, at the counter, by phone, pasted, from a village. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor

async function arrive(): Promise<void> {
  for (const name of ['王敏', '陈静', '孙丽', '李卫东', '周健', '刘芳'])
    people[name] = await world.worker(name)
}
let entry: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await arrive()
  entry = await world.at(world.staff.get('王敏') as Actor, app.clock.now, async ctx => {
    const { id } = await perform(ctx, knowledgeFlow, 'write', null, {
      ...{ form: 'question', kind: 'policy', title: '在家开网店要不要办营业执照？', basis: [] },
      ...{ body: '自产自销农副产品的不用办，其他的要办营业执照。', valid_until: '2027-11-01' },
    })
    await perform(ctx, knowledgeFlow, 'submit', id)
    return id
  })
  await world.at(world.staff.get('孙丽') as Actor, app.clock.now, ctx =>
    perform(ctx, knowledgeFlow, 'approve', entry),
  )
})

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const told = (phone: string) => app.sent.sms.filter(one => one.phone === phone).map(one => one.body)
const deskPage = (id: string) => `/desk/consultations/${id}`
const question = '我想在家里开网店卖蓝莓，要不要营业执照？'
const ask = (visitor: Visitor, fields: Record<string, string>) =>
  visitor.submit('/consulting/new', { question, kind: 'policy', ...fields })
const codesIn = (text: string) => ({
  number: /ZX-\d{8}-\d{4}/.exec(text)?.[0] ?? '',
  code: /查询码\s*([2-9A-Z]{8})/.exec(text)?.[1] ?? '',
})
/** By the form that the desk shows, with what it starts with. */
const enter = (visitor: Visitor, fields: Record<string, string>, page = '/desk/consultations/new') =>
  visitor.submit(page, { kind: 'policy', channel: 'counter', question, ...fields }, '/desk/consultations/new')

describe('a stranger on the web', () => {
  const stranger = () => world.stranger()
  let codes: { number: string; code: string }
  let id: string

  test('is shown what is there already, without an account and without script', async () => {
    const looked = await stranger().submit('/consulting/new', { question, look: '1' })
    expect(looked.status).toBe(200)
    expect(looked.page.querySelector(`#suggested a[href="/knowledge/${entry}"]`)).not.toBeNull()
    expect(looked.page.querySelector('textarea')?.textContent, 'what was typed is kept').toBe(question)
    const typed = await stranger().post('/consulting/suggestions', { question })
    expect(typed.headers.get('content-type')).toContain('turbo-stream')
    expect(typed.text).toContain(`/knowledge/${entry}`)
    expect(typed.text).not.toContain('entry_id')
  })

  test('asks, and gets number and code', async () => {
    const visitor = stranger()
    const nameless = await ask(visitor, { contact_phone: '' })
    expect(errorAt(nameless, 'contact_phone')).toContain('手机号码')
    const sent = await ask(visitor, { contact_name: '汪小兵', contact_phone: '13800000711' })
    codes = codesIn(sent.page.querySelector('main')?.textContent ?? '')
    expect(codes.number).toBe('ZX-20261124-0001')
    await app.runJobs()
    expect(told('13800000711').at(-1)).toContain(`查询码 ${codes.code}`)
    expect((await visitor.get('/my/consultations')).status, 'they have no place of their own').toBe(303)
  })

  test('who takes it first is responsible, and answers', async () => {
    id = idIn(
      (await who('王敏').get('/desk/consultations?state=submitted')).page
        .querySelector('td a')
        ?.getAttribute('href'),
    )
    expect((await who('刘芳').get(deskPage(id))).status, 'no duty').toBe(404)
    expect((await who('王敏').post(`/act/consultation/reply/${id}`, { answer: '可以。' })).status).toBe(403)
    await does(who('王敏'), `consultation/take/${id}`)
    expect(await main(who('陈静'), deskPage(id))).toContain('首问人王敏')
    expect((await who('陈静').post(`/act/consultation/reply/${id}`, { answer: '不用办的。' })).status).toBe(
      403,
    )
    await does(who('王敏'), `consultation/reply/${id}`, {
      ...{ answer: '自己种的蓝莓在网上卖，不用办营业执照。', basis: '电子商务法第十条', entry_id: entry },
    })
    await app.runJobs()
    expect(told('13800000711').at(-1)).toContain('已有答复')
  })

  test('reads the answer by the code and says that it is not solved: back to who was asked first, once', async () => {
    const visitor = stranger()
    const wrong = await visitor.post('/consulting/progress', { number: codes.number, code: 'AAAA2222' })
    expect(wrong.status).toBe(422)
    const shown = await visitor.post('/consulting/progress', codes)
    expect(shown.text).toContain('自己种的蓝莓')
    expect(shown.text).toContain('电子商务法第十条')
    expect(shown.text).not.toContain('王敏')
    const empty = await visitor.post('/consulting/progress/tellUnsolved', codes)
    expect(empty.status).toBe(422)
    const no = await visitor.post('/consulting/progress/tellUnsolved', { ...codes, reason: '收来的蓝莓呢？' })
    expect(no.text).toContain('已记下')
    expect(await main(who('王敏'), deskPage(id))).toMatch(/没解决，退回 1 次[\s\S]*收来的蓝莓呢/)
    await does(who('王敏'), `consultation/reply/${id}`, { answer: '收购了再卖的要办，窗口一天办好。' })
    const again = await visitor.post('/consulting/progress/tellUnsolved', {
      ...codes,
      reason: '还是不明白。',
    })
    expect(again.text).toContain('没能帮您解决')
    await app.runJobs()
    expect(told('13800000711').at(-1)).toContain('仍没有解决')
    expect((await visitor.post('/consulting/progress/reply', codes)).status, 'no other step').toBe(404)
  })
})

describe('with an account', () => {
  test('they find it in their own place; another finds nothing; unanswered after the days it is closed', async () => {
    const citizen = await world.citizen('13800000712', '吴秀兰')
    const sent = await ask(citizen, { kind: 'technology', contact_phone: '13800000712' })
    expect(sent.status).toBe(200)
    const id = idIn(
      (await citizen.get('/my/consultations')).page
        .querySelector('a[href^="/my/consultations/"]')
        ?.getAttribute('href'),
    )
    const other = await world.citizen('13800000713', '丁小军')
    expect((await other.get(`/my/consultations/${id}`)).status).toBe(404)
    expect((await other.get(`/api/v1/consultation/${id}`)).status).toBe(404)
    expect((await who('周健').post(`/act/consultation/take/${id}`)).status, 'the bureau reads only').toBe(403)
    await does(who('王敏'), `consultation/take/${id}`)
    expect((await who('李卫东').post(`/act/consultation/take/${id}`)).status, 'two at once').toBe(409)
    await does(who('王敏'), `consultation/reply/${id}`, { answer: '先注册店铺，再上传商品。' })
    expect(await main(citizen, `/my/consultations/${id}`)).toContain('解决了吗？')
    app.clock.addDays(9)
    await app.runClock('clock.tick')
    await app.runJobs()
    await arrive()
    expect(await main(who('王敏'), deskPage(id))).toContain('期满未反馈')
    expect((await who('周健').get(deskPage(id))).text, 'the phone is masked for the bureau').toContain(
      '138****0712',
    )
  })

  test('nobody answers in time: the bureau sees it and urges', async () => {
    await ask(world.stranger(), { contact_phone: '13800000714', question: '没人理的一个问题，怎么办？' })
    app.clock.addDays(3)
    await app.runClock('clock.tick')
    await arrive()
    expect(await main(who('周健'), '/desk/supervision')).toContain('政策')
    expect(await main(who('李卫东'), '/desk/consultations?which=overdue')).toContain('没人理的一个问题')
  })
})

describe('at the counter and by phone', () => {
  test('answered on the spot it is over with one form, and the next can come', async () => {
    const form = await who('陈静').get('/desk/consultations/new')
    expect(form.page.querySelectorAll('main textarea').length, 'the question and the answer').toBe(2)
    const done = await enter(who('陈静'), {
      ...{ channel: 'phone', contact_name: '程冬梅', contact_phone: '13800000715' },
      answer: '自己种的不用办。',
    })
    expect(done.location).toBe('/desk/consultations/new')
    const list = await main(who('陈静'), '/desk/consultations?channel=phone')
    expect(list).toMatch(/已办结[\s\S]*电话[\s\S]*陈静[\s\S]*当场/)
    await app.runJobs()
    expect(told('13800000715'), 'told nothing that they just heard, asked how it was').toEqual([
      expect.stringContaining('请评价这次答复'),
    ])
  })

  test('an entry of the knowledge base is an answer by one choice', async () => {
    const looked = await enter(who('陈静'), { look: '1', unnamed: '1' })
    expect(looked.page.querySelector(`input[name="entry_id"][value="${entry}"]`)).not.toBeNull()
    const done = await enter(who('陈静'), { unnamed: '1', entry_id: entry })
    expect(done.location).toBe('/desk/consultations/new')
    expect(await main(who('陈静'), '/desk/consultations?channel=counter')).toMatch(
      /现场群众[\s\S]*自产自销农副产品/,
    )
  })

  test('nobody known and no answer is refused; so is nobody at all', async () => {
    expect(errorAt(await enter(who('陈静'), { unnamed: '1' }), 'unnamed')).toContain('当场答复')
    expect(errorAt(await enter(who('陈静'), { answer: '可以的。' }), 'contact_name')).toContain('现场群众')
    expect(errorAt(await enter(who('陈静'), { contact_name: '汪德顺' }), 'contact_phone')).toContain('手机号')
  })

  test('whoever is known is found by name or phone, and it lies in their file', async () => {
    const found = await who('陈静').get('/desk/consultations/new?who=0015')
    const link = found.page.querySelector('aside .task-list a')?.getAttribute('href') ?? ''
    expect(found.page.querySelector('aside .task-list')?.textContent).toContain('老汪贡糕坊')
    const byName = await who('陈静').get('/desk/consultations/new?who=%E8%80%81%E6%B1%AA%E8%B4%A1%E7%B3%95')
    expect(byName.page.querySelector('aside .task-list')?.textContent).toContain('老汪贡糕坊')
    const sent = await enter(who('陈静'), {}, link)
    const id = idIn(sent.location)
    const page = await main(who('陈静'), deskPage(id))
    expect(page).toContain('高河镇老汪贡糕坊')
    expect(page).toContain('待答复')
    await app.runJobs()
    expect(told('13800000015').at(-1)).toContain('您的咨询已收到')
  })
})

describe('pasted from WeChat', () => {
  const pasted = '凌桂生 11月24日 10:21\n老师您好，我是凌桥村的，电话 138 0000 0716，蓝莓寄北京用什么箱子？'

  test('name and phone are offered, and go in when somebody looks', async () => {
    const typed = await who('王敏').post('/desk/consultations/suggestions', { question: pasted })
    expect(typed.text).toContain('13800000716')
    expect(typed.text).toContain('凌桂生')
    const looked = await enter(who('王敏'), { channel: 'wechat', question: pasted, look: '1' })
    expect(startOf(looked, 'contact_phone')).toBe('13800000716')
    expect(startOf(looked, 'contact_name')).toBe('凌桂生')
    const sent = await enter(who('王敏'), {
      ...{ channel: 'wechat', kind: 'business', question: pasted, register: '1' },
      ...{ contact_name: '凌桂生', contact_phone: '13800000716' },
    })
    const page = await who('王敏').get(deskPage(idIn(sent.location)))
    expect(
      page.page.querySelector('aside a[href^="/desk/parties/"]')?.textContent,
      'a file of their own',
    ).toBe('凌桂生')
  })
})

test('the ledger is a file with what the standard asks for; one has its own printed sheet', async () => {
  const csv = (await who('李卫东').get('/desk/consultations?format=csv')).text
  for (const column of [
    '编号',
    '渠道',
    '类型',
    '对象',
    '问题',
    '答复',
    '依据',
    '首问人',
    '转办',
    '时长',
    '是否解决',
    '是否入知识库',
  ])
    expect(csv.split('\n')[0]).toContain(column)
  const id = idIn(
    (await who('李卫东').get('/desk/consultations')).page.querySelector('td a')?.getAttribute('href'),
  )
  const pdf = await who('李卫东').file(`${deskPage(id)}/register.pdf`)
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
})

test('another centre knows nothing of it', async () => {
  const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  const director = await elsewhere.worker('李卫东')
  const id = idIn(
    (await who('李卫东').get('/desk/consultations')).page.querySelector('td a')?.getAttribute('href'),
  )
  expect((await director.get(deskPage(id))).status).toBe(404)
  expect((await elsewhere.stranger().get(`/knowledge/${entry}`)).status).toBe(404)
})
