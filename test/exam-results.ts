import { describe, expect, test } from 'vitest'
import type { TestApp, Visitor } from './app.ts'
import { attends } from './attendance.ts'
import { does, errorAt } from './deeds.ts'
import { atExam, examPlan, schedulesExam } from './exams.ts'
import type { World } from './world.ts'

interface Story {
  app: TestApp
  world: World
  trainingClass: string
  exam: string
  sittings: string[]
}

export const phoneOf = (n: number): string => `138030${String(n).padStart(5, '0')}`

/**
 * The second half of the story of an exam: 学员0 knew all, 1 and 2 were collected by the clock, 3 too, 4 sat on paper, 5 did
 * not come.
 */
export function resultsStory(story: () => Story): void {
  describe('afterwards', () => tests(story))
}

function tests(story: () => Story): void {
  const read = <T>(
    work: (db: Parameters<Parameters<TestApp['kernel']['database']['read']>[1]>[0]) => Promise<T>,
  ) => story().app.kernel.database.read({ centre: story().world.id }, work)
  const sittingOf = (id: string) =>
    read(db => db.selectFrom('exam_sitting').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
  const mainOf = async (who: Visitor, path: string) =>
    (await who.get(path)).page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
  const learner = (n: number): Promise<Visitor> => story().world.citizen(phoneOf(n), `学员${n}`)

  test('practice is marked by the score sheet, then all results come out at once', async () => {
    const { app, world, exam, sittings } = story()
    await atExam(app, world, exam, 121)
    await app.runClock('exam.clock')
    expect((await sittingOf(sittings[5] as string)).state, 'whoever did not come').toBe('absent')
    const planner = await world.worker('张涛')
    const early = await planner.post(`/act/exam/release/${exam}`)
    expect(early.status).toBe(409)
    expect(early.page.textContent).toContain('还有 5 位考生没有评完分')
    const clerk = await world.worker('陈静')
    for (const [n, points] of [
      [0, ['30', '15.5']],
      [1, ['10', '5']],
      [2, ['0', '0']],
      [3, ['30', '20']],
      [4, ['20', '10']],
    ] as const)
      await does(clerk, `exam_sitting/assess/${sittings[n]}`, { p1: points[0], p2: points[1] })
    const over = await clerk.post(`/act/exam_sitting/assess/${sittings[5]}`, { p1: '31', p2: '0' })
    expect(over.status).toBe(409)
    await does(planner, `exam/release/${exam}`)
    // 50 of 50 at 60 %, 45.5 of 50 at 40 %.
    expect(await sittingOf(sittings[0] as string)).toMatchObject({
      state: 'released',
      score_tenths: 964,
      passed: true,
    })
    expect(await sittingOf(sittings[1] as string)).toMatchObject({ score_tenths: 240, passed: false })
    const me = await learner(0)
    const page = await mainOf(me, `/my/exams/${sittings[0]}`)
    expect(page).toContain('96.4 分')
    expect(page).toContain('秘密解析')
    await app.runJobs()
    expect(app.sent.sms.some(one => one.phone === phoneOf(1) && one.body.includes('24 分，不合格'))).toBe(
      true,
    )
  })

  test('a review is asked for once, and answered by somebody who gave no marks', async () => {
    const { world, sittings } = story()
    const me = await learner(1)
    const id = sittings[1] as string
    await does(me, `exam_sitting/appeal/${id}`, { reason: '互动那一项我做到了。' })
    const clerk = await world.worker('陈静')
    const form = { theory: '10', p1: '30', p2: '20', reason: '录像里确有互动，补上。' }
    expect((await clerk.post(`/act/exam_sitting/adjust/${id}`, form)).status, 'gave the marks').toBe(403)
    const planner = await world.worker('张涛')
    expect((await planner.post(`/act/exam_sitting/adjust/${id}`, form)).status, 'not theirs').toBe(403)
    await does(await world.worker('孙丽'), `exam_sitting/adjust/${id}`, form)
    expect(await sittingOf(id)).toMatchObject({ state: 'released', score_tenths: 520, practical_tenths: 500 })
    expect(await mainOf(me, `/my/exams/${id}`)).toContain('录像里确有互动')
    expect((await me.post(`/act/exam_sitting/appeal/${id}`, { reason: '再看看。' })).status).toBe(409)
  })

  test('marks are corrected by another, with a reason', async () => {
    const { world, sittings } = story()
    const id = sittings[2] as string
    const [clerk, director] = [await world.worker('陈静'), await world.worker('李卫东')]
    const form = { theory: '0', p1: '5', p2: '0', reason: '' }
    expect(
      (await clerk.post(`/act/exam_sitting/correct/${id}`, { ...form, reason: '我看错了。' })).status,
    ).toBe(403)
    expect((await director.post(`/act/exam_sitting/correct/${id}`, form)).status, 'no reason').toBe(422)
    await does(director, `exam_sitting/correct/${id}`, { ...form, reason: '第一项漏计了 5 分。' })
    expect(await sittingOf(id)).toMatchObject({ practical_tenths: 50, mark_reason: '第一项漏计了 5 分。' })
  })

  test('补考: not too soon, only who failed or did not come, as often as the rule says', async () => {
    const { app, world, trainingClass, exam } = story()
    const planner = await world.worker('张涛')
    const form = await planner.get(`/act/exam/plan?class_id=${trainingClass}&retake_of=${exam}`)
    expect(form.text).toContain('直播班结业考试（补考）')
    const paper = await read(db =>
      db.selectFrom('exam_paper').select('id').limit(1).executeTakeFirstOrThrow(),
    )
    const more = { paper_id: paper.id, retake_of: exam, title: '直播班结业考试（补考）' }
    const today = new Date(app.clock.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
    const early = {
      ...examPlan(app, trainingClass, more),
      opens_at: `${today}T14:00`,
      closes_at: `${today}T15:00`,
    }
    const soon = await planner.post(
      '/act/exam/plan',
      Object.fromEntries(Object.entries(early).map(([key, value]) => [key, String(value)])),
    )
    expect(errorAt(soon, 'opens_at')).toContain('公布成绩 1 天以后才可以补考')
    app.clock.addDays(1)
    const second = await schedulesExam(app, world, trainingClass, more)
    const seated = await read(db =>
      db
        .selectFrom('exam_sitting')
        .select(['person_name', 'attempt'])
        .where('exam_id', '=', second)
        .limit(50)
        .execute(),
    )
    expect(seated.map(one => one.person_name).sort()).toEqual(['学员1', '学员2', '学员3', '学员5'])
    expect(seated.every(one => one.attempt === 2)).toBe(true)
    const desk = await world.worker('李卫东')
    expect(await mainOf(desk, `/desk/exams/${second}`)).toContain('名单应当在考前 7 天确定')
    expect(await mainOf(desk, `/desk/classes/${trainingClass}/exams`)).toContain('直播班结业考试（补考）')
  })

  test('the class is not completed while an exam is open; then each learner by their best result', async () => {
    const { app, world, trainingClass, exam } = story()
    await attends(app, world, trainingClass)
    await app.runClock('training.settle')
    await app.runClock('training.settle')
    await app.runJobs()
    const planner = await world.worker('张涛')
    const open = await planner.post(`/act/training_class/complete/${trainingClass}`)
    expect(open.status).toBe(409)
    expect(open.page.textContent).toContain('考试“直播班结业考试（补考）”')
    const [retake] = await read(db =>
      db.selectFrom('exam').select('id').where('retake_of', '=', exam).limit(1).execute(),
    )
    await does(planner, `exam/cancel/${retake?.id}`, { reason: '学员都不补考了。' })
    const file = await mainOf(planner, `/desk/classes/${trainingClass}/file`)
    expect(file).toContain('考试成绩')
    expect(file).toContain('96.4')
    await does(planner, `training_class/complete/${trainingClass}`)
    const outcomes = await read(db =>
      db
        .selectFrom('enrolment')
        .select(['person_name', 'state', 'outcome'])
        .where('class_id', '=', trainingClass)
        .orderBy('person_name')
        .limit(50)
        .execute(),
    )
    expect(outcomes.map(one => one.state)).toEqual([
      ...['completed', 'failed', 'failed', 'failed', 'completed', 'failed'],
    ])
    expect(JSON.stringify(outcomes[0]?.outcome)).toContain('考核合格（96.4 分）')
    expect(JSON.stringify(outcomes[5]?.outcome)).toContain('没有参加考核')
  })

  test('whoever leaves is forgotten; that somebody sat, and how it went, stays', async () => {
    const { app, world, sittings } = story()
    const [leaving, planner] = [await learner(1), await world.worker('张涛')]
    const id = sittings[1] as string
    const before = await sittingOf(id)
    expect(await mainOf(planner, `/desk/exams/sittings/${id}`)).toContain('学员1')
    expect((await leaving.submit('/account/erase', { understood: '1' })).text).toContain('账号已注销')
    await app.runJobs()
    expect(await sittingOf(id)).toMatchObject({
      ...{ person_name: '（已注销）', phone: '', answers: {}, identity_id: null },
      ...{ state: before.state, score_tenths: before.score_tenths, passed: before.passed },
    })
    expect(await mainOf(planner, `/desk/exams/sittings/${id}`)).not.toContain('学员1')
  })
}
