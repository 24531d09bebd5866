import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn, linked } from '../../../test/deeds.ts'
import { opensSurvey } from '../../../test/surveys.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { personalHint } from './definition.ts'

/** 6.1 A questionnaire is checked by somebody else before it is used, and stays as it was used. */
let app: TestApp
let world: World
let liufang: Visitor
let weidong: Visitor
const questions = {
  title: '培训学员问卷',
  opening: '您刚学完我们的课，想请您说说学得怎么样，不记名。',
  'questions.0.label': '上课方便吗',
  'questions.0.kind': 'choice',
  'questions.0.required': '1',
  'questions.0.options': '方便\n不方便',
  'questions.1.label': '哪里不方便',
  'questions.1.kind': 'textarea',
  'questions.1.condition': '1=不方便',
  'questions.2.label': '总的来说满意吗',
  'questions.2.kind': 'marks',
  'questions.2.required': '1',
}
const rowOf = (id: string) =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('questionnaire').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )
const lastOf = async (code: string) =>
  world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('questionnaire')
      .selectAll()
      .where('code', '=', code)
      .orderBy('version', 'desc')
      .limit(1)
      .executeTakeFirstOrThrow(),
  )

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  liufang = await world.worker('刘芳')
  weidong = await world.worker('李卫东')
})

describe('a questionnaire', () => {
  test('must ask how it was as a whole, and depend only on what was asked before', async () => {
    const page = '/act/questionnaire/write'
    const { 'questions.2.required': _, ...optional } = questions
    const sent = await liufang.post(page, { code: 'training', ...optional })
    expect(sent.status).toBe(422)
    expect(sent.text).toContain('要有一道人人必答的总体评价')
    const later = await liufang.post(page, {
      code: 'training',
      ...questions,
      'questions.1.condition': '3=满意',
    })
    expect(later.text).toContain('要指前面一道单选或多选题')
    await does(liufang, 'questionnaire/write', { code: 'training', ...questions })
    expect((await lastOf('training')).definition).toMatchObject({
      questions: [
        { key: 'q1', kind: 'choice' },
        { key: 'q2', onlyIf: { key: 'q1', values: ['不方便'] } },
        { key: 'overall', kind: 'marks' },
      ],
    })
  })

  test('is let out by somebody else, who has looked for what leads and what names', async () => {
    const { id } = await lastOf('training')
    await does(liufang, `questionnaire/submit/${id}`)
    const self = await liufang.post(`/act/questionnaire/approve/${id}`, { neutral: '1', private: '1' })
    expect(self.status).toBe(403)
    expect((await weidong.post(`/act/questionnaire/approve/${id}`, { neutral: '1' })).status).toBe(422)
    await does(weidong, `questionnaire/approve/${id}`, { neutral: '1', private: '1' })
    expect((await rowOf(id)).state).toBe('in_use')
    const page = await liufang.get(`/desk/surveys/questionnaires/${id}`)
    expect(page.page.textContent).toContain('第 1 题选“不方便”')
    expect(page.page.querySelector('main input[checked]')).toBeNull()
  })

  test('whoever wrote it does not let it out, even with the duty', async () => {
    await does(weidong, 'questionnaire/write', { code: 'stations', ...questions })
    const { id } = await lastOf('stations')
    await does(weidong, `questionnaire/submit/${id}`)
    expect(
      (await weidong.post(`/act/questionnaire/approve/${id}`, { neutral: '1', private: '1' })).status,
    ).toBe(403)
  })

  test('is not changed once it was used; what is better is a new version, and the old one goes', async () => {
    const old = await lastOf('training')
    expect((await liufang.post(`/act/questionnaire/edit/${old.id}`, questions)).status).toBe(409)
    await expect(
      world.at(system, app.clock.now, ctx =>
        ctx.db
          .updateTable('questionnaire')
          .set({ opening: '换一个开头试试看' })
          .where('id', '=', old.id)
          .execute(),
      ),
    ).rejects.toThrow('a questionnaire that was used is not changed')
    const link = await linked(liufang, `/desk/surveys/questionnaires/${old.id}`, '/act/questionnaire/revise')
    expect(link).toBe(old.id)
    await does(liufang, 'questionnaire/revise', { questionnaire_id: old.id })
    const draft = await lastOf('training')
    expect(draft).toMatchObject({ version: 2, state: 'draft' })
    expect((await liufang.post('/act/questionnaire/revise', { questionnaire_id: old.id })).status).toBe(409)
    await does(liufang, `questionnaire/submit/${draft.id}`)
    await does(weidong, `questionnaire/approve/${draft.id}`, { neutral: '1', private: '1' })
    expect((await rowOf(old.id)).state).toBe('retired')
  })

  test('goes to another centre as a file, and comes back the same; what is not whole is refused', async () => {
    const { id, definition } = await lastOf('training')
    const file = await liufang.get(`/desk/surveys/questionnaires/${id}/questionnaire.json`)
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const there = await other.worker('刘芳')
    expect((await there.get(`/desk/surveys/questionnaires/${id}`)).status).toBe(404)
    const taken = await there.post('/act/questionnaire/importOne', { text: file.text, note: '怀宁' })
    expect(taken.status).toBe(303)
    const copy = await other.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('questionnaire').selectAll().where('code', '=', 'training').executeTakeFirstOrThrow(),
    )
    expect(copy).toMatchObject({ state: 'draft', version: 1, definition })
    for (const text of [
      ...[file.text.slice(0, -3), '{"questions":[]} and more text', '[1, 2, 3, 4, 5, 6, 7, 8, 9]'],
      ...[file.text.replace('"marks"', '"stars"'), file.text.replace('"overall"', '"__proto__"')],
      file.text.replace('"required"', '"evil": 1, "required"'),
    ]) {
      const refused = await there.post('/act/questionnaire/importOne', { text })
      expect(refused.status, text.slice(0, 60)).toBe(422)
      expect(refused.text).toContain('这不是完整的问卷文件')
    }
  })

  test('of the platform is there with the first survey, once', async () => {
    const { survey } = await opensSurvey(app, world)
    const chosen = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('survey')
        .select('questionnaire_id')
        .where('id', '=', survey)
        .executeTakeFirstOrThrow(),
    )
    expect(idIn(chosen.questionnaire_id)).not.toBe('')
    const { id } = await lastOf('training')
    const form = await liufang.get(`/act/survey/choose/${survey}`)
    expect(form.text).toContain('培训学员问卷（第 2 版）')
    await does(liufang, `survey/choose/${survey}`, { questionnaire_id: id })
  })
})

test('texts that lead to somebody are noticed; others are not', () => {
  for (const text of [
    '我的电话138-0000-0001',
    '请打０５５６１２３４５６７',
    '一三八零零零零零零零一',
    '写信到 a@b.cn',
    '我叫王小明。',
  ])
    expect(personalHint(text), text).not.toBeNull()
  for (const text of [
    '等了 40 分钟',
    '2026 年来过 12 次，都好',
    '我是养猪的，希望多讲销路',
    '很好',
    '希望多办直播培训',
  ])
    expect(personalHint(text), text).toBeNull()
})
