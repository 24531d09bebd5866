import { beforeAll, expect, test } from 'vitest'
import type { Actor } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, errorAt, idIn, startOf } from '../../../test/deeds.ts'
import { begins, classPlan, fillsClass, opensClass } from '../../../test/training.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { answerFlow } from './answer.ts'
import { planFlow } from './plan.ts'

/** 5.3.1 What people want to learn, what is planned for the year, and how far that was carried out. */
let app: TestApp
let world: World
let matcher: Visitor
const as = (name: string) => world.staff.get(name) as Actor
const main = async (who: Visitor, path: string): Promise<string> =>
  (await who.get(path)).page.querySelector('main')?.textContent ?? ''
const acts = (name: string, action: string, id: string | null, input: Record<string, unknown> = {}) =>
  world.at(as(name), app.clock.now, ctx => perform(ctx, planFlow, action, id, input))
const item = (more: Record<string, unknown> = {}) => ({
  ...{ title: '助农直播实训', kind: 'live', audience: '农户', goal: '会开播', months: '12 月', outline: '' },
  ...{ hours: 16, classes: 2, people: 60, budget_fen: 1_600_000, certificate: '' },
  ...more,
})

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  matcher = await world.worker('张涛')
})

test('a survey is answered on the phone once, by papers, and counted by topic and town', async () => {
  const citizen = await world.citizen('13800000081', '杨雪')
  const survey = await does(matcher, 'training_survey/draft', {
    ...{
      title: '培训需求调查',
      about: '想学什么，请您说一说。',
      topics: '直播、短视频、财税',
      closes_on: '2026-12-20',
    },
  })
  expect((await citizen.get(`/training/surveys/${survey}`)).status, 'not before it is published').toBe(404)
  await does(matcher, `training_survey/publish/${survey}`)
  expect(await main(world.stranger(), '/training')).toContain('培训需求调查')
  const page = `/act/training_answer/give?survey_id=${survey}`
  const form = await citizen.get(page)
  const answer = { party_id: startOf(form, 'party_id'), topics: ['直播', '短视频'], form: 'village' }
  const sent = await citizen.submit(page, answer)
  expect(sent.status).toBe(303)
  const mine = idIn(sent.location)
  expect((await citizen.submit(page, answer)).status, 'once').toBe(409)
  const changed = await citizen.submit(`/act/training_answer/change/${mine}`, {
    topics: ['财税'],
    form: 'online',
  })
  expect(changed.status).toBe(303)
  const papers = (n: number) =>
    world.at(as('陈静'), app.clock.now, ctx =>
      perform(ctx, answerFlow, 'enter', null, {
        ...{ survey_id: survey, paper: `第${n}号`, topics: ['直播'], times: [], form: 'hall', wish: '' },
      }),
    )
  for (let n = 0; n < 5; n++) await papers(n)
  const twice = await papers(4).then(
    () => null,
    error => error.errors,
  )
  expect(twice).toEqual({ paper: '这个编号的问卷已经录过' })
  expect(await main(matcher, `/desk/training-plans/surveys/${survey}`)).toMatch(
    /共 6 份，其中纸质 5 份[\s\S]*直播55[\s\S]*财税1/,
  )
  expect(await main(citizen, `/training/surveys/${survey}`), 'nobody is led by others').not.toContain('直播5')
  app.clock.now = new Date('2026-12-21T09:00:00+08:00')
  await app.runClock('training.settle')
  expect((await (await world.device('13800000081')).get(page)).status, 'over').toBe(409)
})

test('a plan is approved by another, changed by a new version, and tells how far it was carried out', async () => {
  const planner = await world.worker('张涛')
  const wrong = await planner.post('/act/training_plan/draft', { year: '2027', basis: '调查', goal: '' })
  expect(errorAt(wrong, 'items')).not.toBe('')
  const { id } = await acts('张涛', 'draft', null, {
    ...{
      year: 2027,
      basis: '需求调查的结论',
      goal: '培训六十人次',
      items: [item(), item({ title: '网店入门' })],
    },
  })
  await expect(
    acts('张涛', 'draft', null, { year: 2027, basis: '另一份依据', goal: '再来一份计划', items: [item()] }),
  ).rejects.toThrow('已经有计划')
  await acts('张涛', 'submit', id)
  const both: Actor = { ...as('张涛'), duties: new Set([...as('张涛').duties, 'training.approve']) }
  await expect(world.at(both, app.clock.now, ctx => perform(ctx, planFlow, 'approve', id))).rejects.toThrow(
    '编制人',
  )
  await acts('李卫东', 'approve', id)
  const [first] = await world.at(as('张涛'), app.clock.now, ctx =>
    ctx.db.selectFrom('training_plan_item').selectAll().where('plan_id', '=', id).orderBy('rank').execute(),
  )
  const opened = await opensClass(app, world, {
    ...{ title: '计划内的班', plan_item_id: first?.id, starts_on: '2027-01-15', ends_on: '2027-01-16' },
    closes_at: '2027-01-14T18:00',
  })
  expect(classPlan(app, world).title).not.toBe('')
  await fillsClass(app, world, opened.id, 3)
  await begins(app, world, opened.id)
  const next = await acts('张涛', 'revise', null, {
    ...{ plan_id: id, basis: '需求调查的结论', goal: '培训九十人次', change: '多开一期' },
    items: [item({ code: first?.code, classes: 3, people: 90 })],
  })
  await acts('张涛', 'submit', next.id)
  await acts('李卫东', 'approve', next.id)
  const rows = await world.at(as('张涛'), app.clock.now, ctx =>
    ctx.db.selectFrom('training_plan').select(['id', 'state', 'version']).orderBy('version').execute(),
  )
  expect(rows.map(row => [row.version, row.state])).toEqual([
    [1, 'replaced'],
    [2, 'approved'],
  ])
  // The class of the first version counts towards the same item of the second.
  expect(await main(await world.worker('张涛'), `/desk/training-plans/${next.id}`)).toMatch(
    /1 \/ 3期数[\s\S]*3 \/ 90人次/,
  )
})
