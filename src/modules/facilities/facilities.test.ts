import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 4.3 Where the centre is, what there is, which sub-centres it has, which systems it uses. */
let app: TestApp
let world: World
let director: Visitor
let clerk: Visitor
let stranger: Visitor
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  director = await world.worker('李卫东')
  clerk = await world.worker('陈静')
  stranger = app.visitor(world.host)
})

const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const recordIn = async (action: string): Promise<string> =>
  idIn(
    (await director.get('/desk/facilities')).page.querySelector(
      `form[action*="/act/${action}/"], a[href*="/act/${action}/"]`,
    )?.outerHTML,
  )

describe('the premises', () => {
  test('are registered with plan and areas, and everybody sees them', async () => {
    const place = { name: '中心主楼', address: '高河镇电商产业园 1 号楼', area_m2: '1200', tenure: 'leased' }
    expect((await clerk.get('/act/premises/register')).status, 'whose duty it is').toBe(403)
    const early = await director.get('/act/functional_area/open')
    expect(early.status, 'nowhere yet').toBe(409)
    expect(early.text).toContain('请先登记场所')
    const made = await director.submit('/act/premises/register', {
      ...place,
      ...{ owner: '产业园管委会', lease_until: '2026-12-20', 'plan:new': picture('平面图.png') },
    })
    expect(made.status, made.text.slice(0, 300)).toBe(303)
    const premises_id = await recordIn('premises/edit')
    const area = { premises_id, kind: 'studio', name: '1 号直播间', place: '二楼 203', area_m2: '45' }
    await does(director, 'functional_area/open', { ...area, equipment: '灯光 6 台、推流机 2 台' })
    const shown = await main(stranger, '/facilities')
    for (const words of ['中心主楼', '1200 ㎡', '1 号直播间', '摄影直播区 · 二楼 203 · 45 ㎡', '推流机 2 台'])
      expect(shown).toContain(words)
    expect(shown, 'who leases it to whom is not for everybody').not.toContain('产业园管委会')
    const plan = (await stranger.get('/facilities')).page.querySelector('img[src^="/files/"]')
    expect((await stranger.get(plan?.getAttribute('src') ?? '')).status).toBe(200)
  })

  test('warn before the lease ends, and are left only once their areas are closed', async () => {
    await app.runClock('premises.ends')
    await app.runClock('premises.ends')
    expect((await main(director, '/my/notifications')).split('中心主楼的租期').length, 'once').toBe(2)
    const leave = `/act/premises/leave/${await recordIn('premises/leave')}`
    const refused = await director.submit(leave, { reason: '迁往新址' })
    expect(refused.status).toBe(409)
    expect(refused.text).toContain('「1 号直播间」还在使用')
    await does(director, `functional_area/close/${await recordIn('functional_area/close')}`)
    expect(await main(stranger, '/facilities')).not.toContain('1 号直播间')
    expect((await director.submit(leave, { reason: '迁往新址' })).status).toBe(303)
    expect(await main(stranger, '/facilities')).not.toContain('中心主楼')
  })
})

describe('a sub-centre', () => {
  test('is one of the eight, opened once, with place, staff, services and hours on its own page', async () => {
    expect(await main(director, '/desk/facilities')).toMatch(/产品中心[\s\S]*商流中心/)
    expect((await stranger.get('/facilities/training')).status).toBe(404)
    const opened = {
      ...{ kind: 'training', place: '三楼培训教室', hours: '工作日 9:00–17:00' },
      ...{ staff: world.staff.get('王敏')?.staffId ?? '', items: world.items.get('ZX-001') ?? '' },
    }
    await does(director, 'sub_centre/open', opened)
    const page = await main(stranger, '/facilities/training')
    for (const words of ['培训孵化中心', '三楼培训教室', '工作日 9:00–17:00', '王敏', '电商政策咨询'])
      expect(page).toContain(words)
    const again = await director.submit('/act/sub_centre/open', opened)
    expect(again.status).toBe(409)
    expect(again.text).toContain('已经登记过')
    const unknown = await director.submit('/act/sub_centre/open', { ...opened, kind: 'casino' })
    expect(errorAt(unknown, 'kind')).not.toBe('')
    const id = await recordIn('sub_centre/close')
    await does(director, `sub_centre/close/${id}`, { reason: '装修' })
    expect((await stranger.get('/facilities/training')).status).toBe(404)
    await does(director, `sub_centre/reopen/${id}`)
    expect(await main(stranger, '/facilities')).toContain('培训孵化中心')
  })
})

test('the register of systems names this platform, and stays among staff', async () => {
  await does(director, 'information_system/register', {
    ...{ name: '省级电商统计直报系统', purpose: '按月报送统计', holder: '陈静', protection: 'level2' },
  })
  const shown = await main(clerk, '/desk/facilities')
  for (const words of ['（本平台）', '省级电商统计直报系统', '账号持有人 陈静', '安全等级 二级'])
    expect(shown).toContain(words)
  const citizen = await world.citizen('13800000451', '何桂兰')
  const read = (await citizen.call('GET', '/api/v1/information_system')).json<{ contents: unknown[] }>()
  expect(read.contents).toEqual([])
})
