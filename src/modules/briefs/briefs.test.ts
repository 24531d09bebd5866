import { strFromU8, unzipSync } from 'fflate'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { briefOf, fieldsAt, tell } from '../../../test/briefs.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { reportersAre } from '../../../test/reporting.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { settleKinds } from './settle.ts'

/** 5.6.2 A monthly report, from the figures to its adoption: written, checked, signed, numbered, sent, received, corrected. */
let app: TestApp
let world: World
let writer: Visitor
let checker: Visitor
let director: Visitor
let bureau: Visitor
let id: string

const textOf = (answer: Answer): string =>
  answer.page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const page = (of = id): string => `/desk/briefs/${of}`
const mainOf = async (who: Visitor, path = page()): Promise<string> => textOf(await who.get(path))

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await world.at((await import('#platform/ctx')).system, app.clock.now, settleKinds)
  // October: 126 cases were handed in, 112 in September, 130 a year ago.
  await tell(app, world, 'cases.submitted', { '2026-10': 126, '2026-09': 112, '2025-10': 130 })
  await arrive()
})

/** Everybody signs in anew: sessions end when days go by. */
async function arrive(): Promise<void> {
  writer = await world.worker('张涛')
  checker = await world.worker('王敏')
  director = await world.worker('李卫东')
  bureau = await world.worker('周健')
}

describe('a monthly report', () => {
  test('begins with sentences and a table of the figures, which are frozen', async () => {
    id = await briefOf(app, world, writer, 'monthly', '2026-10')
    const text = await mainOf(writer)
    expect(text).toContain('2026年10月工作月报')
    expect(text).toContain('本月，提交办件 126 件，环比增长 12.5%，同比下降 3.1%。')
    expect(text, 'honest where there is nothing').toMatch(/网上商品零售额、网上服务零售额.*暂无数据。/)
    expect(text).toContain('意向、合同、成交分别统计，互不相加。')
    const link = (await writer.get(page())).page
      .querySelectorAll('td a')
      .find(a => a.textContent === '提交办件')
    expect(link?.getAttribute('href')).toBe('/desk/indicators/cases.submitted?kind=month&period=2026-10')
    expect((await writer.get(link?.getAttribute('href') ?? '')).status).toBe(200)
  })

  test('there is one of a kind and period', async () => {
    const again = await writer.get('/act/brief/start')
    expect(again.text).toContain('月报 · 2026 年 9 月')
    expect(again.text).not.toContain('月报 · 2026 年 10 月')
  })

  test('shows which figures have changed since, and takes them anew without touching what was written', async () => {
    await does(writer, `brief/edit/${id}`, {
      ...(await fieldsOf(writer)),
      'sections.s2.text': '蓝莓集中上市，对接企业十二家。',
      'sections.s5.text': '举办直播培训一场。',
      'sections.s6.text': '没有需要协调的事项。下月做好年货节筹备。',
    })
    await tell(app, world, 'cases.submitted', { '2026-10': 140 })
    expect(await mainOf(writer)).toMatch(
      /取数后有 1 个数变了.*提交办件：文稿里是「126 件」（初步数），现为「140 件」/,
    )
    expect(await mainOf(writer), 'the brief itself stays').toContain('提交办件 126 件')
    await does(writer, `brief/refresh/${id}`)
    const text = await mainOf(writer)
    expect(text).toContain('提交办件 140 件，环比增长 25%，同比增长 7.7%。')
    expect(text).toContain('蓝莓集中上市，对接企业十二家。')
    expect(text).not.toContain('取数后有')
  })

  test('is not handed on as the program wrote it, or with a part unwritten', async () => {
    const weekly = await briefOf(app, world, writer, 'weekly', await lastWeek())
    const refused = await writer.post(`/act/brief/submit/${weekly}`)
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('初稿是系统写的')
    await does(writer, `brief/edit/${weekly}`, await fieldsOf(writer, weekly))
    const open = await writer.post(`/act/brief/submit/${weekly}`)
    expect(open.status).toBe(422)
    expect(open.text).toContain('还没有写好：「下周安排」')
    await does(writer, `brief/drop/${weekly}`, { reason: '本周并入月报。' })
  })

  test('is checked by another and signed by a third, with reasons when it comes back', async () => {
    expect((await bureau.get(page())).status, 'what was not sent is the centre’s own').toBe(404)
    await does(writer, `brief/submit/${id}`)
    expect((await writer.post(`/act/brief/pass/${id}`)).status, 'its writer').toBe(403)
    await does(checker, `brief/sendBack/${id}`, { reason: '第二部分写上合同金额。' })
    expect(await mainOf(writer)).toContain('第二部分写上合同金额。')
    await does(writer, `brief/edit/${id}`, {
      ...(await fieldsOf(writer)),
      'sections.s2.text': '蓝莓集中上市，对接企业十二家，合同金额见下表。',
    })
    const compared = await writer.get(page())
    expect(
      compared.page
        .querySelectorAll('ins')
        .map(ins => ins.textContent)
        .join(''),
    ).toContain('合同')
    await does(writer, `brief/submit/${id}`)
    await does(checker, `brief/pass/${id}`)
    expect((await checker.post(`/act/brief/sign/${id}`)).status, 'has not the duty').toBe(403)
    await does(director, `brief/sign/${id}`)
    expect(await mainOf(writer)).toContain('第1期')
  })

  test('is sent to the bureau, which receives it; figures of another centre are nobody’s', async () => {
    await does(writer, `brief/send/${id}`)
    expect(await mainOf(bureau)).toContain('蓝莓集中上市')
    expect((await director.post(`/act/brief/receive/${id}`)).status).toBe(403)
    await does(bureau, `brief/receive/${id}`)
    expect(await mainOf(writer)).toContain('已签收')
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await (await other.worker('李卫东')).get(page())).status).toBe(404)
    expect((await world.stranger().get(page())).status).toBe(303)
  })

  test('is corrected by a new version only; the bureau reads the old one until it is sent the new', async () => {
    expect((await writer.post(`/act/brief/edit/${id}`, await fieldsOf(writer))).status).toBe(409)
    await does(writer, `brief/correct/${id}`, { reason: '对接企业应为十三家。' })
    await does(writer, `brief/edit/${id}`, {
      ...(await fieldsOf(writer)),
      'sections.s2.text': '蓝莓集中上市，对接企业十三家，合同金额见下表。',
    })
    await does(writer, `brief/submit/${id}`)
    await does(checker, `brief/pass/${id}`)
    await does(director, `brief/sign/${id}`)
    expect(await mainOf(bureau)).toContain('对接企业十二家')
    expect(await mainOf(bureau, `${page()}?version=2`), 'nor by asking').toContain('对接企业十二家')
    await does(writer, `brief/send/${id}`)
    const text = await mainOf(bureau)
    expect(text).toContain('对接企业十三家')
    expect(text).toContain('对接企业应为十三家。')
    expect(text, 'the number stays').toContain('第1期')
    expect(await mainOf(writer, `${page()}?version=1`)).toContain('对接企业十二家')
  })

  test('adoptions count once another has seen the proof', async () => {
    const asked = { brief_id: id, level: 'city', unit: '安庆市商务局', publication: '安庆商务信息' }
    const today = { adopted_on: dayIn(app.clock.now) }
    const bare = await writer.post('/act/brief_adoption/record', { ...asked, ...today })
    expect(errorAt(bare, 'proof')).toContain('请上传凭据')
    const early = { ...asked, adopted_on: '2026-01-02', link: 'https://example.cn/35' }
    expect(errorAt(await writer.post('/act/brief_adoption/record', early), 'adopted_on')).toContain(
      '不能早于签发日',
    )
    await does(writer, 'brief_adoption/record', {
      ...asked,
      ...today,
      link: 'https://example.cn/35',
      instruction: '1',
    })
    expect(await mainOf(writer, '/desk/briefs/adoptions')).toContain('采用 0 篇')
    const adoption = await adoptionOf(id)
    expect((await writer.post(`/act/brief_adoption/confirm/${adoption}`)).status).toBe(403)
    await does(checker, `brief_adoption/confirm/${adoption}`)
    expect(await mainOf(director, '/desk/briefs/adoptions')).toContain('报送 1 篇，采用 1 篇，采用率 100%')
    await does(writer, 'brief_dispatch/record', {
      ...{ brief_id: id, unit: '县委办公室', way: 'paper', sent_on: dayIn(app.clock.now) },
    })
    expect(await mainOf(bureau)).toMatch(/县委办公室 · 纸质送达/)
  })
})

describe('on paper', () => {
  test('Word: margins, lines and characters of the page, the red line, the number outside', async () => {
    const parts = unzipSync(await writer.bytes(`${page()}/brief.docx`))
    const xml = strFromU8(parts['word/document.xml'] as Uint8Array)
    // 37 mm and 28 mm in twentieths of a point; 225 mm in 22 lines.
    expect(xml).toContain('w:top="2098"')
    expect(xml).toContain('w:left="1587"')
    expect(xml).toMatch(/<w:docGrid w:type="linesAndChars" w:linePitch="579" w:charSpace="-8\d\d"\/>/)
    expect(xml).toMatch(/<w:bottom w:val="single" w:color="C00000"/)
    expect(xml).toMatch(/方正小标宋简体.*怀宁县电子商务公共服务中心工作月报/)
    expect(xml).toContain('二、服务办理情况')
    expect(xml).toMatch(/抄送：|2026年\d+月\d+日印发/)
    const feet = ['word/footer1.xml', 'word/footer2.xml'].map(name => strFromU8(parts[name] as Uint8Array))
    expect(feet.join()).toMatch(/w:val="right"/)
    expect(feet.join()).toMatch(/w:val="left"/)
    expect(strFromU8(parts['word/settings.xml'] as Uint8Array)).toContain('evenAndOddHeaders')
  })

  test('PDF', async () => {
    const file = await bureau.bytes(`${page()}/brief.pdf`)
    expect(Buffer.from(file.subarray(0, 5)).toString()).toBe('%PDF-')
  })
})

describe('by itself', () => {
  test('a brief opens on its day, once, and the calendar tells of it before', async () => {
    expect(await mainOf(director, '/desk/briefs/calendar?month=2026-12'), 'the 12th is a Saturday').toMatch(
      /12 月 14 日 星期一月报（2026 年 11 月） 到期自动开始中心 → 主管部门 · 工作信息/,
    )
    app.clock.now = new Date('2026-12-03T09:00:00+08:00')
    await arrive()
    await app.runClock('brief.open')
    await app.runClock('brief.open')
    const text = await mainOf(director, '/desk/briefs')
    expect(text.match(/2026年11月工作月报/g)).toHaveLength(1)
    expect(await mainOf(director, '/desk/briefs/calendar?month=2026-12')).toMatch(/2026年11月工作月报 进行中/)
    app.clock.now = new Date('2026-12-20T09:00:00+08:00')
    await arrive()
    expect(await mainOf(director, '/desk/briefs/calendar?month=2026-12')).toMatch(/2026年11月工作月报 已逾期/)
  })

  test('the one calendar tells of reports too: who owes whom what, on working days', async () => {
    await reportersAre(app, world, [])
    const text = await mainOf(
      await world.worker('刘芳'),
      '/desk/briefs/calendar?month=2027-01&source=reporting',
    )
    expect(text).toMatch(/1 月 5 日 星期二.*企业电商月报（2026 年 12 月） 到期自动开始企业等填报单位 → 中心/)
    expect(text, 'narrowed down').not.toContain('工作月报')
  })
})

describe('kinds', () => {
  test('are changed by a new version that another approves; an indicator must be in the dictionary', async () => {
    const kind = await kindOf('monthly')
    const fields = await fieldsAt(writer, `/act/brief_kind/revise?of_id=${kind}`)
    const changed = { ...fields, of_id: kind, reason: '增加电商培训合格率。', doc_prefix: '怀电商服' }
    const wrong = await writer.post('/act/brief_kind/revise', {
      ...changed,
      'sections.0.shows': '提交办件\n网红数',
    })
    expect(wrong.status).toBe(422)
    expect(wrong.text).toContain('指标字典里没有「网红数」')
    const next = await does(writer, 'brief_kind/revise', {
      ...changed,
      'sections.0.shows': '提交办件\n办结办件',
    })
    await does(writer, `brief_kind/submit/${next}`)
    await does(director, `brief_kind/approve/${next}`, { opinion: '同意修订。' })
    expect(await mainOf(writer, `/desk/briefs/kinds/${kind}`)).toContain('已停用')
    expect(await mainOf(writer, `/desk/briefs/kinds/${next}`)).toContain('怀电商服')
  })
})

const dayIn = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
const lastWeek = async () => (await import('./rhythms.ts')).lastSpan('week', dayIn(app.clock.now)).code

const fieldsOf = (who: Visitor, of = id) => fieldsAt(who, `/act/brief/edit/${of}`)

const adoptionOf = async (brief: string): Promise<string> =>
  (
    await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('brief_adoption').select('id').where('brief_id', '=', brief).executeTakeFirstOrThrow(),
    )
  ).id
const kindOf = async (code: string): Promise<string> =>
  (
    await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('brief_kind')
        .select('id')
        .where('code', '=', code)
        .where('state', '=', 'active')
        .executeTakeFirstOrThrow(),
    )
  ).id
