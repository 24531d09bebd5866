import { beforeAll, describe, expect, test } from 'vitest'
import { publishes } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 代办: the head of a station asks a consultation and registers for an activity on a villager's behalf, and nobody else does. */
let app: TestApp
let world: World
let head: Visitor
let otherHead: Visitor
let villager: Visitor
let activity: string
let errand: string
let party: string
const phone = '13800000711'
const name = '张桂英'

async function openStation(code: string, at: string, who: string, title: string): Promise<Visitor> {
  const [matcher, director, bureau] = [
    await world.worker('张涛'),
    await world.worker('李卫东'),
    await world.worker('周健'),
  ]
  const id = await does(matcher, 'station/apply', {
    ...{ code, name: title, level: 'village', address: '村部一楼', head_name: who, head_phone: at },
  })
  await does(director, `station/approve/${id}`)
  await does(matcher, `station/requestAcceptance/${id}`, { reason: '已建好，请验收。' })
  await does(bureau, `station/accept/${id}`, { remarks: '符合要求。', 'photos:new': picture('a.png') })
  const visitor = await world.citizen(at, who)
  await does(visitor, `station/claim/${id}`, { _back: '/my/station' })
  return visitor
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  activity = await publishes(world)
  villager = await world.citizen(phone, name)
  head = await openStation('ZD-301', '13800000701', '王长根', '凌桥村电商服务站')
  otherHead = await openStation('ZD-302', '13800000702', '查小平', '高塘村电商服务站')
  const asked = await head.submit('/act/errand/ask', {
    ...{ person_name: name, person_phone: phone, matter: '问补贴、报名沙龙', way: 'paper' },
    'papers:new': picture('授权书.png'),
  })
  errand = idIn(asked.location)
  party =
    (await head.get(registerPage())).page
      .querySelectorAll('input[name=party_id]')
      .find(one => one.parentNode?.textContent.includes('张桂英（代办）'))
      ?.getAttribute('value') ?? ''
})

const registerPage = () => `/act/activity_registration/register?activity_id=${activity}`
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (to: string) => app.sent.sms.filter(one => one.phone === to).map(one => one.body)
const by = '由凌桥村电商服务站 王长根代办'

describe('a consultation', () => {
  let id: string

  test('is asked by the ordinary form; it is the villager’s, told to their phone', async () => {
    const form = { question: '土鸡蛋上网卖有没有补贴？', kind: 'policy', contact_phone: '', party_id: party }
    expect((await otherHead.post('/consulting/new', form)).status, 'without a mandate').toBe(422)
    const sent = await head.submit('/consulting/new', form)
    id = idIn(sent.page.querySelector('a[href^="/my/consultations/"]')?.getAttribute('href'))
    expect(id).not.toBe('')
    await app.runJobs()
    expect(smsTo(phone).at(-1)).toContain('您的咨询已收到')
    expect(await main(villager, `/my/consultations/${id}`)).toContain(by)
    expect(await main(villager, '/my/consultations')).toContain('土鸡蛋上网卖')
    expect(await main(head, '/my/consultations')).toContain('代张桂英问：土鸡蛋上网卖')
    expect((await otherHead.get(`/my/consultations/${id}`)).status).toBe(404)
  })

  test('staff see that it was 代办; the head reads the answer, and does not rate in their place', async () => {
    const wangmin = await world.worker('王敏')
    await does(wangmin, `consultation/take/${id}`)
    expect(await main(wangmin, `/desk/consultations/${id}`)).toContain(`${by}授权事项：问补贴、报名沙龙`)
    await does(wangmin, `consultation/reply/${id}`, { answer: '有的，到窗口填一张表就行。' })
    await app.runJobs()
    expect(await main(head, '/my/notifications')).toContain('您代办的「咨询」')
    expect(await main(head, `/my/consultations/${id}`)).toContain('到窗口填一张表')
    await does(head, `consultation/tellSolved/${id}`)
    expect(await main(head, `/my/consultations/${id}`)).not.toContain('去评价')
    expect(await main(villager, `/my/consultations/${id}`)).toContain('去评价')
    expect(await main(head, `/my/station/errands/${errand}`)).toMatch(/替他办的事.*咨询 ?ZX-/)
  })
})

describe('a place at an activity', () => {
  let id: string

  test('is the villager’s; the head sees it and answers for them, another head does not', async () => {
    const form = { activity_id: activity, party_id: party, contact_name: name, contact_phone: phone }
    expect((await otherHead.post('/act/activity_registration/register', form)).status).toBe(422)
    id = await does(head, 'activity_registration/register', form)
    await app.runJobs()
    expect(smsTo(phone).at(-1)).toContain('蓝莓电商沙龙')
    for (const who of [villager, head]) expect(await main(who, `/my/activities/${id}`)).toContain(by)
    expect(await main(villager, '/my'), 'nothing to do but to come').toMatch(/近期安排活动报名 张桂英/)
    expect(await main(villager, '/my')).not.toContain('需要您办理')
    expect(await main(head, '/my/activities')).toContain('代张桂英报名')
    expect(await main(await world.worker('陈静'), `/desk/activities/registrations/${id}`)).toContain(by)
    expect((await otherHead.get(`/my/activities/${id}`)).status).toBe(404)
    expect((await otherHead.post(`/act/activity_registration/cancel/${id}`)).status).toBe(404)
    expect(await main(head, `/my/station/errands/${errand}`)).toContain('活动报名')
  })

  test('once the mandate is over, the head sees and does nothing more', async () => {
    app.clock.addDays(60)
    const later = await world.device('13800000701')
    expect((await later.get(`/my/activities/${id}`)).status).toBe(404)
    expect(await main(later, '/my/consultations')).not.toContain('土鸡蛋')
    app.clock.addDays(-60)
  })
})
