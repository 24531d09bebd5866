import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { claims, does, errorAt, filesOn, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, recipients, type World } from '../../../test/world.ts'

/** 4.5.1 How a firm becomes a provider: applied for, checked, reviewed, decided, made public, signed. */
let app: TestApp
let world: World
let firm: Visitor
let party = ''
let id = ''
const people: Record<string, Visitor> = {}
const who = (name: string): Visitor => people[name] as Visitor
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''
const applicant = recipients[2]

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  party = await claims(await world.citizen(applicant?.phone ?? '', applicant?.contact))
  await later(0)
})

/** Some days later; their sessions have ended, and they sign in anew. */
async function later(days: number): Promise<void> {
  app.clock.addDays(days)
  for (const name of ['李卫东', '王敏', '陈静', '张涛', '刘芳', '孙丽', '周健'])
    people[name] = await world.worker(name)
  firm = await world.device(applicant?.phone ?? '')
}

const main = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent ?? ''
const deskPage = () => `/desk/admissions/${id}`
const open = () => main(world.stranger(), '/admissions')
const told = async (phone: string) => {
  await app.runJobs()
  return app.sent.sms.filter(one => one.phone === phone && !one.body.includes('验证码')).at(-1)?.body ?? ''
}
const filled = (more: Record<string, string | File | string[]> = {}) => ({
  party_id: party,
  name: '独秀山视觉',
  introduction: '本地农产品短视频拍摄和直播，自有摄影棚。',
  team_size: '8',
  'key_people.0.role': '摄影总监',
  'key_people.0.name': '刘芳',
  'key_people.0.about': '农产品',
  'qualifications.0.name': '广播电视节目制作经营许可证',
  'qualifications.0.number': '皖字 0123 号',
  'qualifications.0.valid_until': '2028-06-30',
  'qualifications.0.required': '1',
  'offers.0.item_id': world.items.get('SX-001') ?? '',
  'offers.0.price_fen': '1500',
  'offers.0.price_note': '每条 60 秒以内',
  contact_name: '程志远',
  contact_phone: applicant?.phone ?? '',
  declared: '1',
  'licence:new': picture('营业执照.png'),
  ...more,
})
const apply = (visitor: Visitor, more: Record<string, string | File | string[]> = {}): Promise<Answer> =>
  visitor.submit('/act/admission/apply', filled(more))
const reviewOf = async (visitor: Visitor): Promise<string> => {
  const { contents } = (await visitor.call('GET', '/api/v1/admission_review')).json<{
    contents: Array<{ id: string; admission_id: string; reviewer_id: string; state: string }>
  }>()
  const own = Object.entries(people).find(([, one]) => one === visitor)?.[0] ?? ''
  return contents.find(one => one.admission_id === id && one.reviewer_id === staffId(own))?.id ?? ''
}
const sheet = (mark: number) => ({
  ...Object.fromEntries(['ability', 'record', 'price', 'credit', 'local'].map(key => [key, String(mark)])),
  opinion: `评审意见：值 ${mark} 分。`,
  unbiased: '1',
})
const scores = async (name: string, mark: number): Promise<void> => {
  await does(who(name), `admission_review/give/${await reviewOf(who(name))}`, sheet(mark))
}

describe('applying', () => {
  test('is for firms, with a licence and on their word', async () => {
    const person = await world.citizen('13800000451', '胡小满')
    expect((await person.get('/act/admission/apply')).text).toContain('授权')
    const { 'licence:new': _, ...without } = filled()
    const lacking = await firm.submit('/act/admission/apply', without)
    expect(errorAt(lacking, 'licence')).toContain('营业执照')
    const unsaid = await apply(firm, { declared: '' })
    expect(errorAt(unsaid, 'declared')).toContain('确认')
    const sent = await apply(firm)
    expect(sent.status, sent.page.querySelector('.form-summary')?.textContent).toBe(303)
    id = idIn(sent.location)
    expect(await told(applicant?.phone ?? '')).toContain('5 个工作日内审查材料')
    expect((await apply(firm)).text, 'once').toContain('正在办理')
  })

  test('is nobody else’s to read', async () => {
    const other = await world.citizen('13800000451')
    expect((await other.get(`/my/admissions/${id}`)).status).toBe(404)
    expect((await other.call('GET', `/api/v1/admission/${id}`)).status).toBe(404)
    expect((await world.stranger().get(`/my/admissions/${id}`)).status).toBe(303)
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await (await elsewhere.worker('李卫东')).get(deskPage())).status).toBe(404)
    const papers = filesOn(await who('张涛').get(deskPage()))
    const licence = papers.get('营业执照.png') ?? ''
    expect((await who('张涛').get(licence)).status).toBe(200)
    expect((await other.get(licence)).status).toBe(404)
    expect(await open(), 'nor public').not.toContain('独秀山视觉')
  })

  test('papers go back and come again; meanwhile the clock of the check stands still', async () => {
    await later(2)
    await does(who('张涛'), `admission/return/${id}`, { reason: '许可证照片看不清，请重拍。' })
    expect(await told(applicant?.phone ?? '')).toContain('许可证照片看不清')
    await later(6)
    const again = await firm.submit(`/act/admission/complete/${id}`, {
      ...filled({ 'papers:new': picture('许可证.png') }),
      'licence:new': [],
    })
    expect(again.status, again.page.querySelector('.form-summary')?.textContent).toBe(303)
    // Two of five working days had gone before it was returned.
    expect(await main(who('张涛'), deskPage())).toContain('还剩 3 个工作日')
    expect(filesOn(await who('张涛').get(deskPage())).has('营业执照.png'), 'kept').toBe(true)
  })
})

describe('reviewing', () => {
  test('by as many as the centre asks, none of whom belongs to the firm', async () => {
    expect((await who('陈静').post(`/act/admission/appoint/${id}`, {})).status).toBe(403)
    const form = await who('张涛').get(`/act/admission/appoint/${id}`)
    const offered = form.page.querySelectorAll('input[name=reviewers]').map(one => one.getAttribute('value'))
    expect(offered).toContain(staffId('王敏'))
    expect(offered, 'among its people').not.toContain(staffId('刘芳'))
    const forced = { reviewers: ['王敏', '陈静', '刘芳'].map(staffId) }
    expect((await who('张涛').post(`/act/admission/appoint/${id}`, forced)).status).toBe(422)
    const few = { reviewers: ['王敏', '陈静'].map(staffId) }
    expect((await who('张涛').post(`/act/admission/appoint/${id}`, few)).status).toBe(422)
    await does(who('张涛'), `admission/appoint/${id}`, { reviewers: ['王敏', '陈静', '孙丽'].map(staffId) })
    expect(await main(firm, `/my/admissions/${id}`)).toContain('评审人正在打分')
    expect(await main(firm, `/my/admissions/${id}`), 'without names').not.toContain('孙丽')
  })

  test('what others gave is hidden until one gave one’s own', async () => {
    await scores('王敏', 80)
    expect(await main(who('陈静'), deskPage())).not.toContain('80.0 分')
    expect((await who('陈静').call('GET', `/api/v1/admission_review`)).text).not.toContain('值 80 分')
    expect((await who('刘芳').call('GET', `/api/v1/admission_review`)).text, 'no reviewer').not.toContain(id)
    await scores('陈静', 50)
    expect(await main(who('陈静'), deskPage())).toContain('80.0 分')
    expect(await main(who('张涛'), deskPage()), 'who oversees it').toContain('值 50 分')
    const twice = await who('王敏').post(
      `/act/admission_review/give/${await reviewOf(who('王敏'))}`,
      sheet(90),
    )
    expect(twice.status).toBe(409)
  })

  test('who declares a conflict is replaced, and does not decide either', async () => {
    const review = await reviewOf(who('孙丽'))
    expect((await who('王敏').post(`/act/admission_review/declare/${review}`, {})).status).toBe(403)
    await does(who('孙丽'), `admission_review/declare/${review}`, { reason: '妹妹在这家公司做财务。' })
    expect(await main(who('张涛'), deskPage()), 'it waits').toContain('评审中')
    const form = await who('张涛').get(`/act/admission_review/replace/${review}`)
    const options = form.page.querySelectorAll('#f-reviewer_id option').map(one => one.textContent)
    expect(options).toContain('周健')
    for (const name of ['刘芳', '王敏', '孙丽']) expect(options).not.toContain(name)
    await does(who('张涛'), `admission_review/replace/${review}`, { reviewer_id: staffId('周健') })
    await scores('周健', 68)
    expect(await main(who('李卫东'), deskPage())).toMatch(/待审定.*66\.0 分/s)
    expect((await who('周健').post(`/act/admission/pass/${id}`, {})).status, 'a reviewer').toBe(403)
  })
})

describe('公示', () => {
  let objector: Visitor
  const objection = {
    raised_by: '汪某',
    phone: '13800000441',
    body: '这家去年在邻县拖欠拍摄尾款，请核实其信用。',
  }

  test('shows the firm to everyone, for as long as the centre sets', async () => {
    const short = await who('李卫东').post(`/act/admission/pass/${id}`, { opinion: '同意。', days: '2' })
    expect(errorAt(short, 'days')).toContain('不能小于 5')
    await does(who('李卫东'), `admission/pass/${id}`, { opinion: '同意。', days: '5' })
    expect(await open()).toMatch(/独秀山视觉.*公示到 2026-12-09/s)
    expect(await open(), 'no person').not.toContain('程志远')
  })

  test('an objection stops it; dismissed, the days that were left run on', async () => {
    await later(1)
    objector = await world.citizen('13800000441', '汪建设')
    await does(objector, 'admission_objection/raise', { ...objection, admission_id: id })
    expect(await open()).toContain('公示中止')
    expect(await main(firm, `/my/admissions/${id}`)).not.toContain('汪某')
    await later(20)
    await app.runClock('clock.tick')
    expect(await open(), 'however long it takes').toContain('公示中止')
    const found = (await who('李卫东').get(deskPage())).page.querySelector(
      'a[href^="/act/admission_objection/dismiss/"]',
    )
    const one = idIn(found?.getAttribute('href'))
    expect((await who('刘芳').post(`/act/admission_objection/dismiss/${one}`, {})).status).toBe(404)
    await does(who('李卫东'), `admission_objection/dismiss/${one}`, {
      answer: '尾款已于去年结清，有付款凭证。',
    })
    expect(await told('13800000441')).toContain('尾款已于去年结清')
    // One of five had gone: 2026-12-23 and four working days.
    expect(await open()).toContain('公示到 2026-12-29')
  })

  test('over, the agreement is signed, and it is in the directory with what it offers', async () => {
    await later(7)
    await app.runClock('clock.tick')
    const late = await (await world.device('13800000441')).post('/act/admission_objection/raise', {
      ...objection,
      admission_id: id,
    })
    expect(late.status).toBe(409)
    expect(await told(applicant?.phone ?? '')).toContain('签订服务协议')
    const terms = { agreement: 'FW-2026-09', first_day: '2027-01-01', last_day: '2027-12-31' }
    const unsigned = await who('张涛').post(`/act/admission/sign/${id}`, terms)
    expect(errorAt(unsigned, 'agreement_files')).toContain('协议')
    const sent = await who('张涛').submit(`/act/admission/sign/${id}`, {
      ...terms,
      'agreement_files:new': picture('协议.png'),
    })
    expect(sent.status).toBe(303)
    expect(await main(world.stranger(), '/providers')).toContain('独秀山视觉')
    expect(await main(world.stranger(), `/items/${world.items.get('SX-001')}`)).toContain('独秀山视觉')
    expect(await open()).toMatch(/最近入库.*独秀山视觉/s)
    expect((await world.stranger().get('/providers?q=独秀山视觉')).text).toContain('独秀山视觉')
    expect((await apply(firm)).text).toContain('已在服务商库中')
    const pdf = await who('张涛').file(`${deskPage()}/sheet.pdf`)
    expect(pdf.subarray(0, 5).toString()).toBe('%PDF-')
  })
})

describe('refused', () => {
  test('below the mark nobody lets it pass; it comes again after the days that the centre sets', async () => {
    const other = recipients[4]
    firm = await world.citizen(other?.phone ?? '', other?.contact)
    const visitor = firm
    party = await claims(visitor)
    const form = { party_id: party, name: '栗岗集体电商', 'key_people.0.name': '', contact_name: '潘国庆' }
    id = idIn((await apply(visitor, { ...form, contact_phone: other?.phone ?? '' })).location)
    await does(who('张涛'), `admission/appoint/${id}`, { reviewers: ['王敏', '陈静', '孙丽'].map(staffId) })
    for (const name of ['王敏', '陈静', '孙丽']) await scores(name, 59)
    const passed = await who('李卫东').post(`/act/admission/pass/${id}`, { opinion: '同意。', days: '5' })
    expect(passed.status).toBe(409)
    expect(passed.text).toContain('没有达到通过线 60 分')
    await does(who('李卫东'), `admission/refuse/${id}`, {
      refusal: 'score',
      text: '缺少能核实的案例，积累后再来。',
    })
    expect(await told(other?.phone ?? '')).toMatch(/评审未达标。缺少能核实的案例.*90 天后/)
    expect(await open()).not.toContain('栗岗集体电商')
    expect((await apply(visitor, form)).text).toContain('起可以再申请')
    await later(91)
    firm = await world.device(other?.phone ?? '')
    expect((await apply(firm, form)).status).toBe(303)
  })
})
