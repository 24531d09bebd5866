import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, errorAt, startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** The turns that a case can take besides the straight way, and what the working-day clock makes of them. */
let app: TestApp
let world: World
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
/** A day for each story: its cases are due by days of their own. */
const tuesday = new Date('2026-11-24T10:00:00+08:00')

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

/** A consultation in hand at 王敏. */
async function inHand(who: Visitor): Promise<string> {
  const id = await applyFor(who, world, 'ZX-001', { question: '家庭农场能不能申请物流补助？' })
  await does(await world.worker('陈静'), `service_case/accept/${id}`, { assignee_id: staffId('王敏') })
  return id
}

const answer = { answer: '可以申请，请在窗口期内准备营业执照和发票。' }

async function answered(who: Visitor): Promise<string> {
  const id = await inHand(who)
  await does(await world.worker('王敏'), `service_case/answer/${id}`, answer)
  return id
}

const badgesOf = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('.page-head')?.textContent ?? ''

describe('what is typed', () => {
  let citizen: Visitor
  const page = () => `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`

  test('a message that is sent twice stands once', async () => {
    citizen = await world.citizen('13800000161', '查向阳')
    const id = await inHand(citizen)
    const fields = { _key: startOf(await citizen.get(`/my/cases/${id}`), '_key'), body: '我补充一点情况。' }
    const write = () => citizen.post(`/act/service_case/write/${id}`, fields)
    const [first, second] = await Promise.all([write(), write()])
    expect([first.status, second.status, (await write()).status]).toEqual([303, 303, 303])
    const shown = (await citizen.get(`/my/cases/${id}`)).page.querySelectorAll('.message')
    expect(shown.filter(one => one.textContent.includes('我补充一点情况'))).toHaveLength(1)
    await does(citizen, `service_case/write/${id}`, { _key: crypto.randomUUID(), body: '我补充一点情况。' })
    expect((await citizen.get(`/my/cases/${id}`)).page.querySelectorAll('.message')).toHaveLength(2)
  })

  test('a draft begun on one device continues on another, for this person and item only', async () => {
    const saved = await citizen.post('/draft/service_case/submit', {
      item_id: world.items.get('ZX-001') ?? '',
      'answers.question': '写到一半：补助',
      contact_name: '查向阳',
    })
    expect(saved.status).toBe(204)
    const phone = await world.device('13800000161')
    const shown = await phone.get(page())
    expect(shown.page.querySelector('#f-answers-question')?.textContent).toContain('写到一半：补助')
    expect(shown.text).toContain('保存的草稿')
    expect(
      (await phone.get(`/act/service_case/submit?item_id=${world.items.get('SX-001')}`)).text,
    ).not.toContain('写到一半')
    const other = await world.citizen('13800000162', '朱晓梅')
    expect((await other.get(page())).text).not.toContain('写到一半')
    expect((await world.stranger().post('/draft/service_case/submit', {})).status).toBe(401)
    await applyFor(phone, world, 'ZX-001', { question: '写完了：补助怎么申请？' })
    expect((await citizen.get(page())).text, 'what was sent is no draft').not.toContain('写到一半')
  })

  test('a form sent after the session ended comes back filled', async () => {
    const visitor = world.stranger()
    const sent = await visitor.post('/act/service_case/submit', {
      item_id: world.items.get('ZX-001') ?? '',
      'answers.question': '等我登录再发。',
      contact_phone: '13800000161',
    })
    expect(sent.location).toContain('/sign-in?back=')
    app.clock.addDays(0.001)
    await world.signIn(visitor, '13800000161')
    const shown = await visitor.get(page())
    expect(shown.page.querySelector('#f-answers-question')?.textContent).toContain('等我登录再发。')
  })
})

describe('who works on it', () => {
  test('it is handed on with a reason, and the next one is told', async () => {
    const citizen = await world.citizen('13800000163', '江顺安')
    const id = await inHand(citizen)
    const [wangmin, zhangtao] = [await world.worker('王敏'), await world.worker('张涛')]
    const to = { assignee_id: staffId('张涛'), reason: '需要联系服务商，由对接专员办。' }
    expect((await (await world.worker('陈静')).post(`/act/service_case/transfer/${id}`, to)).status).toBe(403)
    expect((await citizen.post(`/act/service_case/transfer/${id}`, to)).status).toBe(403)
    const wrong = await wangmin.post(`/act/service_case/transfer/${id}`, {
      ...to,
      assignee_id: staffId('孙丽'),
    })
    expect(errorAt(wrong, 'assignee_id'), 'not her duty').toContain('请从列出的选项中选择')
    await does(wangmin, `service_case/transfer/${id}`, to)
    expect((await zhangtao.get('/desk/notifications')).text).toContain('由您承办')
    expect((await zhangtao.get('/desk')).text).toContain('电商政策咨询')
    expect((await wangmin.post(`/act/service_case/answer/${id}`, answer)).status).toBe(403)
    await does(zhangtao, `service_case/answer/${id}`, answer)
  })
})

describe('an extension', () => {
  let id: string
  test('is reasoned, limited, told to the applicant, and moves the day', async () => {
    app.clock.now = new Date(tuesday)
    const citizen = await world.citizen('13800000164', '陈秀英')
    id = await inHand(citizen)
    const wangmin = await world.worker('王敏')
    expect(await badgesOf(wangmin, `/desk/cases/${id}`)).toContain('还剩 3 个工作日')
    const extend = (fields: Record<string, string>) => wangmin.post(`/act/service_case/extend/${id}`, fields)
    expect(errorAt(await extend({ days: '5', reason: '忙' }), 'reason')).toContain('至少填写 5 个字')
    expect(errorAt(await extend({ days: '11', reason: '等省厅文件下发。' }), 'days')).toContain('不能大于 10')
    await does(wangmin, `service_case/extend/${id}`, { days: '5', reason: '等省厅文件下发。' })
    expect(await badgesOf(wangmin, `/desk/cases/${id}`)).toContain('还剩 8 个工作日')
    await app.runJobs()
    expect(app.sent.sms.findLast(one => one.phone === '13800000164')?.body).toContain('等省厅文件下发')
  })

  test('is given once', async () => {
    const wangmin = await world.worker('王敏')
    const again = await wangmin.post(`/act/service_case/extend/${id}`, {
      days: '1',
      reason: '还差一天就好。',
    })
    expect(again.status).toBe(409)
    expect(again.text).toContain('已经延期过一次')
    expect((await wangmin.get(`/desk/cases/${id}`)).text, 'the button says why').toContain(
      '这件已经延期过一次，不能再延。',
    )
  })
})

describe('the end of a case', () => {
  test('closed, it may be taken up again for some days', async () => {
    app.clock.now = new Date(tuesday)
    const citizen = await world.citizen('13800000165', '丁小军')
    const id = await answered(citizen)
    await does(citizen, `service_case/confirm/${id}`)
    await app.runJobs()
    const wangmin = await world.worker('王敏')
    const reason = { reason: '照做了还是不行，请再看看。' }
    expect((await wangmin.post(`/act/service_case/reopen/${id}`, reason)).status).toBe(403)
    await does(citizen, `service_case/reopen/${id}`, reason)
    expect(await badgesOf(citizen, `/my/cases/${id}`)).toContain('办理中')
    await does(wangmin, `service_case/answer/${id}`, answer)
    await does(citizen, `service_case/confirm/${id}`)
    await app.runJobs()
    expect((await citizen.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '4' })).status).toBe(200)
    expect(
      (await citizen.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '4' })).status,
      'once a case',
    ).toBe(409)
    app.clock.addDays(16)
    const late = await citizen.post(`/act/service_case/reopen/${id}`, reason)
    expect(late.status).toBe(409)
    expect(late.text).toContain('已办结超过 15 天，请重新申请')
  })

  test('withdrawn, its invitations end with it', async () => {
    app.clock.now = new Date(tuesday)
    const citizen = await world.citizen('13800000166', '何桂兰')
    const id = await applyFor(citizen, world, 'SX-001', { use: '抖音', count: '1', place: '平山镇' })
    await does(await world.worker('陈静'), `service_case/accept/${id}`, { assignee_id: staffId('张涛') })
    await does(await world.worker('张涛'), `service_case/invite/${id}`, {
      providers: [...world.providers.values()],
      reason: '按轮换邀请三家。',
    })
    expect(
      errorAt(await citizen.post(`/act/service_case/withdraw/${id}`, { reason: '不' }), 'reason'),
    ).toContain('至少填写 5 个字')
    await does(citizen, `service_case/withdraw/${id}`, { reason: '已经自己拍好了。' })
    const quotes = (await (await world.worker('张涛')).call('GET', '/api/v1/quote?state=cancelled')).json<{
      contents: Array<{ case_id: string }>
    }>()
    expect(quotes.contents.map(quote => quote.case_id)).toContain(id)
    const again = await citizen.post(`/act/service_case/withdraw/${id}`, { reason: '再撤回一次试试。' })
    expect(again.status).toBe(409)
    expect(again.text).toContain('已撤回')
  })
})

describe('the clock', () => {
  // A centre of its own, where nothing else is counted.
  beforeAll(async () => {
    world = await newCentre(app)
  })

  test('stands still while the applicant is asked to complete', async () => {
    app.clock.now = new Date(tuesday)
    const citizen = await world.citizen('13800000167', '潘国庆')
    const id = await inHand(citizen)
    app.clock.addDays(1)
    await does(await world.worker('王敏'), `service_case/return/${id}`, { reason: '请补充去年的运费发票。' })
    const desk = async () => badgesOf(await world.worker('王敏'), `/desk/cases/${id}`)
    expect(await desk(), "the applicant's ten days").toContain('还剩 10 个工作日')
    app.clock.addDays(7)
    await does(citizen, `service_case/complete/${id}`, {
      'answers.question': '补助怎么申请？',
      note: '发票已补。',
    })
    expect(await desk(), 'one of three was used').toContain('还剩 2 个工作日')
    app.clock.addDays(2)
    expect(await desk()).toContain('今天到期')
    app.clock.addDays(3)
    expect(await desk()).toContain('已超期 1 个工作日')
  })

  test('withdraws what nobody completes', async () => {
    app.clock.now = new Date(tuesday)
    const citizen = await world.citizen('13800000168', '汪德顺')
    const id = await inHand(citizen)
    await does(await world.worker('王敏'), `service_case/return/${id}`, { reason: '请补充去年的运费发票。' })
    app.clock.addDays(14)
    await app.runClock('clock.tick')
    expect(await badgesOf(citizen, `/my/cases/${id}`), 'the tenth working day').toContain('待补正')
    app.clock.addDays(1)
    await app.runClock('clock.tick')
    expect(await badgesOf(citizen, `/my/cases/${id}`)).toContain('已撤回')
    expect((await citizen.get(`/my/cases/${id}`)).text).toContain('逾期未补正，自动撤回')
  })

  test('confirms what nobody answers, and that is counted apart from what a person confirmed', async () => {
    app.clock.now = new Date(tuesday)
    const [first, second] = [
      await world.citizen('13800000169', '程志远'),
      await world.citizen('13800000170', '操小平'),
    ]
    const byPerson = await answered(first)
    const byTime = await answered(second)
    await does(first, `service_case/confirm/${byPerson}`)
    app.clock.addDays(10)
    await app.runClock('clock.tick')
    const outcome = async (id: string) =>
      (await (await world.worker('李卫东')).call('GET', `/api/v1/service_case/${id}`)).json().outcome
    expect(await outcome(byPerson)).toBe('confirmed')
    expect(await outcome(byTime)).toBe('confirmed_by_time')
    expect((await second.get(`/my/cases/${byTime}`)).text).toContain('按时限确认办结')
    await app.runClock('indicator.count')
    const director = await world.worker('李卫东')
    const december = async (code: string) =>
      (await director.get(`/desk/indicators/${code}?period=2026-12`)).page
        .querySelector('td[data-label="数值"]')
        ?.textContent.trim()
    expect(
      [await december('cases.closed'), await december('cases.by_time')],
      'closed, of these by time',
    ).toEqual(['1 件', '1 件'])
  })
})
