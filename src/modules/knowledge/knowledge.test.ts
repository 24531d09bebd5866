import { beforeAll, describe, expect, test } from 'vitest'
import { settleTopics } from '#modules/knowledge'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.1 知识库: written by one, let out by another, counted without names, confirmed before it runs out. */
let app: TestApp
let world: World
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor

async function arrive(): Promise<void> {
  for (const name of ['王敏', '孙丽', '刘芳', '李卫东', '陈静']) people[name] = await world.worker(name)
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await world.at(system, app.clock.now, settleTopics)
  await arrive()
})

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''

const text = {
  ...{ form: 'question', kind: 'policy', title: '在家开网店要不要办营业执照？' },
  body: '自产自销农副产品、零星小额交易的不用办；其他的要办。\n\n详见 https://www.gov.cn/zhengce/ 的说明。',
  ...{ 'basis.1.name': '《中华人民共和国电子商务法》', 'basis.1.number': '第十条' },
  valid_until: '2026-12-01',
}
let id: string

/** By 王敏, let out by 孙丽. */
async function published(fields: Record<string, string>): Promise<string> {
  const made = await does(who('王敏'), 'knowledge_entry/write', { ...text, ...fields })
  await does(who('王敏'), `knowledge_entry/submit/${made}`)
  await does(who('孙丽'), `knowledge_entry/approve/${made}`)
  return made
}

describe('an entry', () => {
  test('is public only once another has let it out', async () => {
    const bad = await who('王敏').post('/act/knowledge_entry/write', {
      ...text,
      'basis.1.link': 'javascript:x',
    })
    expect(bad.status).toBe(422)
    id = await does(who('王敏'), 'knowledge_entry/write', text)
    expect((await world.stranger().get(`/knowledge/${id}`)).status).toBe(404)
    await does(who('王敏'), `knowledge_entry/submit/${id}`)
    expect((await who('王敏').post(`/act/knowledge_entry/approve/${id}`)).status, 'no such duty').toBe(403)
    await does(who('孙丽'), `knowledge_entry/approve/${id}`)
    const shown = await world.stranger().get(`/knowledge/${id}`)
    expect(shown.status).toBe(200)
    expect(shown.page.querySelector('#answer a')?.getAttribute('href')).toBe('https://www.gov.cn/zhengce/')
    const data = JSON.parse(
      shown.page.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}',
    )
    expect(data['@type']).toBe('QAPage')
    expect(data.mainEntity.acceptedAnswer.text).toContain('自产自销')
    expect(await main(world.stranger(), '/knowledge?q=营业执照')).toContain(text.title)
    expect(await main(world.stranger(), '/knowledge?q=冷链')).toContain('去咨询')
  })

  test('the director wrote it: the director does not let it out', async () => {
    const own = await does(who('李卫东'), 'knowledge_entry/write', { ...text, title: '主任写的一条要别人审' })
    await does(who('李卫东'), `knowledge_entry/submit/${own}`)
    const refused = await who('李卫东').post(`/act/knowledge_entry/approve/${own}`)
    expect(refused.status).toBe(403)
    await does(who('孙丽'), `knowledge_entry/sendBack/${own}`, { reason: '不需要这一条。' })
  })

  test('corrected, the public reads the old text until another approves the new one', async () => {
    const corrected = {
      ...text,
      body: '便民劳务和零星小额（一年不超过 10 万元）也不用办，其他的要办营业执照。',
    }
    await does(who('王敏'), `knowledge_entry/correct/${id}`, corrected)
    expect(await main(world.stranger(), `/knowledge/${id}`)).toContain('自产自销')
    const page = await who('孙丽').get(`/desk/knowledge/${id}`)
    expect(page.page.querySelector('.diff del')?.textContent).toContain('自产自销')
    expect(page.page.querySelector('.diff ins')?.textContent).toContain('10 万元')
    await does(who('王敏'), `knowledge_entry/submit/${id}`)
    expect(await main(world.stranger(), `/knowledge/${id}`)).not.toContain('10 万元')
    await does(who('孙丽'), `knowledge_entry/approve/${id}`)
    expect(await main(world.stranger(), `/knowledge/${id}`)).toContain('10 万元')
  })
})

describe('readers', () => {
  test('are counted once a day each, and have one voice', async () => {
    const voice = (visitor: Visitor, voice: string) => visitor.post(`/knowledge/${id}/voice`, { voice })
    const [one, other] = [world.stranger(), world.stranger()]
    await one.get(`/knowledge/${id}/voice`)
    await one.get(`/knowledge/${id}/voice`)
    await voice(one, 'unhelpful')
    expect((await voice(one, 'helpful')).text, 'the first voice stands').toContain('我们会改进这一条')
    await voice(other, 'helpful')
    expect((await voice(one, 'great')).status).toBe(422)
    const page = await main(who('王敏'), `/desk/knowledge/${id}`)
    expect(page).toMatch(/阅读1 次/)
    expect(page).toContain('有帮助 1，没帮助 1')
    app.clock.addDays(1)
    await voice(one, 'unhelpful')
    await arrive()
    expect(await main(who('王敏'), `/desk/knowledge/${id}`)).toContain('没帮助 2')
    const kept = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('knowledge_reader').select('reader').limit(10).execute(),
    )
    expect(kept.length).toBeGreaterThan(0)
    for (const { reader } of kept) expect(one.cookies.get('reader')).not.toContain(reader)
  })

  test('many in vain: the entry stands in a list for whoever writes', async () => {
    expect(await main(who('刘芳'), '/desk/knowledge')).not.toContain('没帮助”的多')
    for (let n = 0; n < 4; n++) await world.stranger().post(`/knowledge/${id}/voice`, { voice: 'unhelpful' })
    expect(await main(who('刘芳'), '/desk/knowledge')).toContain('有 1 条被说“没帮助”的多')
    expect(await main(who('刘芳'), '/desk/knowledge?which=doubted')).toContain(text.title)
  })
})

describe('suggestions', () => {
  test('come from half a sentence, best first, and never from what is not public', async () => {
    const parcel = await published({
      ...{ title: '寄生鲜水果怎么包装才不烂？', valid_until: '2027-11-01', kind: 'business' },
      body: '用泡沫箱加冰袋，留透气孔，发航空件或冷链。',
    })
    await does(who('王敏'), 'knowledge_entry/write', {
      ...text,
      title: '还没审的包装问答',
      body: '生鲜包装草稿，不给人看的。',
    })
    const { suggestedAnswers } = await import('#modules/knowledge')
    const found = (asked: string) =>
      world.at(system, app.clock.now, async ctx => (await suggestedAnswers(ctx, asked, 3)).map(one => one.id))
    expect(await found('老师我家蓝莓想寄到上海，生鲜水果包装总是压坏')).toEqual([parcel])
    expect((await found('我想在家里开个网店，营业执照是不是一定要'))[0]).toBe(id)
    expect(await found('你好我想问一下')).toEqual([])
  })
})

describe('validity', () => {
  test('run out it asks to be confirmed, and unconfirmed it hides; confirmed it is there again', async () => {
    app.clock.addDays(8)
    await app.runClock('knowledge.turn')
    await app.runJobs()
    await arrive()
    expect(await main(who('王敏'), `/desk/knowledge/${id}`)).toContain('待再确认')
    expect(await main(who('刘芳'), '/desk'), 'a task of whoever writes').toContain(text.title)
    expect((await world.stranger().get(`/knowledge/${id}`)).status, 'still there').toBe(200)
    app.clock.addDays(16)
    await app.runClock('clock.tick')
    await app.runJobs()
    await arrive()
    expect((await world.stranger().get(`/knowledge/${id}`)).status).toBe(404)
    expect(await main(world.stranger(), '/knowledge?q=营业执照')).not.toContain(text.title)
    const form = await who('王敏').post(`/act/knowledge_entry/confirm/${id}`, {
      valid_until: '2026-01-01',
      reason: '核对过。',
    })
    expect(errorAt(form, 'valid_until')).toContain('今天以后')
    await does(who('王敏'), `knowledge_entry/confirm/${id}`, {
      ...{ valid_until: '2027-12-01', reason: '查对了网站，仍然有效。' },
    })
    expect((await world.stranger().get(`/knowledge/${id}`)).status).toBe(200)
  })

  test('withdrawn it is gone', async () => {
    await does(who('孙丽'), `knowledge_entry/withdraw/${id}`, { reason: '规定已经废止。' })
    expect((await world.stranger().get(`/knowledge/${id}`)).status).toBe(404)
    expect(await main(world.stranger(), '/knowledge')).not.toContain(text.title)
  })
})

test('topics are a list that whoever writes keeps', async () => {
  await does(who('刘芳'), 'knowledge_topic/add', { kind: 'business', name: '冷链配送' })
  const twin = await who('王敏').post('/act/knowledge_topic/add', { kind: 'business', name: '冷链配送' })
  expect(errorAt(twin, 'name')).toContain('已经有了')
  expect((await who('陈静').post('/act/knowledge_topic/add', { kind: 'policy', name: '补贴' })).status).toBe(
    403,
  )
  expect(await main(who('刘芳'), '/desk/knowledge/topics')).toContain('冷链配送')
})
