import { beforeAll, describe, expect, test } from 'vitest'
import { putReported } from '#modules/indicators'
import { system } from '#platform/ctx'
import { regionApp } from '../src/region/app.tsx'
import { addReader, endReader, openRegion, setReaderPassword } from '../src/region/founding.ts'
import { type TestApp, testApp, type Visitor } from './app.ts'
import { withoutIds } from './deeds.ts'
import { counted } from './indicators.ts'
import { demoPassword, newCentre, type World } from './world.ts'

/** 5.6.2 City and province read over their centres: figures and nothing else, and nobody else's. */
let app: TestApp
let ours: World
let theirs: World
let elsewhere: World
let reader: Visitor
const hosts = { anqing: 'anqing.test', hefei: 'hefei.test' }

const signIn = async (host: string, username: string, password = demoPassword): Promise<Visitor> => {
  const visitor = app.visitor(host)
  await visitor.submit('/sign-in', { username, password })
  return visitor
}
const isIn = (visitor: Visitor): boolean => visitor.cookies.has('centre_session')
const report = (
  world: World,
  code: string,
  period: string,
  [value, reporters]: readonly [number, number | null],
  base?: number,
) =>
  world.at(system, app.clock.now, ctx =>
    putReported(ctx, { code, period, town: null, value, reporters, ...(base !== undefined && { base }) }),
  )

beforeAll(async () => {
  app = await testApp()
  ours = await newCentre(app)
  theirs = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  elsewhere = await newCentre(app, { name: '长丰县电子商务公共服务中心', division: '340121' })
  await counted(app)
  await openRegion(app.kernel, { division: '3408', name: '安庆市商务局', origin: 'http://anqing.test' })
  await openRegion(app.kernel, { division: '3401', name: '合肥市商务局', origin: 'http://hefei.test' })
  const password = demoPassword
  await addReader(app.kernel, { region: '3408', person: '周敏', username: 'zhoumin', password })
  await addReader(app.kernel, { region: '3401', person: '何平', username: 'heping', password })
  // Goods and services of a dozen; parcels by the month; villages that parcels reach, as a rate.
  for (const [world, times] of [
    [ours, 1],
    [theirs, 2],
    [elsewhere, 40],
  ] as const) {
    await report(world, 'retail.goods', '2026-10', [1_100_000 * times, 12])
    await report(world, 'retail.services', '2026-10', [200_000 * times, 12])
    await report(world, 'retail.online', '2026-10', [1_300_000 * times, 12])
    for (const month of ['2026-07', '2026-08', '2026-09'])
      await report(world, 'parcels.sent', month, [1_000 * times, null])
    await report(world, 'parcels.villages', '2026-10', [90 * times, null], 100 * times * times)
  }
  reader = await signIn(hosts.anqing, 'zhoumin')
})

const line = async (path: string, label: string): Promise<string> => {
  const { page, status } = await reader.get(path)
  expect(status, path).toBe(200)
  const row = page.querySelectorAll('tbody tr').find(one => one.querySelector('a')?.textContent === label)
  return row?.textContent.replaceAll(/\s+/g, ' ') ?? ''
}

describe('who comes in', () => {
  test('a stranger sees where one signs in, whatever the address', async () => {
    const stranger = app.visitor(hosts.anqing)
    expect(isIn(stranger)).toBe(false)
    const routes = regionApp(app.kernel, () => new Response()).routes.filter(one => one.method !== 'ALL')
    expect(routes.length).toBeGreaterThan(8)
    for (const { method, path } of routes) {
      expect(['GET', 'POST'], `${method} ${path}`).toContain(method)
      if (method === 'POST') expect(path).toMatch(/^\/sign-(in|out)$/)
      if (/^\/(sign-|assets|icon)/.test(path)) continue
      const answer = await stranger.get(path.replace(':period', '2026-10').replace(':code', 'retail.online'))
      expect([answer.status, answer.location?.split('?')[0]], path).toEqual([303, '/sign-in'])
    }
    for (const path of ['/desk', '/items', '/indicators/data.csv', '/api/v1/service_case', '/my'])
      expect([303, 401, 404], path).toContain((await stranger.get(path)).status)
    expect((await stranger.get('/sign-in')).text).not.toContain('怀宁')
  })

  test('nothing changes here, also for who has signed in', async () => {
    expect(isIn(reader)).toBe(true)
    for (const path of ['/figures', '/act/notice/draft', '/senior', '/account', '/desk'])
      expect((await reader.post(path, {})).status, path).toBe(404)
    for (const path of ['/desk', '/my', '/account', '/items', '/indicators'])
      expect((await reader.get(path)).status, path).toBe(404)
  })

  test('staff of a county are strangers here, and a reader is one at a county', async () => {
    const worker = await ours.worker('李卫东')
    expect((await worker.get('/desk')).status).toBe(200)
    const name = 'liweidong-1'
    expect(isIn(await signIn(hosts.anqing, name))).toBe(false)
    const atDesk = app.visitor(ours.host)
    const tried = await atDesk.post('/sign-in/staff', { username: 'zhoumin', password: demoPassword })
    expect([tried.status, isIn(atDesk)]).toEqual([422, false])
    // The cookie itself, carried over by hand.
    const carried = (from: Visitor, host: string): Visitor => {
      const visitor = app.visitor(host)
      visitor.cookies.set('centre_session', from.cookies.get('centre_session') as string)
      return visitor
    }
    expect((await carried(reader, ours.host).get('/desk')).location).toMatch(/^\/sign-in/)
    expect((await carried(reader, ours.host).get('/account')).location).toMatch(/^\/sign-in/)
    expect((await carried(worker, hosts.anqing).get('/figures')).location).toMatch(/^\/sign-in/)
    expect((await carried(reader, hosts.hefei).get('/figures')).location).toMatch(/^\/sign-in/)
    expect((await carried(reader, hosts.anqing).get('/figures')).status).toBe(200)
  })

  test('a new password and the end of an account sign out at once', async () => {
    const [username, password] = ['linshi', 'Another-2026-one']
    await addReader(app.kernel, { region: '3408', person: '林实', username, password: demoPassword })
    const first = await signIn(hosts.anqing, username)
    expect((await first.get('/figures')).status).toBe(200)
    await setReaderPassword(app.kernel, { username, password })
    expect((await first.get('/figures')).status).toBe(303)
    expect(isIn(await signIn(hosts.anqing, username))).toBe(false)
    const second = await signIn(hosts.anqing, username, password)
    expect((await second.get('/figures')).status).toBe(200)
    await endReader(app.kernel, { username })
    expect((await second.get('/figures')).status).toBe(303)
    expect(isIn(await signIn(hosts.anqing, username, password))).toBe(false)
    await expect(setReaderPassword(app.kernel, { username: 'liweidong-1', password })).rejects.toThrow()
    await expect(
      addReader(app.kernel, { region: '3408', person: '李四', username: 'liweidong-1', password }),
    ).rejects.toMatchObject({ errors: { username: expect.any(String) } })
    await expect(
      openRegion(app.kernel, { division: '34', name: '安徽省商务厅', origin: `http://${ours.host}` }),
    ).rejects.toMatchObject({ errors: { origin: expect.any(String) } })
  })

  test('guessing locks out, as everywhere', async () => {
    const tries: number[] = []
    for (let n = 0; n < 6; n++)
      tries.push(
        (await app.visitor(hosts.hefei).post('/sign-in', { username: 'heping', password: 'x' })).status,
      )
    expect(tries).toEqual([422, 422, 422, 422, 422, 429])
  })
})

describe('what it reads', () => {
  test('its own centres, summed where that means something, and no other', async () => {
    const sum = await line('/figures/2026-10', '网上零售额')
    for (const words of ['3.9 万元', '1.3 万元', '2.6 万元', '未锁定']) expect(sum).toContain(words)
    // 90 of 100 and 180 of 400: 270 of 500, and not the mean of 90 % and 45 %.
    expect(await line('/figures/2026-10', '行政村快递覆盖率')).toContain('54%')
    const all = await reader.get('/figures/2026-10')
    expect(all.text).not.toContain('52 万元')
    expect(all.text).not.toContain('长丰')
    expect((await reader.get('/centres')).text).not.toContain(elsewhere.host)
    expect((await reader.get('/centres')).text).toContain(`http://${theirs.host}/indicators`)
    expect((await reader.get('/figures/2026-13')).status).toBe(404)
    expect((await reader.get("/figures/2026-10'")).status).toBe(404)
  })

  test('by the quarter where every month is there, and one indicator over time', async () => {
    expect(await line('/figures/2026-Q3', '快递收件量')).toContain('9,000 件')
    expect(await line('/indicators/parcels.sent', '2026 年 8 月')).toContain('3,000 件')
    const one = await reader.get('/indicators/parcels.sent?kind=quarter')
    expect(one.text).toContain('9,000 件')
    expect(one.text).toContain('计算方法')
    const chart = await reader.get('/indicators/parcels.sent/chart.svg?kind=month')
    expect(chart.headers.get('content-type')).toBe('image/svg+xml')
    expect((await reader.get('/indicators/no.such')).status).toBe(404)
  })

  test('as a file, the same', async () => {
    const csv = (await reader.get('/figures/2026-10?format=csv')).text
    const row = csv.split('\r\n').find(one => one.includes(',网上零售额,'))
    expect(row).toContain('网上零售额,元,39000,13000,26000')
    for (const format of ['xlsx', 'pdf'])
      expect((await reader.get(`/figures/2026-10?format=${format}`)).status, format).toBe(200)
  })

  test('its looks are written down at every centre that it looked at', async () => {
    await app.kernel.looks.flush()
    for (const world of [ours, theirs, elsewhere]) {
      const rows = await world.at(system, app.clock.now, ctx =>
        ctx.db
          .selectFrom('access_log')
          .innerJoin('identity', 'identity.id', 'access_log.identity_id')
          .select(['identity.name', 'access_log.what'])
          .where('access_log.what', 'like', '安庆市商务局%')
          .execute(),
      )
      expect(new Set(rows.map(row => row.name))).toEqual(new Set(world === elsewhere ? [] : ['周敏', '林实']))
      if (world !== elsewhere)
        expect(new Set(rows.map(row => row.what))).toEqual(
          new Set(['安庆市商务局查看汇总数据', '安庆市商务局查看统计指标']),
        )
    }
  })
})

describe('what few reported', () => {
  test('is not told, not by the whole and its other part, and not by the months of a quarter', async () => {
    await report(theirs, 'retail.goods', '2026-10', [1_234_500, 2])
    await report(theirs, 'parcels.sent', '2026-08', [4_321, 1])
    const goods = await line('/figures/2026-10', '网上商品零售额')
    expect(goods).toContain('不足 3 家（人）')
    expect(goods).not.toContain('123.45')
    // 1,300,000 × 2 less what is shown of services would tell: so that is not shown either.
    expect(await line('/figures/2026-10', '网上服务零售额')).toContain('不足 3 家（人）')
    expect(await line('/figures/2026-10', '网上零售额')).toContain('2.6 万元')
    const quarter = await line('/figures/2026-Q3', '快递收件量')
    expect(quarter).toContain('不足 3 家（人）')
    expect(quarter).toContain('3,000 件')
    expect(quarter).not.toContain('8,321')
    expect((await reader.get('/indicators/parcels.sent')).text).not.toContain('4,321')
    expect(withoutIds((await reader.get('/figures/2026-10?format=csv')).text)).not.toContain('12345')
  })

  test('goes by the county’s own setting, where that is stricter', async () => {
    await report(ours, 'live.rooms', '2026-10', [83, 4])
    expect(await line('/figures/2026-10', '直播间数')).toContain('83')
    await ours.at(system, app.clock.now, ctx =>
      ctx.db
        .insertInto('setting')
        .values({ code: 'indicator.reporters', value: JSON.stringify(5) })
        .execute(),
    )
    expect(await line('/figures/2026-10', '直播间数')).toContain('不足 3 家（人）')
  })

  test('is not told by a county whose only town with anything has few', async () => {
    const town = (code: string, value: number, reporters: number) =>
      theirs.at(system, app.clock.now, ctx =>
        putReported(ctx, { code: 'live.sales', period: '2026-10', town: code, value, reporters }),
      )
    await town('340802100', 5_550_000, 2)
    await town('340802101', 0, 9)
    expect(await line('/figures/2026-10', '直播实际结算额')).not.toContain('5.55')
    await town('340802102', 1_000_000, 3)
    expect(await line('/figures/2026-10', '直播实际结算额')).toContain('6.55')
  })
})
