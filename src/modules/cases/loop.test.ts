import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { newCentre, providers, type World } from '../../../test/world.ts'

/** The first loop: a citizen asks, the centre serves, the citizen rates. Through the real door, as people do it. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const idIn = (path: string | null): string => /[0-9a-f-]{36}/.exec(path ?? '')?.[0] ?? ''
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

async function apply(citizen: Visitor, code: string, answers: Record<string, string>): Promise<string> {
  const page = `/act/service_case/submit?item_id=${world.items.get(code)}`
  const form = await citizen.get(page)
  const party = form.page.querySelector('input[name=party_id]')?.getAttribute('value') ?? ''
  const sent = await citizen.submit(page, {
    party_id: party,
    contact_name: '杨雪',
    contact_phone: '13800000022',
    ...answers,
  })
  expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
  return idIn(sent.location)
}

describe('a consultation', () => {
  let yangxue: Visitor
  let id: string

  test('a citizen signs in by code, says her name and asks', async () => {
    yangxue = await world.citizen('13800000022', '杨雪')
    id = await apply(yangxue, 'ZX-001', { 'answers.question': '家庭农场能不能申请物流补助？' })
    const shown = await yangxue.get(`/my/cases/${id}`)
    expect(shown.text).toContain('待受理')
    expect(shown.text).toMatch(/34\d{4}-20261124-0001/)
    expect((await yangxue.get('/my')).text).toContain('电商政策咨询')
  })

  test('the counter accepts, the consultant answers with the basis', async () => {
    const counter = await world.worker('陈静')
    expect((await counter.get('/desk')).text).toContain('电商政策咨询')
    const accepted = await counter.submit(`/act/service_case/accept/${id}`, { assignee_id: staffId('王敏') })
    expect(accepted.status).toBe(303)
    const wangmin = await world.worker('王敏')
    const answered = await wangmin.submit(`/act/service_case/answer/${id}`, {
      answer: '可以申请，请在窗口期内准备营业执照和发票。',
      answer_basis: '县物流补助办法',
    })
    expect(answered.status).toBe(303)
    const mine = await yangxue.get(`/my/cases/${id}`)
    expect(mine.text).toContain('县物流补助办法')
    expect(mine.text, 'the public does not learn who').not.toContain('王敏')
  })

  test('she confirms and rates anonymously, once', async () => {
    const confirmed = await yangxue.post(`/act/service_case/confirm/${id}`)
    expect(confirmed.status).toBe(303)
    await app.runJobs()
    const form = await yangxue.get(`/my/cases/${id}/rate`)
    expect(form.page.querySelectorAll('input[type=radio][checked]'), 'no mark is pre-selected').toHaveLength(
      0,
    )
    expect(
      (await yangxue.post(`/my/cases/${id}/rate`, { by: 'anonymous' })).status,
      'a mark must be chosen',
    ).toBe(422)
    expect((await yangxue.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '5' })).text).toContain(
      '谢谢您的评价',
    )
    expect(
      (await yangxue.post(`/my/cases/${id}/rate`, { by: 'anonymous', mark: '1' })).status,
      'once only',
    ).toBe(409)
  })

  test('every turn was told, and stands in the journal', async () => {
    const told = app.sent.sms.filter(one => one.phone === '13800000022').map(one => one.body)
    for (const words of ['已提交', '已受理', '已有答复', '请评价']) expect(told.join('\n')).toContain(words)
    const director = await world.worker('李卫东')
    const file = await director.get(`/desk/cases/${id}`)
    for (const words of ['提交了申请', '受理', '作出答复', '确认办结']) expect(file.text).toContain(words)
  })
})

describe('an order with quotes', () => {
  let applicant: Visitor
  let id: string
  const [shijie, yunshang, jidi] = providers.map(one => one.phone) as [string, string, string]

  test('three providers are invited, two quote, one declines', async () => {
    applicant = await world.citizen('13800000031', '郝建国')
    id = await apply(applicant, 'SX-001', {
      'answers.use': '抖音',
      'answers.count': '3',
      'answers.place': '石牌镇果园',
    })
    const counter = await world.worker('陈静')
    await counter.submit(`/act/service_case/accept/${id}`, { assignee_id: staffId('张涛') })
    const zhangtao = await world.worker('张涛')
    const ids = [...world.providers.values()]
    const invited = await zhangtao.submit(`/act/service_case/invite/${id}`, {
      providers: ids,
      reason: '都有农产品案例，按轮换邀请。',
    })
    expect(invited.status).toBe(303)
    for (const [phone, price] of [
      [shijie, '1480'],
      [yunshang, '1520.50'],
    ] as const) {
      const provider = await claimed(phone)
      const quote = await quoteOf(provider)
      expect(
        (
          await provider.submit(`/act/quote/offer/${quote}`, {
            price_fen: price,
            days: '6',
            proposal: '含脚本、航拍和两次修改。',
          })
        ).status,
      ).toBe(303)
    }
    const last = await claimed(jidi)
    expect(
      (await last.submit(`/act/quote/decline/${await quoteOf(last)}`, { reason: '档期已满' })).status,
    ).toBe(303)
  })

  /** The provider's person claims the firm that the counter registered under this phone, and returns signed in. */
  async function claimed(phone: string): Promise<Visitor> {
    const firm = providers.find(one => one.phone === phone)
    const person = await world.citizen(phone, firm?.contact ?? '')
    const home = await person.get('/my')
    const party =
      home.page
        .querySelector('form[action="/act/mandate/claim"] input[name=party_id]')
        ?.getAttribute('value') ?? ''
    expect(
      (await person.post('/act/mandate/claim', { party_id: party, person_name: firm?.contact ?? '' })).status,
    ).toBe(303)
    return person
  }

  const quoteOf = async (provider: Visitor): Promise<string> =>
    idIn((await provider.get('/my')).page.querySelector('a[href^="/my/quotes/"]')?.getAttribute('href') ?? '')

  test('with the last reply the quotes go to the applicant, who picks one', async () => {
    const shown = await applicant.get(`/my/cases/${id}`)
    expect(shown.text).toContain('待确认报价')
    expect(shown.text).toContain('¥1,520.50')
    const buttons = shown.page.querySelectorAll(`form[action="/act/service_case/agree/${id}"]`)
    expect(buttons, 'the one that declined cannot be picked').toHaveLength(2)
    const cheapest = buttons[0]?.querySelector('input[name=quote_id]')?.getAttribute('value') ?? ''
    expect((await applicant.post(`/act/service_case/agree/${id}`, { quote_id: cheapest })).status).toBe(303)
    expect((await applicant.get(`/my/cases/${id}`)).text).toContain('服务中')
  })

  test('the provider delivers files, the applicant asks for changes, then nobody answers and time confirms', async () => {
    const provider = await world.citizen(shijie)
    const png = new File(
      [
        Buffer.from(
          'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
          'base64',
        ),
      ],
      '封面.png',
      { type: 'image/png' },
    )
    const delivered = await provider.submit(`/act/service_case/deliver/${id}`, {
      note: '三条成片和封面。',
      'files:new': png,
    })
    expect(delivered.status).toBe(303)
    const seen = await applicant.get(`/my/cases/${id}`)
    expect(seen.text).toContain('封面.png')
    const file = seen.page.querySelector('.thumbs a')?.getAttribute('href') ?? ''
    expect((await applicant.get(file)).status).toBe(200)
    expect((await world.stranger().get(file)).status, 'files are as closed as their case').toBe(404)
    expect(
      (await applicant.submit(`/act/service_case/rework/${id}`, { reason: '第二条的字幕有错字。' })).status,
    ).toBe(303)
    expect(
      (await provider.submit(`/act/service_case/deliver/${id}`, { note: '字幕已改好，请再看。' })).status,
    ).toBe(303)
    app.clock.addDays(13)
    await app.runClock('clock.tick')
    const closed = await (await world.citizen('13800000031')).get(`/my/cases/${id}`)
    expect(closed.text).toContain('按时限确认办结')
    app.clock.addDays(-13)
  })
})

describe('what is refused', () => {
  test('wrong fields come back with what was typed and a reason at the field', async () => {
    const citizen = await world.citizen('13800000041', '陈秀英')
    const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
    const sent = await citizen.submit(page, { contact_name: '陈秀英', contact_phone: '123' })
    expect(sent.status).toBe(422)
    expect(sent.page.querySelector('#f-answers-question-error')?.textContent).toContain('请填写这一项')
    expect(sent.page.querySelector('#f-contact_phone')?.getAttribute('value')).toBe('123')
    expect(sent.page.querySelector('#f-contact_phone')?.getAttribute('aria-invalid')).toBe('true')
  })

  test('the same form sent twice makes one case', async () => {
    const citizen = await world.citizen('13800000042', '汪青云')
    const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
    const form = await citizen.get(page)
    const value = (name: string) =>
      form.page.querySelector(`input[name=${name}]`)?.getAttribute('value') ?? ''
    const fields = {
      _key: value('_key'),
      item_id: value('item_id'),
      party_id: value('party_id'),
      contact_name: '汪青云',
      contact_phone: '13800000042',
      'answers.question': '怎么开网店？',
    }
    const [first, second] = await Promise.all([
      citizen.post('/act/service_case/submit', fields),
      citizen.post('/act/service_case/submit', fields),
    ])
    expect([first.status, second.status]).toEqual([303, 303])
    expect(first.location).toBe(second.location)
  })

  test('another person, another centre and a stranger find nothing', async () => {
    const owner = await world.citizen('13800000043', '何桂兰')
    const id = await apply(owner, 'ZX-001', { 'answers.question': '豆腐能不能网上卖？' })
    const other = await world.citizen('13800000044', '丁小军')
    expect((await other.get(`/my/cases/${id}`)).status).toBe(404)
    expect((await other.post(`/act/service_case/withdraw/${id}`, { reason: '我来撤回试试' })).status).toBe(
      404,
    )
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const neighbour = await elsewhere.worker('李卫东')
    expect((await neighbour.get(`/desk/cases/${id}`)).status).toBe(404)
    expect((await neighbour.get('/desk/search?q=何桂兰')).text).not.toContain('13800000043')
    const stranger = world.stranger()
    expect(stranger.cookies.size, 'he really is a stranger').toBe(0)
    expect((await stranger.get(`/my/cases/${id}`)).location).toContain('/sign-in')
    expect((await stranger.call('GET', `/api/v1/service_case/${id}`)).status).toBe(401)
  })

  test('a wrong state is told with what can be done instead', async () => {
    const owner = await world.citizen('13800000045', '查向阳')
    const id = await apply(owner, 'ZX-001', { 'answers.question': '有没有免费培训？' })
    const refused = await owner.post(`/act/service_case/confirm/${id}`)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('撤回申请')
  })

  test('an upload that is not what its name says is refused with the reason', async () => {
    const citizen = await world.citizen('13800000046', '朱晓梅')
    const page = `/act/service_case/submit?item_id=${world.items.get('SX-001')}`
    const disguised = new File(['<script>alert(1)</script>'], '照片.png', { type: 'image/png' })
    const sent = await citizen.submit(page, {
      'answers.photos:new': disguised,
      contact_name: '朱晓梅',
      contact_phone: '13800000046',
    })
    expect(sent.status).toBe(422)
    expect(sent.page.querySelector('#f-answers-photos-error')?.textContent).toContain('照片.png')
  })
})

describe('the same over JSON', () => {
  test('a machine applies, reads and lists by the same rules', async () => {
    const citizen = await world.citizen('13800000051', '江顺安')
    const [me] = (await citizen.call('GET', '/api/v1/party')).json<{ contents: Array<{ id: string }> }>()
      .contents
    const key = crypto.randomUUID()
    const input = {
      item_id: world.items.get('ZX-001'),
      party_id: me?.id,
      contact_name: '江顺安',
      contact_phone: '13800000051',
      answers: { question: '稻渔米怎么定价？' },
    }
    const made = await citizen.call('POST', '/api/v1/service_case/submit', input, { 'idempotency-key': key })
    expect(made.status).toBe(201)
    const again = await citizen.call('POST', '/api/v1/service_case/submit', input, { 'idempotency-key': key })
    expect(again.json().id).toBe(made.json().id)
    expect((await citizen.call('GET', `/api/v1/service_case/${made.json().id}`)).json()).toMatchObject({
      state: 'submitted',
      title: '电商政策咨询',
    })
    const wrong = await citizen.call('POST', '/api/v1/service_case/submit', { ...input, answers: {} })
    expect(wrong.status).toBe(422)
    expect(wrong.headers.get('content-type')).toContain('application/problem+json')
    expect(wrong.json<{ errors: Record<string, string> }>().errors['answers.question']).toBe('请填写这一项')
  })
})
