import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  claimOf,
  clockAt,
  codeOnScreen,
  type HeldClass,
  heldClass,
  recordsIn,
  sessionsIn,
} from '../../../test/attendance.ts'
import { does, idIn, startOf } from '../../../test/deeds.ts'
import { idNumberOf, opensClass } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { deviceMark, learnerCode } from './tokens.ts'

/** 5.3.1 Three ways to sign in for a half day, on phones and off the net. */
let app: TestApp
let world: World
let held: HeldClass
let morning: string
let door: Visitor
const passes = (seconds: number): void => {
  app.clock.now = new Date(app.clock.now.getTime() + seconds * 1_000)
}
/** A phone that has just scanned the screen of the hall. */
async function scanned(phone = world.stranger()): Promise<Visitor> {
  const opened = await phone.get(await codeOnScreen(app, world, door, morning))
  expect(opened.status, opened.page.querySelector('main')?.textContent).toBe(303)
  expect(opened.location).toBe(`/here/${morning}`)
  return phone
}
const said = (answer: { page: { textContent: string } }): string =>
  answer.page.textContent.replaceAll(/\s+/g, ' ')

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  held = await heldClass(app, world, 6)
  door = await world.worker('陈静')
  morning = held.sessions[0] as string
})

describe('the half days of a class', () => {
  test('come from its lessons, and open and close by the clock', async () => {
    const sessions = await sessionsIn(app, world, held.id)
    expect(sessions.map(one => `${one.half.slice(11)} ${one.state} ${one.hours_tenths}`)).toEqual([
      'am open 40',
      'pm planned 40',
      'am planned 40',
      'pm planned 40',
    ])
    const records = await recordsIn(app, world, morning)
    expect([...records.values()].map(one => one.state)).toEqual(Array(6).fill('expected'))
  })

  test('change with the timetable', async () => {
    const other = await opensClass(app, world, { title: '电商客服班', place: '公岭镇文化站' })
    await app.runJobs()
    const before = await sessionsIn(app, world, other.id)
    expect(before).toHaveLength(4)
    const runner = await world.worker('张涛')
    await does(runner, `lesson/drop/${other.lessons[3]}`, { reason: '场地停电' })
    await app.runJobs()
    const after = await sessionsIn(app, world, other.id)
    expect(after.map(one => one.state)).toEqual(['planned', 'planned', 'planned', 'dropped'])
  })
})

describe('the code of the hall', () => {
  test('is on a screen that turns without any script, and says how many are in', async () => {
    const screen = await door.get(`/desk/attendance/${morning}/screen`)
    const wait = Number(screen.headers.get('refresh'))
    expect(wait).toBeGreaterThan(0)
    expect(wait).toBeLessThanOrEqual(20)
    expect(screen.text).not.toContain('<script')
    expect(said(screen)).toContain('0 / 6 人已签到')
  })

  test('signs in whoever says who they are, once', async () => {
    const phone = await scanned()
    const done = await phone.post(`/here/${morning}`, claimOf(0))
    expect(done.status).toBe(200)
    expect(said(done)).toContain('学员0，签到成功')
    const record = (await recordsIn(app, world, morning)).get('学员0')
    expect(record).toMatchObject({ state: 'present', method: 'phone', noted_by: null })
    const device = phone.cookies.get('device') as string
    expect(record?.device).toBe(
      await world.at(world.staff.get('陈静') as never, app.clock.now, async ctx =>
        deviceMark(ctx.centre.keys, device),
      ),
    )
    const at = record?.at
    passes(5)
    expect((await phone.post(`/here/${morning}`, claimOf(0))).status).toBe(200)
    expect((await recordsIn(app, world, morning)).get('学员0')?.at).toEqual(at)
    expect(said(await door.get(`/desk/attendance/${morning}/screen`))).toContain('1 / 6 人已签到')
  })

  test('never tells who is on the list', async () => {
    const answers = []
    for (const claim of [
      { ...claimOf(1), digits: '0000' },
      { phone: '13899999999', digits: claimOf(1).digits },
    ]) {
      const phone = await scanned()
      const answer = await phone.post(`/here/${morning}`, claim)
      expect(answer.status).toBe(422)
      answers.push(answer.page.querySelector('.form-summary')?.textContent)
      expect(answer.text).not.toContain('学员')
    }
    expect(answers[0]).toContain('没有对上')
    expect(answers[0]).toBe(answers[1])
    expect((await recordsIn(app, world, morning)).get('学员1')?.state).toBe('expected')
  })

  test('is guessed at a few times a minute only', async () => {
    const phone = await scanned()
    const statuses = []
    for (let n = 0; n < 8; n++)
      statuses.push((await phone.post(`/here/${morning}`, { ...claimOf(2), digits: `000${n}` })).status)
    expect(statuses.slice(0, 6)).toEqual(Array(6).fill(422))
    expect(statuses.slice(6)).toEqual([429, 429])
    // Nor from another phone, for the same number.
    expect((await (await scanned()).post(`/here/${morning}`, claimOf(2))).status).toBe(429)
  })

  test('is worth nothing later, on another phone, or for another half day', async () => {
    const path = await codeOnScreen(app, world, door, morning)
    passes(60)
    expect((await world.stranger().get(path)).status).toBe(409)
    expect((await world.stranger().post(`/here/${morning}`, claimOf(3))).status).toBe(409)
    const phone = await scanned()
    const elsewhere = world.stranger()
    elsewhere.cookies.set('here', phone.cookies.get('here') as string)
    expect((await elsewhere.post(`/here/${morning}`, claimOf(3))).status).toBe(409)
    expect((await phone.post(`/here/${held.sessions[1]}`, claimOf(3))).status).toBe(409)
    passes(5 * 60 + 1)
    expect((await phone.post(`/here/${morning}`, claimOf(3))).status).toBe(409)
    for (const path of ['/here/x/y', `/here/${crypto.randomUUID()}/y`, '/here/x'])
      expect((await world.stranger().get(path)).status).toBe(404)
    expect((await recordsIn(app, world, morning)).get('学员3')?.state).toBe('expected')
  })
})

describe('at the door', () => {
  test('a list is ticked, with and without a network, and twice is once', async () => {
    const records = await recordsIn(app, world, morning)
    const id = (name: string) => records.get(name)?.id as string
    const page = await door.get(`/desk/attendance/${morning}`)
    expect(page.page.querySelectorAll('[data-check-in-target="box"]')).toHaveLength(5)
    await door.submit(`/desk/attendance/${morning}`, { came: [id('学员1')] }, `/desk/attendance/${morning}`)
    const ticked = new Date(app.clock.now.getTime() - 120_000).toISOString()
    const sent = await door.post(`/desk/attendance/${morning}`, {
      came: [id('学员1'), id('学员2')],
      [`at.${id('学员2')}`]: ticked,
    })
    expect(sent.status).toBe(303)
    const after = await recordsIn(app, world, morning)
    expect(after.get('学员1')).toMatchObject({ state: 'present', method: 'list' })
    expect(after.get('学员2')).toMatchObject({ method: 'offline', ticked_at: new Date(ticked) })
  })

  test('a learner’s own code is scanned', async () => {
    const code = await world.at(world.staff.get('陈静') as never, app.clock.now, async ctx =>
      learnerCode(ctx.centre.keys, held.learners[3] as string),
    )
    const path = `/desk/attendance/learners/${held.learners[3]}/${code}`
    expect((await door.get(`${path}x`)).status).toBe(404)
    expect((await world.stranger().get(path)).status).toBe(303)
    const shown = await door.get(path)
    expect(said(shown)).toContain('学员3')
    const done = await door.submit(path, {}, `/desk/attendance/${morning}`)
    expect(done.status).toBe(303)
    expect((await recordsIn(app, world, morning)).get('学员3')).toMatchObject({ method: 'scan' })
    expect(said(await door.get(path))).toContain('已经签到')
  })

  test('what was ticked by mistake is taken back while people sign in', async () => {
    const { id } = (await recordsIn(app, world, morning)).get('学员3') as { id: string }
    await does(door, `attendance/undo/${id}`, { reason: '勾错了人' })
    expect((await recordsIn(app, world, morning)).get('学员3')).toMatchObject({ state: 'expected', at: null })
  })
})

describe('a learner', () => {
  test('who enrolled by themselves signs in by one button, asks for leave, and sees no others', async () => {
    const citizen = await world.citizen('13800000081', '杨雪')
    await clockAt(app, '12:30:00')
    const clerk = await world.worker('陈静')
    const { id } = await opensClass(app, world, { title: '短视频班', place: '石牌镇文化站' })
    const form = `/act/enrolment/enrol?class_id=${id}`
    const known = await citizen.get(form)
    const sent = await citizen.submit(form, {
      party_id: startOf(known, 'party_id'),
      ...{ person_name: '杨雪', phone: '13800000081', id_number: idNumberOf(77) },
    })
    const enrolment = idIn(sent.location)
    await does(clerk, `enrolment/accept/${enrolment}`)
    await app.runJobs()
    const sessions = await sessionsIn(app, world, id)
    app.clock.now = new Date((sessions[0]?.starts_at.getTime() ?? 0) - 600_000)
    await app.runClock('attendance.clock')
    morning = sessions[0]?.id as string
    door = await world.worker('陈静')
    const phone = await world.device('13800000081')
    await scanned(phone)
    const page = await phone.get(`/here/${morning}`)
    expect(said(page)).toContain('杨雪')
    const done = await phone.post(`/here/${morning}`, { own: '1' })
    expect(said(done)).toContain('杨雪，签到成功')
    expect((await recordsIn(app, world, morning)).get('杨雪')).toMatchObject({ method: 'account' })
    const later = (await recordsIn(app, world, sessions[1]?.id as string)).get('杨雪')?.id
    await does(phone, `attendance/askLeave/${later}`, { reason: '孩子发烧' })
    const other = await world.device('13800000082')
    expect((await other.get('/my')).status, 'somebody, and no staff').not.toBe(401)
    expect((await other.post(`/act/attendance/askLeave/${later}`, { reason: '替她' })).status).toBe(404)
    await does(door, `attendance/grantLeave/${later}`)
    await app.runJobs()
    expect(app.sent.sms.at(-1)?.body).toContain('请假已同意')
    expect((await recordsIn(app, world, sessions[1]?.id as string)).get('杨雪')?.state).toBe('leave')
  })
})
