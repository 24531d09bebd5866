import { examFlow, paperFlow, placedFor, questionFlow, sittingFlow } from '#modules/exams'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, type Ctx, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { perform, performMany } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { questions } from './exam-questions.ts'
import { identify } from './identify.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'
import type { DemoClasses } from './training.ts'

interface Scene {
  kernel: Kernel
  settled: Settled
  now: Date
  chance: Random
}
type Input = Record<string, unknown>

/** A bank with its papers; exams that are over, one that is marked, one that is coming, one that waits for approval. */
export async function liveExams(
  kernel: Kernel,
  settled: Settled,
  now: Date,
  classes: DemoClasses,
): Promise<void> {
  const scene: Scene = { kernel, settled, now, chance: random(53_102) }
  const ids = await bank(scene)
  const [live, shot] = [ids.at(-2) as string, ids.at(-1) as string]
  const papers = await composed(scene)
  const first = await held(scene, classes.live, 200, {
    ...{ title: '助农直播实训结业考试', paper_id: papers.live, practical_id: live, theory_weight: 50 },
  })
  await reviewed(scene, first, 197)
  await held(scene, classes.video, 38, {
    ...{ title: '短视频拍摄结业考试', paper_id: papers.shot, practical_id: shot, theory_weight: 40 },
  })
  await coming(scene, classes.running, { paper_id: papers.live, practical_id: live })
  await waiting(scene, classes.full, papers.live)
  await drafts(scene, ids)
}

const staffOf = ({ settled }: Scene, name: string): Actor => settled.staff.get(name) as Actor
const ago = ({ now }: Scene, days: number): Date => new Date(now.getTime() - days * 86_400_000)
const at = <T>(scene: Scene, who: Actor | string, then: Date, work: (ctx: Ctx) => Promise<T>): Promise<T> =>
  scene.settled.at(typeof who === 'string' ? staffOf(scene, who) : who, then, work)

async function bank(scene: Scene): Promise<string[]> {
  const ids = await at(scene, '张涛', ago(scene, 260), async ctx => {
    const made: string[] = []
    for (const one of questions) {
      const { id } = await perform(ctx, questionFlow, 'write', null, { ...one })
      await perform(ctx, questionFlow, 'submit', id)
      made.push(id)
    }
    return made
  })
  await at(scene, '李卫东', ago(scene, 258), ctx => performMany(ctx, questionFlow, 'approve', ids))
  return ids
}

/** One by rule, one fixed, one that is still put together. */
async function composed(scene: Scene): Promise<{ live: string; shot: string }> {
  const rule = (kind: string, topic: string, count: number, marks: number) => ({
    ...{ kind, topic, difficulty: '', count, marks },
  })
  const papers = {
    live: {
      ...{ title: '直播销售理论卷', mode: 'rule', items: [], total: 100 },
      note: '闭卷，三十分钟。',
      rules: [
        rule('single', '直播', 3, 10),
        rule('single', '法规', 2, 10),
        rule('multiple', '', 2, 15),
        rule('judgement', '', 2, 5),
        rule('fill', '直播', 1, 10),
      ],
    },
    shot: {
      ...{ title: '短视频基础卷', mode: 'fixed', rules: [], total: 50, note: '' },
      items: ['16 10', '17 10', '18 10', '19 10', '20 5', '21 5'],
    },
  }
  return at(scene, '张涛', ago(scene, 250), async ctx => {
    const made: string[] = []
    for (const input of Object.values(papers)) {
      const { id } = await perform(ctx, paperFlow, 'compose', null, input)
      await perform(ctx, paperFlow, 'use', id)
      made.push(id)
    }
    await perform(ctx, paperFlow, 'compose', null, {
      ...{ title: '网店开办小测', mode: 'rule', items: [], total: 20, note: '' },
      rules: [rule('single', '开店', 1, 10), rule('judgement', '开店', 1, 10)],
    })
    return { live: made[0] as string, shot: made[1] as string }
  })
}

const plan = (classId: string, day: string, more: Input): Input => ({
  ...{ class_id: classId, pass_mark: 60, minutes: 30, place: '中心二楼培训室', retakes: 1, retake_days: 3 },
  ...{ opens_at: `${day}T14:00`, closes_at: `${day}T16:30`, theory_weight: 50 },
  rules: '独立答题，手机调成静音；网络断了不要紧，答案会保存。',
  ...more,
})

/** Planned and approved so long before its day; returns its id. */
async function planned(scene: Scene, input: Input, before: Date, approve = true): Promise<string> {
  const id = await at(scene, '张涛', before, async ctx => {
    const made = await perform(ctx, examFlow, 'plan', null, input)
    await perform(ctx, examFlow, 'submit', made.id)
    return made.id
  })
  if (approve)
    await at(scene, '李卫东', new Date(before.getTime() + 7_200_000), ctx =>
      perform(ctx, examFlow, 'approve', id),
    )
  return id
}

type Sitting = RowOf<'exam_sitting'>
const sittingsOf = (scene: Scene, exam: string): Promise<Sitting[]> =>
  at(scene, system, scene.now, ctx =>
    ctx.db
      .selectFrom('exam_sitting')
      .selectAll()
      .where('exam_id', '=', exam)
      .orderBy('id')
      .limit(200)
      .execute(),
  )

/** Candidates have signed in with their phones before. */
async function known(scene: Scene, classId: string): Promise<void> {
  const learners = await at(scene, system, scene.now, ctx =>
    ctx.db
      .selectFrom('enrolment')
      .select(['person_name', 'phone'])
      .where('class_id', '=', classId)
      .where('state', '=', 'accepted')
      .limit(200)
      .execute(),
  )
  for (const one of learners) await identify(scene.kernel, one.person_name, one.phone)
}

/** An exam that is over: everybody sat, but the last, who did not come. */
async function held(scene: Scene, classId: string, daysAgo: number, more: Input): Promise<string> {
  const day = addDays(dayOf(scene.now), -daysAgo)
  await known(scene, classId)
  const exam = await planned(scene, plan(classId, day, more), ago(scene, daysAgo + 9))
  await at(scene, '张涛', ago(scene, daysAgo + 8), ctx => perform(ctx, examFlow, 'list', exam))
  const sittings = await sittingsOf(scene, exam)
  const opens = new Date(`${day}T14:00:00+08:00`)
  for (const [n, row] of sittings.slice(0, -1).entries()) await sat(scene, row, opens, n)
  await at(scene, system, new Date(`${day}T16:31:00+08:00`), ctx => perform(ctx, examFlow, 'close', exam))
  await at(scene, '张涛', new Date(`${addDays(day, 2)}T10:00:00+08:00`), ctx =>
    perform(ctx, examFlow, 'release', exam),
  )
  return exam
}

/** One candidate: most know most of it. */
async function sat(scene: Scene, row: Sitting, opens: Date, n: number): Promise<void> {
  const person: Actor = { ...system, kind: 'person', name: row.person_name, identityId: row.identity_id }
  const begin = new Date(opens.getTime() + n * 20_000)
  await at(scene, person, begin, async ctx => {
    const begun = (await perform(ctx, sittingFlow, 'begin', row.id)).row as unknown as Sitting
    const answers: Input = {}
    for (const { asked, question, order } of await placedFor(ctx, begun)) {
      const knows = scene.chance.chance(n % 9 === 4 ? 0.35 : 0.85)
      const letters = order.flatMap((from, place) =>
        question.options[from]?.right === knows ? [String.fromCharCode(65 + place)] : [],
      )
      answers[`q${asked.number}`] =
        question.kind === 'judgement'
          ? question.truth === knows
            ? 'yes'
            : 'no'
          : question.kind === 'fill'
            ? knows
              ? question.accepted[0]
              : '不会'
            : question.kind === 'multiple'
              ? letters
              : letters[0]
    }
    const later = { ...ctx, now: new Date(begin.getTime() + (12 + (n % 14)) * 60_000) }
    await perform(later, sittingFlow, 'handIn', row.id, { answers })
  })
  const most = row.exam_title.includes('直播') ? [30, 20, 30, 20] : [40, 40, 20]
  const share = n % 9 === 4 ? 0.5 : 0.7 + 0.25 * scene.chance.below(100) * 0.01
  await at(scene, '陈静', new Date(opens.getTime() + 100 * 60_000 + n * 60_000), ctx =>
    perform(
      ctx,
      sittingFlow,
      'assess',
      row.id,
      Object.fromEntries(most.map((one, point) => [`p${point + 1}`, Math.round(one * share)])),
    ),
  )
}

/** Somebody asks to look again, and somebody else looks. */
async function reviewed(scene: Scene, exam: string, daysAgo: number): Promise<void> {
  const row = (await sittingsOf(scene, exam)).find(one => one.passed === false)
  if (!row) return
  const person: Actor = { ...system, kind: 'person', name: row.person_name, identityId: row.identity_id }
  await at(scene, person, ago(scene, daysAgo), ctx =>
    perform(ctx, sittingFlow, 'appeal', row.id, {
      reason: '直播互动那一项，我回答了两个问题，请再看看录像。',
    }),
  )
  await at(scene, '孙丽', ago(scene, daysAgo - 2), ctx =>
    perform(ctx, sittingFlow, 'uphold', row.id, {
      reason: '看了录像，两个问题都没有答到点子上，评分无误。补考前可以再练一练。',
    }),
  )
}

/** In some days; its list was made late, and the page says so. */
async function coming(scene: Scene, classId: string, more: Input): Promise<void> {
  const day = addDays(dayOf(scene.now), 3)
  const title = '助农直播实训第二期结业考试'
  const exam = await planned(scene, plan(classId, day, { title, ...more }), ago(scene, 1))
  await known(scene, classId)
  await at(scene, '张涛', ago(scene, 0.5), ctx => perform(ctx, examFlow, 'list', exam))
}

async function waiting(scene: Scene, classId: string, paper_id: string): Promise<void> {
  const day = addDays(dayOf(scene.now), 25)
  const input = plan(classId, day, { title: '结业理论测验', paper_id, retakes: 0, retake_days: 0 })
  await planned(scene, input, ago(scene, 0.4), false)
}

/** What is under way in the bank: a new version that waits for its check, a draft, one that is used no more. */
async function drafts(scene: Scene, ids: readonly string[]): Promise<void> {
  const [law, , , , fake] = questions
  await at(scene, '张涛', ago(scene, 2), async ctx => {
    const { id } = await perform(ctx, questionFlow, 'revise', null, {
      ...law,
      of: ids[0],
      stem: '直播带货时，谁要对商品宣传内容的真实性负责？',
    })
    await perform(ctx, questionFlow, 'submit', id)
    await perform(ctx, questionFlow, 'write', null, { ...fake, stem: '请亲友下单再退款，不算刷单。' })
  })
  await at(scene, '李卫东', ago(scene, 1), ctx =>
    perform(ctx, questionFlow, 'retire', ids[24] as string, { reason: '各平台规则已经不同，题目不准确。' }),
  )
}
