import { beforeAll, describe, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import {
  addsLecturer,
  begins,
  classPlan,
  draftsClass,
  fillsClass,
  finishes,
  opensClass,
  rowOf,
} from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { costFlow } from './cost.ts'
import { completionRules } from './doors.ts'
import { lecturerFlow } from './lecturer.ts'
import { lessonFlow } from './lesson.ts'
import { learnersOf } from './queries/learners.ts'
import { classFlow } from './workflow.ts'

/** 5.3.1 A class from the application to the archive; who teaches where; what it costs. */
let app: TestApp
let world: World
let matcher: Visitor
let director: Visitor
const as = (name: string) => world.staff.get(name) as Actor
const acts = (name: string, action: string, id: string, input: Record<string, unknown> = {}) =>
  world.at(as(name), app.clock.now, ctx => perform(ctx, classFlow, action, id, input))
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  matcher = await world.worker('张涛')
  director = await world.worker('李卫东')
})

describe('an application', () => {
  test('has a timetable that covers its hours before it is handed in, and is approved by another', async () => {
    const bare = await world.at(as('张涛'), app.clock.now, async ctx =>
      perform(ctx, classFlow, 'plan', null, classPlan(app, world, { title: '没有课程表的班' })),
    )
    await expect(acts('张涛', 'apply', bare.id)).rejects.toThrow('还没有课程表')
    const { id, lessons } = await draftsClass(app, world, { title: '学时不够的班' })
    await world.at(as('张涛'), app.clock.now, ctx =>
      perform(ctx, lessonFlow, 'drop', lessons[3] as string, { reason: '另行安排' }),
    )
    await expect(acts('张涛', 'apply', id)).rejects.toThrow('课程表合计 12 学时，申请的是 16 学时')
    const whole = await draftsClass(app, world, { title: '齐全的班', place: '石牌镇文化站' })
    await does(matcher, `training_class/apply/${whole.id}`)
    expect((await matcher.post(`/act/training_class/approve/${whole.id}`)).status).toBe(403)
    const both: Actor = { ...as('李卫东'), duties: new Set([...as('李卫东').duties, 'training.run']) }
    const own = await draftsClass(app, world, { title: '主任交的班', place: '别处的地方' })
    await world.at(both, app.clock.now, ctx => perform(ctx, classFlow, 'apply', own.id))
    await expect(
      world.at(both, app.clock.now, ctx => perform(ctx, classFlow, 'approve', own.id)),
      'not by whoever handed it in, whatever their posts allow',
    ).rejects.toThrow('申请人')
    await does(director, `training_class/approve/${whole.id}`)
    expect((await world.stranger().get(`/training/${whole.id}`)).status, 'not before it is published').toBe(
      404,
    )
    await does(matcher, `training_class/publish/${whole.id}`)
    const shown = await world.stranger().get(`/training/${whole.id}`)
    expect(shown.page.querySelector('main')?.textContent).toContain('我要报名')
    expect(
      shown.page.querySelector('main')?.textContent,
      'the teaching plan is the house’s own',
    ).not.toContain('分六组')
    const data = JSON.parse(
      shown.page.querySelector('script[type="application/ld+json"]')?.textContent ?? '{}',
    )
    expect(data).toMatchObject({ '@type': 'Course', hasCourseInstance: { '@type': 'CourseInstance' } })
  })

  test('that comes late says why', async () => {
    const soon = { starts_on: '2026-12-03', ends_on: '2026-12-04', closes_at: '2026-12-02T18:00' }
    expect(app.clock.now.toISOString().slice(0, 7)).toBe('2026-11')
    const { id } = await draftsClass(app, world, { ...soon, title: '很急的班', place: '急用的地方' })
    await expect(acts('张涛', 'apply', id)).rejects.toThrow('')
    const page = await matcher.post(`/act/training_class/apply/${id}`)
    expect(page.page.textContent).toContain('离开班不足 15 天')
    await acts('张涛', 'edit', id, {
      ...classPlan(app, world, { ...soon, title: '很急的班', place: '急用的地方' }),
      late_reason: '上级临时安排，讲师只有这两天有空。',
    })
    await acts('张涛', 'apply', id)
    expect((await rowOf(app, world, id)).state).toBe('approving')
  })
})

describe('a timetable', () => {
  test('has no lecturer, no place and no class in two lessons at once', async () => {
    const lecturer = await addsLecturer(app, world, { name: '宋老师' })
    const first = await draftsClass(app, world, { title: '先排的班', place: '先排的地方' }, lecturer)
    const row = await rowOf(app, world, first.id)
    const second = await world.at(as('张涛'), app.clock.now, ctx =>
      perform(
        ctx,
        classFlow,
        'plan',
        null,
        classPlan(app, world, { title: '后排的班', place: '后排的地方' }),
      ),
    )
    const lesson = (more: Record<string, unknown>) =>
      world.at(as('张涛'), app.clock.now, ctx =>
        perform(ctx, lessonFlow, 'add', null, {
          ...{ class_id: second.id, title: '第一课', form: 'theory', hours: 3, place: '' },
          ...{ starts_at: `${row.starts_on}T10:00`, ends_at: `${row.starts_on}T11:30` },
          ...more,
        }),
      )
    const refused = async (more: Record<string, unknown>) =>
      Object.values(
        await lesson(more).then(
          () => ({}),
          error => error.errors,
        ),
      ).join()
    expect(await refused({ lecturer_id: lecturer })).toContain('这位讲师这段时间在“先排的班”上课')
    expect(await refused({ place: '先排的地方' })).toContain('“先排的班”在这里上课')
    expect(await refused({ ends_at: `${row.starts_on}T18:30` })).toContain('半天之内')
    await lesson({})
    expect(await refused({ starts_at: `${row.starts_on}T11:00` })).toContain('这个班这段时间已经有课')
    // What the program overlooks the database refuses.
    await expect(
      world.at(as('张涛'), app.clock.now, ctx =>
        ctx.db
          .updateTable('lesson')
          .set({ lecturer_id: lecturer })
          .where('class_id', '=', second.id)
          .execute(),
      ),
    ).rejects.toThrow('lesson_lecturer_free')
    await acts('张涛', 'cancel', first.id, { reason: '改到明年' })
    await lesson({
      lecturer_id: lecturer,
      starts_at: `${row.starts_on}T14:00`,
      ends_at: `${row.starts_on}T17:00`,
    })
  })

  test('has nobody who is paid without an agreement for the day', async () => {
    const lecturer = await addsLecturer(app, world, { name: '有偿老师', fee_fen: 30_000 })
    await expect(
      draftsClass(app, world, { title: '没有协议的班', place: '某处' }, lecturer),
    ).rejects.toThrow()
    await world.at(as('张涛'), app.clock.now, ctx =>
      perform(ctx, lecturerFlow, 'agree', lecturer, {
        agreement_from: '2026-01-01',
        agreement_until: '2027-12-31',
        agreement: [],
      }),
    )
    await draftsClass(app, world, { title: '有协议的班', place: '某处' }, lecturer)
  })
})

describe('a class', () => {
  test('is held, completed by all rules, settled by another, and filed', async () => {
    const { id } = await opensClass(app, world, { title: '办完的班', place: '办完的地方' })
    const learners = await fillsClass(app, world, id, 4)
    completionRules.push({
      name: '出勤',
      ready: async (_ctx, one) =>
        one.summary === null && one.id === id ? '还有一个半天没有核对签到。' : null,
      judge: async (_ctx, one) =>
        new Map(
          one.id === id
            ? learners.map((learner, n) => [learner, { met: n > 0, says: n > 0 ? '出勤 100%' : '出勤 50%' }])
            : [],
        ),
    })
    await begins(app, world, id)
    await finishes(app, world, id)
    expect((await rowOf(app, world, id)).state).toBe('finishing')
    expect(await main(await world.worker('张涛'), `/desk/classes/${id}`)).toContain(
      '还有一个半天没有核对签到',
    )
    await expect(acts('张涛', 'complete', id)).rejects.toThrow('还有一个半天没有核对签到')
    await acts('张涛', 'writeUp', id, { summary: '四名学员全部完成实训，直播各开播两场，反映良好。' })
    await acts('张涛', 'complete', id)
    const states = (await world.at(as('张涛'), app.clock.now, ctx => learnersOf(ctx, id))).map(one => [
      one.state,
      one.reason,
    ])
    expect(states).toEqual([['failed', '出勤 50%'], ...Array.from({ length: 3 }, () => ['completed', null])])
    await app.runJobs()
    expect(app.sent.sms.filter(one => one.body.includes('从“办完的班”结业'))).toHaveLength(3)
    await expect(acts('张涛', 'archive', id)).rejects.toThrow('结清经费')
    await acts('陈静', 'settle', id)
    await acts('张涛', 'archive', id)
    const row = await rowOf(app, world, id)
    expect(row.keep_until?.slice(0, 4)).toBe(String(app.clock.now.getFullYear() + 10))
  })

  test('never spends more than was approved, and nobody checks what they noted', async () => {
    const { id } = await opensClass(app, world, { title: '花钱的班', place: '花钱的地方' })
    const note = (receipt: string, amount_fen: number, item = '讲课费') =>
      world.at(as('张涛'), app.clock.now, ctx =>
        perform(ctx, costFlow, 'note', null, {
          ...{ class_id: id, item, what: '授课报酬', payee: '方老师', receipt, amount_fen },
          ...{ paid_on: '2026-11-20', receipts: [] },
        }),
      )
    const check = (name: string, cost: string) =>
      world.at(as(name), app.clock.now, ctx => perform(ctx, costFlow, 'check', cost))
    const first = await note('一号', 700_000)
    await expect(note('一号', 700_000)).rejects.toThrow()
    await expect(check('张涛', first.id)).rejects.toThrow()
    const both: Actor = { ...as('张涛'), duties: new Set([...as('张涛').duties, 'training.account']) }
    await expect(
      world.at(both, app.clock.now, ctx => perform(ctx, costFlow, 'check', first.id)),
    ).rejects.toThrow('登记人')
    await check('陈静', first.id)
    const second = await note('二号', 200_000)
    await expect(check('陈静', second.id), 'budget 8,000 元').rejects.toThrow('超过批准的经费 ¥8,000.00')
    await acts('张涛', 'askMore', id, { over_asked_fen: 100_000, reason: '多请了一位带教老师。' })
    await expect(acts('张涛', 'grantMore', id)).rejects.toThrow()
    await expect(check('陈静', second.id)).rejects.toThrow('超过批准的经费')
    await acts('李卫东', 'grantMore', id)
    await check('陈静', second.id)
    expect(await main(await world.worker('张涛'), `/desk/classes/${id}/costs`)).toMatch(
      /¥9,000\.00批准的经费[\s\S]*¥0\.00结余/,
    )
  })
})
