import ICAL from 'ical.js'
import { beforeAll, describe, expect, test } from 'vitest'
import { publishes, registers } from '../../../test/activities.ts'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.2.2 What is put off or called off is told to everybody; who does not come stands behind the next time. */
let app: TestApp
let world: World
const phones = ['13800000480', '13800000481', '13800000482']
const names = ['吴桂花', '吴大海', '吴小河']
let people: Visitor[]
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const at = async (day: string, time: string): Promise<void> => {
  app.clock.now = new Date(`${day}T${time}:00+08:00`)
  people = []
  for (const phone of phones) people.push(await world.device(phone))
}
const on = (day: string) => ({
  ...{ starts_at: `${day}T09:00`, ends_at: `${day}T11:00`, closes_at: `${day}T08:30` },
})
const one = (n: number): Visitor => people[n] as Visitor
const told = (phone: string, words: string): boolean =>
  app.sent.sms.some(sms => sms.phone === phone && sms.body.includes(words))

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  people = []
  for (const [n, phone] of phones.entries()) people.push(await world.citizen(phone, names[n] as string))
})

describe('put off', () => {
  let activity = ''
  const ids: string[] = []
  test('everybody is asked to confirm, who waits keeps the place', async () => {
    activity = await publishes(world, { capacity: '2' })
    for (let n = 0; n < 3; n++) ids.push(await registers(one(n), activity))
    const matcher = await world.worker('张涛')
    const moved = { ends_at: '2026-12-12T11:00', closes_at: '2026-12-11T18:00', reason: '讲师出差' }
    expect(
      (
        await matcher.post(`/act/activity/postpone/${activity}`, {
          ...moved,
          starts_at: '2026-11-01T09:00',
          ends_at: '2026-11-01T11:00',
          closes_at: '2026-11-01T08:00',
        })
      ).status,
    ).toBe(422)
    await does(matcher, `activity/postpone/${activity}`, { ...moved, starts_at: '2026-12-12T09:00' })
    await app.runJobs()
    expect(await main(one(0), `/my/activities/${ids[0]}`)).toMatch(/改期待确认[\s\S]*讲师出差/)
    expect(await main(one(2), `/my/activities/${ids[2]}`)).toContain('您排第 1 位')
    expect(told('13800000480', '改到 2026-12-12')).toBe(true)
  })

  test('who confirms keeps the seat, whose answer does not come loses it to the next', async () => {
    await does(one(0), `activity_registration/accept/${ids[0]}`)
    await at('2026-11-27', '11:00')
    await app.runClock('activity.settle')
    await app.runJobs()
    expect(await main(one(0), `/my/activities/${ids[0]}`)).toContain('已报名')
    expect(await main(one(1), `/my/activities/${ids[1]}`)).toContain('已让出')
    expect(await main(one(2), `/my/activities/${ids[2]}`)).toContain('有名额了')
  })

  test('one’s own calendar and the ticket say the new day', async () => {
    await does(one(0), 'calendar_feed/subscribe', { _back: '/my/activities' })
    const address = (await one(0).get('/my/activities')).page.querySelector('code')?.textContent ?? ''
    const feed = await world.stranger().get(new URL(address).pathname)
    const event = new ICAL.Component(ICAL.parse(feed.text)).getFirstSubcomponent('vevent')
    expect(event?.getFirstPropertyValue('summary')).toBe('蓝莓电商沙龙')
    expect(String(event?.getFirstPropertyValue('dtstart'))).toBe('2026-12-12T01:00:00Z')
    expect((await one(0).get(`/my/activities/${ids[0]}/ticket.ics`)).text).toContain('20261212T010000Z')
    expect((await one(1).get(`/my/activities/${ids[0]}/ticket.ics`)).status).toBe(404)
  })

  test('called off, everybody is told why, and the page says so', async () => {
    await does(await world.worker('李卫东'), `activity/cancel/${activity}`, { reason: '大雪封路' })
    await app.runJobs()
    expect(told('13800000480', '已取消，原因：大雪封路')).toBe(true)
    expect(await main(one(0), `/my/activities/${ids[0]}`)).toMatch(/已取消[\s\S]*大雪封路/)
    expect(await main(world.stranger(), `/activities/${activity}`)).toMatch(/已取消[\s\S]*大雪封路/)
    await expect(registers(one(1), activity)).rejects.toThrow('已经取消')
  })
})

describe('who registered and did not come', () => {
  const missedOnce = async (title: string, day: string): Promise<string> => {
    const activity = await publishes(world, { title, ...on(day) })
    const id = await registers(one(0), activity)
    await at(day, '11:01')
    await app.runClock('activity.settle')
    await does(await world.worker('张涛'), `activity/settle/${activity}`)
    await app.runJobs()
    return id
  }
  test('twice in half a year stands behind others in the next line, and is told so before', async () => {
    const first = await missedOnce('第一次沙龙', '2026-12-05')
    expect(await main(one(0), `/my/activities/${first}`)).toContain('记录为未到')
    const second = await missedOnce('第二次沙龙', '2026-12-06')
    const activity = await publishes(world, {
      ...{ title: '年末沙龙', capacity: '1', starts_at: '2026-12-20T09:00', ends_at: '2026-12-20T11:00' },
      closes_at: '2026-12-19T18:00',
    })
    await registers(one(1), activity)
    const form = await main(one(0), `/act/activity_registration/register?activity_id=${activity}`)
    expect(form).toContain('有 2 次报了名没有来')
    const earlier = await registers(one(0), activity)
    const later = await registers(one(2), activity)
    expect(await main(one(2), `/my/activities/${later}`)).toContain('您排第 1 位')
    expect(await main(one(0), `/my/activities/${earlier}`)).toContain('您排第 2 位')

    const clerk = await world.worker('陈静')
    await does(clerk, `activity_registration/excuse/${second}`, { reason: '当天住院，已看病历' })
    await does(one(0), `activity_registration/leave/${earlier}`)
    const again = await registers(one(0), activity)
    expect(
      await main(clerk, `/desk/activities/registrations/${again}`),
      'what was excused does not count',
    ).not.toContain('排在其他人后面')
  })

  test('whoever cancels in time misses nothing', async () => {
    const activity = await publishes(world, { title: '取消不算', ...on('2026-12-08') })
    const id = await registers(one(1), activity)
    await does(one(1), `activity_registration/cancel/${id}`)
    const kept = await registers(one(2), activity)
    await at('2026-12-08', '09:30')
    const late = await one(2).post(`/act/activity_registration/cancel/${kept}`)
    expect(late.status, 'once it has begun it is too late to cancel').toBe(409)
    await at('2026-12-08', '11:01')
    await app.runClock('activity.settle')
    await does(await world.worker('张涛'), `activity/settle/${activity}`)
    await app.runJobs()
    expect(await main(one(1), `/my/activities/${id}`)).toMatch(/已取消/)
  })
})

test('the day before, those who are expected are reminded once', async () => {
  const activity = await publishes(world, { title: '提醒一次', ...on('2026-12-12') })
  await registers(one(1), activity)
  app.clock.now = new Date('2026-12-11T09:00:00+08:00')
  await app.runClock('activity.remind')
  await app.runClock('activity.remind')
  await app.runJobs()
  const said = app.sent.sms.filter(
    sms => sms.phone === '13800000481' && sms.body.includes('提醒：“提醒一次”'),
  )
  expect(said).toHaveLength(1)
})
