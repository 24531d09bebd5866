import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, errorAt, startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.4 The directory: one writes, another lets it out; nothing published is overwritten, and everybody finds it. */
let app: TestApp
let world: World
let writer: Visitor
let reviewer: Visitor
let citizen: Visitor
let item: string
const staffId = (name: string): string => world.staff.get(name)?.staffId ?? ''

const content = {
  name: '直播间搭建指导',
  code: 'CY-900',
  family: 'startup',
  handling: 'consultation',
  summary: '帮您把直播间搭起来，灯光声音都不差。',
  content: '上门查看场地，给出灯光、背景、声音和网络的搭建方案。',
  audience: ['企业', '个人'],
  'steps.0.title': '预约',
  'steps.0.days': '0',
  'steps.1.title': '上门',
  'steps.1.text': '两名技术人员到场',
  'steps.1.days': '3',
  'materials.0.name': '场地照片',
  'materials.0.required': '1',
  price_kind: 'standard',
  price_fen: '300',
  price_unit: '每次',
  promised_days: '5',
}
const opinion = { reason: '内容齐全，同意上架。' }

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  writer = await world.worker('刘芳')
  reviewer = await world.worker('李卫东')
  citizen = await world.citizen('13800000191', '杨雪')
})

const publicly = (path: string): Promise<Answer> => world.stranger().get(path)
/** The form of the item, with its questions as rows. */
const questions = (...rows: Array<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(
    rows.flatMap((row, at) => Object.entries(row).map(([key, value]) => [`fields.${at}.${key}`, value])),
  )

describe('an item', () => {
  test('is written: what is wrong is told at its field, in its row', async () => {
    const post = (changed: Record<string, string>) =>
      writer.post('/act/service_item/create', { ...content, ...changed })
    const priceless = await post({ price_fen: '' })
    expect([priceless.status, errorAt(priceless, 'price_fen')]).toEqual([422, '请填写价格。'])
    expect(errorAt(await post({ code: 'zc1' }), 'code')).toContain('两个大写字母')
    expect(errorAt(await post({ 'steps.1.title': '' }), 'steps.1.title')).toContain('请填写这一项')
    expect((await citizen.post('/act/service_item/create', content)).status).toBe(403)
    item = await does(writer, 'service_item/create', content)
    world.items.set(content.code, item)
  })

  test('its form is designed by staff', async () => {
    const page = await writer.get(`/act/service_item/designForm/${item}`)
    expect(page.status).toBe(200)
    const optionless = await writer.post(
      `/act/service_item/designForm/${item}`,
      questions({ label: '场地类型', kind: 'choice' }),
    )
    expect(errorAt(optionless, 'fields.0.options')).toContain('请写出选项')
    await does(writer, `service_item/designForm/${item}`, {
      ...questions(
        { label: '场地面积', kind: 'number', required: '1', help: '平方米' },
        { label: '场地类型', kind: 'choice', required: '1', options: '自家院子\n门店\n仓库' },
        { label: '想什么时候来', kind: 'future' },
        { label: '预算', kind: 'money' },
        { label: '几间', kind: 'count' },
        { label: '开业日期', kind: 'date' },
      ),
    })
  })

  test('as a draft it is not public', async () => {
    expect((await publicly(`/items/${item}`)).status).toBe(404)
    expect((await publicly('/items')).text).not.toContain('直播间搭建指导')
    expect((await citizen.call('GET', `/api/v1/service_item/${item}`)).status).toBe(404)
    const apply = await citizen.get(`/act/service_case/submit?item_id=${item}`)
    expect(apply.status).toBe(422)
    expect(apply.text).toContain('这项服务已下架')
  })

  test('who wrote it does not let it out, whatever posts they hold', async () => {
    await does(writer, `service_item/submit/${item}`)
    expect((await writer.post(`/act/service_item/publish/${item}`, opinion)).status).toBe(403)
    const posts = (await reviewer.get(`/act/staff/edit/${staffId('刘芳')}`)).page
      .querySelectorAll('input[name=posts]')
      .filter(input => /宣传专员|中心主任/.test(input.closest('label')?.textContent ?? ''))
      .map(input => input.getAttribute('value') ?? '')
    expect(posts).toHaveLength(2)
    await does(reviewer, `staff/edit/${staffId('刘芳')}`, { name: '刘芳', posts })
    const both = await writer.post(`/act/service_item/publish/${item}`, opinion)
    expect(both.status).toBe(403)
    expect(both.text).toContain('编制人除外')
    expect((await writer.post(`/act/service_item/edit/${item}`, content)).status, 'under review').toBe(409)
  })

  test('sent back it is a draft again; approved it is public', async () => {
    await does(reviewer, `service_item/sendBack/${item}`, { reason: '请写明收费依据。' })
    expect((await writer.get(`/desk/items/${item}`)).text).toContain('请写明收费依据。')
    await does(writer, `service_item/edit/${item}`, { ...content, price_note: '按县价格目录收取。' })
    await does(writer, `service_item/submit/${item}`)
    await does(reviewer, `service_item/publish/${item}`, opinion)
    const shown = await publicly(`/items/${item}`)
    for (const word of [
      '直播间搭建指导',
      '¥300',
      '每次',
      '受理后 5 个工作日',
      '按县价格目录收取',
      '场地照片',
      '两名技术人员到场',
    ])
      expect(shown.text, word).toContain(word)
    expect((await publicly('/items')).text).toContain('直播间搭建指导')
  })
})

describe('applying for it', () => {
  const apply = (answers: Record<string, string>) =>
    citizen.submit(`/act/service_case/submit?item_id=${item}`, {
      party_id: '',
      contact_name: '杨雪',
      contact_phone: '13800000191',
      ...Object.fromEntries(Object.entries(answers).map(([key, value]) => [`answers.${key}`, value])),
    })

  test('asks what staff designed, with help, options and kinds', async () => {
    const form = await citizen.get(`/act/service_case/submit?item_id=${item}`)
    for (const word of ['场地面积', '平方米', '自家院子', '想什么时候来', '预算'])
      expect(form.text).toContain(word)
    expect(form.page.querySelector('input[name="answers.q3"]')?.getAttribute('type')).toBe('date')
  })

  test('required ones must be there, and each must be of its kind', async () => {
    const empty = await apply({})
    expect(empty.status).toBe(422)
    expect(errorAt(empty, 'answers.q1')).toContain('请填写这一项')
    expect(errorAt(empty, 'answers.q2')).toContain('请选择一项')
    expect(errorAt(empty, 'answers.q3'), 'not required').toBe('')
    const wrong = await apply({ q1: '很大', q2: '别墅', q3: '2026-13-40', q4: '一千' })
    for (const [field, words] of [
      ['q1', '请填写数字'],
      ['q2', '请从列出的选项中选择'],
      ['q3', '请填写日期'],
      ['q4', '请填写数字'],
    ] as const)
      expect(errorAt(wrong, `answers.${field}`), field).toContain(words)
    const past = await apply({ q1: '99999999999999999999', q3: '2026-11-23', q5: '0', q6: '2020-01-01' })
    const told = ['q1', 'q3', 'q5', 'q6'].map(field => errorAt(past, `answers.${field}`))
    expect(told).toEqual(['请填写数字', '请填写今天或以后的日期', '至少填 1', ''])
    expect(startOf(past, 'answers.q1')).toBe('99999999999999999999')
    const today = await apply({ q3: '2026-11-24', q5: '2' })
    expect(errorAt(today, 'answers.q3') + errorAt(today, 'answers.q5')).toBe('')
    expect(wrong.page.querySelector('#f-answers-q1')?.getAttribute('value')).toBe('很大')
  })
})

describe('a change', () => {
  let old: string

  test('is a new version: until it is approved, the public sees and applies for the old one', async () => {
    old = await applyFor(citizen, world, 'CY-900', { q1: '40', q2: '门店' })
    const changed = {
      ...content,
      price_fen: '380',
      promised_days: '8',
      summary: '搭建直播间，并教会您使用。',
    }
    await does(writer, `service_item/edit/${item}`, changed)
    await does(writer, `service_item/designForm/${item}`, {
      ...questions({ key: 'q1', label: '场地面积（平方米）', kind: 'number', required: '1' }),
    })
    const shown = await publicly(`/items/${item}`)
    expect(shown.text).toContain('¥300')
    expect(shown.text).not.toContain('¥380')
    const desk = await reviewer.get(`/desk/items/${item}`)
    for (const word of ['修订中', '¥300', '¥380', '承诺时限']) expect(desk.text, word).toContain(word)
  })

  test('does not change what the item is: family, code and way of handling stay', async () => {
    for (const [field, value] of [
      ['family', 'training'],
      ['code', 'CY-901'],
      ['handling', 'order'],
    ] as const) {
      const refused = await writer.post(`/act/service_item/edit/${item}`, { ...content, [field]: value })
      expect(refused.status, field).toBe(422)
      expect(errorAt(refused, field)).toContain('已上架')
    }
  })

  test('approved, its history shows both and what differs', async () => {
    await does(writer, `service_item/submit/${item}`)
    expect((await publicly(`/items/${item}`)).text, 'under review').toContain('¥300')
    await does(reviewer, `service_item/publish/${item}`, opinion)
    expect((await publicly(`/items/${item}`)).text).toContain('¥380')
    const history = await publicly(`/items/${item}/history`)
    for (const word of ['第 2 版', '第 1 版', '¥300', '¥380', '5 个工作日', '8 个工作日', '场地类型'])
      expect(history.text, word).toContain(word)
    expect(history.text).not.toContain('两名技术人员到场')
  })

  test('a case of the old version keeps its promise and its form', async () => {
    const counter = await world.worker('陈静')
    await does(counter, `service_case/accept/${old}`, { assignee_id: staffId('王敏') })
    const mine = await citizen.get(`/my/cases/${old}`)
    expect(mine.text).toContain('5 个工作日')
    expect(mine.text).toContain('门店')
    await does(await world.worker('王敏'), `service_case/return/${old}`, { reason: '请补充场地的尺寸。' })
    const form = await citizen.get(`/act/service_case/complete/${old}`)
    expect(form.text).toContain('场地类型')
    expect(form.text).not.toContain('场地面积（平方米）')
    const next = await applyFor(citizen, world, 'CY-900', { q1: '60' })
    expect((await citizen.get(`/my/cases/${next}`)).text).toContain('8 个工作日')
  })

  test('given up, the published one stands', async () => {
    await does(writer, `service_item/edit/${item}`, { ...content, price_fen: '999', promised_days: '8' })
    await does(writer, `service_item/discard/${item}`)
    expect((await publicly(`/items/${item}`)).text).toContain('¥380')
  })
})

describe('withdrawn', () => {
  test('it is gone from directory and search, and cannot be applied for; its cases go on', async () => {
    await does(reviewer, `service_item/withdraw/${item}`, { reason: '设备更新，暂停服务。' })
    for (const path of [`/items/${item}`, `/items/${item}/history`])
      expect((await publicly(path)).status, path).toBe(404)
    const kept = await writer.get(`/desk/items/${item}/history`)
    expect(kept.text, 'staff still read every version').toMatch(/第 2 版.*¥300.*¥380.*第 1 版/s)
    expect((await publicly('/items?q=直播间')).text).not.toContain(item)
    expect((await publicly('/')).text).not.toContain(item)
    expect((await citizen.get(`/act/service_case/submit?item_id=${item}`)).text).toContain('这项服务已下架')
    expect((await citizen.get('/my/cases')).text).toContain('直播间搭建指导')
  })

  test('taken up again it is a draft, and public only once somebody else has approved it', async () => {
    await does(writer, `service_item/restore/${item}`)
    expect((await publicly(`/items/${item}`)).status, 'taken up').toBe(404)
    expect((await writer.post(`/act/service_item/discard/${item}`)).status, 'no way around the review').toBe(
      409,
    )
    const form = await writer.get(`/act/service_item/edit/${item}`)
    expect(form.page.querySelector('#f-price_fen')?.getAttribute('value'), 'what was given up is').toBe('380')
    await does(writer, `service_item/edit/${item}`, { ...content, price_fen: '420' })
    await does(writer, `service_item/submit/${item}`)
    expect((await publicly(`/items/${item}`)).status, 'under review').toBe(404)
    expect((await writer.post(`/act/service_item/publish/${item}`, opinion)).status).toBe(403)
    await does(reviewer, `service_item/publish/${item}`, opinion)
    expect((await publicly(`/items/${item}`)).text).toContain('¥420')
    const history = (await publicly(`/items/${item}/history`)).text
    for (const price of ['¥300', '¥380', '¥420']) expect(history, price).toContain(price)
  })
})
