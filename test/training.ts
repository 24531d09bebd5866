import {
  classFlow,
  courseFlow,
  enrolmentFlow,
  lecturerFlow,
  lessonFlow,
  planFlow,
  surveyFlow,
} from '#modules/training'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { idNumberOf } from '../src/demo/id-numbers.ts'
import type { TestApp } from './app.ts'
import { attends } from './attendance.ts'
import { idIn, startOf } from './deeds.ts'
import type { Visitor } from './visitor.ts'
import type { World } from './world.ts'

const actor = (world: World, name: string): Actor => world.staff.get(name) as Actor
const nowOf = (app: TestApp): Date => app.clock.now

export { idNumberOf }

export interface Opened {
  id: string
  lecturer: string
  /** Of each half day, in order. */
  lessons: string[]
}

/** A lecturer without pay, whose page is public. */
export const addsLecturer = (
  app: TestApp,
  world: World,
  more: Record<string, unknown> = {},
): Promise<string> =>
  world.at(
    actor(world, '张涛'),
    nowOf(app),
    async ctx =>
      (
        await perform(ctx, lecturerFlow, 'add', null, {
          ...{ name: '方老师', title: '高级电子商务师', organisation: '安庆职业技术学院', phone: '' },
          ...{
            about: '讲了十年电商课，带过三百多名学员开店。',
            topics: '直播、选品',
            fee_fen: 0,
            consent: true,
          },
          ...more,
        })
      ).id,
  )

/** An application as 张涛 types it: a class of two days in twenty days, four half days of four hours, for thirty. */
export const classPlan = (app: TestApp, world: World, more: Record<string, unknown> = {}) => {
  const first = addDays(dayOf(nowOf(app)), 20)
  return {
    ...{ kind: 'live', title: '助农直播实训班', owner_id: actor(world, '张涛').staffId },
    ...{ organiser: '怀宁县电子商务公共服务中心', about: '手把手教您用手机直播卖自家的农产品。' },
    ...{ audience: '返乡青年、农户', place: '高河镇文化站', starts_on: first, ends_on: addDays(first, 1) },
    ...{ opens_at: `${dayOf(nowOf(app))}T08:00`, closes_at: `${addDays(first, -1)}T18:00` },
    ...{
      capacity: 30,
      quotas: [],
      hours: 16,
      teaching_plan: '第一天讲，第二天练，分六组。',
      has_exam: false,
    },
    ...{ exam_plan: '', certificate: '', source: '县级电商专项资金', late_reason: '' },
    budget: [
      { item: '讲课费', amount_fen: 600_000 },
      { item: '教材费', amount_fen: 200_000 },
    ],
    ...more,
  }
}

/** A class in draft with its timetable: a lesson each morning and afternoon of its days. */
export async function draftsClass(
  app: TestApp,
  world: World,
  more: Record<string, unknown> = {},
  lecturerId?: string,
): Promise<Opened> {
  const plan = classPlan(app, world, more)
  const lecturer =
    lecturerId ?? (await addsLecturer(app, world, { name: `方老师${Math.random()}`.slice(0, 9) }))
  return world.at(actor(world, '张涛'), nowOf(app), async ctx => {
    const { id } = await perform(ctx, classFlow, 'plan', null, plan)
    const lessons: string[] = []
    const days = (Date.parse(plan.ends_on) - Date.parse(plan.starts_on)) / 86_400_000 + 1
    for (let n = 0; n < days; n++)
      for (const [from, to] of [
        ['09:00', '12:00'],
        ['14:00', '17:00'],
      ] as const) {
        const day = addDays(plan.starts_on, n)
        const lesson = {
          ...{ class_id: id, title: `第 ${lessons.length + 1} 课`, form: n === 0 ? 'theory' : 'practice' },
          ...{ starts_at: `${day}T${from}`, ends_at: `${day}T${to}`, place: '' },
          ...{ hours: plan.hours / (days * 2), lecturer_id: lecturer },
        }
        lessons.push((await perform(ctx, lessonFlow, 'add', null, lesson)).id)
      }
    return { id, lecturer, lessons }
  })
}

/** A class that the public may enrol for: applied for by 张涛, approved by 李卫东, published. */
export async function opensClass(
  app: TestApp,
  world: World,
  more: Record<string, unknown> = {},
  lecturerId?: string,
): Promise<Opened> {
  const opened = await draftsClass(app, world, more, lecturerId)
  const [owner, director] = [actor(world, '张涛'), actor(world, '李卫东')]
  await world.at(owner, nowOf(app), ctx => perform(ctx, classFlow, 'apply', opened.id))
  await world.at(director, nowOf(app), ctx => perform(ctx, classFlow, 'approve', opened.id))
  await world.at(owner, nowOf(app), ctx => perform(ctx, classFlow, 'publish', opened.id))
  return opened
}

/** So many people entered and accepted by 陈静, 学员0 and on; returns their enrolments in order. */
export const fillsClass = (
  app: TestApp,
  world: World,
  classId: string,
  people: number,
  more: (n: number) => Record<string, unknown> = () => ({}),
): Promise<string[]> =>
  world.at(actor(world, '陈静'), nowOf(app), async ctx => {
    const ids: string[] = []
    for (let n = 0; n < people; n++) {
      const { id } = await perform(ctx, enrolmentFlow, 'enter', null, {
        ...{ class_id: classId, person_name: `学员${n}`, phone: `138030${String(n).padStart(5, '0')}` },
        ...{ id_number: idNumberOf(n), village: '', groups: [], education: '', intention: '' },
        ...more(n),
      })
      await perform(ctx, enrolmentFlow, 'accept', id)
      ids.push(id)
    }
    return ids
  })

/** The clock goes on to the first morning of the class, which begins by itself. */
export async function begins(app: TestApp, world: World, classId: string): Promise<void> {
  const row = await rowOf(app, world, classId)
  app.clock.now = new Date(`${row.starts_on}T08:30:00+08:00`)
  await app.runClock('training.settle')
  await app.runJobs()
}

/** The clock goes on to the evening of its last day. */
export async function finishes(app: TestApp, world: World, classId: string): Promise<void> {
  await attends(app, world, classId)
  const row = await rowOf(app, world, classId)
  app.clock.now = new Date(`${row.ends_on}T21:30:00+08:00`)
  await app.runClock('training.settle')
  await app.runClock('training.settle')
  await app.runJobs()
}

export const rowOf = (app: TestApp, world: World, classId: string) =>
  world.at(system, nowOf(app), ctx =>
    ctx.db.selectFrom('training_class').selectAll().where('id', '=', classId).executeTakeFirstOrThrow(),
  )

/** Enrols for themselves on the phone, as the page offers it; returns the enrolment. */
export async function enrols(
  who: Visitor,
  classId: string,
  more: Record<string, string> = {},
): Promise<string> {
  const page = `/act/enrolment/enrol?class_id=${classId}`
  const form = await who.get(page)
  const sent = await who.submit(page, {
    party_id: startOf(form, 'party_id'),
    person_name: startOf(form, 'person_name'),
    phone: startOf(form, 'phone'),
    ...more,
  })
  if (sent.status !== 303)
    throw new Error(sent.page.querySelector('main')?.textContent ?? String(sent.status))
  return idIn(sent.location)
}

/** A class for which the visitor enrolled, and one of everything that stands around it. */
export async function trained(app: TestApp, world: World, citizen: Visitor) {
  const opened = await opensClass(app, world)
  const made = await world.at(actor(world, '张涛'), nowOf(app), async ctx => {
    const course = await perform(ctx, courseFlow, 'add', null, {
      ...{ title: '网店开办入门', kind: 'basic', audience: '', goal: '', theory: 6, practice: 2 },
      outline: '注册店铺、拍照上架、打包发货。',
    })
    const plan = await perform(ctx, planFlow, 'draft', null, {
      ...{ year: 2026, basis: '需求调查的结论', goal: '培训六十人次' },
      items: [
        {
          ...{ title: '网店入门', kind: 'basic', audience: '农户', goal: '会开店', months: '全年' },
          ...{ outline: '', hours: 8, classes: 2, people: 60, budget_fen: 0, certificate: '' },
        },
      ],
    })
    const survey = await perform(ctx, surveyFlow, 'draft', null, {
      ...{ title: '培训需求调查', about: '想学什么，请您说一说。', topics: '直播、短视频' },
      closes_on: addDays(dayOf(nowOf(app)), 200),
    })
    await perform(ctx, surveyFlow, 'publish', survey.id)
    return { course: course.id, trainingPlan: plan.id, survey: survey.id }
  })
  const page = `/act/training_answer/give?survey_id=${made.survey}`
  const form = await citizen.get(page)
  const answered = await citizen.submit(page, {
    ...{ party_id: startOf(form, 'party_id'), topics: ['直播'], form: 'hall' },
  })
  return {
    ...made,
    trainingClass: opened.id,
    lecturer: opened.lecturer,
    enrolment: await enrols(citizen, opened.id, { id_number: idNumberOf(777) }),
    trainingAnswer: idIn(answered.location),
  }
}
