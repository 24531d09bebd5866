import { spawnSync } from 'node:child_process'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { applyFor, does, errorAt, idIn } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.5.1, 4.5.2 A regulation says what the program does, and the program does what the regulation says. */
let app: TestApp
let world: World
let director: Visitor
let writer: Visitor
let counter: Visitor
let bureau: Visitor
let stranger: Visitor
let id: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
  writer = await world.worker('刘芳')
  counter = await world.worker('陈静')
  bureau = await world.worker('周健')
  stranger = world.stranger()
})

const main = async (who: Visitor, path: string): Promise<string> =>
  ((await who.get(path)).page.querySelector('main')?.textContent ?? '').replaceAll(/\s+/g, ' ')
/** One article as a page shows it. */
const article = async (who: Visitor, path: string, rank: number): Promise<string> =>
  ((await who.get(path)).page.querySelector(`#a-${rank}`)?.textContent ?? '').replaceAll(/\s+/g, ' ')
/** A minute later: what happens in one instant has no order. */
const later = () => {
  app.clock.now = new Date(app.clock.now.getTime() + 60_000)
}
const open = () => `/regulations/${id}`
const desk = () => `/desk/regulations/${id}`

const text = {
  kind: 'supervision',
  name: '办件时限监督办法',
  'articles.0.heading': '受理',
  'articles.0.body': '中心自收到申请之日起 {case.accept.days}内决定是否受理。',
  'articles.1.heading': '态度',
  'articles.1.body': '工作人员应当耐心、礼貌。',
}

describe('a regulation', () => {
  test('is written by one whose duty it is, and names only limits that exist', async () => {
    expect((await counter.get('/act/regulation/write')).status).toBe(403)
    expect((await stranger.post('/act/regulation/write', text)).location).toContain('/sign-in')
    const wrong = await writer.submit('/act/regulation/write', {
      ...text,
      'articles.0.body': '在 {case.accept.dais}内受理。',
    })
    expect(wrong.status).toBe(422)
    expect(errorAt(wrong, 'articles.0.body')).toContain('没有叫“case.accept.dais”的时限')
    const written = await writer.submit('/act/regulation/write', text)
    expect(written.status, written.text.slice(0, 400)).toBe(303)
    id = idIn(written.location)
    expect(await article(writer, desk(), 1), 'the limit with its unit').toContain('1 个工作日内决定是否受理')
    expect(await article(writer, desk(), 2)).toContain('没有绑定到程序，靠人执行')
  })

  test('is approved by another, with number, name and day, and only then public', async () => {
    await does(writer, `regulation/submit/${id}`)
    expect((await stranger.get(open())).status).toBe(404)
    expect((await writer.post(`/act/regulation/approve/${id}`, { number: '1 号' })).status).toBe(403)
    const past = await director.submit(`/act/regulation/approve/${id}`, {
      ...{ number: '怀电商〔2026〕3 号', effective_from: '2026-11-23' },
    })
    expect(errorAt(past, 'effective_from')).toContain('不能早于今天')
    await does(director, `regulation/approve/${id}`, { number: '怀电商〔2026〕3 号' })
    const page = await main(stranger, open())
    for (const words of [
      '办件时限监督办法',
      '怀电商〔2026〕3 号',
      '李卫东 2026-11-24',
      '2026-11-24 起',
      '第一条',
      '1 个工作日内决定',
    ])
      expect(page).toContain(words)
    expect(page, 'what is for staff').not.toContain('靠人执行')
    expect(await main(stranger, '/regulations')).toContain('办件时限监督办法')
    expect((await stranger.get('/')).text).toContain('href="/regulations"')
    expect((await counter.get('/desk/search?q=办件时限监督')).text).toContain(`/go/regulation/${id}`)
    expect((await stranger.get(desk())).location).toContain('/sign-in')
  })

  test('is not approved by whoever wrote it, not even a director', async () => {
    const own = idIn(
      (await director.submit('/act/regulation/write', { ...text, name: '主任自拟制度' })).location,
    )
    await does(director, `regulation/submit/${own}`)
    const refused = await director.post(`/act/regulation/approve/${own}`, { number: '怀电商〔2026〕4 号' })
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('编写人除外')
    const taken = await bureau.submit(`/act/regulation/approve/${own}`, { number: '怀电商〔2026〕3 号' })
    expect(errorAt(taken, 'number')).toContain('这个文号已用于《办件时限监督办法》')
    await does(bureau, `regulation/sendBack/${own}`, { reason: '与现行办法重复' })
  })

  test('is none of the neighbour’s', async () => {
    const neighbour = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const other = await neighbour.worker('李卫东')
    for (const path of [open(), desk(), `${desk()}/wall.pdf`])
      expect((await other.get(path)).status).toBe(404)
    expect((await other.post(`/act/regulation/abolish/${id}`, { reason: '不要了' })).status).toBe(404)
    expect(await main(other, '/desk/regulations')).not.toContain('办件时限监督办法')
  })
})

/** A consultation asked for today, and how long the counter has to accept it. */
async function asked(phone: string): Promise<{ id: string; due: string }> {
  const citizen = await world.citizen(phone, '杨雪')
  const made = await applyFor(citizen, world, 'ZX-001', { question: '有没有物流补助？' })
  const shown = await main(counter, `/desk/cases/${made}`)
  return { id: made, due: /今天到期|还剩 \d+ 个工作日/.exec(shown)?.[0] ?? '' }
}

describe('a limit', () => {
  const setting = '/act/setting_change/make?code=case.accept.days'

  test('that is changed in the settings stands in the regulation at once, with its history', async () => {
    later()
    await director.submit(setting, { value: '2' })
    expect(await article(stranger, open(), 1)).toContain('2 个工作日内决定是否受理')
    const page = await main(stranger, open())
    expect(page).toContain('第一条的受理时限由 1 个工作日 改为 2 个工作日2026-11-24')
    expect(await main(counter, desk()), 'staff read who').toContain(
      '第一条的受理时限由 1 个工作日 改为 2 个工作日李卫东，2026-11-24',
    )
    await director.submit('/act/setting_change/make?code=case.quote.days', { value: '4' })
    expect(await main(stranger, open()), 'what it is not bound to').not.toContain('报价时限')
  })

  test('that is changed in the regulation changes the setting, and so the next deadline', async () => {
    const form = `/act/regulation/changeLimit/${id}?code=case.accept.days`
    expect((await director.get(desk())).text).toContain(form)
    expect((await writer.get(desk())).text).not.toContain('changeLimit')
    expect((await writer.get(form)).status).toBe(403)
    expect((await director.get(`/act/regulation/changeLimit/${id}?code=case.quote.days`)).status).toBe(404)
    expect((await director.get(form)).text).toContain('「办件」的「受理」随之改变')
    later()
    const unsure = await director.submit(form, { value: '3' })
    expect(errorAt(unsure, 'agreed')).toContain('勾选确认')
    expect((await asked('13800000511')).due).toBe('还剩 2 个工作日')
    const done = await director.submit(form, { value: '3', agreed: '1' })
    expect(done.location).toBe(desk())
    expect(await main(director, '/desk/settings')).toContain('受理时限：2 个工作日 → 3 个工作日')
    expect(await main(director, '/desk/journal?flow=setting_change')).toContain('2 个工作日 → 3 个工作日')
    expect(await article(stranger, open(), 1)).toContain('3 个工作日内决定是否受理')
    expect(await main(stranger, open())).toContain('由 2 个工作日 改为 3 个工作日')
    expect((await asked('13800000512')).due).toBe('还剩 3 个工作日')
    const wrong = await director.submit(form, { value: '0', agreed: '1' })
    expect(errorAt(wrong, 'value')).toContain('不能小于 1')
  })
})

describe('a new version', () => {
  const form = () => `/act/regulation/editArticle/${id}?article=1`

  test('binds an article to a clock and a step, while the old text holds', async () => {
    const edit = {
      article: '1',
      heading: '受理与告知',
      body: '中心自收到申请之日起 {办件·受理时限}内决定是否受理，并告知申请人。',
      'bindings.0.code': 'clock:service_case.accept',
      'bindings.1.code': 'step:service_case.accept',
    }
    const shown = (await writer.get(form())).page
    expect(shown.querySelector('textarea')?.textContent, 'by its name').toContain('{办件·受理时限}内决定')
    expect(shown.querySelector('select[name="bindings.0.code"] option[selected]'), 'by itself').toBeNull()
    expect((await writer.submit(`${form()}1`, edit).catch(() => null))?.status ?? 404, 'no 11th').toBe(404)
    const unknown = await writer.submit(form(), { ...edit, 'bindings.0.code': 'clock:service_case.nap' })
    expect(errorAt(unknown, 'bindings.0.code')).toContain('请从列出的选项中选择')
    const saved = await writer.submit(form(), edit)
    expect(saved.status, saved.text.slice(0, 300)).toBe(303)
    expect(await article(stranger, open(), 1)).not.toContain('告知申请人')
    const draft = await article(writer, `${desk()}?version=2`, 1)
    for (const words of [
      '告知申请人',
      '时限 · 办件 · 受理',
      '限 3 个工作日',
      '由负责「受理办件」的人员（申请人除外）办理，办完转为「办理中」',
    ])
      expect(draft).toContain(words)
    later()
    await does(writer, `regulation/submit/${id}`)
    await does(director, `regulation/approve/${id}`, { number: '怀电商〔2026〕5 号' })
    expect(await article(stranger, open(), 1)).toContain('并告知申请人')
  })

  test('replaces the old one, which stays readable as it was', async () => {
    later()
    await director.submit('/act/setting_change/make?code=case.accept.days', { value: '1' })
    const page = await main(stranger, open())
    expect(page).toContain('第 2 版（现行）')
    expect(page).toContain('怀电商〔2026〕3 号 · 2026-11-24 至 2026-11-24')
    expect(page).toContain('由 3 个工作日 改为 1 个工作日')
    expect(page, 'what was changed before is the old text’s').not.toContain('由 1 个工作日 改为 2 个工作日')
    const old = await main(stranger, `${open()}?version=1`)
    expect(old).toContain('这是旧版')
    expect(old, 'the limit that held then').toContain('3 个工作日内决定是否受理。')
    expect(old).toContain('由 1 个工作日 改为 2 个工作日')
    for (const none of ['3', '0', 'x'])
      expect((await stranger.get(`${open()}?version=${none}`)).status).toBe(404)
    expect(await main(writer, desk())).toContain('与前一版比较（1 处不同）')
  })

  test('that is being written is nobody’s but the staff’s, and can be dropped', async () => {
    await writer.submit(form(), { article: '1', heading: '受理', body: '尽快受理，不设时限。' })
    expect((await stranger.get(`${open()}?version=3`)).status).toBe(404)
    await does(writer, `regulation/discard/${id}`)
    expect((await writer.get(`${desk()}?version=3`)).status).toBe(404)
    expect(await article(stranger, open(), 1)).toContain('并告知申请人')
  })
})

describe('how well it is kept', () => {
  const wangmin = () => world.staff.get('王敏')?.staffId ?? ''
  const accept = (one: string) => does(counter, `service_case/accept/${one}`, { assignee_id: wangmin() })

  test('is told once there are five, and counts what was in time', async () => {
    const open1: string[] = []
    for (let n = 0; n < 4; n++) open1.push((await asked(`1380000052${n}`)).id)
    for (const one of open1) await accept(one)
    await app.runJobs()
    const few = await article(counter, desk(), 1)
    expect(few).toContain('近 90 天不足 5 件，不计按时率')
    expect(few).toContain('现在没有超期')
    expect(few).toContain('近 90 天 4 次')
    const late = await asked('13800000525')
    app.clock.addDays(7)
    director = await world.worker('李卫东')
    counter = await world.worker('陈静')
    const overdue = await counter.get(desk())
    expect(overdue.page.querySelector('#a-1')?.textContent).toContain('现在超期 3 件')
    expect(overdue.text).toContain(`/go/service_case/${late.id}`)
    writer = await world.worker('刘芳')
    const unseen = await writer.get(desk())
    expect(unseen.page.querySelector('#a-1')?.textContent).toContain('现在超期 3 件')
    expect(unseen.text, 'whoever may not open it gets no link').not.toContain('/go/service_case/')
    await accept(late.id)
    const told = await article(counter, desk(), 1)
    expect(told).toContain('近 90 天 5 件，按时 80%')
    expect(told).toContain('现在超期 2 件')
    expect(told).toContain('近 90 天 5 次')
  })

  test('forgets what is older than the window', async () => {
    app.clock.addDays(95)
    counter = await world.worker('陈静')
    const told = await article(counter, desk(), 1)
    expect(told).toContain('近 90 天不足 5 件')
    expect(told).toContain('近 90 天 0 次')
  })
})

describe('on paper', () => {
  const readsPdf = spawnSync('pdftotext', ['-v']).status === 0
  test.runIf(readsPdf)('it holds number, title and every article, as large as asked for', async () => {
    for (const paper of ['a4', 'a3']) {
      const document = await counter.file(`${desk()}/wall.pdf?paper=${paper}`)
      const said = String(
        spawnSync('pdftotext', ['-layout', '-', '-'], { input: document }).stdout,
      ).replaceAll(/\s+/g, '')
      for (const words of [
        '怀宁县电子商务公共服务中心',
        '怀电商〔2026〕5号',
        '办件时限监督办法',
        '第一条',
        '1个工作日内决定是否受理，并告知申请人。',
        '第二条',
        '工作人员应当耐心、礼貌。',
        '2026年11月24日起施行',
        '批准：李卫东2026-11-24',
      ])
        expect(said, paper).toContain(words)
      expect(document.toString('latin1')).toMatch(paper === 'a4' ? /\[0 0 595/ : /\[0 0 841[\d.]* 1190/)
    }
  })
})
