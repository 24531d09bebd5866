import { unzipSync } from 'fflate'
import sharp from 'sharp'
import { beforeAll, describe, expect, test } from 'vitest'
import { activityFlow } from '#modules/activities'
import { system } from '#platform/ctx'
import { columnsOfAll } from '#platform/publications'
import { publishes } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { everything, publishesNotice, withdrawsNotice } from '../../../test/channels.ts'
import { does, errorAt, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { articleHtml } from './wechat.ts'

/** 5.5 What is made by hand: packages for platforms, the plan, the screen of the hall, and what was read where. */
let app: TestApp
let world: World
let staff: Visitor
let director: Visitor

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  staff = await world.worker('刘芳')
  director = await world.worker('李卫东')
})

test('modules declare what they make public', () => {
  expect(columnsOfAll().map(one => one.code)).toEqual(expect.arrayContaining(everything))
  expect(activityFlow.subject).toBe('activity')
})

describe('a package', () => {
  let notice = ''
  let post = ''
  const body = `办法如下。\n\n<b onclick="alert(1)">补助</b>标准 & 条件\n\n${'每一票补助两元。'.repeat(40)}`

  test('begins with the words of the publication, cut to what the platform takes', async () => {
    notice = await publishesNotice(world, { title: '关于开放 2027 年农村电商物流补助申报的公告', body })
    const address = `/act/channel_post/prepare?subject=notice&publication_id=${notice}&channel=xiaohongshu`
    const form = await staff.get(address)
    const title = form.page.querySelector('input[name=title]')?.getAttribute('value') ?? ''
    expect([...title]).toHaveLength(20)
    expect(title.endsWith('…')).toBe(true)
    const values = {
      channel: 'xiaohongshu',
      subject: 'notice',
      publication_id: notice,
      title,
      body,
      tags: '公告\n#补助',
    }
    expect((await (await world.worker('王敏')).post('/act/channel_post/prepare', values)).status).toBe(403)
    post = await does(staff, 'channel_post/prepare', { ...values, title: `${title}${'长'.repeat(3)}` })
    expect((await staff.post('/act/channel_post/prepare', values)).status, 'once for each platform').toBe(422)
    const stranger = { ...values, channel: 'douyin', publication_id: crypto.randomUUID() }
    expect((await staff.post('/act/channel_post/prepare', stranger)).status).toBe(404)
  })

  test('marks by how much it is too long, and is corrected', async () => {
    const shown = await staff.get(`/desk/channels/posts/${post}`)
    expect(shown.text).toContain('超出 3 字')
    expect(shown.page.querySelectorAll('textarea[readonly]').at(-1)?.textContent).toContain('#公告 #补助')
    await does(staff, `channel_post/edit/${post}`, {
      title: '物流补助开始申报',
      body: '带执照和发票来窗口。',
      tags: '补助',
    })
    expect((await staff.get(`/desk/channels/posts/${post}`)).text).not.toMatch(/超出 \d/)
  })

  test('has its pictures in the sizes of the platform, and a code with its mark', async () => {
    const activity = await publishes(world, { title: '直播带货沙龙' })
    const photo = await sharp({ create: { width: 1600, height: 900, channels: 3, background: '#0b7a5a' } })
      .jpeg()
      .toBuffer()
    const cover = new File([new Uint8Array(photo)], 'cover.jpg', { type: 'image/jpeg' })
    await does(await world.worker('张涛'), `activity/illustrate/${activity}`, {
      'cover:new': cover,
      cover_alt: '直播间',
    }).catch(() =>
      does(staff, `activity/illustrate/${activity}`, { 'cover:new': cover, cover_alt: '直播间' }),
    )
    const id = await does(staff, 'channel_post/prepare', {
      ...{ channel: 'wechat', subject: 'activity', publication_id: activity },
      ...{ title: '直播带货沙龙', summary: '来听听', body: '周五下午两点。' },
    })
    const files = unzipSync(await staff.bytes(`/desk/channels/posts/${id}/pictures.zip`))
    const sizes = await Promise.all(
      Object.entries(files)
        .filter(([name]) => name.endsWith('.jpg'))
        .map(async ([, content]) => {
          const { width, height } = await sharp(content).metadata()
          return `${width}×${height}`
        }),
    )
    expect(sizes.sort()).toEqual(['500×500', '900×383'])
    expect(Object.keys(files)).toContain('二维码.png')
    expect((await staff.get(`/desk/channels/posts/${id}`)).text).toContain(`/via/wechat/activity/${activity}`)
  })

  test('for WeChat is text in styles of its own, whatever the text looks like', async () => {
    const html = await world.at(system, app.clock.now, async ctx =>
      articleHtml(ctx, { title: '标题"><script>', body: `一、怎么申报\n\n${body}` }),
    )
    expect(html).not.toMatch(/<script|<b |onclick="|class=/)
    expect(html).toContain('&lt;b onclick=&quot;alert(1)&quot;&gt;')
    for (const [element] of html.matchAll(/<(?:p|h2|section)\b[^>]*>/g)) expect(element).toContain('style="')
    expect(html).toContain('<h2')
  })

  test('ends with the link that was posted, with who and when; figures are proved and kept apart', async () => {
    const bad = await staff.post(`/act/channel_post/record/${post}`, {
      url: 'javascript:alert(1)',
      posted_on: '2026-11-24',
    })
    expect(errorAt(bad, 'url')).not.toBe('')
    const future = await staff.post(`/act/channel_post/record/${post}`, {
      ...{ url: 'https://www.xiaohongshu.com/explore/1', posted_on: '2026-12-24' },
    })
    expect(future.status).toBe(422)
    await does(staff, `channel_post/record/${post}`, {
      ...{ url: 'https://www.xiaohongshu.com/explore/1', posted_on: '2026-11-24' },
    })
    const unproved = await staff.post(`/act/channel_post/report/${post}`, {
      on_day: '2026-11-24',
      readings: '1200',
    })
    expect(errorAt(unproved, 'screenshots')).not.toBe('')
    await does(staff, `channel_post/report/${post}`, {
      ...{ on_day: '2026-11-24', readings: '1200', 'screenshots:new': picture('a.png') },
    })
    const list = (await staff.get('/desk/channels/posts')).text
    for (const word of ['刘芳', '小红书', '2026-11-24']) expect(list).toContain(word)
    expect(list).toMatch(/1,?200/)
    const csv = (await staff.get('/desk/channels/posts?format=csv')).text
    expect(csv).toContain('https://www.xiaohongshu.com/explore/1')
    expect((await staff.get('/desk/channels/readings')).text).toMatch(/1,?200/)
  })

  test('of what is withdrawn has to be taken down there: a task, until somebody did', async () => {
    await withdrawsNotice(director, notice)
    await app.runJobs()
    expect((await staff.get(`/desk/channels/posts/${post}`)).text).toContain('待撤下')
    expect((await staff.get('/desk')).text).toContain('小红书：关于开放')
    await does(staff, `channel_post/remove/${post}`, { reason: '已在后台删除。' })
    expect((await staff.get(`/desk/channels/posts/${post}`)).text).toContain('已撤下')
  })
})

describe('a reading', () => {
  let notice = ''
  const counted = async (): Promise<string[]> =>
    (await staff.get(`/desk/channels/publications/notice/${notice}`)).page
      .querySelectorAll('table')
      .at(-1)
      ?.querySelectorAll('td')
      .map(cell => cell.textContent) ?? []
  const reads = (code: string, agent = 'Mozilla/5.0 (phone 1)') =>
    world.stranger().request(`/via/${code}/notice/${notice}`, { headers: { 'user-agent': agent } })

  test('is counted by its channel, once a reader and day, and leads to the page', async () => {
    notice = await publishesNotice(world, { title: '数一数谁来读' })
    const led = await reads('wechat')
    expect([led.status, led.location, led.headers.getSetCookie()]).toEqual([302, `/notices/${notice}`, []])
    await reads('wechat')
    await reads('wechat', 'Mozilla/5.0 (phone 2)')
    await reads('mail')
    await reads('mail', 'Googlebot/2.1')
    await staff.get(`/via/mail/notice/${notice}`)
    expect((await counted()).map(Number).reduce((a, b) => a + b, 0)).toBe(3)
    app.clock.addDays(1)
    staff = await world.worker('刘芳')
    director = await world.worker('李卫东')
    await reads('wechat')
    expect((await counted()).map(Number).reduce((a, b) => a + b, 0)).toBe(4)
  })

  test('leaves nothing that leads to a reader, and next day not even that', async () => {
    const kept = () =>
      world.at(system, app.clock.now, ctx => ctx.db.selectFrom('channel_reader').selectAll().execute())
    expect(JSON.stringify(await kept())).not.toMatch(/phone|Mozilla|127\.0/)
    app.clock.addDays(1)
    staff = await world.worker('刘芳')
    director = await world.worker('李卫东')
    await app.runClock('channel.digest')
    expect(await kept()).toEqual([])
  })

  test('of what is not public, by no channel, or of another centre leads nowhere', async () => {
    for (const wrong of [
      'nonsense/notice',
      'wechat/post',
      'wechat/staff',
      '__proto__/notice',
      'wechat/__proto__',
    ])
      expect((await world.stranger().get(`/via/${wrong}/${notice}`)).status, wrong).toBe(404)
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await elsewhere.stranger().get(`/via/wechat/notice/${notice}`)).status).toBe(404)
    await withdrawsNotice(director, notice)
    expect((await reads('wechat')).status).toBe(404)
  })
})

describe('a plan', () => {
  const plan = { title: '年货节预热', column_code: 'notice', channels: ['portal', 'wechat'], remark: '' }
  test('stands in its month beside days off, is somebody’s task, and late when its day is over', async () => {
    const assignee_id = world.staff.get('刘芳')?.staffId ?? ''
    const past = await staff.post('/act/publicity_plan/plan', { ...plan, assignee_id, on_day: '2026-11-01' })
    expect(errorAt(past, 'on_day')).not.toBe('')
    const id = await does(staff, 'publicity_plan/plan', { ...plan, assignee_id, on_day: '2026-12-04' })
    const month = await staff.get('/desk/channels/plans?month=2026-12')
    expect(month.text).toContain('年货节预热')
    expect(month.page.querySelectorAll('td.rest').length, 'eight weekend days of December 2026').toBe(8)
    expect((await staff.get('/desk')).text).toContain('年货节预热')
    app.clock.addDays(20)
    staff = await world.worker('刘芳')
    expect((await staff.get(`/desk/channels/plans/${id}`)).text).toContain('已逾期')
    const notice = await publishesNotice(world, { title: '年货节预热公告' })
    await does(staff, `publicity_plan/finish/${id}`, { publication: `notice ${notice}` })
    const done = await staff.get(`/desk/channels/plans/${id}`)
    for (const word of ['已完成', '年货节预热公告']) expect(done.text).toContain(word)
    expect((await staff.get('/desk/channels/plans?month=2026-12&format=csv')).text).toContain(
      '年货节预热公告',
    )
  })
})

describe('the screen of the hall', () => {
  test('turns its pages without a script and names nobody', async () => {
    const first = await world.stranger().get('/screen')
    expect(first.headers.get('refresh')).toMatch(/^20; url=\/screen\?page=2$/)
    expect(first.page.querySelectorAll('script')).toHaveLength(0)
    expect(first.text).toContain('0556-000 0012')
    let path = '/screen?page=1'
    const seen = new Set<string>()
    while (!seen.has(path)) {
      seen.add(path)
      const shown = await world.stranger().get(path)
      expect(shown.status).toBe(200)
      expect(shown.text).not.toMatch(/1[3-9]\d{9}|刘芳|李卫东/)
      path = /url=(.+)$/.exec(shown.headers.get('refresh') ?? '')?.[1] ?? ''
    }
    expect(seen.size).toBeGreaterThanOrEqual(4)
    expect((await world.stranger().get('/screen?page=99')).status).toBe(200)
  })

  test('shows what staff chose', async () => {
    director = await world.worker('李卫东')
    staff = await world.worker('刘芳')
    const form = {
      name: '东墙电视',
      parts: ['today'],
      columns: ['notice'],
      seconds: '30',
      words: '请到一楼取号',
    }
    expect((await (await world.worker('王敏')).post('/act/hall_screen/set', form)).status).toBe(403)
    const id = await does(staff, 'hall_screen/set', form)
    const shown = await world.stranger().get(`/screen/${id}`)
    for (const word of ['今天没有活动', '请到一楼取号']) expect(shown.text).toContain(word)
    expect(shown.headers.get('refresh')).toBe(`30; url=/screen/${id}?page=1`)
    await does(staff, `hall_screen/switchOff/${id}`)
    expect((await world.stranger().get(`/screen/${id}`)).status).toBe(404)
  })
})
