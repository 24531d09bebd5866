import {
  answerFlow,
  classFlow,
  costFlow,
  courseFlow,
  enrolmentFlow,
  giveOpinion,
  lecturerFlow,
  lessonFlow,
  missingFor,
  planFlow,
  surveyFlow,
} from '#modules/training'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { townsOf } from '#platform/divisions'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { perform } from '#platform/perform'
import { idNumberOf } from './id-numbers.ts'
import { drawn, type Picture } from './pictures.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'
import { courses, learnerName, lecturers, planItems, topics } from './training-plans.ts'

/** The classes of the demonstration, for the parts that add attendance, exams and certificates to them. */
export interface DemoClasses {
  /** Over for long, 28 learners; to be completed and filed. */
  live: string
  /** Over for a month, 26 learners; to be completed. */
  video: string
  /** Over since three days, 9 learners; its completion is open. */
  shop: string
  /** In its second day, 10 learners. */
  running: string
  /** Open, with a line. */
  full: string
}

interface Scene {
  kernel: Kernel
  settled: Settled
  now: Date
  today: string
  chance: Random
  staff(name: string): Actor
  courses: string[]
  lecturers: string[]
  items: string[]
  paper: Picture
}
type Input = Record<string, unknown>

/** A year of training: what was asked, planned, taught; classes in every state. */
export async function liveTraining(kernel: Kernel, settled: Settled, now: Date): Promise<DemoClasses> {
  const scene: Scene = {
    ...{ kernel, settled, now, today: dayOf(now) },
    chance: random(53_101),
    staff: name => settled.staff.get(name) as Actor,
    ...{ courses: [], lecturers: [], items: [] },
    paper: await drawn(kernel, '扫描件.png', '#fbfaf5', '#d9d4c2'),
  }
  await asked(scene)
  await stocked(scene)
  const first = await plannedYear(scene)
  const live = await heldClass(scene, 203, classes.live, 28, 0)
  await changedPlan(scene, first)
  await calledOff(scene)
  const video = await heldClass(scene, 41, classes.video, 26, 12)
  const shop = await heldClass(scene, 4, classes.shop, 9, 60)
  const running = await heldClass(scene, 1, classes.running, 10, 80)
  const full = await fullClass(scene)
  await others(scene)
  return { live, video, shop, running, full }
}

const at = <T>(scene: Scene, who: string, daysAgo: number, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  scene.settled.at(scene.staff(who), new Date(scene.now.getTime() - daysAgo * 86_400_000), work)

/** What people want to learn: last year's survey with its finding, and one that is open. */
async function asked(scene: Scene): Promise<void> {
  const towns = townsOf('340822').slice(0, 6)
  const draft = (title: string, closes: number) => ({
    ...{ title, closes_on: addDays(scene.today, closes), topics: topics.join('、') },
    about: '想学什么、什么时候方便，请您说一说。结果用来安排下一年的培训班，公布时不出现姓名。',
  })
  const old = await at(scene, '张涛', 330, async ctx => {
    const { id } = await perform(ctx, surveyFlow, 'draft', null, draft('上一年度培训需求调查', -310))
    await perform(ctx, surveyFlow, 'publish', id)
    return id
  })
  const paper = (survey_id: string, n: number): Input => ({
    ...{ survey_id, paper: `第 ${n + 1} 号`, form: (['hall', 'village', 'online'] as const)[n % 3] },
    topics: [topics[n % 3], topics[(n * 5 + 1) % 6]].filter((one, i, all) => all.indexOf(one) === i),
    ...{ times: ['周末'], town: towns[n % 3 === 0 ? 0 : n % 2]?.code, wish: '' },
  })
  await at(scene, '陈静', 315, async ctx => {
    for (let n = 0; n < 14; n++) await perform(ctx, answerFlow, 'enter', null, paper(old, n))
  })
  await at(scene, '张涛', 308, async ctx => {
    await perform(ctx, surveyFlow, 'close', old)
    await perform(ctx, surveyFlow, 'conclude', old, {
      finding: '大家最想学直播带货和短视频，希望安排在周末、能到村里讲。下一年以实操班为主。',
    })
  })
  const open = await at(scene, '张涛', 9, async ctx => {
    const { id } = await perform(ctx, surveyFlow, 'draft', null, draft('下一年度培训需求调查', 20))
    await perform(ctx, surveyFlow, 'publish', id)
    return id
  })
  await scene.settled.at(system, new Date(scene.now.getTime() - 5 * 86_400_000), async ctx => {
    for (const [n, name] of [...scene.settled.parties.keys()].slice(9, 12).entries()) {
      const { paper: _paper, ...answer } = paper(open, n)
      const party_id = scene.settled.parties.get(name) as string
      await perform({ ...ctx, actor: asParty(name, party_id) }, answerFlow, 'give', null, {
        ...answer,
        party_id,
      })
    }
  })
}

const asParty = (name: string, party: string): Actor => ({
  ...stranger,
  ...{ kind: 'person', name, parties: [party] },
})

/** Courses and lecturers, with agreements where they are paid. */
async function stocked(scene: Scene): Promise<void> {
  await at(scene, '张涛', 300, async ctx => {
    for (const course of courses) scene.courses.push((await perform(ctx, courseFlow, 'add', null, course)).id)
    await perform(ctx, courseFlow, 'addMaterial', scene.courses[0] as string, {
      material: [await stage(ctx, { ...scene.paper, name: '直播话术讲义.png' }, 'material')],
      note: '讲义第一版',
    })
    for (const one of lecturers) {
      const { id } = await perform(ctx, lecturerFlow, 'add', null, one)
      scene.lecturers.push(id)
      if (one.fee_fen > 0)
        await perform(ctx, lecturerFlow, 'agree', id, {
          agreement_from: addDays(scene.today, -300),
          agreement_until: addDays(scene.today, one.name === '宋鹏飞' ? 21 : 200),
          agreement: [await stage(ctx, { ...scene.paper, name: '授课协议.png' }, 'agreement')],
        })
    }
  })
}

const plan = {
  basis: '上一年度培训需求调查；县级电商专项资金安排。',
  goal: '全年培训四百五十人次以上，学员三个月内开店率不低于四成。',
}

/** Its items as they can be chosen for classes. */
const itemsOf = (scene: Scene, planId: string) =>
  at(scene, '张涛', 0, ctx =>
    ctx.db
      .selectFrom('training_plan_item')
      .select(['id', 'code'])
      .where('plan_id', '=', planId)
      .orderBy('rank')
      .limit(20)
      .execute(),
  )

/** The plan of the year, approved in its beginning; returns it. */
async function plannedYear(scene: Scene): Promise<string> {
  const year = Number(scene.today.slice(0, 4))
  const items = planItems.map((item, n) => ({ ...item, course_id: scene.courses[n] }))
  const id = await at(scene, '张涛', 296, async ctx => {
    const made = await perform(ctx, planFlow, 'draft', null, { ...plan, year, items })
    await perform(ctx, planFlow, 'submit', made.id)
    return made.id
  })
  await at(scene, '李卫东', 294, ctx => perform(ctx, planFlow, 'approve', id))
  scene.items = (await itemsOf(scene, id)).map(row => row.id)
  return id
}

/** … and changed in the summer by a second version. */
async function changedPlan(scene: Scene, first: string): Promise<void> {
  const rows = await itemsOf(scene, first)
  const id = await at(scene, '张涛', 120, async ctx => {
    const made = await perform(ctx, planFlow, 'revise', null, {
      ...plan,
      plan_id: first,
      change: '秋季农户报名多，直播班由四期增加到五期。',
      items: planItems.map((item, n) => ({
        ...item,
        ...{ course_id: scene.courses[n], code: rows[n]?.code },
        ...(n === 0 && { classes: 5, people: 150 }),
      })),
    })
    await perform(ctx, planFlow, 'submit', made.id)
    return made.id
  })
  await at(scene, '李卫东', 118, ctx => perform(ctx, planFlow, 'approve', id))
  scene.items = (await itemsOf(scene, id)).map(row => row.id)
}

const classes = {
  live: {
    ...{ title: '助农直播实训班第一期', kind: 'live', course: 0, days: 3, capacity: 30, hours: 24 },
    ...{ place: '高河镇文化站二楼', teachers: [1, 0], certificate: '助农直播实训结业证书' },
    about: '从账号、选品到开播，三天学完，分组实播，结业当天每组播满一小时。',
    quotas: [{ code: 'poverty', seats: 4 }],
  },
  video: {
    ...{ title: '短视频拍摄与剪辑班', kind: 'skill', course: 1, days: 2, capacity: 30, hours: 16 },
    ...{ place: '石牌镇电商服务站', teachers: [1, 2], certificate: '短视频拍摄结业证书' },
    about: '带上手机，到地头去拍。两天学会写脚本、拍素材、剪成片。',
    quotas: [],
  },
  shop: {
    ...{ title: '网店开办入门班', kind: 'basic', course: 2, days: 1, capacity: 20, hours: 8 },
    ...{ place: '马庙镇便民服务中心', teachers: [0], certificate: '' },
    about: '一天学会注册店铺、拍照上架、打包发货，当天发出第一单。',
    quotas: [],
  },
  running: {
    ...{ title: '助农直播实训班第二期', kind: 'live', course: 0, days: 3, capacity: 24, hours: 24 },
    ...{ place: '高河镇文化站二楼', teachers: [1, 0], certificate: '助农直播实训结业证书' },
    about: '第一期反响好，加开一期。三天学完，分组实播。',
    quotas: [{ code: 'women', seats: 6 }],
  },
} as const
type Cast = (typeof classes)[keyof typeof classes]

const input = (scene: Scene, cast: Cast, first: string, applied: string): Input => ({
  ...{ kind: cast.kind, title: cast.title, about: cast.about, place: cast.place, hours: cast.hours },
  ...{ organiser: '怀宁县电子商务公共服务中心', audience: courses[cast.course]?.audience },
  ...{ course_id: scene.courses[cast.course], plan_item_id: scene.items[cast.course] },
  owner_id: scene.staff('张涛').staffId,
  ...{ starts_on: first, ends_on: addDays(first, cast.days - 1), capacity: cast.capacity },
  ...{ opens_at: `${applied}T08:00`, closes_at: `${addDays(first, -1)}T18:00`, quotas: [...cast.quotas] },
  teaching_plan: '第一天讲，其余分组练；每组一名带教，练完当场讲评。',
  ...{ has_exam: cast.certificate !== '', certificate: cast.certificate, late_reason: '' },
  exam_plan: cast.certificate === '' ? '' : '理论闭卷三十分钟，实操每组一题；两项都及格为合格。',
  source: '县级电商专项资金',
  budget: [
    { item: '讲课费', amount_fen: cast.hours * 40_000 },
    { item: '教材和场地', amount_fen: 300_000 },
  ],
})

/** Drafted with its timetable, approved and published so many days before it begins; returns its id. */
async function announced(scene: Scene, cast: Cast, firstDay: number, lead: number): Promise<string> {
  const first = addDays(scene.today, firstDay)
  const applied = addDays(first, -lead)
  const ago = lead - firstDay
  const id = await at(scene, '张涛', ago, async ctx => {
    const made = await perform(ctx, classFlow, 'plan', null, input(scene, cast, first, applied))
    for (let n = 0; n < cast.days * 2; n++) {
      const day = addDays(first, Math.floor(n / 2))
      const [from, to] = n % 2 === 0 ? ['09:00', '12:00'] : ['14:00', '17:00']
      await perform(ctx, lessonFlow, 'add', null, {
        class_id: made.id,
        title: courses[cast.course]?.outline.split('\n')[n]?.slice(2) ?? '分组练习和讲评',
        ...{ starts_at: `${day}T${from}`, ends_at: `${day}T${to}`, place: '', hours: 4 },
        form: n < 2 ? 'theory' : 'practice',
        lecturer_id: scene.lecturers[cast.teachers[n % cast.teachers.length] as number],
      })
    }
    await perform(ctx, classFlow, 'apply', made.id)
    return made.id
  })
  await at(scene, '李卫东', ago - 1, ctx => perform(ctx, classFlow, 'approve', id))
  await at(scene, '张涛', ago - 1.1, ctx => perform(ctx, classFlow, 'publish', id))
  return id
}

const groups = [
  ['poverty'],
  ['returned'],
  ['women'],
  [],
  ['veteran'],
  ['farmer', 'women'],
  ['disabled'],
] as const

/** So many people enrol at the desk, one after the other, and are accepted; people are told apart by `from`. */
const enrolled = (
  scene: Scene,
  classId: string,
  ago: number,
  people: number,
  from: number,
): Promise<void> => {
  const towns = townsOf('340822')
  const start = new Date(scene.now.getTime() - ago * 86_400_000)
  return scene.settled.at(scene.staff('陈静'), start, async ctx => {
    for (let n = 0; n < people; n++) {
      const then = new Date(start.getTime() + n * 240_000)
      await asOf(then, async () => {
        const later = { ...ctx, now: then }
        const { id } = await perform(later, enrolmentFlow, 'enter', null, {
          ...{ class_id: classId, person_name: learnerName(from + n) },
          ...{ phone: `138000${String(2000 + from + n).padStart(5, '0')}`, id_number: idNumberOf(from + n) },
          ...{ town: towns[(from + n) % towns.length]?.code, village: '', education: 'senior' },
          ...{ groups: [...(groups[(from + n) % groups.length] ?? [])], intention: 'live' },
        })
        await perform(later, enrolmentFlow, 'accept', id)
      })
    }
  })
}

/** A class whose first day was so many days ago. Some people of one come again in another: `from` overlaps. */
async function heldClass(
  scene: Scene,
  ago: number,
  cast: Cast,
  people: number,
  from: number,
): Promise<string> {
  const id = await announced(scene, cast, -ago, 24)
  await enrolled(scene, id, ago + 14, people, from)
  await scene.settled.at(system, new Date(`${addDays(scene.today, -ago)}T08:10:00+08:00`), ctx =>
    perform(ctx, classFlow, 'begin', id),
  )
  const over = ago - cast.days + 1
  if (over < 1) return id
  await scene.settled.at(system, new Date(`${addDays(scene.today, -over)}T17:10:00+08:00`), async ctx => {
    await perform(ctx, classFlow, 'finish', id)
    await opinions(ctx, scene, id, Math.min(people, 9))
  })
  await spent(scene, id, cast, over - 0.5)
  return id
}

/** Some of the learners say how it was. */
async function opinions(ctx: Ctx, scene: Scene, id: string, people: number): Promise<void> {
  const [one, rows, teachers] = await Promise.all([
    ctx.db.selectFrom('training_class').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    ctx.db
      .selectFrom('enrolment')
      .selectAll()
      .where('class_id', '=', id)
      .where('state', '=', 'accepted')
      .orderBy('turn')
      .limit(people)
      .execute(),
    ctx.db
      .selectFrom('lesson')
      .select('lecturer_id')
      .distinct()
      .where('class_id', '=', id)
      .limit(10)
      .execute(),
  ])
  for (const [n, row] of rows.entries())
    await giveOpinion(ctx, row, one, {
      mark: scene.chance.chance(0.7) ? 5 : 4,
      lecturers: Object.fromEntries(
        teachers.map(({ lecturer_id }) => [lecturer_id as string, scene.chance.chance(0.6) ? 5 : 4]),
      ),
      ...(n % 3 === 0 && {
        comment: ['练得多，听得懂。', '希望再讲讲售后。', '老师有耐心。'][n % 9 === 0 ? 0 : 1 + (n % 2)],
      }),
    })
}

/** Receipts: noted by one, checked by another; the last one still waits. */
async function spent(scene: Scene, id: string, cast: Cast, ago: number): Promise<void> {
  const paid_on = addDays(scene.today, -Math.ceil(ago))
  const receipt = async (ctx: Ctx, item: string, what: string, fen: number, n: number): Promise<string> =>
    (
      await perform(ctx, costFlow, 'note', null, {
        ...{ class_id: id, item, what, payee: item === '讲课费' ? '授课老师' : '县城文印社' },
        ...{ receipt: `${id.slice(-4).replaceAll(/\D/g, '7')}${n}号`, amount_fen: fen, paid_on },
        receipts: [await stage(ctx, { ...scene.paper, name: '票据.png' }, 'receipts')],
      })
    ).id
  const noted = await at(scene, '张涛', ago, async ctx => [
    await receipt(ctx, '讲课费', '授课报酬', cast.hours * 35_000, 1),
    await receipt(ctx, '教材和场地', '讲义印刷', 128_000, 2),
  ])
  await at(scene, '陈静', ago - 0.2, async ctx => {
    for (const cost of ago > 10 ? noted : noted.slice(0, 1)) await perform(ctx, costFlow, 'check', cost)
  })
}

/** Six seats, eight applicants: two wait, one is still to be reviewed. */
async function fullClass(scene: Scene): Promise<string> {
  const cast = { ...classes.shop, title: '网店开办提高班', capacity: 6 } as unknown as Cast
  const id = await announced(scene, cast, 9, 20)
  await enrolled(scene, id, 4, 8, 120)
  const name = '杨雪'
  const party_id = scene.settled.parties.get(name)
  if (party_id)
    await scene.settled.at(asParty(name, party_id), new Date(scene.now.getTime() - 7_200_000), ctx =>
      perform(ctx, enrolmentFlow, 'enrol', null, {
        ...{ class_id: id, party_id, person_name: name, phone: '13800000022', id_number: idNumberOf(170) },
        ...{ village: '', groups: ['women'], education: '', intention: 'shop' },
      }),
    )
  return id
}

/** … and one was called off for the rain. */
async function calledOff(scene: Scene): Promise<void> {
  const cast = { ...classes.live, title: '助农直播夏季班', place: '月山镇文化站' } as unknown as Cast
  const off = await announced(scene, cast, -88, 24)
  await enrolled(scene, off, 100, 3, 150)
  await at(scene, '张涛', 92, ctx =>
    perform(ctx, classFlow, 'cancel', off, { reason: '连日暴雨，场地进水，改到秋季另开一期。' }),
  )
}

/** One with many seats left, one in approval, one in draft. */
async function others(scene: Scene): Promise<void> {
  const named = (cast: Cast, title: string, place: string) => ({ ...cast, title, place }) as unknown as Cast
  await announced(scene, named(classes.video, '短视频进阶班', '石牌镇文化站'), 16, 18)
  const first = addDays(scene.today, 40)
  await at(scene, '张涛', 1, async ctx => {
    const draft = (title: string) =>
      perform(ctx, classFlow, 'plan', null, {
        ...input(scene, classes.shop, first, scene.today),
        ...{ title, place: '三桥镇便民服务中心' },
      })
    const asked = await draft('网店开办入门班（三桥）')
    for (const [n, from, to] of [
      [0, '09:00', '12:00'],
      [1, '14:00', '17:00'],
    ] as const)
      await perform(ctx, lessonFlow, 'add', null, {
        ...{ class_id: asked.id, title: n === 0 ? '注册和上架' : '打包和发货', hours: 4, place: '' },
        ...{ starts_at: `${first}T${from}`, ends_at: `${first}T${to}`, form: 'theory' },
        lecturer_id: scene.lecturers[2],
      })
    await perform(ctx, classFlow, 'apply', asked.id)
    await draft('网店财税入门班')
  })
}

/**
 * Completes the two classes that are long over, and files the first; once attendance and exams have been entered for them.
 * A class for which these are not there yet stays to be completed.
 */
export async function closeTraining(settled: Settled, now: Date, those: DemoClasses): Promise<void> {
  const staff = (name: string) => settled.staff.get(name) as Actor
  const ago = (days: number) => new Date(now.getTime() - days * 86_400_000)
  const summaries = {
    live: '二十八名学员参加，分六组实播，当场成交农产品三千余元。学员反映话术课最有用，建议增加售后内容。',
    video: '二十六名学员拍出作品二十二条，其中五条播放过万。下一期增加收音练习。',
  }
  for (const [which, days] of [
    ['live', 190],
    ['video', 30],
  ] as const) {
    const id = those[which]
    const done = await settled.at(staff('张涛'), ago(days), async ctx => {
      const row = await ctx.db
        .selectFrom('training_class')
        .selectAll()
        .where('id', '=', id)
        .executeTakeFirstOrThrow()
      if ((await missingFor(ctx, row)).length > 0) return false
      await perform(ctx, classFlow, 'complete', id)
      await perform(ctx, classFlow, 'writeUp', id, { summary: summaries[which] })
      return true
    })
    if (!done || which !== 'live') continue
    await settled.at(staff('陈静'), ago(days - 5), ctx => perform(ctx, classFlow, 'settle', id))
    await settled.at(staff('张涛'), ago(days - 8), ctx => perform(ctx, classFlow, 'archive', id))
  }
}
