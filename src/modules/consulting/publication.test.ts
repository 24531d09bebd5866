import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, withoutIds } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { contactIn, redacted, tellingIn } from './redaction.ts'

/** A good answer may become a public one: without who asked, looked at by one, let out by another. And being forgotten. */
let app: TestApp
let world: World
let [writer, reviewer, counter]: Visitor[] = []
const question =
  '我是茶岭镇的余长根，电话 138 0000 0831，身份证 340822197003041234，余长根养蜂场的蜂蜜怎么进超市？'

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  writer = await world.worker('王敏')
  reviewer = await world.worker('孙丽')
  counter = await world.worker('陈静')
})
const by = (visitor: Visitor | undefined): Visitor => visitor as Visitor
const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''

async function answered(): Promise<string> {
  const sent = await by(writer).post('/desk/consultations/new', {
    ...{ kind: 'business', channel: 'phone', question, contact_name: '余长根', contact_phone: '13800000831' },
  })
  const id = idIn(sent.location)
  await does(by(writer), `consultation/reply/${id}`, {
    answer: '余长根您好：先办生产许可和条码，再带样品去谈。有事打 0556-1234567。',
  })
  return id
}

describe('what tells of a person', () => {
  const names = ['余长根', '余长根养蜂场']
  test('is found by its look and by names, and nothing else is lost', () => {
    const plain = redacted(question, names)
    expect(plain).toBe('我是茶岭镇的某某，电话 （电话略），身份证 （证件号略），某某的蜂蜜怎么进超市？')
    expect(tellingIn(plain, names)).toEqual([])
    expect(redacted('2026 年 11 月卖了 12800 元，订单号 20261124 的要退', [])).toContain(
      '12800 元，订单号 20261124',
    )
    expect(redacted('我叫李小花，微信号 lixiaohua_88，邮箱 a.b@qq.com', [])).toBe(
      '我叫某某，微信号 （账号略），邮箱 （邮箱略）',
    )
    expect(tellingIn('卡号 6217001234567890123', [])).toEqual(['6217001234567890123'])
    expect(redacted('我是凌桥村的，我是做直播的', [])).toBe('我是凌桥村的，我是做直播的')
  })
  test('is offered where a message was pasted', () => {
    expect(contactIn('汪小兵：你好 13800000012')).toEqual({ name: '汪小兵', phone: '13800000012' })
    expect(contactIn('蓝莓怎么寄')).toEqual({ name: null, phone: null })
  })
})

describe('from a consultation to the knowledge base', () => {
  let id: string

  test('what was taken out is marked, and a name that is still there is refused', async () => {
    id = await answered()
    const page = await by(writer).get(`/desk/consultations/${id}/public`)
    expect(page.page.querySelectorAll('.marked del').map(one => one.textContent)).toContain('138 0000 0831')
    const title = page.page.querySelector('input[name="title"]')?.getAttribute('value') ?? ''
    expect(title).not.toContain('余长根')
    const draft = { kind: 'business', valid_until: '2027-10-01', body: '先办许可和条码，再带样品去谈。' }
    const unlooked = await by(writer).post(`/desk/consultations/${id}/public`, {
      ...draft,
      title: '蜂蜜怎么进超市？',
    })
    expect(errorAt(unlooked, 'checked')).toContain('请核对')
    const leaky = await by(writer).post(`/desk/consultations/${id}/public`, {
      ...{ ...draft, title: '余长根的蜂蜜怎么进超市？', checked: '1' },
    })
    expect(errorAt(leaky, 'title')).toContain('余长根')
    expect((await by(counter).get(`/desk/consultations/${id}/public`)).status, 'no duty to write').toBe(409)
    const sent = await by(writer).post(`/desk/consultations/${id}/public`, {
      ...{ ...draft, title: '农家蜂蜜怎么进超市？', checked: '1' },
    })
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  })

  test('it is a draft, public only once another has let it out; and only once', async () => {
    expect(await main(world.stranger(), '/knowledge?q=蜂蜜')).not.toContain('农家蜂蜜怎么进超市')
    const link = (await by(writer).get(`/desk/consultations/${id}`)).page.querySelector(
      'a[href^="/desk/knowledge/"]',
    )
    const entry = idIn(link?.getAttribute('href'))
    expect((await by(writer).get(`/desk/consultations/${id}/public`)).status).toBe(409)
    await does(by(writer), `knowledge_entry/submit/${entry}`)
    await does(by(reviewer), `knowledge_entry/approve/${entry}`)
    const shown = await world.stranger().get(`/knowledge/${entry}`)
    expect(shown.status).toBe(200)
    for (const secret of ['余长根', '0831']) expect(withoutIds(shown.text)).not.toContain(secret)
    expect(shown.text).not.toContain(id)
    expect((await by(writer).get('/desk/consultations?format=csv')).text).toMatch(/ZX-[^\n]*,是,/)
  })
})

describe('the person themselves', () => {
  test('finds what a colleague noted under their phone, takes it along, and is forgotten', async () => {
    const id = await answered()
    const citizen = await world.citizen('13800000831', '余长根')
    expect((await citizen.get('/account/data.json')).text).toContain('怎么进超市')
    const open = await by(writer).post('/desk/consultations/new', {
      ...{ kind: 'policy', channel: 'phone', question: '还没有答复的一个问题？' },
      ...{ contact_name: '余长根', contact_phone: '13800000831' },
    })
    expect(await main(citizen, '/account/erase')).toContain('件咨询还没有答复，注销后撤回')
    const erased = await citizen.submit('/account/erase', { understood: '1' })
    expect(erased.text).toContain('账号已注销')
    await app.runJobs()
    const page = await by(writer).get(`/desk/consultations/${id}`)
    expect(page.text, 'what was asked stays').toContain('蜂蜜怎么进超市')
    for (const secret of ['余长根', '13800000831', '138****0831'])
      expect(page.text, secret).not.toContain(secret)
    expect(await main(by(writer), `/desk/consultations/${idIn(open.location)}`)).toContain('已撤回')
    const found = await main(by(writer), '/desk/search?q=余长根')
    expect(found).not.toContain('ZX-')
  })
})
