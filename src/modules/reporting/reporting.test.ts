import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import { type Firms, firmsOf } from '../../../test/orders.ts'
import { colleague, reportersAre, roundOf, salesOf, sheetOf } from '../../../test/reporting.ts'
import { sheet as workbook, workbookAt } from '../../../test/sheets.ts'
import { newCentre, providers, recipients, type World } from '../../../test/world.ts'

/** 5.6.2 A form goes out and comes back by phone, workbook and paper; it is signed, and nobody else’s. */
let app: TestApp
let world: World
let firms: Firms
let round: string
const parties: string[] = []
const sheets: string[] = []

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  firms = await firmsOf(world)
  parties.push(
    ...providers.slice(0, 3).map(one => world.parties.get(one.name) as string),
    world.parties.get(recipients.find(one => one.kind !== 'person')?.name ?? '') as string,
  )
  await reportersAre(app, world, parties, parties.slice(1, 3))
  round = await roundOf(app, world, 'Q1', '2026-10')
  for (const party of parties) sheets.push(await sheetOf(app, world, round, party))
})

const textOf = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
/** A row of a form, as it is typed. */
const itemOf = (n: number, label: string) => ({
  ...{ [`items.${n}.code`]: `0${n + 1}`, [`items.${n}.label`]: label },
  ...{ [`items.${n}.kind`]: 'whole', [`items.${n}.unit`]: '箱' },
})
const fillPage = (n: number) => `/act/report/fill/${sheets[n]}`

test('a form is drafted from a rule that can be read, and holds once somebody else has checked it', async () => {
  const matcher = await world.worker('张涛')
  const form = {
    ...{ code: 'Q7', title: '冷库月报', about: '由有冷库的单位填报，按出入库台账。', reporters: 'party' },
    ...{ frequency: 'month', columns: '本期' },
    ...itemOf(0, '入库量'),
    ...itemOf(1, '出库量'),
    ...{ 'rules.0.weight': 'soft', 'rules.0.says': '出库一般不多于入库' },
  }
  const wrong = await matcher.post('/act/report_form/draft', { ...form, 'rules.0.text': '02 <= 09' })
  expect(wrong.status).toBe(422)
  expect(wrong.text).toContain('没有 09 这一格')
  const id = await does(matcher, 'report_form/draft', { ...form, 'rules.0.text': '02 ≤ 01' })
  await does(matcher, `report_form/submit/${id}`)
  expect((await matcher.post(`/act/report_form/approve/${id}`, { opinion: '可以执行。' })).status).toBe(403)
  const director = await world.worker('李卫东')
  await does(director, `report_form/approve/${id}`, { opinion: '口径清楚，可以执行。' })
  const again = await matcher.get(`/act/report_form/revise?of_id=${id}`)
  expect(again.text, 'a new version starts with what holds').toContain('出库一般不多于入库')
  const next = await does(matcher, 'report_form/revise', {
    ...{ of_id: id, reason: '增加损耗一行，摸清冷库管理水平。' },
    ...Object.fromEntries(Object.entries(form).filter(([name]) => name !== 'code')),
    ...{ 'rules.0.text': '02 ≤ 01' },
  })
  await does(matcher, `report_form/submit/${next}`)
  await does(director, `report_form/approve/${next}`, { opinion: '同意这样修订。' })
  expect(await textOf(director, `/desk/reports/forms/${id}`)).toContain('已停用')
  expect(await textOf(director, '/desk/reports/forms')).toMatch(/冷库月报第 2 版/)
})

describe('a sheet on the phone', () => {
  test('is found with what to do; what does not agree is told at its field and blocks', async () => {
    expect(await textOf(firms.firm(0), '/my/reports')).toMatch(
      /企业电商月报（2026 年 10 月） 待填报.*已过截止日/,
    )
    expect(await textOf(firms.firm(0), `/my/reports/${sheets[0]}`)).toContain('三处签字')
    const wrong = await firms.firm(0).submit(fillPage(0), {
      ...salesOf(1000, { c01_1: '1250' }),
      filler_name: '方磊',
    })
    expect(wrong.status).toBe(422)
    expect(errorAt(wrong, 'c01_1')).toContain(
      '审核关系 1：网络零售额等于商品类与服务类之和（01 ＝ 02 ＋ 03）：现在左边是 1,250.00 元，右边是 1,200.00 元，相差 50.00 元',
    )
    expect(wrong.page.querySelector('#f-c02_1')?.getAttribute('value'), 'what was typed stays').toBe('1000')
  })

  test('what is unusual asks for a reason right below its figure', async () => {
    const odd = { ...salesOf(1000, { c07_1: '5000' }), filler_name: '方磊' }
    const asked = await firms.firm(0).submit(fillPage(0), odd)
    expect(asked.status).toBe(422)
    expect(errorAt(asked, 'why_c07_1')).toContain('直播结算额一般不多于网络零售额')
    const names = asked.page.querySelectorAll('input, textarea').map(input => input.getAttribute('name'))
    expect(names.indexOf('why_c07_1')).toBe(names.indexOf('c07_1') + 1)
    await does(firms.firm(0), `report/fill/${sheets[0]}`, {
      ...odd,
      why_c07_1: '含上月直播、本月才结算到账的款。',
    })
  })

  test('is kept as a draft on the way, and found on another device', async () => {
    const draft = await firms.firm(1).post(`/draft/report/fill/${sheets[1]}`, { c01_1: '777', _keep: '1' })
    expect(draft.status).toBe(303)
    const device = await world.device(providers[1]?.phone as string)
    const page = await device.get(fillPage(1))
    expect(page.page.querySelector('#f-c01_1')?.getAttribute('value')).toBe('777')
  })

  test('is signed by three people; one alone only where the centre allows small ones, and that is shown', async () => {
    const sign = (who: Visitor, step: string, name: string) =>
      who.post(`/act/report/${step}/${sheets[0]}`, { name })
    const same = await sign(firms.firm(0), 'signStats', '别人的名')
    expect(errorAt(same, 'name')).toContain('要由另一个人签')
    const stats = await colleague(app, world, '13800000771', '丁会计', parties[0] as string)
    const copied = await sign(stats, 'signStats', '方磊')
    expect(errorAt(copied, 'name'), 'another phone, but the same name').toContain('要由另一个人签')
    expect((await sign(stats, 'signStats', '丁会计')).status).toBe(303)
    expect(errorAt(await sign(stats, 'signHead', '丁会计'), 'name')).toContain('要由另一个人签')
    const head = await colleague(app, world, '13800000772', '汪经理', parties[0] as string)
    expect((await sign(head, 'signHead', '汪经理')).status).toBe(303)
    expect(await textOf(head, `/my/reports/${sheets[0]}`)).toMatch(
      /待审核.*填表人方磊.*统计负责人丁会计.*单位负责人汪经理/,
    )
    const refused = await firms.firm(0).post(`/act/report/fill/${sheets[0]}`, {
      ...salesOf(900),
      ...{ filler_name: '方磊', all_mine: '1' },
    })
    expect(refused.status, 'it lies with the auditor').toBe(409)
  })
})

describe('by the workbook', () => {
  const upload = (who: Visitor, n: number, file: File) =>
    who.post(`/my/reports/${sheets[n]}/sheet`, { sheet: file })

  test('downloaded, filled in, sent: read as the draft, and signed after a look', async () => {
    const { rows } = await workbookAt(firms.firm(1), `/my/reports/${sheets[1]}/sheet.xlsx`)
    expect(rows[0]).toEqual(['行号', '指标', '计量单位', '本期'])
    const typed: Record<string, string> = {
      '01': '2200',
      '02': '2000',
      '03': '200',
      '04': '1000',
      '05': '120',
      '10': '6',
    }
    const filled = rows
      .slice(1)
      .map(([code = '', item = '', unit = '']) => [code, item, unit, typed[code] ?? ''])
    const sent = await upload(firms.firm(1), 1, await workbook(filled, rows[0] as string[]))
    expect(sent.status).toBe(303)
    const form = await firms.firm(1).get(sent.location as string)
    expect(form.page.querySelector('#f-c01_1')?.getAttribute('value')).toBe('2200')
    await does(firms.firm(1), `report/fill/${sheets[1]}`, {
      ...salesOf(2000, { c07_1: '' }),
      ...{ filler_name: '查会计', all_mine: '1' },
    })
    expect(await textOf(firms.firm(1), `/my/reports/${sheets[1]}`)).toMatch(
      /待审核.*小型单位，由同一人签了多处/,
    )
  })

  test('what is wrong with it is told row by row, and nothing of it is taken', async () => {
    const head = ['行号', '指标', '计量单位', '本期']
    const wrong = await upload(
      firms.firm(2),
      2,
      await workbook(
        [
          ['01', '网络零售额', '元', '一千'],
          ['02', '商品', '元', '-5'],
          ['03', '服务', '元', '1.005'],
          ['05', '订单', '单', '3.5'],
          [10, '从业人数', '人', 7],
          ['10', '从业人数', '人', '8'],
          ['77', '没有的', '元', '1'],
        ],
        head,
      ),
    )
    expect(wrong.status).toBe(422)
    const text = wrong.page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
    for (const words of ['201 网络零售额“一千”不是数字', '不能小于 0', '最多两位小数', '请填整数（单）'])
      expect(text).toContain(words)
    expect(text).toContain('10 这一行写了两次')
    expect(text).toContain('没有“77”这一行')
    expect(text).toMatch(/缺这一行04 农产品网络零售额这一行必填/)
    const page = await firms.firm(2).get(fillPage(2))
    expect(page.page.querySelector('#f-c10_1')?.getAttribute('value') ?? '').toBe('')
  })

  test('hostile files are refused in words', async () => {
    const files = [
      new File(['not a workbook'], '报表.xlsx'),
      new File([], '空.xlsx'),
      new File([new Uint8Array(3 * 1024 * 1024)], '大.xlsx'),
      await workbook(
        [['=1+1', '@SUM(A1)', '元', '=HYPERLINK("http://x")']],
        ['行号', '指标', '计量单位', '本期'],
      ),
      await workbook([['a', 'b']], ['别的', '列']),
    ]
    for (const file of files) {
      const answer = await upload(firms.firm(2), 2, file)
      expect(answer.status, file.name).toBe(422)
      expect(answer.page.querySelector('.alert-danger'), file.name).toBeTruthy()
    }
    expect((await firms.firm(2).post(`/my/reports/${sheets[2]}/sheet`, { sheet: 'no file' })).status).toBe(
      422,
    )
  })
})

test('on paper: typed by staff with its picture, and audited by another', async () => {
  const matcher = await world.worker('张涛')
  const typed = {
    ...salesOf(500, { c07_1: '100' }),
    ...{ filler_name: '小查', stats_name: '小查', head_name: '查老板' },
  }
  const enter = `/act/report/enter/${sheets[2]}`
  expect(errorAt(await matcher.post(enter, typed), 'paper')).toContain('纸质表照片')
  await does(matcher, `report/enter/${sheets[2]}`, { ...typed, 'paper:new': picture('月报.png') })
  expect((await matcher.post(`/act/report/approve/${sheets[2]}`)).status).toBe(403)
  const director = await world.worker('李卫东')
  const typedBy = (name: string) =>
    app.kernel.database.write({ centre: world.id }, db =>
      db
        .updateTable('report')
        .set({ entered_by: world.staff.get(name)?.staffId ?? null })
        .where('id', '=', sheets[2] as string)
        .execute(),
    )
  await typedBy('李卫东')
  const own = await director.post(`/act/report/approve/${sheets[2]}`)
  expect(own.status, 'whoever typed it does not audit it, whatever their duties').toBe(403)
  await typedBy('张涛')
  await does(director, `report/return/${sheets[2]}`, { reason: '第 06 行场次请核对。' })
  expect(await textOf(firms.firm(2), `/my/reports/${sheets[2]}`)).toContain('第 06 行场次请核对')
  await does(matcher, `report/enter/${sheets[2]}`, {
    ...typed,
    c06_1: '4',
    'paper:new': picture('月报二.png'),
  })
  expect(await textOf(director, `/desk/reports/sheets/${sheets[2]}`)).toContain('按签字盖章的纸质报表代录')
})

test('a firm’s sheet is nobody else’s: not another firm’s, not of staff without that duty; looks are written down', async () => {
  const other = firms.firm(1)
  expect((await other.get(`/my/reports/${sheets[1]}`)).status, 'its own').toBe(200)
  for (const path of [
    `/my/reports/${sheets[0]}`,
    `/my/reports/${sheets[0]}/sheet.xlsx`,
    `/act/report/fill/${sheets[0]}`,
    `/act/report_correction/ask?report_id=${sheets[0]}&cell=c01_1`,
    `/api/v1/report/${sheets[0]}`,
    `/go/report/${sheets[0]}`,
  ])
    expect((await other.get(path)).status, path).toBe(path.startsWith('/api/v1/report_c') ? 409 : 404)
  expect((await other.post(`/my/reports/${sheets[0]}/sheet`, {})).status).toBe(404)
  const listed = (await other.call('GET', '/api/v1/report')).json<{ contents: Array<{ id: string }> }>()
  expect(listed.contents.map(one => one.id)).toEqual([sheets[1]])
  const adviser = await world.worker('刘芳')
  for (const path of [
    `/desk/reports/sheets/${sheets[0]}`,
    '/desk/reports/sheets',
    '/desk/reports/corrections',
  ])
    expect((await adviser.get(path)).status, path).toBe(403)
  expect((await adviser.get(`/api/v1/report/${sheets[0]}`)).status).toBe(404)
  expect((await adviser.get('/desk/reports')).status, 'sums are for everybody there').toBe(200)
  const director = await world.worker('李卫东')
  await director.get(`/desk/reports/sheets/${sheets[0]}`)
  await app.kernel.looks.flush()
  const looks = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('access_log')
      .select('what')
      .where('record_id', '=', sheets[0] as string)
      .limit(10)
      .execute(),
  )
  expect(looks.map(look => look.what)).toContain('查看统计报表')
})
