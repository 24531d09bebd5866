import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import {
  claimOf,
  clockAt,
  codeOnScreen,
  type HeldClass,
  heldClass,
  recordsIn,
  staffOf,
} from '../../../test/attendance.ts'
import { does, picture } from '../../../test/deeds.ts'
import { opensClass, rowOf } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { figuresOf } from './counting.ts'
import { asCounted, gridOf } from './grid.ts'
import { figuresIn, gridRecords, signalsOf } from './queries/figures.ts'

/** 5.3.1 What is on paper, late, or to be looked at again; and what is counted. */
let app: TestApp
let world: World
let held: HeldClass
let morning: string
const said = (answer: { page: { textContent: string } }): string =>
  answer.page.textContent.replaceAll(/\s+/g, ' ')
const idOf = async (name: string, session = morning): Promise<string> =>
  (await recordsIn(app, world, session)).get(name)?.id as string
const openSignals = () =>
  world.at(staffOf(world, '孙丽'), app.clock.now, ctx => signalsOf(ctx, { state: 'open' }))
let clerk: Visitor
let reviewer: Visitor
let runner: Visitor
/** Sessions end while the clock goes on: everybody comes in anew. */
async function allCome(): Promise<void> {
  clerk = await world.worker('陈静')
  reviewer = await world.worker('孙丽')
  runner = await world.worker('张涛')
}

async function goesTo(time: string): Promise<void> {
  await clockAt(app, time)
  await allCome()
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  held = await heldClass(app, world, 6)
  morning = held.sessions[0] as string
  await allCome()
})

describe('on paper', () => {
  test('the sheet has a row for each learner and a code', async () => {
    const sheet = await clerk.file(`/desk/attendance/${morning}/sheet.pdf`)
    expect(sheet.subarray(0, 5).toString()).toBe('%PDF-')
    const stranger = world.stranger()
    expect((await stranger.get(`/desk/attendance/${morning}/sheet.pdf`)).status).toBe(303)
  })

  test('a photographed sheet is ticked in one form, and the photo kept', async () => {
    await goesTo('09:30:00')
    const page = `/act/attendance_sheet/enterPaper?session_id=${morning}`
    const form = await clerk.get(page)
    expect(form.page.querySelectorAll('input[name="came"]')).toHaveLength(6)
    const came = [await idOf('学员0'), await idOf('学员1')]
    const without = await clerk.post('/act/attendance_sheet/enterPaper', { session_id: morning, came })
    expect(without.status).toBe(422)
    await does(clerk, 'attendance_sheet/enterPaper', {
      ...{ session_id: morning, came },
      'sheets:new': picture('签到表.png'),
    })
    expect((await recordsIn(app, world, morning)).get('学员0')).toMatchObject({ method: 'paper' })
    expect(said(await clerk.get(`/desk/attendance/${morning}`))).toContain('签到表.png')
  })
})

describe('one phone', () => {
  test('within seconds for two people is asked about, and refused to nobody', async () => {
    const phone = world.stranger()
    await phone.get(await codeOnScreen(app, world, clerk, morning))
    for (const n of [2, 3]) {
      app.clock.now = new Date(app.clock.now.getTime() + 10_000)
      expect((await phone.post(`/here/${morning}`, claimOf(n))).status).toBe(200)
    }
    expect(await openSignals()).toEqual([])
    await goesTo('12:20:00')
    const [found, ...more] = await openSignals()
    expect(more).toEqual([])
    expect(found).toMatchObject({ kind: 'same_device', figure: 10 })
    const page = await reviewer.get(`/desk/attendance/signals/${found?.id}`)
    expect(said(page)).toContain('人都在场吗？')
    expect(said(page)).toContain('学员2')
    expect((await runner.get(`/desk/attendance/signals/${found?.id}`)).status, 'not for who runs it').toBe(
      403,
    )
    await does(reviewer, `attendance_signal/explain/${found?.id}`, { note: '打过电话，两位都在场。' })
    expect(await openSignals()).toEqual([])
  })
})

describe('who did not sign in', () => {
  test('was absent, and may be entered later with a reason only, by approval of somebody else', async () => {
    expect((await recordsIn(app, world, morning)).get('学员4')?.state).toBe('absent')
    const late = [await idOf('学员4')]
    const without = await clerk.post('/act/attendance_entry/propose', { session_id: morning, came: late })
    expect(without.status).toBe(422)
    const id = await does(runner, 'attendance_entry/propose', {
      ...{ session_id: morning, came: late, reason: '手机没电，全程在场。' },
    })
    expect((await recordsIn(app, world, morning)).get('学员4')?.state).toBe('absent')
    expect((await runner.post(`/act/attendance_entry/approve/${id}`)).status, 'one’s own class').toBe(403)
    expect((await clerk.post(`/act/attendance_entry/approve/${id}`)).status, 'no such duty').toBe(403)
    await does(reviewer, `attendance_entry/approve/${id}`)
    expect((await recordsIn(app, world, morning)).get('学员4')).toMatchObject({
      ...{ state: 'present', method: 'late', entry_id: id },
    })
    for (const path of [
      `/desk/attendance/${morning}`,
      `/desk/classes/${held.id}/attendance`,
      `/desk/attendance/entries/${id}`,
      '/desk/attendance',
    ])
      expect(said(await clerk.get(path)), path).toContain('补录')
  })

  test('what is approved is not decided by who has come to run the class since', async () => {
    const id = await does(clerk, 'attendance_entry/propose', {
      ...{ session_id: morning, came: [await idOf('学员5')], reason: '漏签，同组的人可以作证。' },
    })
    const director = await world.worker('李卫东')
    await world.at(staffOf(world, '李卫东'), app.clock.now, ctx =>
      ctx.db
        .updateTable('training_class')
        .set({ owner_id: staffOf(world, '李卫东').staffId as string })
        .where('id', '=', held.id)
        .execute(),
    )
    const refused = await director.post(`/act/attendance_entry/approve/${id}`)
    expect(refused.status).toBe(403)
    await does(reviewer, `attendance_entry/refuse/${id}`, { reason: '没有人能作证。' })
    expect((await recordsIn(app, world, morning)).get('学员5')?.state).toBe('absent')
  })

  test('paper comes too late after a day; then approval is asked for', async () => {
    app.clock.now = new Date(app.clock.now.getTime() + 25 * 3_600_000)
    await allCome()
    const answer = await clerk.post('/act/attendance_sheet/enterPaper', {
      ...{ session_id: morning, came: [await idOf('学员5')] },
      'sheets:new': picture('另一张.png'),
    })
    expect(answer.status).toBe(409)
    expect(said(answer)).toContain('走补录')
  })
})

describe('looked at again', () => {
  test('the same photo with two papers', async () => {
    const [, afternoon] = held.sessions as [string, string]
    const photo = { taken_at: '2026-12-14T09:10', note: '' }
    const before = (await openSignals()).length
    for (const session_id of [morning, afternoon])
      await does(clerk, 'attendance_sheet/addPhoto', {
        ...{ ...photo, session_id },
        'photos:new': picture('现场.png'),
      })
    await app.runJobs()
    const same = (await openSignals()).filter(one => one.kind === 'same_photo')
    expect(same.length).toBeGreaterThan(before)
    expect(said(await reviewer.get(`/desk/attendance/signals/${same[0]?.id}`))).toContain('传重了')
  })

  test('an entry that nobody can stand for is withdrawn, and the learner told', async () => {
    await world.at(staffOf(world, '孙丽'), app.clock.now, ctx =>
      ctx.db
        .updateTable('training_class')
        .set({ owner_id: staffOf(world, '张涛').staffId as string })
        .where('id', '=', held.id)
        .execute(),
    )
    const [signal] = await world.at(staffOf(world, '孙丽'), app.clock.now, ctx =>
      signalsOf(ctx, { classId: held.id, state: 'explained' }),
    )
    expect(signal?.kind).toBe('same_device')
    const again = held.sessions[3] as string
    app.clock.now = new Date(`${(await rowOf(app, world, held.id)).ends_on}T13:40:00+08:00`)
    await app.runClock('attendance.clock')
    await allCome()
    const phone = world.stranger()
    await phone.get(await codeOnScreen(app, world, clerk, again))
    for (const n of [0, 5]) await phone.post(`/here/${again}`, claimOf(n))
    await goesTo('17:20:00')
    const found = (await openSignals()).find(one => one.kind === 'same_device')
    await does(reviewer, `attendance_signal/withdraw/${found?.id}`, {
      ...{ records: [await idOf('学员5', again)], note: '本人说当天没有来。' },
    })
    await app.runJobs()
    expect((await recordsIn(app, world, again)).get('学员5')).toMatchObject({ state: 'withdrawn', at: null })
    expect((await recordsIn(app, world, again)).get('学员0')?.state).toBe('present')
    expect(app.sent.sms.at(-1)?.body).toContain('到课记录核对后撤销了')
  })
})

describe('what is counted', () => {
  test('is the same by the database and by hand: in the grid, for a period, in a file', async () => {
    const other = await opensClass(app, world, { title: '另一个班', place: '公岭镇文化站' })
    await app.runJobs()
    await world.at(staffOf(world, '陈静'), app.clock.now, async ctx => {
      const records = await gridRecords(ctx, held.id)
      const by = figuresOf(records.map(asCounted))
      expect(await figuresIn(ctx, { from: '2026-01-01', until: '2027-12-31' })).toEqual(by)
      expect((await gridOf(ctx, held.id)).figures).toEqual(by)
      expect(by).toEqual({ visits: 6, late: 1, people: 5, hours_tenths: 240 })
      expect((await gridOf(ctx, other.id)).figures.visits).toBe(0)
    })
    const csv = await clerk.get(`/desk/classes/${held.id}/attendance?format=csv`)
    expect(csv.text).toContain('补')
    expect(csv.text.split('\n')[1]).toContain('学员0')
  })

  test('decides on completion, once nothing is open', async () => {
    app.clock.now = new Date(`${(await rowOf(app, world, held.id)).ends_on}T21:30:00+08:00`)
    await app.runClock('training.settle')
    await app.runClock('attendance.clock')
    await app.runJobs()
    await allCome()
    const early = await runner.post(`/act/training_class/complete/${held.id}`)
    expect(early.status).toBe(409)
    expect(said(early)).toContain('考勤疑问还没有核对')
    for (const one of await openSignals())
      await does(reviewer, `attendance_signal/explain/${one.id}`, { note: '问过，已经说明。' })
    await does(runner, `training_class/complete/${held.id}`)
    const rows = await world.at(staffOf(world, '张涛'), app.clock.now, ctx =>
      ctx.db.selectFrom('enrolment').select(['state', 'outcome']).where('class_id', '=', held.id).execute(),
    )
    expect(rows.map(one => one.state)).toEqual(Array(6).fill('failed'))
    expect(JSON.stringify(rows[0]?.outcome)).toContain('应到 16 学时')
  })
})

describe('others', () => {
  test('of another centre find nothing, and strangers nothing at the desk', async () => {
    const elsewhere = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const there = await elsewhere.worker('孙丽')
    expect((await there.get('/desk/attendance')).status, 'somebody there').toBe(200)
    for (const path of [
      `/desk/attendance/${morning}`,
      `/desk/attendance/${morning}/screen`,
      `/desk/classes/${held.id}/attendance`,
    ])
      expect([403, 404], path).toContain((await there.get(path)).status)
    expect((await (await elsewhere.worker('陈静')).get(`/desk/attendance/${morning}`)).status).toBe(404)
    const writer = await world.worker('周健')
    expect((await writer.get(`/desk/attendance/${morning}`)).status).toBe(403)
  })
})
