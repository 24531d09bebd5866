import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, picture } from '../../../test/deeds.ts'
import { phoneOf, resultsStory } from '../../../test/exam-results.ts'
import { atExam, composesPaper, fillsBank, rightOn, schedulesExam } from '../../../test/exams.ts'
import { begins, fillsClass, opensClass } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { drawPaper, type Pool } from './drawing.ts'

/**
 * 5.3.1 An exam from the list of candidates to the result, as the people go through it on their phones, without
 * JavaScript: every step is a page, a form and a redirect.
 */
let app: TestApp
let world: World
let trainingClass: string
let exam: string
let sittings: string[]
let practical: string

const read = <T>(work: (db: Parameters<Parameters<typeof app.kernel.database.read>[1]>[0]) => Promise<T>) =>
  app.kernel.database.read({ centre: world.id }, work)
const sittingOf = (id: string) =>
  read(db => db.selectFrom('exam_sitting').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const mainOf = async (who: Visitor, path: string) => {
  const answer = await who.get(path)
  return answer.page.querySelector('main')?.textContent.replaceAll(/\s+/g, ' ') ?? ''
}
const learner = (n: number): Promise<Visitor> => world.citizen(phoneOf(n), `学员${n}`)

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  practical = await fillsBank(app, world)
  const paper = await composesPaper(app, world)
  const opened = await opensClass(app, world, { has_exam: true, exam_plan: '理论和实操各考一次。' })
  trainingClass = opened.id
  await fillsClass(app, world, trainingClass, 6)
  await begins(app, world, trainingClass)
  exam = await schedulesExam(app, world, trainingClass, {
    ...{ paper_id: paper, practical_id: practical },
  })
  const rows = await read(db =>
    db
      .selectFrom('exam_sitting')
      .select(['id', 'person_name'])
      .where('exam_id', '=', exam)
      .limit(50)
      .execute(),
  )
  sittings = rows.toSorted((a, b) => a.person_name.localeCompare(b.person_name)).map(one => one.id)
})

const rightAnswers = (id: string) => rightOn(app, world, id)

test('before its time nobody begins; whoever has no account yet is known by the phone once they sign in', async () => {
  expect(sittings).toHaveLength(6)
  const me = await learner(0)
  expect(await mainOf(me, '/my/exams')).toContain('还没有考试')
  await app.runClock('exam.clock')
  expect(await mainOf(me, '/my/exams')).toContain('直播班结业考试')
  expect(await mainOf(me, `/my/exams/${sittings[0]}`)).toContain('09:00 开始，到时再来')
  expect((await me.post(`/act/exam_sitting/begin/${sittings[0]}`)).status).toBe(409)
  expect((await me.get(`/my/exams/${sittings[1]}`)).status, 'somebody else’s').toBe(404)
  const stranger = world.stranger()
  expect((await stranger.get('/my')).status, 'a stranger').toBe(303)
  expect((await stranger.get(`/my/exams/${sittings[0]}`)).location).toContain('/sign-in')
})

describe('while it runs', () => {
  let me: Visitor
  let mine: string

  beforeAll(async () => {
    me = await learner(0)
    for (const n of [1, 2, 3, 4]) await learner(n)
    await app.runClock('exam.clock')
    mine = sittings[0] as string
    await atExam(app, world, exam, 5)
    await does(me, `exam_sitting/begin/${mine}`)
  })

  test('no page and no document of a running sitting tells what is right', async () => {
    const page = await me.get(`/my/exams/${mine}`)
    expect(page.status).toBe(200)
    expect(page.page.querySelectorAll('fieldset, .field-text').length, 'nine questions').toBe(9)
    const seen = [
      page.text,
      (await me.get('/my/exams')).text,
      (await me.get(`/my/exams/${mine}/hand-in`)).text,
      (await me.call('GET', `/api/v1/exam_sitting/${mine}`)).text,
      (await me.call('GET', '/api/v1/exam_sitting')).text,
      (await me.call('GET', '/api/v1/exam')).text,
      (await me.call('GET', `/api/v1/exam/${exam}`)).text,
      (await me.get('/account/data.json')).text,
    ].join('\n')
    const questions = await read(db => db.selectFrom('exam_question').selectAll().limit(100).execute())
    for (const one of questions) {
      expect(seen).not.toContain(one.id)
      for (const words of [one.explanation, ...one.accepted]) expect(seen).not.toContain(words)
    }
    const row = await sittingOf(mine)
    expect(seen, 'nor the seed').not.toContain(row.seed)
    expect(seen).not.toMatch(
      /"(?:right|truth|accepted|drawn|seed|pools|theory_tenths|score_tenths)":\s*(?=[^\sn])/,
    )
    for (const path of ['exam_question', 'exam_paper'])
      expect(
        (await me.call('GET', `/api/v1/${path}`)).json<{ contents: unknown[] }>().contents ?? [],
      ).toEqual([])
    for (const path of ['/desk/exams/questions', `/desk/exams/${exam}`, `/desk/exams/sittings/${mine}`])
      expect((await me.get(path)).status).toBe(403)
  })

  test('the right option stands anywhere, the paper can be drawn again by its seed', async () => {
    const others = [1, 2, 3]
    for (const n of others) await does(await learner(n), `exam_sitting/begin/${sittings[n]}`)
    const papers = await Promise.all([0, ...others].map(n => sittingOf(sittings[n] as string)))
    const pools = (
      await read(db => db.selectFrom('exam').select('pools').where('id', '=', exam).executeTakeFirstOrThrow())
    ).pools as unknown as Pool[]
    for (const one of papers) expect(drawPaper(pools, one.seed as string)).toEqual(one.drawn)
    expect(new Set(papers.map(one => JSON.stringify(one.drawn))).size, 'not all the same').toBeGreaterThan(1)
    const letters = await Promise.all(
      [0, ...others].map(async n => {
        const right = await rightAnswers(sittings[n] as string)
        return ['q1', 'q2', 'q3', 'q4'].map(name => right[name])
      }),
    )
    expect(new Set(letters.flat()).size, 'of sixteen, not all at one place').toBeGreaterThan(1)
  })

  test('the clock is the stored one: a reload or another phone changes nothing, answers come along', async () => {
    const { due_at } = await sittingOf(mine)
    const right = await rightAnswers(mine)
    app.clock.now = new Date(app.clock.now.getTime() + 20 * 60_000)
    const kept = await me.post(`/my/exams/${mine}/answers`, { ...right, _keep: '1' })
    expect(kept.location).toBe(`/my/exams/${mine}`)
    const other = await world.device(phoneOf(0))
    const page = await other.get(`/my/exams/${mine}`)
    expect(page.page.querySelectorAll('input[checked]').length).toBeGreaterThanOrEqual(8)
    const shown = page.page.querySelector('[data-countdown-due-value]')
    expect(shown?.getAttribute('data-countdown-due-value')).toBe(due_at?.toISOString())
    expect((await other.post(`/act/exam_sitting/begin/${mine}`)).status, 'once').toBe(409)
    expect((await sittingOf(mine)).due_at).toEqual(due_at)
    const silent = await other.post(`/my/exams/${mine}/answers`, right)
    expect(silent.status, 'as the browser saves').toBe(204)
    expect((await me.post(`/my/exams/${sittings[1]}/answers`, right)).status, 'of another').toBe(404)
    const wild = await me.post(`/my/exams/${mine}/answers`, { ...right, q1: 'Z', _keep: '1' })
    expect(wild.status).toBe(422)
    expect((await sittingOf(mine)).answers).toMatchObject({ 1: [0] })
  })

  test('handed in once, after what is empty was shown; no marks before the release', async () => {
    const right = await rightAnswers(mine)
    const checked = await me.submit(`/my/exams/${mine}`, { ...right, q9: '' }, `/my/exams/${mine}/hand-in`)
    expect(checked.location).toBe(`/my/exams/${mine}/hand-in`)
    expect(await mainOf(me, `/my/exams/${mine}/hand-in`)).toContain('还有 1 题没有作答第 9 题')
    await me.post(`/my/exams/${mine}/answers`, right)
    const done = await me.submit(`/my/exams/${mine}/hand-in`)
    expect(done.status).toBe(303)
    expect((await me.post(`/my/exams/${mine}/hand-in`, { sure: '1' })).status, 'again').toBe(303)
    const row = await sittingOf(mine)
    expect(row).toMatchObject({ state: 'handed_in', handed: 'self', theory_tenths: 500, score_tenths: null })
    const page = await me.get(`/my/exams/${mine}`)
    expect(page.text).toContain('成绩由中心统一公布')
    expect(page.text).not.toMatch(/秘密|50 分/)
    const own = await me.get('/account/data.json')
    expect(own.text).toContain('直播班结业考试')
    expect(own.text).not.toMatch(/"score_tenths": \d/)
  })

  test('late answers are refused; the clock hands in what was saved', async () => {
    const late = await learner(1)
    const id = sittings[1] as string
    const right = await rightAnswers(id)
    const { due_at } = await sittingOf(id)
    const atSecond = (seconds: number) => {
      app.clock.now = new Date((due_at as Date).getTime() + seconds * 1_000)
    }
    atSecond(25)
    const half = { q1: right.q1 ?? '', q2: right.q2 ?? '' }
    expect((await late.post(`/my/exams/${id}/answers`, half)).status, 'in the grace').toBe(204)
    expect((await sittingOf(id)).state).toBe('sitting')
    atSecond(31)
    const refused = await late.post(`/my/exams/${id}/answers`, right)
    expect(refused.status).toBe(422)
    expect(refused.text).toContain('时间已经到了')
    expect(await sittingOf(id)).toMatchObject({ state: 'handed_in', handed: 'clock', theory_tenths: 100 })
    const other = await learner(2)
    await app.runClock('exam.clock')
    expect(await sittingOf(sittings[2] as string)).toMatchObject({ handed: 'clock', theory_tenths: 0 })
    expect(await mainOf(other, `/my/exams/${sittings[2]}`)).toContain('到时间自动收卷')
  })

  test('on paper: printed, entered with a photo by staff, and no longer on the phone', async () => {
    const clerk = await world.worker('陈静')
    const id = sittings[4] as string
    await does(clerk, `exam_sitting/issuePaper/${id}`)
    const pdf = await clerk.bytes(`/desk/exams/sittings/${id}/paper.pdf`)
    expect(Buffer.from(pdf.slice(0, 5)).toString()).toBe('%PDF-')
    expect((await (await learner(4)).post(`/act/exam_sitting/begin/${id}`)).status).toBe(409)
    const right = await rightAnswers(id)
    const bare = await clerk.submit(`/act/exam_sitting/enterPaper/${id}`, right)
    expect(bare.status, 'without a photo').toBe(422)
    const done = await clerk.submit(`/act/exam_sitting/enterPaper/${id}`, {
      ...right,
      'photos:new': [picture('答卷.png')],
    })
    expect(done.status, done.page.querySelector('.form-summary')?.textContent).toBe(303)
    expect(await sittingOf(id)).toMatchObject({ state: 'handed_in', handed: 'paper', theory_tenths: 500 })
  })
})

/** What follows is told in a file of its own. */
resultsStory(() => ({ app, world, trainingClass, exam, sittings }))
