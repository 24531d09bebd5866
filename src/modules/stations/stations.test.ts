import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, filesOn, idIn, picture, startOf } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.3.3 A village station from the application to the closing, and what its head writes down every day. */
let app: TestApp
let world: World
let director: Visitor
let matcher: Visitor
let bureau: Visitor
let head: Visitor
let stranger: Visitor
let station: string
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app, { division: '340822' })
  await staffSignIn()
  head = await world.citizen('13800000601', '凌桂生')
  stranger = app.visitor(world.host)
})

/** Sessions of staff last hours, not days. */
async function staffSignIn(): Promise<void> {
  director = await world.worker('李卫东')
  matcher = await world.worker('张涛')
  bureau = await world.worker('周健')
}
const pass = (days: number): Promise<void> => {
  app.clock.addDays(days)
  return staffSignIn()
}
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const smsTo = (phone: string): string =>
  app.sent.sms
    .filter(one => one.phone === phone)
    .map(one => one.body)
    .join('\n')

const application = {
  ...{ code: 'ZD-001', name: '凌桥村电商服务站', place: '340822100201', address: '凌桥村部一楼' },
  ...{ head_name: '凌桂生', head_phone: '13800000601', phone: '0556-460 0001', hours: '每天 8:00–18:00' },
  offers: ['代买', '代卖'],
}
const counts = { buy_count: '3', buy_fen: '120', sell_count: '0', parcel_count: '20', errand_count: '1' }

describe('a station', () => {
  test('is applied for by one, approved by another, built and seen by a third', async () => {
    expect((await (await world.worker('陈静')).get('/act/station/apply')).status, 'whose duty it is').toBe(
      403,
    )
    const form = await matcher.get('/act/station/apply')
    expect(startOf(form, 'code'), 'the next code is suggested').toBe('ZD-001')
    const villages = form.page
      .querySelectorAll('select[name=place] option')
      .map(one => one.getAttribute('value'))
    application.place = villages.find(code => code?.startsWith('340822100') && code.length === 12) ?? ''
    const made = await matcher.submit('/act/station/apply', {
      ...application,
      keeper_id: world.staff.get('张涛')?.staffId ?? '',
      position: '116.8302，30.7351',
      'photos:new': picture('门头.png'),
      'papers:new': picture('申请表.png'),
    })
    expect(made.status, made.page.querySelector('.form-summary')?.textContent).toBe(303)
    station = idIn(made.location)
    const own = await matcher.post(`/act/station/approve/${station}`)
    expect(own.status, 'nobody approves what they applied for').toBe(403)
    await does(director, `station/approve/${station}`)
    await app.runJobs()
    expect(smsTo('13800000601')).toContain('「凌桥村电商服务站」建站申请已批准')
    await does(matcher, `station/requestAcceptance/${station}`, { reason: '装修完工，设备到位。' })
    const same = await matcher.post(`/act/station/accept/${station}`)
    expect(same.status, 'who asks for it does not accept it').toBe(403)
    const bare = await bureau.submit(`/act/station/accept/${station}`, { remarks: '符合要求。' })
    expect(errorAt(bare, 'photos')).toContain('请拍摄现场照片')
    expect((await stranger.get(`/stations/${station}`)).status, 'not open yet').toBe(404)
    const opened = await bureau.submit(`/act/station/accept/${station}`, {
      ...{ remarks: '门头、设备、制度上墙均符合要求。', 'photos:new': picture('验收.png') },
    })
    expect(opened.status).toBe(303)
  })

  test('is found by everybody, by the name of the village, with its telephone but not with its head', async () => {
    const list = await stranger.get('/stations?q=%E5%87%8C%E6%A1%A5')
    expect(list.text).toContain('凌桥村电商服务站')
    expect(list.page.querySelector('main a[href^="tel:"]')?.getAttribute('href')).toBe('tel:0556-4600001')
    expect(await main(stranger, '/stations?q=不存在的村')).toContain('没有找到这样的服务站')
    const page = await stranger.get(`/stations/${station}`)
    expect(page.text).toContain('高河镇')
    expect(page.text).toContain('还没有登记过业务')
    for (const secret of ['凌桂生', '13800000601']) expect(list.text + page.text).not.toContain(secret)
    expect(await main(matcher, '/desk/search?q=凌桥村'), 'and by staff').toContain('凌桥村电商服务站')
    const [photo] = page.page.querySelectorAll('.thumbs a')
    expect((await stranger.get(photo?.getAttribute('href') ?? '')).status, 'photos are public').toBe(200)
    expect(page.page.querySelectorAll('.thumbs a').length, 'the papers are not').toBe(2)
    const papers = [...filesOn(await director.get(`/desk/stations/${station}`))].find(
      ([name]) => name === '申请表.png',
    )
    const desk = (await director.get(`/desk/stations/${station}`)).page
    const all = desk.querySelectorAll('.thumbs a').map(one => one.getAttribute('href') ?? '')
    expect(all.length, String(papers)).toBe(3)
    const hidden = all.at(-1) ?? ''
    expect((await director.get(hidden)).status).toBe(200)
    expect((await stranger.get(hidden)).status).toBe(404)
  })

  test('is taken over by whoever holds the phone that the centre noted, and by nobody else', async () => {
    const other = await world.citizen('13800000602', '何家旺')
    expect((await other.post(`/act/station/claim/${station}`)).status).toBe(404)
    expect(await main(other, '/my/station')).toContain('您现在没有管理服务站')
    expect(await main(head, '/my')).toContain('您登记为「凌桥村电商服务站」的站长')
    await does(head, `station/claim/${station}`, { _back: '/my/station' })
    expect(await main(head, '/my')).toContain('我的服务站')
    expect(await main(head, '/my/station')).toContain('登记今天的日报')
    expect((await head.post(`/act/station/claim/${station}`)).status, 'once').toBe(409)
  })
})

describe('what the head writes down', () => {
  test('is one entry a day, zero or not; a day without one says so', async () => {
    await pass(6)
    const page = '/act/station_entry/enter'
    expect(startOf(await head.get(page), 'day')).toBe('2026-11-30')
    expect((await head.submit(page, { ...counts, day: '2026-11-30' })).status).toBe(303)
    const again = await head.submit(page, { ...counts, day: '2026-11-30' })
    expect(errorAt(again, 'day')).toContain('已经登记过')
    expect(errorAt(await head.submit(page, { ...counts, day: '2026-12-01' }), 'day')).toContain('还没有到')
    expect(errorAt(await head.submit(page, { ...counts, day: '2026-11-20' }), 'day')).toContain(
      '2026-11-24 开始运营',
    )
    expect((await head.submit(page, { day: '2026-11-29' })).status, 'nothing to do is an entry too').toBe(303)
    const month = await main(head, '/my/station')
    expect(month).toContain('11 月 30 日 星期一 代买 3 单 ¥120.00 · 快递 20 件 · 便民 1 单')
    expect(month).toContain('11 月 29 日 星期日 当天没有业务')
    expect(month).toContain('11 月 28 日 星期六 没有记录')
    expect(month).toContain('这个月有 5 天没有记录')
    expect(await main(stranger, `/stations/${station}`)).toContain('最近登记 11 月 30 日')
  })

  test('later needs a reason and is marked 补录; within some days it needs none', async () => {
    const page = '/act/station_entry/enter?day=2026-11-25'
    const late = { ...counts, day: '2026-11-25' }
    expect(errorAt(await head.submit(page, late), 'late_reason')).toContain('算补录')
    expect((await head.submit(page, { ...late, late_reason: '外出进货' })).status).toBe(303)
    expect((await head.submit(page, { ...counts, day: '2026-11-27', late_reason: '不是补录' })).status).toBe(
      303,
    )
    const shown = await main(matcher, `/desk/stations/${station}`)
    expect(shown).toContain('11 月 25 日 星期三 补录')
    expect(shown).toContain('补录原因：外出进货（2026-11-30')
    expect(shown, 'three days back are in time').not.toContain('不是补录')
  })

  test('is corrected with the former figures kept', async () => {
    const link = (await head.get('/my/station')).page.querySelector('a[href*="/act/station_entry/correct/"]')
    const entry = idIn(link?.getAttribute('href'))
    const path = `/act/station_entry/correct/${entry}`
    expect((await director.get(path)).status, 'staff do not write for the station').toBe(403)
    const same = await head.submit(path, { ...counts, reason: '核对' })
    expect(same.status).toBe(422)
    expect(same.text).toContain('数字没有变化')
    const changed = await head.submit(path, {
      ...counts,
      buy_count: '4',
      buy_fen: '150.5',
      reason: '漏了一单',
    })
    expect(changed.status).toBe(303)
    const told = await main(head, `/my/station/entries/${entry}`)
    expect(told).toContain('代买 3 改为 4，代买金额 ¥120.00 改为 ¥150.50（漏了一单）')
    expect(await main(matcher, `/desk/stations/entries/${entry}`)).toContain('代买 3 改为 4')
    expect(await main(matcher, `/desk/stations/${station}`)).toContain('更正过')
    const other = await world.citizen('13800000602')
    expect((await other.get(`/my/station/entries/${entry}`)).status).toBe(404)
    expect((await other.post(path, { ...counts, reason: '试试' })).status).toBe(404)
  })

  test('is summed by month and station, and leaves as a file', async () => {
    const page = await main(director, '/desk/stations/figures')
    expect(page).toContain('4/7 天')
    expect(page).toContain('合计')
    const csv = await director.get('/desk/stations/figures?month=2026-11&format=csv')
    expect(csv.text).toMatch(/凌桥村电商服务站,高河镇,4\/7,10,/)
    expect(csv.text).toContain('390.50')
    const register = await director.get('/desk/stations?format=csv')
    expect(register.text).toMatch(/凌桥村电商服务站,ZD-001,村级,/)
    expect(register.text).toContain('13800000601')
    expect((await (await world.worker('陈静')).get('/desk/stations?format=csv')).text).toContain(
      '138****0601',
    )
  })

  test('by several phones at once stands there once', async () => {
    await pass(3)
    const phones = [head, await world.device('13800000601'), await world.device('13800000601')]
    for (const day of ['2026-12-01', '2026-12-02', '2026-12-03']) {
      const entry = { ...counts, day }
      const sent = await Promise.all(phones.map(who => who.post('/act/station_entry/enter', entry)))
      expect(sent.map(one => one.status).sort()).toEqual([303, 422, 422])
    }
    expect((await main(head, '/my/station')).split('12 月 1 日').length).toBe(2)
  })
})

describe('the end', () => {
  test('a new head takes over; the former sees nothing any more, at once', async () => {
    const change = { head_name: '何家旺', head_phone: '13800000602', reason: '原站长外出务工' }
    await does(director, `station/changeHead/${station}`, change)
    expect(await main(head, '/my/station')).toContain('您现在没有管理服务站')
    expect((await head.post('/act/station_entry/enter', { ...counts, day: '2026-11-26' })).status).toBe(403)
    await app.runJobs()
    expect(smsTo('13800000601')).toContain('不再担任')
    expect(smsTo('13800000602')).toContain('您已担任')
    const next = await world.citizen('13800000602')
    await does(next, `station/claim/${station}`, { _back: '/my/station' })
    expect(await main(next, '/my/station?month=2026-11'), 'what was written down goes along').toContain(
      '代买 4 单',
    )
  })

  test('closing has a reason; the public sees it no more, the head still reads', async () => {
    const next = await world.citizen('13800000602')
    await does(director, `station/close/${station}`, { reason: '村部拆迁，与邻村站合并。' })
    expect((await stranger.get(`/stations/${station}`)).status).toBe(404)
    expect(await main(director, '/desk/search?q=凌桥村')).not.toContain('凌桥村电商服务站')
    const own = await main(next, '/my/station')
    expect(own).toContain('站点已撤销')
    expect(own).toContain('村部拆迁，与邻村站合并。')
    expect((await next.post('/act/station_entry/enter', { ...counts, day: '2026-12-01' })).status).toBe(409)
  })

  test('another centre knows nothing of it', async () => {
    const neighbour = await newCentre(app, { name: '邻县电子商务公共服务中心' })
    const there = await neighbour.worker('李卫东')
    expect((await there.get(`/desk/stations/${station}`)).status).toBe(404)
    expect(await main(there, '/desk/stations')).toContain('没有服务站点')
    expect(await main(app.visitor(neighbour.host), '/stations')).toContain('还没有公布服务站')
    const form = await there.get('/act/station/apply')
    expect(
      form.page.querySelector('input[name=level]'),
      'no divisions shipped: only the level',
    ).not.toBeNull()
  })
})
