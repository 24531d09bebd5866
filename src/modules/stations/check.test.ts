import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.3.3 督查: a check that fails is mended and verified by somebody else, or a person decides whether to close. */
let app: TestApp
let world: World
let director: Visitor
let matcher: Visitor
let caller: Visitor
let bureau: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await staffSignIn()
})

async function staffSignIn(): Promise<void> {
  director = await world.worker('李卫东')
  matcher = await world.worker('张涛')
  caller = await world.worker('孙丽')
  bureau = await world.worker('周健')
}
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const lastSms = (phone: string): string => app.sent.sms.findLast(one => one.phone === phone)?.body ?? ''

let codes = 0
/** A station that is open, with its head. */
async function openStation(phone: string, name: string): Promise<{ id: string; head: Visitor }> {
  codes++
  const id = await does(matcher, 'station/apply', {
    ...{ code: `ZD-10${codes}`, name, level: 'village', address: '村部一楼', position: '116.83,30.73' },
    ...{ head_name: '站长', head_phone: phone, keeper_id: world.staff.get('张涛')?.staffId ?? '' },
  })
  await does(director, `station/approve/${id}`)
  await does(matcher, `station/requestAcceptance/${id}`, { reason: '已建好，请验收。' })
  const accept = { remarks: '符合要求。', 'photos:new': picture('a.png') }
  expect((await bureau.submit(`/act/station/accept/${id}`, accept)).status).toBe(303)
  const head = await world.citizen(phone, '站长本人')
  await does(head, `station/claim/${id}`, { _back: '/my/station' })
  return { id, head }
}

const scores = (premises: number, capability: number, results: number, villagers: number) => ({
  ...{ premises: String(premises), capability: String(capability) },
  ...{ results: String(results), villagers: String(villagers) },
})

/** Checks a station on the spot; returns the answer. */
const check = (who: Visitor, station: string, given: Record<string, string>) =>
  who.submit(`/act/station_check/make?station_id=${station}`, {
    ...{ remarks: '走访了三户村民。', 'photos:new': picture('现场.png') },
    ...given,
  })
const rectificationOf = async (station: string): Promise<string> =>
  idIn(
    (await director.get(`/desk/stations/${station}`)).page
      .querySelector('a[href^="/desk/stations/rectifications/"]')
      ?.getAttribute('href'),
  )
const report = (head: Visitor, id: string) =>
  head.submit(`/act/station_rectification/report/${id}`, {
    ...{ report: '门头已更换，价目表已上墙。', 'photos:new': picture('整改.png') },
  })

describe('a check', () => {
  test('weighs its four parts and grades them; the station is told', async () => {
    const { id, head } = await openStation('13800000611', '高塘村电商服务站')
    expect((await (await world.worker('陈静')).get(`/act/station_check/make?station_id=${id}`)).status).toBe(
      403,
    )
    const bare = await caller.submit(`/act/station_check/make?station_id=${id}`, {
      ...scores(95, 90, 92, 88),
      remarks: '走访了三户村民。',
    })
    expect(errorAt(bare, 'photos')).toContain('请拍摄现场照片')
    const made = await check(caller, id, { ...scores(95, 90, 92, 88), position: '116.831,30.73' })
    expect(made.status, made.page.querySelector('.form-summary')?.textContent).toBe(303)
    // 95×20 + 90×25 + 92×30 + 88×25 of a hundred
    const page = await main(director, made.location ?? '')
    expect(page).toContain('合计 91.1 分')
    expect(page).toContain('优秀')
    expect(page).toContain('90 分，占 25%')
    expect(page).toContain('距站点约 96 米')
    const sheet = await director.get(`${made.location}/sheet.pdf`)
    expect(sheet.headers.get('content-type')).toBe('application/pdf')
    await app.runJobs()
    expect(lastSms('13800000611')).toContain('本次检查 91.1 分，优秀')
    expect(await main(head, '/my/station')).toContain('走访了三户村民。')
    expect((await head.get(made.location ?? '')).status, 'the sheet itself is for staff').toBe(403)
  })

  test('keeps its weights when the settings change', async () => {
    const [list] = (await director.get('/desk/stations/checks')).page.querySelectorAll(
      'a[href^="/desk/stations/checks/"]',
    )
    await does(director, 'setting_change/make', { code: 'station.weight.results', value: '90' })
    expect(await main(director, list?.getAttribute('href') ?? '')).toContain('92 分，占 30%')
    await does(director, 'setting_change/make', { code: 'station.weight.results', value: '30' })
  })
})

describe('a check that fails', () => {
  test('needs to say what is to be mended; mended and verified by another, the station goes on', async () => {
    const { id, head } = await openStation('13800000612', '大龙村电商服务站')
    const vague = await check(caller, id, scores(50, 50, 50, 50))
    expect(errorAt(vague, 'issues')).toContain('不合格，请写明需要整改的问题')
    const made = await check(caller, id, { ...scores(50, 50, 50, 50), issues: '门头破损，价目没有公示。' })
    expect(made.status).toBe(303)
    await app.runJobs()
    expect(lastSms('13800000612')).toContain('请在 15 个工作日内完成')
    expect(await main(head, '/my/station')).toContain('门头破损，价目没有公示。')
    expect(await main(matcher, '/desk'), 'its keeper sees to it').toContain('服务站整改')
    const rectification = await rectificationOf(id)
    const stranger = await world.citizen('13800000619', '旁人')
    expect((await report(stranger, rectification).catch(() => null))?.status ?? 404).toBe(404)
    expect((await report(head, rectification)).status).toBe(303)
    const own = await caller.post(`/act/station_rectification/pass/${rectification}`, {
      reason: '看过照片。',
    })
    expect(own.status, 'who checked does not verify').toBe(403)
    await does(bureau, `station_rectification/pass/${rectification}`, { reason: '到现场看过，已改好。' })
    expect(await main(head, '/my/station')).toContain('运营中')
    await app.runJobs()
    expect(lastSms('13800000612')).toContain('整改复核通过')
  })

  test('and is not mended twice leads to a proposal; a person decides', async () => {
    const { id, head } = await openStation('13800000613', '柏树村电商服务站')
    await check(caller, id, { ...scores(30, 30, 30, 30), issues: '长期关门，没有业务。' })
    const rectification = await rectificationOf(id)
    const again = await check(caller, id, { ...scores(30, 30, 30, 30), issues: '还是关门，没有业务。' })
    expect(again.status).toBe(303)
    expect(
      (await main(director, `/desk/stations/${id}`)).split('要求整改').length - 1,
      'not ordered twice',
    ).toBe(1)
    await report(head, rectification)
    await does(bureau, `station_rectification/reject/${rectification}`, {
      reason: '仍然没有开门。',
      days: '5',
    })
    await app.runJobs()
    expect(lastSms('13800000613')).toContain('请在 5 个工作日内继续整改')
    await report(head, rectification)
    await does(bureau, `station_rectification/reject/${rectification}`, {
      reason: '第二次去也没有开门。',
      days: '5',
    })
    expect(await main(director, `/desk/stations/${id}`)).toContain('待决定是否撤销')
    expect(await main(director, '/desk')).toContain('柏树村电商服务站')
    expect((await world.stranger().get(`/stations/${id}`)).status, 'until it is decided it goes on').toBe(200)
    await app.runJobs()
    expect(lastSms('13800000613')).toContain('正在研究是否撤销')
    expect((await bureau.post(`/act/station/close/${id}`, { reason: '多次整改无效。' })).status).toBe(403)
    await does(director, `station/close/${id}`, { reason: '两次整改未通过。' })
    expect(await main(head, '/my/station')).toContain('两次整改未通过。')
  })

  test('and is not mended in time leads there too; it may be given another chance', async () => {
    const { id } = await openStation('13800000614', '新安村电商服务站')
    await check(caller, id, { ...scores(40, 40, 40, 40), issues: '没有登记日报。' })
    app.clock.addDays(30)
    await app.runClock('clock.tick')
    await app.runJobs()
    await staffSignIn()
    expect(await main(director, `/desk/stations/${id}`)).toContain('没有按期完成整改')
    expect(await main(director, `/desk/stations/${id}`)).toContain('待决定是否撤销')
    await does(director, `station/retain/${id}`, { reason: '站长住院，给一次机会。', days: '10' })
    const back = await world.device('13800000614')
    expect(await main(back, '/my/station')).toContain('站长住院，给一次机会。')
    const rectification = await rectificationOf(id)
    await report(back, rectification)
    const own = await director.post(`/act/station_rectification/pass/${rectification}`, {
      reason: '看过照片。',
    })
    expect(own.status, 'nor does who decided').toBe(403)
    await does(caller, `station_rectification/pass/${rectification}`, { reason: '到现场看过，已改好。' })
    expect(await main(director, `/desk/stations/${id}`)).toContain('运营中')
  })
})

test('whoever takes care of stations hands them over when they go', async () => {
  const before = await main(director, '/desk/stations')
  expect(before).toContain('张涛')
  const zhang = world.staff.get('张涛')?.staffId ?? ''
  const page = `/act/staff/handOver/${zhang}`
  const form = await director.get(page)
  expect(form.text).toContain('联系的服务站点')
})

test('another centre checks nothing here', async () => {
  const neighbour = await newCentre(app, { name: '邻县电子商务公共服务中心' })
  const there = await neighbour.worker('李卫东')
  const [first] = (await director.get('/desk/stations')).page.querySelectorAll(
    'td a[href^="/desk/stations/"]',
  )
  const station = idIn(first?.getAttribute('href'))
  expect((await there.get(`/act/station_check/make?station_id=${station}`)).status).toBe(404)
  const [list] = (await director.get('/desk/stations/checks')).page.querySelectorAll(
    'td a[href^="/desk/stations/checks/"]',
  )
  for (const path of [`/desk/stations/${station}`, list?.getAttribute('href') ?? ''])
    expect((await there.get(path)).status).toBe(404)
})
