import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, claims, does, filesOn, idIn, picture, withoutIds } from '../../../test/deeds.ts'
import { creditCodeOf, newCentre, providers, type World } from '../../../test/world.ts'

/** Who sees what of a case: the applicant, the firms that are asked to quote, the one that is chosen, the staff. */
let app: TestApp
let world: World
let applicant: Visitor
let zhangtao: Visitor
/** 视界 will be chosen, 云上 will not. */
let chosen: Visitor
let other: Visitor
let id: string
const quotes = { chosen: '', other: '' }
const photo = { need: '', more: '' }
const said = {
  early: '请下午联系我，上午在地里。',
  asked: '请把营业执照拍给我们。',
  late: '拍摄那天我在果园等。',
}
const note = '对方预算不高，报价可以压一压。'
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  applicant = await world.citizen('13800000151', '郝建国')
  const [first, second] = providers
  chosen = await world.citizen(first?.phone ?? '', first?.contact)
  other = await world.citizen(second?.phone ?? '', second?.contact)
  await claims(chosen)
  await claims(other)
  const need = { use: '抖音', count: '3', place: '石牌镇果园', 'photos:new': picture('果园.png') }
  id = await applyFor(applicant, world, 'SX-001', need)
  await does(applicant, `service_case/write/${id}`, { body: said.early })
  await does(await world.worker('陈静'), `service_case/accept/${id}`, { assignee_id: staffId('张涛') })
  zhangtao = await world.worker('张涛')
  await does(zhangtao, `service_case/return/${id}`, { reason: said.asked })
  await applicant.submit(`/act/service_case/complete/${id}`, {
    'answers.use': '抖音',
    'answers.count': '3',
    'answers.place': '石牌镇果园',
    note: '执照已拍。',
    'more:new': picture('执照.png'),
  })
  const files = filesOn(await applicant.get(`/my/cases/${id}`))
  photo.need = files.get('果园.png') ?? ''
  photo.more = files.get('执照.png') ?? ''
  await does(zhangtao, `service_case/note/${id}`, { body: note })
  await does(zhangtao, `service_case/invite/${id}`, {
    providers: [...world.providers.values()],
    reason: '都有农产品案例，按轮换邀请。',
  })
  quotes.chosen = await quoteOf(chosen)
  quotes.other = await quoteOf(other)
})

const quoteOf = async (provider: Visitor): Promise<string> =>
  idIn((await provider.get('/my')).page.querySelector('a[href^="/my/quotes/"]')?.getAttribute('href'))

const closed = ['13800000151', '郝建国', said.early, said.asked, '执照已拍', note, '写了内部备注']

function hides(answer: Answer, words: readonly string[], where: string): void {
  const text = withoutIds(answer.text)
  for (const word of words) expect(text.includes(word), `${where}: ${word}`).toBe(false)
}

describe('a firm that is asked to quote', () => {
  test('sees the need and its picture', async () => {
    const shown = await chosen.get(`/my/quotes/${quotes.chosen}`)
    for (const word of ['石牌镇果园', '抖音', '都有农产品案例', '果园.png'])
      expect(shown.text, word).toContain(word)
    expect((await chosen.get(photo.need)).status).toBe(200)
  })

  test('and nothing else: no phone, no name, no message, no other file, no note', async () => {
    for (const path of [
      `/my/quotes/${quotes.chosen}`,
      '/my',
      '/my/cases',
      '/account/data.json',
      '/my/notifications',
    ])
      hides(await chosen.get(path), [...closed, '执照.png'], path)
    expect((await chosen.get(photo.more)).status).toBe(404)
    expect((await chosen.get(`${photo.more}/preview`)).status).toBe(404)
    for (const path of [
      `/my/cases/${id}`,
      `/my/cases/${id}/receipt`,
      `/api/v1/service_case/${id}`,
      `/go/service_case/${id}`,
    ])
      expect((await chosen.get(path)).status, path).toBe(404)
    expect((await chosen.call('GET', '/api/v1/service_case')).text).not.toContain(id)
    expect((await chosen.post(`/act/service_case/write/${id}`, { body: '我们很有经验。' })).status).toBe(404)
  })

  test('and not what others ask', async () => {
    const offer = (who: Visitor, quote: string, price: string, file: string) =>
      who.submit(`/act/quote/offer/${quote}`, {
        price_fen: price,
        days: '6',
        proposal: '含脚本、航拍和两次修改。',
        'files:new': picture(file),
      })
    expect((await offer(chosen, quotes.chosen, '1480', '视界案例.png')).status).toBe(303)
    expect((await offer(other, quotes.other, '1520.50', '云上案例.png')).status).toBe(303)
    // The third has not answered; two are enough to choose from.
    await does(zhangtao, `service_case/presentQuotes/${id}`)
    const theirs = filesOn(await applicant.get(`/my/cases/${id}`)).get('云上案例.png') ?? ''
    expect((await applicant.get(theirs)).status, 'the applicant opens it').toBe(200)
    expect((await chosen.get(theirs)).status).toBe(404)
    for (const path of [`/my/quotes/${quotes.other}`, `/api/v1/quote/${quotes.other}`])
      expect((await chosen.get(path)).status, path).toBe(404)
    const list = (await chosen.call('GET', '/api/v1/quote')).json<{ contents: Array<{ id: string }> }>()
    expect(list.contents.map(quote => quote.id)).toEqual([quotes.chosen])
    hides(await chosen.get(`/my/quotes/${quotes.chosen}`), ['1,520.50', '152050', '云上'], 'own quote')
  })
})

describe('once its quote was agreed', () => {
  test('it sees whom to call, and what is said from now on', async () => {
    app.clock.addDays(0.01)
    await does(applicant, `service_case/agree/${id}`, { quote_id: quotes.chosen })
    await does(applicant, `service_case/write/${id}`, { body: said.late })
    const shown = await chosen.get(`/my/cases/${id}`)
    for (const word of ['13800000151', '郝建国', said.late, '¥1,480'])
      expect(shown.text, word).toContain(word)
    hides(shown, [said.early, said.asked, '执照已拍', note, '写了内部备注', '1,520.50', '云上'], 'case')
    expect(shown.text, 'is told what is now its own to do').toContain('对方选定了您')
    expect(shown.text, 'the code opens the progress page').not.toMatch(/>[A-Z0-9]{6}</)
    expect((await chosen.get(`/my/cases/${id}/receipt`)).status).toBe(404)
  })

  test('over the interface it reads the same case without names', async () => {
    const read = await chosen.call('GET', `/api/v1/service_case/${id}`)
    expect(read.json()).toMatchObject({ state: 'in_delivery', price_fen: 148000 })
    hides(read, [...closed, '1520'], 'interface')
    expect((await chosen.get(`/api/v1/quote/${quotes.other}`)).status).toBe(404)
  })

  test('the firm that was not chosen no longer sees the need', async () => {
    const shown = await other.get(`/my/quotes/${quotes.other}`)
    expect(shown.text).toMatch(/未选定.*对方的需求不再显示/s)
    hides(shown, [...closed, '石牌镇果园', '果园.png', '1,480'], 'lost')
    expect((await other.get(photo.need)).status).toBe(404)
    expect((await other.get(`/my/cases/${id}`)).status).toBe(404)
  })

  test('what it may not do is refused', async () => {
    expect((await chosen.post(`/act/service_case/confirm/${id}`)).status).toBe(403)
    expect((await chosen.post(`/act/service_case/withdraw/${id}`, { reason: '我来撤回' })).status).toBe(403)
    expect((await chosen.post(`/act/service_case/note/${id}`, { body: '我也记一笔' })).status).toBe(403)
    expect((await chosen.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '5' })).status).toBe(404)
  })
})

describe('a note among staff', () => {
  test('is read by staff', async () => {
    expect((await zhangtao.get(`/desk/cases/${id}`)).text).toContain(note)
    expect(
      (await (await world.worker('周健')).get(`/desk/cases/${id}`)).text,
      'the bureau reads all',
    ).toContain(note)
  })

  test('reaches neither applicant nor provider, by whatever way', async () => {
    for (const who of [applicant, chosen, other])
      for (const path of [
        `/my/cases/${id}`,
        '/my',
        '/my/notifications',
        '/account/data.json',
        `/api/v1/service_case/${id}`,
        '/api/v1/service_case',
        `/my/cases/${id}/receipt`,
      ])
        hides(await who.get(path), [note, '内部备注'], path)
    await app.runJobs()
    expect(app.sent.sms.map(one => one.body).join()).not.toContain(note)
    expect((await applicant.post(`/act/service_case/note/${id}`, { body: '我也记' })).status).toBe(403)
  })
})

describe('a closed case', () => {
  test('asks the applicant to rate it, and not the firm that did the work', async () => {
    await does(chosen, `service_case/deliver/${id}`, { note: '成片已上传，请查看。' })
    await does(applicant, `service_case/confirm/${id}`)
    // On the very next page: no job has run in between.
    const links = async (who: Visitor) =>
      (await who.get(`/my/cases/${id}`)).page.querySelectorAll('a[href$="/rate"]').length
    expect([await links(applicant), await links(chosen)]).toEqual([1, 0])
  })

  test('tells who comes too late who came first, and leads to what it is now', async () => {
    const late = await (await world.worker('陈静')).post(`/act/service_case/accept/${id}`)
    expect([late.status, late.page.querySelector('main')?.textContent]).toEqual([
      409,
      expect.stringMatching(/现为「已办结」.*郝建国 .*确认办结/),
    ])
    expect(late.page.querySelector(`main a[href="/desk/cases/${id}"]`)?.textContent).toBe('查看最新进展')
    const twice = await applicant.post(`/act/service_case/confirm/${id}`)
    expect(twice.page.querySelector(`main a[href="/my/cases/${id}"]`)).toBeTruthy()
  })

  test('once rated says so to the applicant, and not to the firm', async () => {
    const rated = await applicant.submit(`/my/cases/${id}/rate`, { mark: '4', by: 'anonymous' })
    expect(rated.status).toBe(200)
    const page = `/my/cases/${id}`
    const done = async (who: Visitor) => (await who.get(page)).page.querySelectorAll('.step-done').length
    expect((await applicant.get(page)).text).toContain('这次服务您已经评价过')
    expect((await chosen.get(page)).text).not.toContain('已经评价过')
    expect(await done(applicant), 'one step more').toBe((await done(chosen)) + 1)
    expect((await applicant.get(`${page}/rate`)).status).toBe(409)
    expect((await applicant.get('/r/nonsense')).status).toBe(404)
  })

  test('is read by the bureau, which has no box to write in', async () => {
    const boxes = async (name: string) =>
      (await (await world.worker(name)).get(`/desk/cases/${id}`)).page.querySelectorAll('.message-form')
        .length
    expect([await boxes('张涛'), await boxes('周健')]).toEqual([2, 0])
  })

  test('gives its receipt, with the code and the link to rate by, to who works on it and not to the bureau', async () => {
    const receipt = async (name: string) =>
      (await (await world.worker(name)).get(`/desk/cases/${id}/receipt`)).status
    expect([await receipt('张涛'), await receipt('周健'), await receipt('孙丽')]).toEqual([200, 403, 403])
  })
})

describe('who applied as a member of the public', () => {
  let own: string
  let wangmin: Visitor

  test('does not decide on it as staff', async () => {
    const asCitizen = await world.citizen('13800001002', '王敏')
    own = await applyFor(asCitizen, world, 'ZX-001', { question: '我家的网店能申请补助吗？' })
    wangmin = await world.worker('王敏')
    const refused = await wangmin.post(`/act/service_case/accept/${own}`, { assignee_id: staffId('王敏') })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('申请人除外')
    expect(
      (await wangmin.post(`/act/service_case/refuse/${own}`, { reason: '材料不全，请再来。' })).status,
    ).toBe(403)
    expect((await wangmin.get(`/desk/cases/${own}`)).text).not.toContain('/act/service_case/accept/')
  })

  test('nor works on it when it was assigned to her, nor reads what colleagues note', async () => {
    const counter = await world.worker('陈静')
    await does(counter, `service_case/accept/${own}`, { assignee_id: staffId('王敏') })
    await does(counter, `service_case/note/${own}`, { body: '同事本人的申请，请主任把关。' })
    const answer = { answer: '可以申请，我给自己办了，谢谢大家。' }
    expect((await wangmin.post(`/act/service_case/answer/${own}`, answer)).status).toBe(403)
    expect((await wangmin.get(`/desk/cases/${own}`)).text).not.toContain('请主任把关')
    const transfer = { assignee_id: staffId('张涛'), reason: '申请人是本中心人员，回避。' }
    await does(zhangtao, `service_case/transfer/${own}`, transfer)
    await does(zhangtao, `service_case/answer/${own}`, { answer: '可以申请，请在窗口期内提交材料。' })
  })

  test('nor verifies the mandate that she asked for', async () => {
    const asCitizen = await world.citizen('13800001003', '陈静')
    const sent = await asCitizen.submit('/act/mandate/request', {
      kind: 'enterprise',
      name: '怀宁县静雅商贸有限公司',
      code: creditCodeOf('91', 1400),
      role: 'head',
      person_name: '陈静',
      'evidence:new': picture('营业执照.png'),
    })
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    const list = (await asCitizen.call('GET', '/api/v1/mandate')).json<{ contents: Array<{ id: string }> }>()
    const mandate = list.contents[0]?.id
    expect((await (await world.worker('陈静')).post(`/act/mandate/verify/${mandate}`)).status).toBe(403)
    await does(wangmin, `mandate/verify/${mandate}`)
  })
})
