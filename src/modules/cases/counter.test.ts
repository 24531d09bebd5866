import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, errorAt, startOf } from '../../../test/deeds.ts'
import { newCentre, recipients, type World } from '../../../test/world.ts'

/** Who comes in or calls is registered in half a minute, and can see without an account how it stands. */
let app: TestApp
let world: World
let counter: Visitor
const [, , , bakery] = recipients

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  counter = await world.worker('王敏')
})

const registers = (page: string, fields: Record<string, string>): Promise<Answer> =>
  counter.submit(page, {
    channel: 'counter',
    item_id: world.items.get('ZX-001') ?? '',
    note: '来问物流补助怎么申请。',
    assignee_id: world.staff.get('王敏')?.staffId ?? '',
    ...fields,
  })

const listed = (answer: Answer): string => answer.page.querySelector('.task-list')?.textContent ?? ''

describe('at the counter', () => {
  test('the end of the phone finds who came, the number itself masked', async () => {
    const found = await counter.get('/desk/counter?phone=0015')
    expect(listed(found)).toContain(bakery?.name)
    expect(listed(found)).toContain('138****0015')
    expect(found.text).not.toContain(bakery?.phone)
    expect(listed(await counter.get(`/desk/counter?phone=${bakery?.phone}`))).toContain(bakery?.name)
    for (const digits of ['015', '9915', '0015%', 'abcd'])
      expect(listed(await counter.get(`/desk/counter?phone=${digits}`)), digits).toBe('')
  })

  test('picked, one sentence is enough; the receipt carries number and code', async () => {
    const picked = (await counter.get('/desk/counter?phone=0015')).page.querySelector('.task-list a')
    const page = picked?.getAttribute('href') ?? ''
    const shown = await counter.get(page)
    expect(shown.page.querySelector('#f-phone')?.getAttribute('value')).toBe(bakery?.phone)
    expect(shown.page.querySelector('#f-party_name'), 'known already').toBeNull()
    const done = await registers(page, { phone: bakery?.phone ?? '' })
    expect(done.status, done.page.querySelector('.form-summary')?.textContent).toBe(303)
    expect(done.location).toMatch(/^\/desk\/cases\/[0-9a-f-]{36}\/receipt$/)
    const receipt = await counter.get(done.location ?? '')
    const number = /34\d{4}-20261124-\d{4}/.exec(receipt.text)?.[0] ?? ''
    expect(number).toBeTruthy()
    await app.runJobs()
    const told = app.sent.sms.findLast(one => one.phone === bakery?.phone)?.body ?? ''
    expect(told).toContain(number)
    expect(receipt.text).toContain(/查询码 ([A-Z0-9]{6})/.exec(told)?.[1])
  })

  test('who was never here is noted on the way; sent twice it is one case', async () => {
    const page = '/desk/counter?phone=13800000181'
    const shown = await counter.get(page)
    expect(shown.text).toContain('没有找到这个号码')
    const fields = {
      party_name: '怀宁县小产养蜂场',
      kind: 'family_farm',
      phone: '13800000181',
      channel: 'phone',
    }
    const nameless = await registers(page, { phone: '13800000181' })
    expect(nameless.status).toBe(422)
    expect(errorAt(nameless, 'party_name')).toContain('首次来访，请填写单位或姓名')
    expect(nameless.page.querySelector('#f-note')?.textContent, 'what was typed stays').toContain('物流补助')
    const wrong = await registers(page, { ...fields, phone: '1380000018' })
    expect(errorAt(wrong, 'phone')).toContain('请填写 11 位手机号码')
    const _key = startOf(shown, '_key')
    const [first, second] = [
      await registers(page, { ...fields, _key }),
      await registers(page, { ...fields, _key }),
    ]
    expect([first.status, second.status]).toEqual([303, 303])
    expect(second.location).toBe(first.location)
    expect(listed(await counter.get('/desk/counter?phone=0181'))).toContain('小产养蜂场')
  })

  test('is for those with that duty', async () => {
    const zhangtao = await world.worker('张涛')
    const refused = await zhangtao.get('/desk/counter?phone=0015')
    expect(refused.status).toBe(403)
    expect(refused.text).not.toContain(bakery?.name)
    expect((await zhangtao.post('/desk/counter', { phone: '13800000015' })).status).toBe(403)
    const api = await zhangtao.call('POST', '/api/v1/service_case/register', {})
    expect(api.status).toBe(403)
  })
})

describe('the public progress page', () => {
  let number: string
  let code: string
  const ask = (fields: { number: string; code: string }) => world.stranger().post('/progress', fields)

  test('shows the state to whoever has number and code, and no names', async () => {
    const citizen = await world.citizen('13800000182', '查向阳')
    const id = await applyFor(citizen, world, 'ZX-001', { question: '果园能不能申请补助？' })
    const own = (await citizen.get(`/my/cases/${id}`)).text
    number = /34\d{4}-20261124-\d{4}/.exec(own)?.[0] ?? ''
    code = /<b class="number">([A-Z0-9]{6})<\/b>/.exec(own)?.[1] ?? ''
    const shown = await ask({ number, code: ` ${code.toLowerCase()} ` })
    expect(shown.status).toBe(200)
    expect(shown.text).toContain('待受理')
    expect(shown.text).toContain('电商政策咨询')
    for (const word of ['查向阳', '13800000182', '果园能不能', id])
      expect(shown.text, word).not.toContain(word)
    expect(shown.headers.get('cache-control')).toBe('no-store')
  })

  test('a wrong code or number is told alike', async () => {
    for (const asked of [
      { number, code: code === 'AAAAAA' ? 'BBBBBB' : 'AAAAAA' },
      { number: number.replace(/\d{4}$/, '9999'), code },
      { number: "' or 1=1", code: '%' },
    ]) {
      const refused = await ask(asked)
      expect(refused.status).toBe(422)
      expect(refused.text).toContain('编号或查询码不对')
    }
    expect(
      (
        await (
          await newCentre(app, { name: '太湖县电子商务公共服务中心' })
        )
          .stranger()
          .post('/progress', { number, code })
      ).status,
      'of another centre',
    ).toBe(422)
  })

  test('what is missing is told at its field and costs no try; what was typed stays', async () => {
    const refused = await ask({ number: '', code })
    expect(refused.status).toBe(422)
    expect(errorAt(refused, 'number')).toContain('请填写办件编号')
    expect(errorAt(refused, 'code')).toBe('')
    expect(startOf(refused, 'code')).toBe(code)
  })

  test('a village that looks up its own cases from one address is never stopped', async () => {
    for (let n = 0; n < 25; n++) expect((await ask({ number, code })).status).toBe(200)
  })

  test('who guesses is stopped after twenty tries, the right code included, until the next hour', async () => {
    let refused = 0
    for (let n = 0; n < 25; n++) refused += (await ask({ number, code: 'ZZZZZZ' })).status === 429 ? 1 : 0
    expect(refused, 'three were spent before').toBe(8)
    const stopped = await ask({ number, code })
    expect(stopped.status).toBe(429)
    expect(stopped.text).toContain('请一小时后再试')
    expect(stopped.text).not.toContain('待受理')
    app.clock.addDays(1 / 24)
    expect((await ask({ number, code })).status).toBe(200)
  })
})
