import { beforeAll, describe, expect, test } from 'vitest'
import { type Answer, type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 公告: one writes, another lets it out (先审后发); what is written is text, whatever it looks like. */
let app: TestApp
let world: World
let writer: Visitor
let director: Visitor
let id: string
const notice = {
  title: '关于开放 2027 年物流补助申报的公告',
  body: '申报时间为 2027 年 1 月 4 日至 29 日。\n\n请携带营业执照和运费发票到窗口办理。',
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  writer = await world.worker('刘芳')
  director = await world.worker('李卫东')
})

const publicly = (path: string): Promise<Answer> => world.stranger().get(path)
/** Where the public would come across it. */
const places = ['/notices', '/']

describe('a notice', () => {
  test('is written by those with that duty', async () => {
    expect((await director.post('/act/notice/write', notice)).status).toBe(403)
    const citizen = await world.citizen('13800000201', '杨雪')
    expect((await citizen.post('/act/notice/write', notice)).status).toBe(403)
    const short = await writer.post('/act/notice/write', { title: '补助', body: '请来' })
    expect([errorAt(short, 'title'), errorAt(short, 'body')]).toEqual(['至少填写 4 个字', '至少填写 10 个字'])
    id = await does(writer, 'notice/write', notice)
  })

  test('until it is approved the public does not find it', async () => {
    for (const step of ['draft', 'review']) {
      for (const path of [`/notices/${id}`, `/api/v1/notice/${id}`])
        expect((await (await world.citizen('13800000201')).get(path)).status, `${step} ${path}`).toBe(404)
      for (const path of places)
        expect((await publicly(path)).text, `${step} ${path}`).not.toContain(notice.title)
      if (step === 'draft') await does(writer, `notice/submit/${id}`)
    }
    expect((await director.get('/desk')).text, 'it waits for the director').toContain(notice.title)
  })

  test('who wrote it does not let it out, even where she also approves those of others', async () => {
    const refused = await writer.post(`/act/notice/publish/${id}`)
    expect(refused.status).toBe(403)
    expect(refused.text).toContain('审核发布公告')
    await alsoDirector('刘芳')
    const both = await writer.post(`/act/notice/publish/${id}`)
    expect(both.status).toBe(403)
    expect(both.text).toContain('起草人除外')
    const other = await does(await world.worker('刘芳'), 'notice/write', {
      ...notice,
      title: '另一则公告的草稿',
    })
    expect((await director.post(`/act/notice/publish/${other}`)).status, 'no review was asked for').toBe(409)
  })

  /** Gives somebody the director's post besides her own. */
  async function alsoDirector(name: string): Promise<void> {
    const staff = world.staff.get(name)?.staffId
    const posts = (await director.get(`/act/staff/edit/${staff}`)).page
      .querySelectorAll('input[name=posts]')
      .filter(input => /宣传专员|中心主任/.test(input.closest('label')?.textContent ?? ''))
      .map(input => input.getAttribute('value') ?? '')
    expect(posts).toHaveLength(2)
    await does(director, `staff/edit/${staff}`, { name, posts })
  }

  test('sent back with a reason it is changed and sent again', async () => {
    expect((await writer.post(`/act/notice/edit/${id}`, notice)).status, 'under review').toBe(409)
    await does(director, `notice/sendBack/${id}`, { reason: '请写明补助标准。' })
    expect((await writer.get(`/desk/notices/${id}`)).text).toContain('请写明补助标准。')
    await does(writer, `notice/edit/${id}`, { ...notice, body: `${notice.body}\n\n每票补助 2 元。` })
    await does(writer, `notice/submit/${id}`)
  })

  test('approved it is public: in the list, on the front page, under its own address, in paragraphs', async () => {
    app.clock.addDays(0.01)
    await does(director, `notice/publish/${id}`)
    const shown = await publicly(`/notices/${id}`)
    expect(shown.text).toContain('每票补助 2 元。')
    expect(shown.text).toContain('2026-11-24')
    expect(shown.page.querySelectorAll('.notice-body p')).toHaveLength(3)
    for (const path of places) expect((await publicly(path)).text, path).toContain(`/notices/${id}`)
    expect((await writer.post(`/act/notice/edit/${id}`, notice)).status, 'as it was approved').toBe(409)
  })

  test('the newest stands first', async () => {
    const titles = (await publicly('/notices')).page.querySelectorAll('.link-list a')
    expect(titles[0]?.textContent).toBe(notice.title)
    expect(titles.length).toBe(2)
  })

  test('withdrawn it is gone everywhere, and stays at the workbench with the reason', async () => {
    expect(
      (await (await world.worker('陈静')).post(`/act/notice/withdraw/${id}`, { reason: '数字有误' })).status,
    ).toBe(403)
    await does(director, `notice/withdraw/${id}`, { reason: '补助标准有误，另行公告。' })
    expect((await publicly(`/notices/${id}`)).status).toBe(404)
    for (const path of places) expect((await publicly(path)).text, path).not.toContain(notice.title)
    const desk = await writer.get(`/desk/notices/${id}`)
    for (const word of ['已撤回', '补助标准有误，另行公告。', '每票补助 2 元。'])
      expect(desk.text).toContain(word)
    expect((await director.post(`/act/notice/publish/${id}`)).status).toBe(409)
  })
})

describe('what looks like HTML', () => {
  const tricks = [
    '<script>alert(1)</script>',
    '<img src=x onerror=alert(1)>',
    '<a href="javascript:alert(1)">点我</a>',
    '"><svg/onload=alert(1)>',
    '</p></div><iframe src="//evil.test"></iframe>',
  ]

  test('is shown as it was typed, and runs nowhere', async () => {
    const sly = { title: `补助 ${tricks[0]}`, body: `请注意以下内容：\n\n${tricks.join('\n\n')}` }
    const trap = await does(await world.worker('刘芳'), 'notice/write', sly)
    await does(writer, `notice/submit/${trap}`)
    await does(director, `notice/publish/${trap}`)
    for (const path of [
      `/notices/${trap}`,
      '/notices',
      '/',
      `/desk/notices/${trap}`,
      '/desk/notices',
      `/act/notice/edit/${trap}`,
    ]) {
      const shown = await (path.startsWith('/desk') || path.startsWith('/act')
        ? director
        : world.stranger()
      ).get(path)
      const scripts = shown.page
        .querySelectorAll('script')
        .filter(one => one.getAttribute('type') !== 'application/ld+json' || one.innerHTML.includes('<'))
        .filter(one => one.textContent.includes('alert'))
      expect(scripts, path).toHaveLength(0)
      expect(
        shown.page.querySelectorAll('iframe, [onerror], [onload], a[href^="javascript:"], img[src=x]'),
        path,
      ).toHaveLength(0)
    }
    const body = (await publicly(`/notices/${trap}`)).page.querySelector('.notice-body')?.textContent ?? ''
    for (const trick of tricks) expect(body, 'every character is there').toContain(trick)
    const policy = (await publicly(`/notices/${trap}`)).headers.get('content-security-policy') ?? ''
    expect(policy).toContain("default-src 'self'")
    expect(policy).not.toMatch(/(default|script)-src[^;]*unsafe/)
  })
})
