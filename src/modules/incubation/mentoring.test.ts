import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt } from '../../../test/deeds.ts'
import { incubating, readyMentor } from '../../../test/incubation.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.4.1 导师辅导: booked inside the hours and never on leave, written down by one, confirmed by the other, seen by both. */
let app: TestApp
let world: World
let startup: Visitor
let other: Visitor
let mentor: Visitor
let manager: Visitor
let project: string
let mentorId: string

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  project = await incubating(app, world, await world.citizen('13800000081', '杨雪'))
  const second = await world.citizen('13800000082', '余成')
  await incubating(app, world, second, {
    ...{ name: '竹编小铺', contact_name: '余成', contact_phone: '13800000082' },
    number: '孵〔2026〕2 号',
  })
  startup = await world.device('13800000081')
  other = await world.device('13800000082')
  manager = await world.worker('张涛')
  const ready = await readyMentor(world, manager)
  mentor = ready.visitor
  mentorId = ready.id
})

const bookPage = () => `/act/mentoring_session/book?mentor_id=${mentorId}`
/** The n-th free slot that the form offers. */
async function slot(visitor: Visitor, n = 0): Promise<string> {
  const form = await visitor.get(bookPage())
  const free = form.page.querySelectorAll('#f-slot option').map(one => one.getAttribute('value') ?? '')
  return free.filter(Boolean)[n] ?? ''
}
const projectOf = async (visitor: Visitor): Promise<string> => {
  const form = await visitor.get(bookPage())
  return form.page.querySelector('input[name=incubation_id]')?.getAttribute('value') ?? ''
}
const books = async (visitor: Visitor, at: string, topic = '想聊聊怎么把直播间的人留住。') =>
  visitor.submit(
    bookPage(),
    { slot: at, topic, incubation_id: await projectOf(visitor) },
    '/act/mentoring_session/book',
  )
const idOf = (location: string | null) => /[0-9a-f-]{36}/.exec(location ?? '')?.[0] ?? ''
const textOf = async (visitor: Visitor, path: string): Promise<string> =>
  (await visitor.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
const rowOf = (id: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('mentoring_session').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )

describe('a mentor', () => {
  test('is public only with their own consent, and decides alone', async () => {
    expect(await textOf(world.stranger(), '/incubation')).not.toContain('方远山')
    expect((await manager.post(`/act/mentor/show/${mentorId}`, { consent: '1' })).status).toBe(403)
    await does(mentor, `mentor/show/${mentorId}`, { consent: '1' })
    const page = await world.stranger().get(`/incubation/mentors/${mentorId}`)
    expect(page.text).toContain('方远山')
    expect(page.text).not.toContain('13800000701')
    await does(mentor, `mentor/hide/${mentorId}`)
    expect((await world.stranger().get(`/incubation/mentors/${mentorId}`)).status).toBe(404)
  })
})

describe('booking', () => {
  let booked: string
  test('only what lies in the hours and not on leave, by who is in the house', async () => {
    const stranger = await world.citizen('13800000451', '胡小满')
    expect((await stranger.get(`/my/incubation/mentors/${mentorId}`)).status, 'a stranger').toBe(404)
    expect((await stranger.post('/act/mentoring_session/book', { mentor_id: mentorId })).status).toBe(422)
    const outside = await startup.post('/act/mentoring_session/book', {
      ...{
        mentor_id: mentorId,
        incubation_id: project,
        topic: '周日有空吗？',
        slot: '2026-12-13T01:00:00.000Z',
      },
    })
    expect(errorAt(outside, 'slot')).toContain('不能约')
    const first = await slot(startup)
    const day = first.slice(0, 10)
    await does(mentor, `mentor/setLeave/${mentorId}`, { 'leaves.0.from': day, 'leaves.0.to': day })
    expect((await slot(startup)).slice(0, 10)).not.toBe(day)
    const onLeave = await startup.post('/act/mentoring_session/book', {
      ...{ mentor_id: mentorId, incubation_id: project, topic: '请假也行吗？', slot: first },
    })
    expect(errorAt(onLeave, 'slot')).toContain('请假')
    await does(mentor, `mentor/setLeave/${mentorId}`, {})
    const sent = await books(startup, await slot(startup, 3))
    expect(sent.status, sent.page.querySelector('main')?.textContent.slice(0, 300)).toBe(303)
    booked = idOf(sent.location)
  })

  test('a slot is for one; leave cannot be put over it; both have it in their calendar', async () => {
    const at = (await rowOf(booked)).starts_at.toISOString()
    const twice = await other.post('/act/mentoring_session/book', {
      ...{ mentor_id: mentorId, incubation_id: await projectOf(other), topic: '同一个时间。', slot: at },
    })
    expect(twice.status).toBe(409)
    const leave = { 'leaves.0.from': at.slice(0, 10), 'leaves.0.to': at.slice(0, 10) }
    expect((await mentor.post(`/act/mentor/setLeave/${mentorId}`, leave)).status).toBe(422)
    for (const [who, says] of [
      [startup, '导师辅导：方远山'],
      [mentor, '辅导「山货直播间」'],
    ] as const) {
      await does(who, 'calendar_feed/subscribe')
      const page = await who.get('/my/incubation')
      expect(page.status, page.location ?? '').toBe(200)
      const feed = /\/calendar\/[\w/.-]+\.ics/.exec(page.text)?.[0] ?? ''
      expect((await world.stranger().get(feed)).text.replaceAll(/\r\n /g, '')).toContain(says)
    }
    expect((await other.get(`/my/incubation/sessions/${booked}`)).status, 'another start-up').toBe(404)
  })

  test('changes need notice; who waits for an earlier slot is asked in their order', async () => {
    const late = await slot(other, 8)
    const second = idOf((await books(other, late)).location)
    await does(other, 'mentoring_wait/join', { session_id: second, from_day: '2026-11-24' })
    const early = (await rowOf(booked)).starts_at
    // Nothing is offered before the clock or an action asks; then the first free slot before theirs.
    await does(startup, `mentoring_session/cancel/${booked}`, { reason: '那天要去赶集。' })
    await app.runJobs()
    const page = await textOf(other, `/my/incubation/sessions/${second}`)
    expect(page).toContain('有更早的时段，待答复')
    const { id: wait, offered_at } = await app.kernel.database.read({ centre: world.id }, db =>
      db.selectFrom('mentoring_wait').select(['id', 'offered_at']).executeTakeFirstOrThrow(),
    )
    expect(offered_at?.getTime()).toBeLessThanOrEqual(early.getTime())
    const kept = await startup.post('/act/mentoring_session/book', {
      ...{
        mentor_id: mentorId,
        incubation_id: project,
        topic: '抢一个。',
        slot: offered_at?.toISOString() ?? '',
      },
    })
    expect(kept.status, 'kept for who waited').toBe(409)
    expect((await startup.post(`/act/mentoring_wait/accept/${wait}`, {})).status).toBe(404)
    await does(other, `mentoring_wait/accept/${wait}`)
    expect((await rowOf(second)).starts_at).toEqual(offered_at)
    const soon = new Date((offered_at as Date).getTime() - 3_600_000)
    const now = app.clock.now
    app.clock.now = soon
    const lateCancel = await (await world.device('13800000082')).post(
      `/act/mentoring_session/cancel/${second}`,
      {
        reason: '来不了了，抱歉。',
      },
    )
    expect(lateCancel.status, 'too late to cancel by oneself').toBe(409)
    app.clock.now = new Date(soon.getTime() + 3 * 3_600_000)
    const fresh = await world.device('13800000701')
    await does(fresh, `mentoring_session/miss/${second}`, { missed_by: 'startup' })
    expect(await textOf(await world.worker('张涛'), '/desk/mentors')).toMatch(/方远山.*0 \/ 2/)
    app.clock.now = now
  })
})

describe('afterwards', () => {
  test('one writes, the other confirms, tasks hold then and are done and confirmed', async () => {
    startup = await world.device('13800000081')
    const id = idOf((await books(startup, await slot(startup, 1))).location)
    expect((await startup.post(`/act/mentoring_session/record/${id}`, {})).status, 'not before').toBe(409)
    const { ends_at } = await rowOf(id)
    app.clock.now = new Date(ends_at.getTime() + 600_000)
    startup = await world.device('13800000081')
    mentor = await world.device('13800000701')
    await does(mentor, `mentoring_session/record/${id}`, {
      ...{ minutes: '50', notes: '开场三十秒先说福利，货架按价格带排。', goals: '停留时长到四十秒' },
      ...{ 'tasks.0.title': '改三条开场话术并录屏', 'tasks.0.due_on': '2027-01-20' },
    })
    expect((await mentor.post(`/act/mentoring_session/confirm/${id}`, {})).status, 'not one’s own').toBe(403)
    expect(await textOf(startup, '/my/incubation')).toContain('的辅导记录')
    await does(startup, `mentoring_session/dispute/${id}`, { reason: '时长记少了十分钟。' })
    await does(mentor, `mentoring_session/record/${id}`, {
      ...{ minutes: '60', notes: '开场三十秒先说福利，货架按价格带排。', goals: '停留时长到四十秒' },
      ...{ 'tasks.0.title': '改三条开场话术并录屏', 'tasks.0.due_on': '2027-01-20' },
    })
    await does(startup, `mentoring_session/confirm/${id}`)
    const tasks = () =>
      app.kernel.database.read({ centre: world.id }, db =>
        db.selectFrom('mentoring_task').select(['id', 'state']).orderBy('id').limit(9).execute(),
      )
    expect((await tasks()).map(one => one.state)).toEqual(['dropped', 'open'])
    const task = (await tasks())[1]?.id
    await does(startup, `mentoring_task/report/${task}`, { report: '三条都录好了，发在群里。' })
    expect((await startup.post(`/act/mentoring_task/confirm/${task}`, {})).status).toBe(403)
    await does(mentor, `mentoring_task/confirm/${task}`)
    for (const who of [startup, mentor]) {
      const page = await textOf(who, `/my/incubation/sessions/${id}`)
      expect(page).toMatch(/双方已确认.*停留时长到四十秒.*改三条开场话术并录屏 已完成/)
    }
    const ledger = await textOf(await world.worker('张涛'), '/desk/mentors/sessions')
    expect(ledger).toMatch(/方远山.*山货直播间/)
  })

  test('no more a month than the mentor takes', async () => {
    manager = await world.worker('张涛')
    const month = (await rowOf((await lastSession()).id)).starts_at.toISOString().slice(0, 7)
    const left = async (): Promise<string[]> => {
      const form = await startup.get(bookPage())
      return form.page
        .querySelectorAll('#f-slot option')
        .map(one => one.getAttribute('value') ?? '')
        .filter(value => value.startsWith(month))
    }
    const [one, two] = await left()
    expect((await books(startup, one ?? '')).status).toBe(303)
    const over = await books(startup, two ?? '')
    expect(errorAt(over, 'slot')).toContain('已约满 2 次')
  })
  const lastSession = () =>
    app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('mentoring_session')
        .select('id')
        .where('state', '=', 'confirmed')
        .orderBy('starts_at', 'desc')
        .executeTakeFirstOrThrow(),
    )
})
