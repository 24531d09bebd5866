import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { planOf } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, picture } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

import { activityFlow } from './workflow.ts'

/** 5.2.2 Planned by one, approved by another, and public only then. */
let app: TestApp
let world: World
let matcher: Visitor
let director: Visitor
let stranger: Visitor
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const at = (day: string, time: string): void => {
  app.clock.now = new Date(`${day}T${time}:00+08:00`)
}
const plan = (more: Record<string, string> = {}) => planOf(world, more)

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  matcher = await world.worker('张涛')
  director = await world.worker('李卫东')
  stranger = world.stranger()
})

describe('a plan', () => {
  let id = ''
  test('says where, when and for how many before it is approved', async () => {
    const wrong = await matcher.post('/act/activity/plan', {
      ...plan({ ends_at: '2026-12-05T08:00', capacity: '2', place: '', fee_fen: '20' }),
      ...{ 'groups.0.label': '合作社', 'groups.0.seats': '3' },
    })
    expect(wrong.status).toBe(422)
    expect(errorAt(wrong, 'ends_at')).toContain('晚于开始')
    expect(errorAt(wrong, 'groups')).toContain('超过了总名额')
    expect(errorAt(wrong, 'place')).toContain('请填写地点')
    expect(errorAt(wrong, 'fee_basis')).toContain('依据')
    id = await does(matcher, 'activity/plan', plan())
    expect(await main(matcher, `/desk/activities/${id}`)).toMatch(/蓝莓电商沙龙草拟中[\s\S]*张涛/)
    expect((await stranger.get(`/activities/${id}`)).status).toBe(404)
    expect(await main(stranger, '/activities')).not.toContain('蓝莓电商沙龙')
  })

  test('is approved by another than who planned it, and sent back with a reason', async () => {
    await does(matcher, `activity/submit/${id}`)
    expect((await matcher.post(`/act/activity/approve/${id}`)).status).toBe(403)
    await does(director, `activity/sendBack/${id}`, { reason: '请写明茶歇的费用' })
    expect(await main(matcher, `/desk/activities/${id}`)).toContain('请写明茶歇的费用')
    await does(
      matcher,
      `activity/edit/${id}`,
      plan({ 'budget.0.item': '茶歇', 'budget.0.amount_fen': '600' }),
    )
    await does(matcher, `activity/submit/${id}`)
    await does(director, `activity/approve/${id}`)
    expect((await matcher.post(`/act/activity/edit/${id}`, plan())).status, 'what was approved stands').toBe(
      409,
    )
    expect((await stranger.get(`/activities/${id}`)).status, 'not before it is published').toBe(404)
    await does(matcher, `activity/publish/${id}`)
    const shown = await stranger.get(`/activities/${id}`)
    expect(shown.page.querySelector('main')?.textContent).toMatch(/蓝莓电商沙龙余 20 席[\s\S]*我要报名/)
    expect(
      shown.page.querySelector('main')?.textContent,
      'plan and budget are the house’s own',
    ).not.toContain('茶歇')
    const data = JSON.parse(
      shown.page.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}',
    )
    expect(data).toMatchObject({
      '@type': 'Event',
      name: '蓝莓电商沙龙',
      startDate: '2026-12-05T01:00:00.000Z',
    })
  })

  test('is not approved by who planned it, even where their posts would let them do both', async () => {
    const both = world.staff.get('李卫东') as Actor
    const alone: Actor = { ...both, duties: new Set([...both.duties, 'activity.manage']) }
    const own = await world.at(alone, app.clock.now, async ctx => {
      const times = { groups: [], questions: [], budget: [] }
      const made = await perform(ctx, activityFlow, 'plan', null, { ...plan(), ...times, capacity: 20 })
      await perform(ctx, activityFlow, 'submit', made.id)
      return made.id
    })
    const approves = world.at(alone, app.clock.now, ctx => perform(ctx, activityFlow, 'approve', own))
    await expect(approves).rejects.toMatchObject({ status: 403 })
  })

  test('is read by calendars and readers of news', async () => {
    expect((await stranger.get('/activities.ics')).text).toContain('SUMMARY:蓝莓电商沙龙')
    expect((await stranger.get('/activities.atom')).text).toContain('<title>蓝莓电商沙龙</title>')
    expect((await stranger.get('/activities.rss')).text).toContain('<title>蓝莓电商沙龙</title>')
    expect((await stranger.get('/activities.json')).text).toContain('"title":"蓝莓电商沙龙"')
    expect(await main(stranger, '/activities?kind=讲座')).not.toContain('蓝莓电商沙龙')
    expect(await main(stranger, '/activities?kind=沙龙&month=2026-12')).toContain('蓝莓电商沙龙')
  })

  test('has a cover that everybody sees, with words for who cannot', async () => {
    await does(matcher, `activity/illustrate/${id}`, {
      'cover:new': picture('cover.png'),
      cover_alt: '果农在直播间展示蓝莓',
    })
    const cover = (await stranger.get(`/activities/${id}`)).page.querySelector('img.activity-cover')
    expect(cover?.getAttribute('alt')).toBe('果农在直播间展示蓝莓')
    expect((await stranger.get(cover?.getAttribute('src')?.replace('/preview', '') ?? '')).status).toBe(200)
  })
})

test('an own room is booked with the plan, used with the activity, and let go when it is called off', async () => {
  const room = await does(director, 'resource/register', {
    ...{
      kind: 'room',
      name: '三楼会议室',
      place: '三楼 302',
      capacity: '30',
      for_public: '1',
      days_off: '1',
    },
    ...{ opens: '08:30', closes: '17:30', longest_hours: '4' },
  })
  const where = { resource_id: room, place: '' }
  const id = await does(matcher, 'activity/plan', plan({ ...where, title: '直播选品沙龙' }))
  await does(matcher, `activity/submit/${id}`)
  expect(await main(matcher, `/desk/activities/${id}`)).toMatch(/三楼会议室（三楼 302）[\s\S]*已预约/)
  const second = await does(matcher, 'activity/plan', plan({ ...where, title: '包装设计讲座' }))
  const taken = await matcher.post(`/act/activity/submit/${second}`)
  expect(taken.status).toBe(409)
  expect(taken.text).toContain('场地没有订上')
  await does(director, `activity/cancel/${id}`, { reason: '讲师生病' })
  await does(matcher, `activity/submit/${second}`)
  await does(director, `activity/approve/${second}`)
  await does(matcher, `activity/publish/${second}`)
  at('2026-12-05', '09:10')
  await app.runClock('activity.settle')
  director = await world.worker('李卫东')
  const booking = (await director.get(`/desk/activities/${second}`)).page.querySelector(
    'a[href^="/desk/bookings/"]',
  )
  expect(await main(director, `/desk/bookings/${idIn(booking?.getAttribute('href'))}`)).toContain('使用中')
})
