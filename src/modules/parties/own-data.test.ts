import { createHash } from 'node:crypto'
import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { sealingKey, verifyJournal } from '#platform/journal'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, entersDirectory, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { tablesWith } from '../../../test/rows.ts'
import { creditCodeOf, newCentre, type World } from '../../../test/world.ts'

/** 个人信息保护法 第四十五条、第四十七条: what somebody gave can be taken along, and is gone when they go. */
let app: TestApp
let world: World
/** 欧阳晴岚 did everything one can do; her colleague and the staff did what is not hers. */
let her: Visitor
let colleague: Visitor
const name = '欧阳晴岚'
const phone = '13877665544'
const idNumber = '340822198511234463'
const cases = { walkIn: '', own: '', firm: '', open: '' }
let own: string
let firm: string
let provider: string

const paper = (title: string, text: string): File => new File([text], title, { type: 'text/plain' })
const content = { letter: '授权书：兹授权办理。', photo: '大棚照片说明。', shared: '公共的申报指南。' }
const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const staffId = (who: string): string => world.staff.get(who)?.staffId ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  cases.walkIn = await walksIn()
  her = await world.citizen(phone, name)
  own = startOf(await her.get(`/act/service_case/submit?item_id=${world.items.get('ZX-001')}`), 'party_id')
  await does(await world.worker('李卫东'), `party/merge/${await walkInParty()}`, {
    into: own,
    reason: '本人在网上又登记了一次。',
  })
  await app.runJobs()
  await does(her, `party/keepIdNumber/${own}`, { id_number: idNumber })
  await asksAndRates()
  await actsForAFirm()
  await leavesThingsLyingAbout()
  await app.runJobs()
})

/** The counter notes her with her name, before she has an account. */
async function walksIn(): Promise<string> {
  const counter = await world.worker('王敏')
  const done = await counter.submit('/desk/counter', {
    phone,
    party_name: name,
    kind: 'person',
    channel: 'counter',
    item_id: world.items.get('ZX-001') ?? '',
    note: `${name}来问补助，电话 ${phone}。`,
    assignee_id: staffId('王敏'),
  })
  return idIn(done.location)
}

const walkInParty = async (): Promise<string> =>
  (await (await world.worker('陈静')).call('GET', `/api/v1/service_case/${cases.walkIn}`)).json<{
    party_id: string
  }>().party_id

async function asksAndRates(): Promise<void> {
  cases.own = await applyFor(her, world, 'ZX-001', {
    question: `我是${name}，电话 ${phone}，身份证 ${idNumber}。`,
  })
  await does(her, `service_case/write/${cases.own}`, { body: `${name}补充一句：请打 ${phone}。` })
  const wangmin = await world.worker('王敏')
  await does(wangmin, `service_case/write/${cases.own}`, { body: `${name}您好，已收到。` })
  await does(wangmin, `service_case/note/${cases.own}`, { body: `${name}此前来过，性子急。` })
  await does(wangmin, `service_case/return/${cases.own}`, { reason: `请${name}补充店铺截图。` })
  const completed = await her.submit(`/act/service_case/complete/${cases.own}`, {
    'answers.question': `补充：${name}的店铺没有流量，身份证 ${idNumber}。`,
    note: `${name}已补齐。`,
    'more:new': [paper(`${name}.txt`, content.photo), paper('指南.txt', content.shared)],
  })
  expect(completed.status).toBe(303)
  await does(wangmin, `service_case/accept/${cases.own}`, { assignee_id: staffId('王敏') })
  await does(wangmin, `service_case/answer/${cases.own}`, { answer: `${name}您好，店铺要先做主图。` })
  await does(her, `service_case/confirm/${cases.own}`)
  cases.open = await applyFor(her, world, 'ZX-001', { question: '还想问冷库补助。' })
  await does(wangmin, `service_case/accept/${cases.open}`, { assignee_id: staffId('王敏') })
  await app.runJobs()
  const rated = { by: 'name', mark: '1', comment: `${name}不满意，电话 ${phone}。` }
  expect((await her.post(`/my/cases/${cases.own}/rate`, rated)).status).toBe(200)
  const sunli = await world.worker('孙丽')
  const link = (await sunli.get('/desk/ratings')).page.querySelector('a[href^="/desk/callbacks/"]')
  await does(sunli, `callback/explain/${idIn(link?.getAttribute('href'))}`, {
    result: `已致电${name}（${phone}），说明情况，表示理解。`,
  })
}

/** A firm that stays when she goes; a colleague acts for it too, and she is its contact in the directory. */
async function actsForAFirm(): Promise<void> {
  const counter = await world.worker('陈静')
  const asks = async (who: Visitor, person_name: string, code: string, title: string) => {
    await who.submit('/act/mandate/request', {
      kind: 'enterprise',
      name: title,
      code,
      role: 'head',
      person_name,
      'evidence:new': paper(`${person_name}授权书.txt`, content.letter + person_name),
    })
    const [mandate] = (await who.call('GET', '/api/v1/mandate')).json<{
      contents: Array<{ id: string; party_id: string }>
    }>().contents
    return mandate ?? { id: '', party_id: '' }
  }
  const code = creditCodeOf('91', 1300)
  const mandate = await asks(her, name, code, '怀宁县怀味电子商务有限公司')
  firm = mandate.party_id
  await does(counter, `mandate/verify/${mandate.id}`)
  colleague = await world.citizen('13800000141', '焦明')
  await does(counter, `mandate/verify/${(await asks(colleague, '焦明', code, '怀味公司')).id}`)
  const refused = await asks(her, name, creditCodeOf('91', 1301), '怀宁县另一家商贸有限公司')
  await does(counter, `mandate/refuse/${refused.id}`, { reason: `${name}的授权书没有盖章。` })
  cases.firm = await applyFor(her, world, 'ZX-001', { question: '公司能申请补助吗？' }, firm)
  await does(colleague, `service_case/write/${cases.firm}`, { body: '公司的事也请告诉焦明。' })
  provider = await entersDirectory(world, app.clock.now, {
    party_id: firm,
    name: '怀味电商',
    introduction: '本地农产品电商服务，可代运营。',
    contact_name: name,
    contact_phone: phone,
  })
}

/** A draft, a form sent when the session was over, a code asked for and never used. */
async function leavesThingsLyingAbout(): Promise<void> {
  const half = { item_id: world.items.get('SX-001') ?? '', contact_name: name, contact_phone: phone }
  await her.post('/draft/service_case/submit', half)
  const elsewhere = world.stranger()
  await elsewhere.post('/act/service_case/submit', half)
  app.clock.addDays(0.001)
  await elsewhere.submit('/sign-in', { phone })
  const other = await world.citizen('13800000142', '何桂兰')
  await applyFor(other, world, 'SX-002', {
    product: '手工豆腐',
    count: '1',
    'photos:new': paper('同一份指南.txt', content.shared),
  })
}

const keptIn = (word: string): Promise<string[]> => tablesWith(app, word)

const verify = () =>
  app.kernel.database.read({ centre: world.id }, async db => {
    const centre = await app.kernel.centres.byId(world.id)
    const ctx = { db, centre, actor: system, now: app.clock.now, log: app.kernel.log }
    return verifyJournal(ctx, sealingKey(app.kernel.config.dataDir).publicKey)
  })

/** Rows younger than the oldest open transaction of the server wait for a later run. */
async function sealAll(): Promise<void> {
  for (let run = 0; run < 300 && (await verify()).unsealed > 0; run++) {
    await app.runClock('journal.seal')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
}

describe('the copy to take along', () => {
  test('holds what she gave and what she was told', async () => {
    const copy = await her.get('/account/data.json')
    expect(copy.headers.get('content-disposition')).toContain('attachment')
    const given = copy.text
    for (const word of [
      name,
      phone,
      '340822********4463',
      '店铺没有流量',
      '补充一句',
      '店铺要先做主图',
      '不满意，电话',
      '怀宁县怀味电子商务有限公司',
      '公司能申请补助吗',
      `${name}授权书.txt`,
      '已有答复',
    ])
      expect(given.includes(word), word).toBe(true)
    expect(copy.json().drafts, 'the form that she began').toHaveLength(1)
  })

  test('and nothing of others: no staff, no notes among them, no colleague, no other citizen', async () => {
    const { text } = await her.get('/account/data.json')
    for (const word of ['王敏', '陈静', '孙丽', '性子急', '焦明', '13800000141', '何桂兰', '手工豆腐'])
      expect(text.includes(word), word).toBe(false)
    const stranger = await world.stranger().get('/account/data.json')
    expect(stranger.location).toContain('/sign-in')
  })
})

describe('when she goes', () => {
  test('before, she is in many places', async () => {
    expect((await keptIn(name)).length).toBeGreaterThan(10)
    expect((await keptIn(phone)).length).toBeGreaterThan(8)
    await sealAll()
  })

  test('the page says what ends with it, and nothing happens without the tick', async () => {
    const page = await her.get('/account/erase')
    expect(page.text).toMatch(
      /您有 2 件正在办理，注销后终止：电商政策咨询（[\d-]+）、电商政策咨询（[\d-]+）。/,
    )
    expect(page.text).toContain('您为单位申请的 1 件继续办理')
    const refused = await her.submit('/account/erase')
    expect(refused.status).toBe(422)
    expect(errorAt(refused, 'understood')).toContain('请先勾选')
    expect((await her.get(`/my/cases/${cases.open}`)).status).toBe(200)
  })

  test('her name, phone and ID number stand nowhere', async () => {
    expect((await her.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
    await app.runJobs()
    for (const word of [name, phone, idNumber]) expect(await keptIn(word), word).toEqual([])
  })

  test('her papers are gone from the disk; what somebody else also gave stays', async () => {
    const { store } = app.kernel.outside
    expect(await store.has(sha256(content.letter + name)), 'her letter').toBe(false)
    expect(await store.has(sha256(content.photo)), 'her photo').toBe(false)
    expect(await store.has(sha256(content.shared)), 'shared').toBe(true)
    expect(await store.has(sha256(`${content.letter}焦明`)), "her colleague's").toBe(true)
  })

  test('the journal is whole', async () => {
    await sealAll()
    const found = await verify()
    expect(found.faults).toEqual([])
    expect([found.rows > 50, found.unsealed]).toEqual([true, 0])
  })

  test('what was under way for herself has ended, and who worked on it is told', async () => {
    const wangmin = await world.worker('王敏')
    const ended = await wangmin.get(`/desk/cases/${cases.open}`)
    expect(ended.page.querySelector('.badge')?.textContent).toBe('已撤回')
    expect(ended.text).toContain('因申请人注销账号终止办理')
    expect(ended.text).toContain('未留电话')
    expect((await wangmin.get('/desk/notifications')).text).toContain('申请人已注销账号，这件终止办理')
    expect((await wangmin.get('/desk')).text).not.toContain(`/desk/cases/${cases.open}`)
    expect((await wangmin.get(`/desk/cases/${cases.firm}`)).text, 'the firm’s goes on').toContain('待受理')
  })

  test('what happened stays, without her name; the firm and its people stay', async () => {
    const wangmin = await world.worker('王敏')
    const shown = await wangmin.get(`/desk/cases/${cases.own}`)
    expect(shown.text).toContain('已办结')
    expect(shown.text).toContain('（已注销）')
    expect((await colleague.get(`/my/cases/${cases.firm}`)).text).toContain('公司的事也请告诉焦明。')
    expect((await colleague.get('/my')).text).toContain('怀宁县怀味电子商务有限公司')
    expect((await world.stranger().get(`/providers/${provider}`)).status).toBe(200)
    expect((await wangmin.get('/desk/search?q=欧阳晴岚')).text).not.toContain(own)
    expect((await wangmin.get(`/desk/counter?phone=${phone}`)).text).toContain('没有找到这个号码')
  })

  test('her session is over, and the same phone begins anew', async () => {
    expect((await her.get(`/my/cases/${cases.own}`)).location).toContain('/sign-in')
    const again = await world.device(phone)
    expect((await again.get('/my')).location).toContain('/act/mandate/registerSelf')
    expect((await again.get(`/my/cases/${cases.own}`)).status).not.toBe(200)
  })
})
