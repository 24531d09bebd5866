import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from './app.ts'
import { type Contract, contractFrom, refused } from './contract.ts'
import { newCentre, providers, type World } from './world.ts'

/** The first loop by machines alone: JSON in, JSON out, and every answer is what the OpenAPI document says. */
let app: TestApp
let world: World
let contract: Contract
let applicant: Visitor
let firm: string
let order: string
const firms: Visitor[] = []

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  contract = await contractFrom(world.stranger())
  applicant = await world.citizen('13800000201')
})

interface Named {
  id: string
  state: string
  [name: string]: unknown
}
const contentsOf = (answer: Answer): Named[] => answer.json<{ contents: Named[] }>().contents
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const get = (who: Visitor, path: string) => contract.call(who, 'GET', `/api/v1/${path}`)
const post = (who: Visitor, path: string, body: unknown = {}, headers?: Record<string, string>) =>
  contract.call(who, 'POST', `/api/v1/${path}`, body, headers)

async function upload(
  who: Visitor,
  name: string,
  content: string | Uint8Array<ArrayBuffer>,
): Promise<Answer> {
  const form = new FormData()
  form.append('file', new File([content], name))
  const answer = await who.request('/api/v1/file', { method: 'POST', body: form })
  contract.holds('POST', '/api/v1/file', answer)
  return answer
}

const pixel = new Uint8Array(
  Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  ),
)

describe('a machine applies for a citizen', () => {
  const need = () => ({
    item_id: world.items.get('SX-001'),
    party_id: firm,
    contact_name: '郝建国',
    contact_phone: '13800000201',
    answers: { use: '抖音', count: 3, place: '石牌镇果园' },
  })

  test('she agrees to the notice and gives her name; before that nothing is done for her', async () => {
    refused(await post(world.stranger(), 'mandate/registerSelf', { person_name: '郝建国' }), 401)
    refused(await post(applicant, 'mandate/registerSelf', { person_name: '郝建国' }), 422)
    const mandate = await post(applicant, 'mandate/registerSelf', { person_name: '郝建国', consent: true })
    expect(mandate.status, mandate.text).toBe(201)
    expect(mandate.headers.get('location')).toBe(`/api/v1/mandate/${mandate.json().id}`)
    firm = String(mandate.json().party_id)
    expect(contentsOf(await get(applicant, 'party')).map(one => one.id)).toEqual([firm])
  })

  test('wrong fields are named one by one, and nothing is kept', async () => {
    const errors = refused(
      await post(applicant, 'service_case/submit', {
        ...need(),
        contact_phone: '12',
        answers: { use: '报纸', count: '三' },
      }),
      422,
    )
    expect(Object.keys(errors).sort()).toEqual([
      'answers.count',
      'answers.place',
      'answers.use',
      'contact_phone',
    ])
    expect(contentsOf(await get(applicant, 'service_case'))).toEqual([])
  })

  test('a picture is sent first and named in the application; what is no picture is refused at its field', async () => {
    expect(refused(await upload(applicant, '照片.png', '<script>alert(1)</script>'), 422).file).toContain(
      '照片.png',
    )
    const photo = (await upload(applicant, '果园.png', pixel)).json()
    expect(photo).toMatchObject({ name: '果园.png', media_type: 'image/png' })
    const input = { ...need(), answers: { ...need().answers, photos: [photo.id] } }
    const key = { 'idempotency-key': crypto.randomUUID() }
    const made = await post(applicant, 'service_case/submit', input, key)
    expect(made.status, made.text).toBe(201)
    order = String(made.json().id)
    const again = await post(applicant, 'service_case/submit', input, key)
    expect([again.status, again.json().id], 'the same key makes one case').toEqual([200, order])
    expect(await filesOf(applicant, `/my/cases/${order}`)).toEqual([`/files/${photo.id}`])
  })

  test('others find nothing', async () => {
    const other = await world.citizen('13800000202', '丁小军')
    refused(await get(other, `service_case/${order}`), 404)
    refused(await post(other, `service_case/${order}/withdraw`, { reason: '我来撤回试试' }), 404)
    refused(await get(world.stranger(), `service_case/${order}`), 401)
  })
})

/** The files that a page of the case leads to. */
async function filesOf(who: Visitor, page: string): Promise<string[]> {
  const links = (await who.get(page)).page.querySelectorAll('a[href^="/files/"]')
  return [...new Set(links.map(link => link.getAttribute('href') ?? ''))]
}

describe('the centre and its providers', () => {
  test('the counter accepts it; who may not is refused', async () => {
    refused(await post(applicant, `service_case/${order}/accept`, { assignee_id: staffId('张涛') }), 403)
    const counter = await world.worker('陈静')
    refused(await post(counter, `service_case/${order}/accept`, { assignee_id: staffId('刘芳') }), 422)
    const accepted = await post(counter, `service_case/${order}/accept`, { assignee_id: staffId('张涛') })
    expect(accepted.json()).toMatchObject({ state: 'accepted' })
    const late = refused(
      await post(counter, `service_case/${order}/accept`, { assignee_id: staffId('张涛') }),
      409,
    )
    expect(late).toEqual({})
  })

  test('three providers are invited through the case, and in no other way', async () => {
    const zhangtao = await world.worker('张涛')
    const [first] = [...world.providers.values()]
    const around = { case_id: order, provider_id: first, reason: '绕过办件直接邀请' }
    const answer = await zhangtao.call('POST', '/api/v1/quote/invite', around)
    expect(answer.status, 'an invitation is the case’s to make').toBe(404)
    expect((await zhangtao.post('/act/quote/invite', around as Record<string, string>)).status).toBe(404)
    const invited = await post(zhangtao, `service_case/${order}/invite`, {
      providers: [...world.providers.values()],
      reason: '都有农产品案例，按轮换邀请。',
    })
    expect(invited.json()).toMatchObject({ state: 'inviting' })
    expect(contentsOf(await get(zhangtao, 'quote?state=invited'))).toHaveLength(3)
  })

  test('each provider sees its own invitation; two quote in 分, one declines', async () => {
    for (const provider of providers.slice(0, 3)) {
      const person = await world.citizen(provider.phone, provider.contact)
      const claim = { party_id: await claimable(person), person_name: provider.contact }
      expect((await post(person, 'mandate/claim', claim)).status).toBe(201)
      firms.push(person)
    }
    const [shijie, yunshang, jidi] = firms as [Visitor, Visitor, Visitor]
    refused(await post(shijie, `quote/${await invitation(yunshang)}/decline`, { reason: '替别人拒绝' }), 404)
    const offer = { days: 6, proposal: '含脚本、航拍和两次修改。' }
    const wrong = await post(shijie, `quote/${await invitation(shijie)}/offer`, { ...offer, price_fen: 48.5 })
    expect(Object.keys(refused(wrong, 422))).toEqual(['price_fen'])
    for (const [person, price_fen] of [
      [shijie, 148_000],
      [yunshang, 520_050],
    ] as const) {
      const quoted = await post(person, `quote/${await invitation(person)}/offer`, { ...offer, price_fen })
      expect(quoted.json()).toMatchObject({ state: 'submitted', price_fen })
    }
    await post(jidi, `quote/${await invitation(jidi)}/decline`, { reason: '档期已满' })
    expect((await get(applicant, `service_case/${order}`)).json()).toMatchObject({ state: 'quoted' })
  })

  const invitation = async (provider: Visitor): Promise<string> =>
    contentsOf(await get(provider, 'quote?state=invited'))[0]?.id ?? ''

  /** The firm that the counter registered under the person's phone: offered in one's own place. */
  const claimable = async (person: Visitor): Promise<string> =>
    (await person.get('/my')).page
      .querySelector('form[action="/act/mandate/claim"] input[name=party_id]')
      ?.getAttribute('value') ?? ''

  test('the applicant agrees to one; the provider delivers with a file', async () => {
    const zhangtao = await world.worker('张涛')
    const quotes = contentsOf(await get(zhangtao, 'quote?state=submitted'))
    const [dear, cheap] = quotes.sort((a, b) => Number(b.price_fen) - Number(a.price_fen))
    refused(await post(zhangtao, `service_case/${order}/agree`, { quote_id: cheap?.id }), 403)
    const agreed = await post(applicant, `service_case/${order}/agree`, { quote_id: cheap?.id })
    expect(agreed.json()).toMatchObject({ state: 'in_delivery', price_fen: 148_000 })
    expect((await get(zhangtao, `quote/${dear?.id}`)).json().state).toBe('lost')
    const [shijie, yunshang] = firms as [Visitor, Visitor]
    refused(await post(yunshang, `service_case/${order}/deliver`, { note: '我来交付', files: [] }), 404)
    const stolen = {
      note: '三条成片和封面。',
      files: [(await upload(yunshang, '别家.png', pixel)).json().id],
    }
    expect(Object.keys(refused(await post(shijie, `service_case/${order}/deliver`, stolen), 422))).toEqual([
      'files',
    ])
    const film = (await upload(shijie, '封面.png', pixel)).json().id
    const delivered = await post(shijie, `service_case/${order}/deliver`, {
      note: '三条成片和封面。',
      files: [film],
    })
    expect(delivered.json()).toMatchObject({ state: 'delivered' })
    expect((await applicant.get(`/files/${film}`)).status).toBe(200)
    expect((await yunshang.get(`/files/${film}`)).status, 'the firm that lost sees no result').toBe(404)
  })
})

describe('the end', () => {
  const rating = async (): Promise<string> =>
    contentsOf(await get(applicant, 'rating_right')).find(one => one.case_id === order)?.id ?? ''

  test('the applicant confirms, and says how it was, once', async () => {
    const early = refused(
      await post(applicant, `service_case/${order}/reopen`, { reason: '还没有办结呢' }),
      409,
    )
    expect(early).toEqual({})
    const confirmed = await post(applicant, `service_case/${order}/confirm`)
    expect(confirmed.json()).toMatchObject({ state: 'closed', outcome: 'confirmed' })
    await app.runJobs()
    const right = await rating()
    const counter = await world.worker('陈静')
    refused(await post(counter, `rating_right/${right}/rate`, { by: 'name', mark: 5 }), 403)
    const blank = refused(await post(applicant, `rating_right/${right}/rate`, { by: 'anonymous' }), 422)
    expect(blank.mark).toBe('请选择一项评价')
    const used = await applicant.call('POST', `/api/v1/rating_right/${right}/use`)
    expect(used.status, 'the right is not used up without a mark').toBe(404)
    const rated = await post(applicant, `rating_right/${right}/rate`, {
      by: 'name',
      mark: 1,
      comment: '太慢了',
    })
    expect(rated.json()).toMatchObject({ id: right, state: 'used' })
    refused(await post(applicant, `rating_right/${right}/rate`, { by: 'name', mark: 5 }), 409)
    expect(contentsOf(await get(await world.worker('孙丽'), 'callback'))).toHaveLength(1)
  })

  test('an anonymous mark over JSON is nobody’s action, as on the page', async () => {
    const consultation = { item_id: world.items.get('ZX-001'), answers: { question: '有没有物流补助？' } }
    const contact = { party_id: firm, contact_name: '郝建国', contact_phone: '13800000201' }
    const { id } = (
      await post(applicant, 'service_case/submit', { ...consultation, ...contact })
    ).json<Named>()
    const wangmin = await world.worker('王敏')
    await post(wangmin, `service_case/${id}/accept`, { assignee_id: staffId('王敏') })
    const answer = { answer: '目前没有，窗口期开放时会通知您。', answer_basis: '县物流补助办法' }
    expect((await post(wangmin, `service_case/${id}/answer`, answer)).json()).toMatchObject({
      state: 'answered',
    })
    await post(applicant, `service_case/${id}/confirm`)
    await app.runJobs()
    const right = contentsOf(await get(applicant, 'rating_right?state=open'))[0]?.id
    const rated = await post(applicant, `rating_right/${right}/rate`, {
      by: 'anonymous',
      mark: 2,
      comment: '等太久',
    })
    expect(rated.json()).toMatchObject({ state: 'used' })
    const file = (await wangmin.get(`/desk/parties/${firm}`)).text
    expect(file).toContain('郝建国 作出了评价')
    expect(file, 'the second, without a name').toContain('系统 作出了评价')
    expect(file + rated.text).not.toContain('等太久')
    expect(contentsOf(await get(wangmin, 'callback')), 'the one by name').toHaveLength(1)
  })
})
