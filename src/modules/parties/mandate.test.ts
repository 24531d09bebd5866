import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, claims, does, errorAt, filesOn, idIn, picture } from '../../../test/deeds.ts'
import { creditCodeOf, newCentre, recipients, type World } from '../../../test/world.ts'

/** Codes are public, so knowing one opens nothing: only a verified mandate lets a person act for a firm. */
let app: TestApp
let world: World
/** 程志远 heads the firm; 朱晓梅 works there. */
let head: Visitor
let clerk: Visitor
let firm: string
const [, , cast] = recipients
const firmName = cast?.name ?? ''
const firmCode = creditCodeOf('91', 3)
let serviceCase: string
let paper: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  head = await world.citizen(cast?.phone ?? '', '程志远')
  clerk = await world.citizen('13800000103', '朱晓梅')
  firm = await claims(head)
  serviceCase = await applyFor(
    head,
    world,
    'SX-001',
    { use: '抖音', count: '2', place: '秀山乡', 'photos:new': picture('厂房.png') },
    firm,
  )
  paper = filesOn(await head.get(`/my/cases/${serviceCase}`)).get('厂房.png') ?? ''
})

const request = (who: Visitor, fields: Record<string, string | File> = {}) =>
  who.submit('/act/mandate/request', {
    kind: 'enterprise',
    name: '独秀山农业公司',
    code: firmCode,
    role: 'agent',
    person_name: '朱晓梅',
    'evidence:new': picture('授权书.png'),
    ...fields,
  })

/** The newest mandate that the person has asked for. */
const mandateOf = async (who: Visitor): Promise<string> =>
  (await who.call('GET', '/api/v1/mandate'))
    .json<{ contents: Array<{ id: string; role: string }> }>()
    .contents.find(one => one.role !== 'self')?.id ?? ''

const inDays = (days: number): string =>
  new Date(app.clock.now.getTime() + days * 86_400_000).toISOString().slice(0, 10)

describe('asking for a mandate', () => {
  test('a code with the wrong check value is told at its field, with what was typed', async () => {
    const wrong = firmCode.slice(0, 17) + (firmCode.endsWith('0') ? '1' : '0')
    const sent = await request(clerk, { code: wrong })
    expect(sent.status).toBe(422)
    expect(errorAt(sent, 'code')).toContain('统一社会信用代码不正确')
    expect(sent.page.querySelector('#f-code')?.getAttribute('value')).toBe(wrong)
    expect(sent.page.querySelector('#f-name')?.getAttribute('value')).toBe('独秀山农业公司')
  })

  test('check value 0 and a letter in front are as good as any', async () => {
    const withZero = Array.from({ length: 200 }, (_, n) => creditCodeOf('91', 700 + n)).find(code =>
      code.endsWith('0'),
    )
    const village = creditCodeOf('N2', 800)
    for (const [code, name] of [
      [withZero ?? '', '怀宁县校验位为零有限公司'],
      [`${village.slice(0, 8)} ${village.slice(8).toLowerCase()}`, '怀宁县清河乡股份经济合作社'],
    ] as const) {
      const asker = await world.citizen(`1380000${8000 + name.length}`, '陈秀英')
      const sent = await request(asker, { code, name, person_name: '陈秀英' })
      expect(sent.status, errorAt(sent, 'code')).toBe(303)
    }
    const counter = await world.worker('陈静')
    const list = await counter.get(`/desk/parties?q=${village}`)
    expect(list.text, 'kept as the licence prints it').toContain('怀宁县清河乡股份经济合作社')
  })

  test('without licence or letter it is not taken', async () => {
    const sent = await request(clerk, { 'evidence:new': new File([], '') })
    expect(sent.status).toBe(422)
    expect(errorAt(sent, 'evidence')).toContain('请上传营业执照或授权书')
  })
})

describe('before it is verified', () => {
  let mandate: string

  test('nothing of the firm is visible', async () => {
    expect((await request(clerk)).status).toBe(303)
    mandate = await mandateOf(clerk)
    const home = await clerk.get('/my')
    expect(home.text, 'as she called it').toContain('独秀山农业公司')
    expect(home.text).toContain('待核实')
    for (const known of [firmName, '程志远', cast?.phone ?? '', firm])
      expect(home.text, known).not.toContain(known)
    for (const flow of ['party', 'service_case', 'quote', 'rating_right'])
      expect((await clerk.call('GET', `/api/v1/${flow}`)).text, flow).not.toContain(firm)
    for (const path of [
      `/my/cases/${serviceCase}`,
      `/my/cases/${serviceCase}/receipt`,
      `/go/party/${firm}`,
      `/api/v1/party/${firm}`,
      `/api/v1/service_case/${serviceCase}`,
      paper,
      `${paper}/preview`,
    ])
      expect((await clerk.get(path)).status, path).toBe(404)
    expect((await clerk.get(`/desk/search?q=${encodeURIComponent(firmName)}`)).status).toBe(403)
    expect((await clerk.get('/account/data.json')).text).not.toContain(firmName)
  })

  test('nothing can be done in its name', async () => {
    const page = `/act/service_case/submit?item_id=${world.items.get('ZX-001')}`
    const sent = await clerk.submit(page, {
      party_id: firm,
      contact_name: '朱晓梅',
      contact_phone: '13800000103',
      'answers.question': '我替单位问一句？',
    })
    expect(sent.status).toBe(422)
    expect(errorAt(sent, 'party_id')).toContain('请从列出的选项中选择')
    const contact = { contact_name: '朱晓梅', contact_phone: '13800000103' }
    expect((await clerk.post(`/act/party/updateContact/${firm}`, contact)).status).toBe(404)
    expect(
      (await clerk.post(`/act/service_case/withdraw/${serviceCase}`, { reason: '我来撤回' })).status,
    ).toBe(404)
  })

  test('she cannot verify herself, nor can staff without that duty', async () => {
    const own = await clerk.post(`/act/mandate/verify/${mandate}`, { valid_until: inDays(30) })
    expect(own.status).toBe(403)
    expect(own.text).toContain('核验授权')
    expect((await clerk.call('POST', `/api/v1/mandate/${mandate}/verify`, {})).status).toBe(403)
    const director = await world.worker('李卫东')
    expect((await director.post(`/act/mandate/verify/${mandate}`)).status).toBe(403)
    const stranger = await world.citizen('13800000104', '丁小军')
    expect((await stranger.post(`/act/mandate/verify/${mandate}`)).status).toBe(404)
  })

  test('asked for twice, the first one stands', async () => {
    const again = await request(clerk)
    expect(again.status).toBe(409)
    expect(again.text).toContain('您已申请')
  })
})

describe('verified by staff', () => {
  let mandate: string

  test('who look at the papers and say until when an agent may act', async () => {
    mandate = await mandateOf(clerk)
    const counter = await world.worker('陈静')
    expect((await counter.get('/desk')).text).toContain('核实授权')
    const shown = await counter.get(`/desk/mandates/${mandate}`)
    expect((await counter.get(filesOn(shown).get('授权书.png') ?? '')).status).toBe(200)
    expect(shown.text, 'what she called it, beside what the centre knows').toContain('独秀山农业公司')
    const open = await counter.post(`/act/mandate/verify/${mandate}`)
    expect(open.status).toBe(422)
    expect(errorAt(open, 'valid_until')).toContain('经办人的授权须填有效期')
    const past = await counter.post(`/act/mandate/verify/${mandate}`, { valid_until: inDays(-1) })
    expect(errorAt(past, 'valid_until')).toContain('有效期已过')
    await does(counter, `mandate/verify/${mandate}`, { valid_until: inDays(3) })
    await app.runJobs()
    expect(
      app.sent.sms
        .filter(one => one.phone === '13800000103')
        .map(one => one.body)
        .join(),
    ).toContain('已核实通过')
  })

  test('she now acts for the firm', async () => {
    expect((await clerk.get('/my')).text).toContain(firmName)
    expect((await clerk.get(`/my/cases/${serviceCase}`)).status).toBe(200)
    expect((await clerk.get(paper)).status).toBe(200)
  })

  test('it ends with its last day, whether or not a job has run', async () => {
    app.clock.addDays(3)
    expect((await clerk.get(`/my/cases/${serviceCase}`)).status, 'the last day').toBe(200)
    app.clock.addDays(1)
    expect((await clerk.get(`/my/cases/${serviceCase}`)).status, 'the day after').toBe(404)
    expect((await clerk.get(paper)).status).toBe(404)
    await app.runClock('mandate.expire')
    expect((await clerk.get('/my')).text).toContain('已到期')
    app.clock.addDays(-4)
  })
})

describe('verified by one who holds a mandate', () => {
  test('the head of the firm sees who asks, looks at the papers and vouches', async () => {
    expect((await request(clerk)).status).toBe(303)
    const mandate = await mandateOf(clerk)
    const home = await head.get('/my')
    expect(home.text).toContain('朱晓梅')
    const verify = home.page.querySelector(`a[href^="/act/mandate/verify/${mandate}"]`)?.getAttribute('href')
    expect(verify).toBeTruthy()
    expect((await head.get(filesOn(home).get('授权书.png') ?? '')).status).toBe(200)
    expect((await head.submit(verify ?? '', { valid_until: inDays(30) })).status).toBe(303)
    expect((await clerk.get(`/my/cases/${serviceCase}`)).status).toBe(200)
  })

  test('and takes it back: it ends at once', async () => {
    const mandate = await mandateOf(clerk)
    const revoke = (await head.get('/my')).page.querySelector(`a[href^="/act/mandate/revoke/${mandate}"]`)
    expect((await head.submit(revoke?.getAttribute('href') ?? '', { reason: '已离职' })).status).toBe(303)
    expect((await clerk.get(`/my/cases/${serviceCase}`)).status).toBe(404)
    expect((await clerk.get('/my')).text).toContain('已撤销')
    expect((await clerk.post(`/act/mandate/revoke/${mandate}`, { reason: '再撤一次' })).status).toBe(409)
  })
})

describe('a refused one', () => {
  let asker: Visitor
  let party: string
  const request2 = () =>
    request(asker, { code: creditCodeOf('91', 950), name: '怀宁县冒名商贸有限公司', person_name: '操小平' })

  test('is told why', async () => {
    asker = await world.citizen('13800000105', '操小平')
    expect((await request2()).status).toBe(303)
    const mandate = await mandateOf(asker)
    const counter = await world.worker('陈静')
    await does(counter, `mandate/refuse/${mandate}`, { reason: '授权书没有盖章，请补盖后重新申请。' })
    expect((await asker.get('/my/notifications')).text).toContain('授权书没有盖章')
    party = idIn(
      (await counter.get(`/desk/mandates/${mandate}`)).page
        .querySelector('a[href^="/desk/parties/"]')
        ?.getAttribute('href'),
    )
    expect((await asker.post(`/act/mandate/claim`, { party_id: party, person_name: '操小平' })).status).toBe(
      403,
    )
  })

  test('does not come in by the door of those whom the counter registered, even after staff edited the file', async () => {
    const counter = await world.worker('陈静')
    const shown = await counter.get(`/act/party/edit/${party}`)
    const kept = (name: string) => shown.page.querySelector(`#f-${name}`)?.getAttribute('value') ?? ''
    await does(counter, `party/edit/${party}`, {
      kind: 'enterprise',
      name: '怀宁县正名商贸有限公司',
      code: kept('code'),
      contact_name: kept('contact_name'),
      contact_phone: kept('contact_phone'),
    })
    expect((await asker.get('/my')).text).not.toContain('认领')
    const claim = await asker.post('/act/mandate/claim', { party_id: party, person_name: '操小平' })
    expect(claim.status).toBe(403)
    expect(claim.text).toContain('请到窗口办理')
  })

  test('may ask again', async () => {
    expect((await request2()).status).toBe(303)
    expect((await asker.get('/my')).text).toContain('待核实')
  })
})

describe('a party that the counter registered', () => {
  const [farm] = recipients.slice(1)

  test('is claimed by the phone that the counter noted, and by no other', async () => {
    const party = world.parties.get(farm?.name ?? '') ?? ''
    const other = await world.citizen('13800000106', '汪青云')
    expect((await other.get('/my')).text).not.toContain(farm?.name)
    const refused = await other.post('/act/mandate/claim', { party_id: party, person_name: '汪青云' })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('登记的手机号与您的不一致')
    const owner = await world.citizen(farm?.phone ?? '', '汪青云')
    expect(await claims(owner)).toBe(party)
    expect((await owner.get('/my')).text).toContain(farm?.name)
    expect(
      (await owner.post('/act/mandate/claim', { party_id: party, person_name: '汪青云' })).status,
      'once',
    ).toBe(403)
  })

  test('a person gives her name once', async () => {
    const again = await clerk.post('/act/mandate/registerSelf', { person_name: '朱小妹', consent: '1' })
    expect(again.status).toBe(409)
    expect((await clerk.get('/my')).text).not.toContain('朱小妹')
  })
})
