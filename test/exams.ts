import { examFlow, paperFlow, placedFor, questionFlow } from '#modules/exams'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import type { TestApp } from './app.ts'
import { opensClass } from './training.ts'
import type { World } from './world.ts'

const actor = (world: World, name: string): Actor => world.staff.get(name) as Actor

/** Questions as 张涛 types them. What is right has words of its own, so that a leak is found. */
export const questionOf = (kind: string, n: number): Record<string, unknown> => ({
  ...{ kind, topic: '直播', difficulty: 'easy', stem: `${kind}题目第${n}道，应该怎么做？` },
  ...{ options: [], answer: [], points: [], explanation: `秘密解析${n}` },
  ...(kind === 'single' && { options: [`甲${n}`, `乙${n}`, `丙${n}`, `丁${n}`], answer: ['A'] }),
  ...(kind === 'multiple' && { options: [`戊${n}`, `己${n}`, `庚${n}`, `辛${n}`], answer: ['AC'] }),
  ...(kind === 'judgement' && { answer: [n % 2 === 0 ? '对' : '错'] }),
  ...(kind === 'fill' && { answer: [`秘密答案${n}`, `另一个秘密${n}`] }),
  ...(kind === 'practical' && { points: ['讲清卖点 30', '互动 20'] }),
})

/** One question, written, handed in and approved by somebody else; returns its id. */
export async function question(app: TestApp, world: World, input: Record<string, unknown>): Promise<string> {
  const now = app.clock.now
  const id = await world.at(actor(world, '张涛'), now, async ctx => {
    const { id } = await perform(ctx, questionFlow, 'write', null, input)
    await perform(ctx, questionFlow, 'submit', id)
    return id
  })
  await world.at(actor(world, '李卫东'), now, ctx => perform(ctx, questionFlow, 'approve', id))
  return id
}

/** Eight of one choice, four of several, four of true or false, four of words, one practical; returns the last. */
export async function fillsBank(app: TestApp, world: World): Promise<string> {
  for (const [kind, count] of [
    ['single', 8],
    ['multiple', 4],
    ['judgement', 4],
    ['fill', 4],
  ] as const)
    for (let n = 1; n <= count; n++) await question(app, world, questionOf(kind, n))
  return question(app, world, questionOf('practical', 1))
}

/** A paper of 50: four of one choice at 5, two of several at 8, two of true or false at 4, one of words at 6. */
export const paperPlan = (more: Record<string, unknown> = {}) => ({
  ...{ title: '直播结业理论卷', mode: 'rule', items: [], total: 50, note: '' },
  rules: [
    { kind: 'single', topic: '直播', difficulty: '', count: 4, marks: 5 },
    { kind: 'multiple', topic: '', difficulty: '', count: 2, marks: 8 },
    { kind: 'judgement', topic: '', difficulty: '', count: 2, marks: 4 },
    { kind: 'fill', topic: '', difficulty: '', count: 1, marks: 6 },
  ],
  ...more,
})

export const composesPaper = (
  app: TestApp,
  world: World,
  more: Record<string, unknown> = {},
): Promise<string> =>
  world.at(actor(world, '张涛'), app.clock.now, async ctx => {
    const { id } = await perform(ctx, paperFlow, 'compose', null, paperPlan(more))
    await perform(ctx, paperFlow, 'use', id)
    return id
  })

/** Tomorrow from nine to eleven, an hour each; theory alone unless a practical question is named. */
export const examPlan = (app: TestApp, classId: string, more: Record<string, unknown> = {}) => {
  const day = new Date(app.clock.now.getTime() + 32 * 3_600_000).toISOString().slice(0, 10)
  return {
    ...{ class_id: classId, title: '直播班结业考试', theory_weight: 60, pass_mark: 60 },
    ...{ opens_at: `${day}T09:00`, closes_at: `${day}T11:00`, minutes: 60, place: '中心培训室' },
    ...{ retakes: 1, retake_days: 1, rules: '请独立答题。' },
    ...more,
  }
}

/** Planned by 张涛, approved by 李卫东, its candidates listed. */
export async function schedulesExam(
  app: TestApp,
  world: World,
  classId: string,
  more: Record<string, unknown> = {},
): Promise<string> {
  const [planner, director] = [actor(world, '张涛'), actor(world, '李卫东')]
  const now = app.clock.now
  const id = await world.at(planner, now, async ctx => {
    const { id } = await perform(ctx, examFlow, 'plan', null, examPlan(app, classId, more))
    await perform(ctx, examFlow, 'submit', id)
    return id
  })
  await world.at(director, now, ctx => perform(ctx, examFlow, 'approve', id))
  await world.at(planner, now, ctx => perform(ctx, examFlow, 'list', id))
  return id
}

/** The clock goes on to the moment of the exam's window, so many minutes after its beginning. */
export async function atExam(app: TestApp, world: World, exam: string, minutes: number): Promise<void> {
  const row = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('exam').select('opens_at').where('id', '=', exam).executeTakeFirstOrThrow(),
  )
  app.clock.now = new Date(row.opens_at.getTime() + minutes * 60_000)
}

/** A question and a paper in use, and an exam that waits for approval. */
export async function examined(app: TestApp, world: World) {
  const one = await question(app, world, questionOf('single', 1))
  const rule = { kind: 'single', topic: '', difficulty: '', count: 1, marks: 10 }
  const paper = await composesPaper(app, world, { ...paperPlan(), total: 10, rules: [rule] })
  const { id: classId } = await opensClass(app, world, { title: '考试用的培训班', place: '二楼培训室' })
  const exam = await world.at(actor(world, '张涛'), app.clock.now, async ctx => {
    const { id } = await perform(ctx, examFlow, 'plan', null, examPlan(app, classId, { paper_id: paper }))
    await perform(ctx, examFlow, 'submit', id)
    return id
  })
  return { question: one, paper, exam }
}

/** What the candidate would have to answer, by the letters of their own paper. */
export async function rightOn(
  app: TestApp,
  world: World,
  id: string,
): Promise<Record<string, string | string[]>> {
  const paper = await world.at(system, app.clock.now, async ctx =>
    placedFor(
      ctx,
      await ctx.db.selectFrom('exam_sitting').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
    ),
  )
  return Object.fromEntries(
    paper.map(({ asked, question, order }) => {
      const letters = order.flatMap((from, place) =>
        question.options[from]?.right ? [String.fromCharCode(65 + place)] : [],
      )
      const name = `q${asked.number}`
      if (asked.kind === 'judgement') return [name, question.truth ? 'yes' : 'no']
      if (asked.kind === 'fill') return [name, ` ${question.accepted[1]} `]
      return [name, asked.kind === 'multiple' ? letters : (letters[0] ?? '')]
    }),
  )
}
