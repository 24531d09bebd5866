import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { tablesWith } from '../../../test/rows.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 代办: a head acts for a villager who said so, in that one matter, for some days, and for nobody else. */
let app: TestApp
let world: World
let director: Visitor
let head: Visitor
let otherHead: Visitor
let station: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
  ;({ id: station, head } = await openStation('13800000701', '王长根', '凌桥村电商服务站'))
  ;({ head: otherHead } = await openStation('13800000702', '查小平', '高塘村电商服务站'))
})

const keptIn = (word: string): Promise<string[]> => tablesWith(app, word)

let codes = 0
async function openStation(phone: string, name: string, title: string) {
  codes++
  const matcher = await world.worker('张涛')
  const bureau = await world.worker('周健')
  const id = await does(matcher, 'station/apply', {
    ...{ code: `ZD-20${codes}`, name: title, level: 'village', address: '村部一楼' },
    ...{ head_name: name, head_phone: phone },
  })
  await does(director, `station/approve/${id}`)
  await does(matcher, `station/requestAcceptance/${id}`, { reason: '已建好，请验收。' })
  const accept = { remarks: '符合要求。', 'photos:new': picture('a.png') }
  expect((await bureau.submit(`/act/station/accept/${id}`, accept)).status).toBe(303)
  const visitor = await world.citizen(phone, name)
  await does(visitor, `station/claim/${id}`, { _back: '/my/station' })
  return { id, head: visitor }
}

const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (phone: string): string => app.sent.sms.findLast(one => one.phone === phone)?.body ?? ''

const villager = { person_name: '张桂英', person_phone: '13800000711' }
const matter = '申请土鸡蛋的产品拍摄'
const asks = (who: Visitor, given: Record<string, string | File>) =>
  who.submit('/act/errand/ask', { ...villager, matter, way: 'code', ...given })

/** The code that the phone got. */
async function codeTo(phone: string): Promise<string> {
  await app.runJobs()
  return /验证码 (\d{6})/.exec(smsTo(phone))?.[1] ?? ''
}
const wrong = (code: string): string => String((Number(code) + 1) % 1_000_000).padStart(6, '0')

const form = () => `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
/** Whom a person may apply for, by the choices of the ordinary form. */
const choices = async (who: Visitor): Promise<string> => {
  const page = await who.get(form())
  expect(page.status).toBe(200)
  return page.page
    .querySelectorAll('input[name=party_id]')
    .map(one => one.parentNode?.textContent.trim())
    .join('\n')
}

async function appliesFor(who: Visitor, party: string) {
  return who.submit(form(), {
    ...{ party_id: party, contact_name: '张桂英', contact_phone: '13800000711' },
    'answers.question': '土鸡蛋怎么拍照片？',
  })
}
const partyChosen = async (who: Visitor, name: string): Promise<string> =>
  (await who.get(form())).page
    .querySelectorAll('input[name=party_id]')
    .find(one => one.parentNode?.textContent.includes(name))
    ?.getAttribute('value') ?? ''

describe('by a code', () => {
  let errand: string
  let serviceCase: string

  test('only the head of a station may ask, and the code reaches only the villager', async () => {
    const nobody = await world.citizen('13800000703', '旁人')
    expect((await nobody.get('/act/errand/ask')).status).toBe(403)
    expect((await director.get('/act/errand/ask')).status).toBe(403)
    const asked = await asks(head, {})
    errand = idIn(asked.location)
    const code = await codeTo(villager.person_phone)
    expect(code).toMatch(/^\d{6}$/)
    expect(smsTo(villager.person_phone)).toContain('凌桥村电商服务站王长根想代您办理“申请土鸡蛋的产品拍摄”')
    expect(await main(head, `/my/station/errands/${errand}`)).toContain('验证码已发到 张桂英 的手机')
    const outbox = await (await world.worker('周健')).get('/desk/outbox')
    expect(outbox.text).toContain('验证码 ******')
    expect(outbox.text).not.toContain(code)
    expect(await choices(head), 'asking gives nothing').not.toContain('张桂英')
  })

  test('a wrong code is counted, and neither another head nor the villager enters it', async () => {
    const code = await codeTo(villager.person_phone)
    const enters = (who: Visitor, given: string) =>
      who.post(`/my/station/errands/${errand}/code`, { code: given })
    const missed = await enters(head, wrong(code))
    expect(missed.status).toBe(422)
    expect(errorAt(missed, 'code')).toContain('还可以试 4 次')
    expect((await enters(otherHead, code)).status, 'the right code of somebody else').toBe(404)
    expect((await otherHead.get(`/my/station/errands/${errand}`)).status).toBe(404)
    expect((await head.post(`/act/errand/confirm/${errand}`, { code })).status, 'no other door').toBe(404)
    expect((await enters(head, code)).status).toBe(303)
    expect(await main(head, `/my/station/errands/${errand}`)).toContain('现在可以替他办')
    await app.runJobs()
    expect(smsTo(villager.person_phone)).toContain('有效期至 2026-12-24')
  })

  test('the head applies by the ordinary form; the case says who did it for whom', async () => {
    const party = await partyChosen(head, '张桂英（代办）')
    expect(party).not.toBe('')
    const sent = await appliesFor(head, party)
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    serviceCase = idIn(sent.location)
    const wangmin = await world.worker('王敏')
    expect(await main(wangmin, `/desk/cases/${serviceCase}`)).toContain('由凌桥村电商服务站 王长根代办')
    expect(await main(wangmin, `/desk/cases/${serviceCase}`)).toContain(`授权事项：${matter}`)
    expect(await main(head, `/my/cases/${serviceCase}`)).toContain('由凌桥村电商服务站 王长根代办')
    expect(await main(head, `/my/station/errands/${errand}`)).toContain('电商政策咨询')
    const file = await main(wangmin, `/desk/parties/${party}`)
    expect(file).toContain('王长根 经对方授权代办')
    expect(file).toContain('王长根 提交了申请')
    expect(file).toContain('凭授权代办')
    await app.runJobs()
    expect(smsTo(villager.person_phone), 'the villager is told, not only the head').toContain('已提交')
  })

  test('the head answers for them in it, hears how it goes, but does not rate in their place', async () => {
    const wangmin = await world.worker('王敏')
    await does(wangmin, `service_case/return/${serviceCase}`, { reason: '请补一张鸡蛋的照片。' })
    await app.runJobs()
    expect(await main(head, '/my/notifications')).toContain('您代办的「电商政策咨询」')
    expect(await main(head, '/my'), 'it stands among what is to be done').toContain('待补正')
    await does(head, `service_case/write/${serviceCase}`, { body: '照片明天补上。' })
    expect(await main(wangmin, `/desk/cases/${serviceCase}`)).toContain('照片明天补上。')
    await does(head, `service_case/complete/${serviceCase}`, {
      'answers.question': '土鸡蛋怎么拍照片？',
      note: '照片补好了。',
    })
    await does(wangmin, `service_case/accept/${serviceCase}`, {
      assignee_id: world.staff.get('王敏')?.staffId ?? '',
    })
    await does(wangmin, `service_case/answer/${serviceCase}`, { answer: '请带样品到中心摄影棚，免费拍摄。' })
    await does(head, `service_case/confirm/${serviceCase}`)
    expect((await head.get(`/my/cases/${serviceCase}/rate`)).status).toBe(404)
    expect(await main(head, `/my/cases/${serviceCase}`)).not.toContain('去评价')
  })

  test('it opens nothing else of the villager: not their other cases, not their file, not their other helpers', async () => {
    const own = await world.citizen(villager.person_phone, '张桂英')
    const party = await claims(own)
    const secret = await appliesFor(own, party)
    expect(secret.status).toBe(303)
    const other = idIn(secret.location)
    expect((await head.get(`/my/cases/${other}`)).status).toBe(404)
    expect((await head.post(`/act/service_case/withdraw/${other}`, { reason: '替他撤回。' })).status).toBe(
      404,
    )
    expect(await main(head, '/my/cases')).not.toContain(other)
    const change = { contact_name: '王长根', contact_phone: '13800000701', address: '' }
    expect((await head.post(`/act/party/updateContact/${party}`, change)).status).toBe(404)
    const seen = (await head.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
    expect(seen.contents.map(one => one.id)).not.toContain(party)
    expect((await appliesFor(otherHead, party)).status, 'the other head').toBe(422)
    expect(await main(own, `/my/cases/${serviceCase}`), 'the villager sees what was done').toContain(
      '王长根代办',
    )
  })

  test('the villager takes it back, and it is over at once', async () => {
    const own = await world.citizen(villager.person_phone)
    const revoke =
      (await own.get('/my')).page.querySelector('a[href*="/act/mandate/revoke/"]')?.getAttribute('href') ?? ''
    const done = await own.submit(revoke, { reason: '不用了。' }, revoke.split('?')[0])
    expect(done.status).toBe(303)
    expect(await choices(head)).not.toContain('张桂英')
    expect((await head.get(`/my/cases/${serviceCase}`)).status).toBe(404)
    expect(await main(head, '/my/station')).toContain('已撤销')
  })
})

describe('its refusals', () => {
  test('too many wrong codes end it, and nobody stays on record for it', async () => {
    const someone = { person_name: '陈水生', person_phone: '13800000712' }
    const errand = idIn((await asks(head, someone)).location)
    const code = await codeTo(someone.person_phone)
    for (let n = 0; n < 5; n++)
      expect((await head.post(`/my/station/errands/${errand}/code`, { code: wrong(code) })).status).toBe(422)
    expect((await head.post(`/my/station/errands/${errand}/code`, { code })).status, 'too late').toBe(409)
    const page = await main(head, `/my/station/errands/${errand}`)
    expect(page).toContain('验证码不对')
    expect(page).not.toContain('陈水生')
    expect(await choices(head)).not.toContain('陈水生')
    const found = await director.get('/desk/parties?q=陈水生')
    expect(found.page.querySelector('td'), 'no file was begun').toBeNull()
    await asks(head, someone)
    await asks(head, someone)
    const often = await asks(head, someone)
    expect(errorAt(often, 'person_phone')).toContain('今天被请求的次数太多')
  })

  test('a code is good for some minutes', async () => {
    const someone = { person_name: '陈水根', person_phone: '13800000713' }
    const errand = idIn((await asks(head, someone)).location)
    const code = await codeTo(someone.person_phone)
    app.clock.addDays(11 / 1440)
    const late = await head.post(`/my/station/errands/${errand}/code`, { code })
    expect(late.status).toBe(422)
    expect(late.text).toContain('验证码已过期')
    expect(await choices(head)).not.toContain('陈水根')
  })

  test('on paper needs the photo; one does not act for oneself', async () => {
    const bare = await asks(head, { person_name: '陈来喜', person_phone: '13800000714', way: 'paper' })
    expect(errorAt(bare, 'papers')).toContain('请上传本人签字的授权书照片')
    const self = await asks(head, {
      ...{ person_name: '王长根', person_phone: '13800000701', way: 'paper' },
      'papers:new': picture('授权书.png'),
    })
    expect(errorAt(self, 'person_phone')).toContain('您自己的手机号')
  })
})

describe('on paper', () => {
  const old = { person_name: '陈来喜', person_phone: '13800000714', way: 'paper' }

  test('the signed paper is kept for staff to see, and the villager is told', async () => {
    const asked = await asks(head, { ...old, 'papers:new': picture('授权书.png') })
    expect(asked.status).toBe(303)
    await app.runJobs()
    expect(smsTo('13800000714')).toContain('您没有同意过的')
    const desk = await director.get(`/desk/stations/errands/${idIn(asked.location)}`)
    const paper = desk.page.querySelector('.thumbs a')?.getAttribute('href') ?? ''
    expect((await director.get(paper)).status).toBe(200)
    expect((await otherHead.get(paper)).status).toBe(404)
    expect(
      (await (await world.worker('陈静')).get(asked.location?.replace('/my/station', '/desk/stations') ?? ''))
        .status,
    ).toBe(403)
    expect(await partyChosen(head, '陈来喜（代办）')).not.toBe('')
  })

  test('when its days are over it is over, whatever the clock has done', async () => {
    const party = await partyChosen(head, '陈来喜（代办）')
    app.clock.addDays(31)
    const later = await world.device('13800000701')
    expect(await choices(later)).not.toContain('陈来喜')
    expect((await appliesFor(later, party)).status).toBe(422)
    await app.runClock('mandate.expire')
    expect(await main(later, '/my/station')).toContain('已到期')
  })

  test('a change of the head ends what villagers had entrusted to the former', async () => {
    const later = await world.device('13800000701')
    const again = await asks(later, { ...old, 'papers:new': picture('授权书.png') })
    expect(again.status).toBe(303)
    expect(await partyChosen(later, '陈来喜（代办）')).not.toBe('')
    const boss = await world.worker('李卫东')
    const change = { head_name: '新站长', head_phone: '13800000721', reason: '原站长外出务工' }
    await does(boss, `station/changeHead/${station}`, change)
    expect(await choices(later)).not.toContain('陈来喜')
    expect((await later.get(again.location ?? '')).status).toBe(404)
  })
})

test('a villager takes along who was to act for them, and is forgotten with their account', async () => {
  const other = await world.device('13800000702')
  const someone = { person_name: '汪水莲', person_phone: '13800000715', way: 'paper' }
  const asked = await asks(other, { ...someone, 'papers:new': picture('汪水莲授权书.png') })
  expect(asked.status).toBe(303)
  const own = await world.citizen('13800000715', '汪水莲')
  await claims(own)
  const data = (await own.get('/account/data.json')).json<{ errands: Array<{ head_name: string }> }>()
  expect(data.errands.map(one => one.head_name)).toEqual(['查小平'])
  expect((await own.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
  await app.runJobs()
  expect(await choices(other)).not.toContain('汪水莲')
  for (const word of ['汪水莲', '13800000715']) expect(await keptIn(word), word).toEqual([])
  const page = await other.get(asked.location ?? '')
  expect(page.page.querySelector('.thumbs a'), 'the signed paper is gone').toBeNull()
})

test('a head who leaves is warned, and stands nowhere afterwards; the station stays', async () => {
  const other = await world.device('13800000702')
  expect(await main(other, '/account/erase')).toContain('您是「高塘村电商服务站」的站长')
  expect((await other.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
  await app.runJobs()
  for (const word of ['查小平', '13800000702']) expect(await keptIn(word), word).toEqual([])
  const boss = await world.worker('李卫东')
  expect(await main(boss, '/desk/stations')).toContain('高塘村电商服务站')
})
