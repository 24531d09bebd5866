import { beforeAll, expect, test } from 'vitest'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn } from '../../../test/deeds.ts'
import { composesPaper, paperPlan, question, questionOf, schedulesExam } from '../../../test/exams.ts'
import { bringIn, type Cells, counts, send, sheet, words } from '../../../test/sheets.ts'
import { opensClass } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'

/** 5.3.1 The bank: written by one, checked by another, never changed once in use, brought in by file and taken along. */
let app: TestApp
let world: World
let writer: Visitor
let director: Visitor

const read = <T>(work: (db: Parameters<Parameters<typeof app.kernel.database.read>[1]>[0]) => Promise<T>) =>
  app.kernel.database.read({ centre: world.id }, work)
const rowOf = (id: string) =>
  read(db => db.selectFrom('exam_question').selectAll().where('id', '=', id).executeTakeFirstOrThrow())
const typed = {
  ...{ kind: 'multiple', topic: '选品', difficulty: 'medium', stem: '上架前要核对哪些？' },
  ...{ options: '产地\n净含量\n隔壁价格', answer: 'A、b', points: '', explanation: '' },
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  writer = await world.worker('张涛')
  director = await world.worker('李卫东')
})

test('a question is written by one and checked by another; a change is a new version', async () => {
  const wrong = await writer.submit('/act/exam_question/write', { ...typed, answer: 'A' })
  expect(errorAt(wrong, 'answer')).toContain('多选题至少有两个正确答案')
  const sent = await writer.submit('/act/exam_question/write', typed)
  expect(sent.status).toBe(303)
  const first = idIn(sent.location)
  await does(writer, `exam_question/submit/${first}`)
  expect((await writer.post(`/act/exam_question/approve/${first}`)).status, 'their own').toBe(403)
  await does(director, `exam_question/approve/${first}`)
  const form = `/act/exam_question/revise?of=${first}`
  expect((await writer.get(form)).text).toContain('上架前要核对哪些？')
  const second = idIn((await writer.submit(form, { ...typed, answer: 'ABC' })).location)
  expect((await writer.submit(form, { ...typed, answer: 'AC' })).status, 'one at a time').toBe(409)
  expect((await rowOf(first)).state, 'until the new one is checked').toBe('in_use')
  await does(writer, `exam_question/submit/${second}`)
  await does(director, `exam_question/approve/${second}`)
  expect((await rowOf(first)).state).toBe('retired')
  expect(await rowOf(second)).toMatchObject({ state: 'in_use', version: 2 })
  const { sql } = await import('kysely')
  const change = world.at(world.staff.get('张涛') as never, app.clock.now, ctx =>
    sql`update exam_question set stem = '改了' where id = ${first}`.execute(ctx.db),
  )
  await expect(change, 'whatever code there is').rejects.toThrow(/new version/)
})

test('a sheet brings new ones as drafts and changed ones as new versions; rows that are wrong are told', async () => {
  const head = ['题型', '知识点', '难度', '题目', '选项', '正确答案', '评分要点', '解析']
  const row = (stem: string, options: string, answer: string, kind = '单选题'): Cells => [
    ...[kind, '售后', '容易', stem, options, answer, '', '按平台规则。'],
  ]
  const file = await sheet(
    [
      row('买家收到坏果，先做什么？', '道歉并补发\n不回复', 'A'),
      row('可以承诺的有哪些？', '七天退换\n包治百病', 'A', '多选题'),
      row('上架前要核对哪些？', '产地\n净含量\n保质期', 'ABC', '多选题'),
    ],
    head,
    '题库.xlsx',
  )
  const page = await send(app, writer, 'exam_question', file)
  const seen = await writer.get(page)
  expect(counts(seen)).toMatch(/新增 1，更改 1，不变 0，有误 1/)
  expect(words(seen)).toContain('多选题至少有两个正确答案')
  await bringIn(app, writer, page)
  const states = await read(db =>
    db
      .selectFrom('exam_question')
      .select(['stem', 'state', 'version'])
      .where('topic', '=', '售后')
      .orderBy('stem')
      .limit(10)
      .execute(),
  )
  expect(states.map(one => [one.stem.slice(0, 4), one.state, one.version])).toEqual([
    ['上架前要', 'draft', 3],
    ['买家收到', 'draft', 1],
  ])
})

test('a text file is brought in whole or not at all, with the lines that are wrong; and taken along again', async () => {
  const page = '/desk/exams/questions/gift'
  const file = (text: string) => new File([text], '题目.txt', { type: 'text/plain' })
  const bad = await writer.submit(page, {
    topic: '直播',
    file: file('对吗？{T}\n\n选哪个？{~甲 ~乙}\n\n写一段{}'),
  })
  expect(bad.status).toBe(422)
  expect(bad.page.textContent).toContain('第 3 行：没有正确答案')
  expect(bad.page.textContent).toContain('第 5 行：问答题不能导入')
  const text =
    '$CATEGORY: 直播\n\n可以超时讲吗？{F####守时}\n\n谁负责？{=主播 ~观众}\n\n上架前要核对哪些？{T}'
  const good = await writer.submit(page, { topic: '', text })
  expect(good.status).toBe(303)
  const list = await writer.get('/desk/exams/questions?state=draft')
  expect(list.text).toContain('已导入 2 道试题')
  expect(list.text).toContain('可以超时讲吗？')
  const taken = Buffer.from(await writer.bytes('/desk/exams/questions/all.gift')).toString()
  expect(taken).toContain('上架前要核对哪些？{')
  expect(taken, 'drafts are not').not.toContain('谁负责')
  const clerk = await world.worker('陈静')
  for (const path of [page, '/desk/exams/questions', '/desk/exams/questions/all.gift'])
    expect((await clerk.get(path)).status).toBe(403)
  expect((await clerk.post(page, { text })).status).toBe(403)
})

test('a paper says what it is worth, and is refused where the bank has too little', async () => {
  for (const n of [1, 2, 3, 4]) await question(app, world, questionOf('single', n))
  const rule = { 'rules.0.kind': 'single', 'rules.0.count': '9', 'rules.0.marks': '5' }
  const base = { title: '选品测验', mode: 'rule', total: '45', note: '', items: '' }
  const short = await writer.submit('/act/exam_paper/compose', { ...base, ...rule })
  expect(errorAt(short, 'rules')).toContain('在用的只够 4 题')
  const off = await writer.submit('/act/exam_paper/compose', { ...base, ...rule, 'rules.0.count': '4' })
  expect(errorAt(off, 'total')).toContain('各题分值合计是 20 分')
  const fixed = { ...base, mode: 'fixed', total: '10', items: '1 4\n999 6' }
  expect(errorAt(await writer.submit('/act/exam_paper/compose', fixed), 'items')).toContain('题 999 不在用')
  expect(
    (await writer.submit('/act/exam_paper/compose', { ...fixed, total: '4', items: '1 4' })).status,
  ).toBe(303)
})

test('an exam is planned by one and approved by another; both parts weigh enough; what is drawn from is then fixed', async () => {
  const practical = await question(app, world, questionOf('practical', 7))
  const one = { kind: 'single', topic: '', difficulty: '', count: 3, marks: 10 }
  const paper_id = await composesPaper(app, world, paperPlan({ title: '小测验卷', total: 30, rules: [one] }))
  const { id: class_id } = await opensClass(app, world)
  const plan = {
    ...{
      class_id,
      title: '选品小测',
      paper_id,
      practical_id: practical,
      theory_weight: '70',
      pass_mark: '60',
    },
    ...{ opens_at: '2026-12-20T09:00', closes_at: '2026-12-20T10:00', minutes: '30', place: '二楼' },
    ...{ retakes: '0', retake_days: '0', rules: '' },
  }
  const form = `/act/exam/plan?class_id=${class_id}`
  expect(errorAt(await writer.submit(form, plan), 'theory_weight')).toContain('各不低于 40%')
  const id = idIn((await writer.submit(form, { ...plan, theory_weight: '60' })).location)
  await does(writer, `exam/submit/${id}`)
  expect((await writer.post(`/act/exam/approve/${id}`)).status).toBe(403)
  await does(director, `exam/approve/${id}`)
  const before = await read(db =>
    db.selectFrom('exam').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
  expect(before).toMatchObject({ state: 'scheduled', theory_most: 30, practical_most: 50 })
  await question(app, world, questionOf('single', 30))
  const after = await read(db =>
    db.selectFrom('exam').select('pools').where('id', '=', id).executeTakeFirstOrThrow(),
  )
  expect(after.pools).toEqual(before.pools)
  expect((await director.get(`/desk/exams/${id}`)).text).toContain('单选题 3 题，每题 10 分，从 4 题里抽')
  // A second one, so that the helper of other stories is held to the same rules.
  await schedulesExam(app, world, class_id, { paper_id })
})

test('another centre knows nothing of it', async () => {
  const other = await newCentre(app, { division: '340825', name: '太湖县电子商务公共服务中心' })
  const there = await other.worker('李卫东')
  const mine = await read(db =>
    db.selectFrom('exam_question').select('id').limit(1).executeTakeFirstOrThrow(),
  )
  const exam = await read(db => db.selectFrom('exam').select('id').limit(1).executeTakeFirstOrThrow())
  expect((await director.get(`/desk/exams/questions/${mine.id}`)).status, 'it is there').toBe(200)
  expect((await there.get(`/desk/exams/questions/${mine.id}`)).status).toBe(404)
  expect((await there.get(`/desk/exams/${exam.id}`)).status).toBe(404)
})
