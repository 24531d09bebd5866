import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does } from '../../../test/deeds.ts'
import { answersOnTheSpot, askerPhone, linksSent, opensSurvey, sheet } from '../../../test/surveys.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { drawSample } from './frame.ts'
import { surveyFlow } from './workflow.ts'

/** 6.1 A quarter's survey from the list to the findings: those really served are drawn in the open and answer once. */
let app: TestApp
let world: World
let survey: string
let round: string
let liufang: Visitor
let weidong: Visitor
const read = <T>(work: Parameters<World['at']>[2]) => world.at(system, app.clock.now, work) as Promise<T>
const rowOf = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db.selectFrom('survey').selectAll().where('id', '=', survey).executeTakeFirstOrThrow(),
  )
const invitations = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('survey_invitation')
      .selectAll()
      .where('survey_id', '=', survey)
      .orderBy('rank')
      .execute(),
  )
const pageOf = async (visitor: Visitor, path = '') => {
  const answer = await visitor.get(`/desk/surveys/${survey}${path}`)
  return answer.page.querySelector('main')?.textContent ?? ''
}

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  liufang = await world.worker('刘芳')
  weidong = await world.worker('李卫东')
  await answersOnTheSpot(app, world, 1, 22)
  await answersOnTheSpot(app, world, 23, 30, '陈静')
  // Twice the same person, and somebody of the staff.
  await answersOnTheSpot(app, world, 1, 1, '陈静')
  ;({ survey, round } = await opensSurvey(app, world))
})

describe('a survey', () => {
  test('opens with the round of the quarter, with the questionnaire that the platform brings along', async () => {
    const row = await rowOf()
    expect(row).toMatchObject({ state: 'preparing', period: '2026-Q4', round_id: round, people: 0 })
    expect(await pageOf(liufang)).toContain('服务对象满意度问卷（第 1 版）')
    expect((await liufang.get('/desk/surveys')).page.textContent).toContain(
      '2026 年第四季度服务对象满意度调查',
    )
    expect((await (await world.worker('陈静')).get('/desk/surveys')).status, 'not their part').toBe(403)
    expect((await liufang.post(`/act/survey/draw/${survey}`)).status, 'no list yet').toBe(409)
  })

  test('lists those really served, each once', async () => {
    await does(liufang, `survey/list/${survey}`)
    const row = await rowOf()
    expect(row).toMatchObject({ state: 'listed', people: 30, margin: 5, confidence: 95 })
    expect(row.list).toContain('服务时间 2026-10-01 至 2026-11-24')
    expect(row.list).not.toContain(askerPhone(1))
    expect(row.services).toEqual([{ key: 'consulting', name: '咨询答复', people: 30, asked: 0 }])
    await does(liufang, `survey/relist/${survey}`)
    expect(await rowOf()).toMatchObject({ state: 'preparing', people: 0, digest: null })
    await does(liufang, `survey/list/${survey}`)
  })

  test('is drawn once, and anybody with the right can draw it again', async () => {
    await does(liufang, `survey/draw/${survey}`)
    const row = await rowOf()
    // 28 answers are needed of 30; at 60 % everybody is asked.
    expect(row).toMatchObject({ state: 'fielding', needed: 28, asked: 30 })
    const file = await liufang.get(`/desk/surveys/${survey}/list.txt`)
    const again = drawSample(file.text, row.number ?? '')
    await app.runJobs()
    const drawn = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('survey_candidate')
        .select('turn')
        .where('survey_id', '=', survey)
        .where('rank', 'is not', null)
        .orderBy('rank')
        .execute(),
    )
    expect(drawn.map(one => one.turn)).toEqual(again.turns)
    expect((await invitations()).map(one => one.rank)).toEqual(again.turns.map((_, at) => at + 1))
    const shown = await pageOf(liufang)
    for (const text of [row.digest ?? '', row.number ?? '']) expect(shown).toContain(text)
    expect((await liufang.post(`/act/survey/draw/${survey}`)).status).toBe(409)
    await expect(
      read(ctx =>
        ctx.db.updateTable('survey').set({ number: '1234567890123456' }).where('id', '=', survey).execute(),
      ),
    ).rejects.toThrow('a draw is done once')
    const evaluation = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('evaluation').select('state').where('id', '=', round).executeTakeFirst(),
    )
    expect(evaluation?.state, 'the round has begun').toBe('working')
  })
})

describe('an invitation', () => {
  test('comes by a link that the outbox does not show, and is answered without signing in', async () => {
    const links = linksSent(app)
    expect(links.size).toBe(30)
    const link = links.get(askerPhone(2)) ?? ''
    const outbox = await weidong.get('/desk/outbox')
    expect(outbox.text).not.toContain(link.slice(3))
    const visitor = world.stranger()
    expect((await visitor.get('/my')).status, 'a stranger').toBe(303)
    const form = await visitor.get(link)
    expect(form.page.querySelectorAll('input[name=overall]')).toHaveLength(5)
    expect(form.page.querySelector('input[checked]'), 'nothing is chosen beforehand').toBeNull()
    expect(form.page.textContent).toContain('选“自己在网上、手机上办”的请答')
    expect(form.headers.get('cache-control')).toBe('no-store')
    expect((await visitor.get('/s/nothing')).status).toBe(404)
  })

  test('asks for what applies and for nothing else', async () => {
    const link = linksSent(app).get(askerPhone(2)) ?? ''
    const visitor = world.stranger()
    const half = await visitor.post(link, { way: '到窗口、现场或者打电话办', overall: '4', solved: '解决了' })
    expect(half.status).toBe(422)
    expect(half.page.querySelector('.form-summary')?.textContent).toContain(
      '工作人员懂不懂业务：请回答这一题',
    )
    expect(half.page.querySelector('.form-summary')?.textContent).not.toContain('平台好不好用')
    const named = await visitor.post(link, sheet(4, { words: '我叫来电人，打我电话 139 0000 0002' }))
    expect(named.status).toBe(422)
    expect(named.text).toContain('请去掉号码')
    expect((await visitor.post(link, sheet(4, { overall: '6' }))).status).toBe(422)
    expect((await liufang.post(link, sheet(5))).status, 'not by staff').toBe(403)
    expect((await visitor.post(link, sheet(4, { online_speed: '1' }))).status).toBe(200)
    const kept = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('survey_inbox').select('answers').execute(),
    )
    expect(kept[0]?.answers, 'what was not asked is not kept').not.toHaveProperty('online_speed')
  })

  test('is used up by one answer, and then says so kindly', async () => {
    const link = linksSent(app).get(askerPhone(2)) ?? ''
    const again = await world.stranger().get(link)
    expect(again.status).toBe(409)
    expect(again.page.textContent).toContain('您已经填过了，谢谢您')
    expect((await world.stranger().post(link, sheet(1))).status).toBe(409)
  })

  test('may be declined for good', async () => {
    const link = linksSent(app).get(askerPhone(3)) ?? ''
    expect((await world.stranger().post(`${link}/decline`)).status).toBe(200)
    expect((await world.stranger().get(link)).status).toBe(409)
    expect(await read(ctx => ctx.db.selectFrom('survey_refusal').select('ref').execute())).toHaveLength(1)
  })

  test('is followed by a reminder to who has not answered, with a link of its own; both work until one is used', async () => {
    const before = app.sent.sms.length
    app.clock.addDays(5)
    liufang = await world.worker('刘芳')
    await app.runClock('survey.remind')
    await app.runJobs()
    const reminded = app.sent.sms.slice(before).filter(one => one.body.includes('/s/'))
    expect(reminded.map(one => one.phone).sort()).toEqual(
      Array.from({ length: 30 }, (_, n) => askerPhone(n + 1))
        .filter(phone => ![askerPhone(2), askerPhone(3)].includes(phone))
        .sort(),
    )
  })

  test('is nobody else’s: another centre, the citizen and the stranger find nothing', async () => {
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    expect((await other.stranger().get(linksSent(app).get(askerPhone(4)) ?? '')).status).toBe(404)
    expect((await (await other.worker('刘芳')).get(`/desk/surveys/${survey}`)).status).toBe(404)
    const [one] = await invitations()
    expect((await (await other.worker('孙丽')).get(`/desk/surveys/calls/${one?.id}`)).status).toBe(404)
    const citizen = await world.citizen('13800000012', '李华')
    expect((await citizen.get(`/desk/surveys/${survey}`)).status).toBe(403)
  })
})

describe('results', () => {
  const marks = [1, 2, 2, 3, 4, 4, 4, 5, 5, 5, 5, 5]

  test('are told to nobody while people answer', async () => {
    const links = linksSent(app)
    for (const [at, mark] of marks.entries()) {
      const words = at < 3 ? { words: `等得太久了${'。'.repeat(at + 1)}` } : {}
      const answer = await world.stranger().post(links.get(askerPhone(10 + at)) ?? '', sheet(mark, words))
      expect(answer.status).toBe(200)
    }
    await app.runClock('survey.mix')
    expect(await pageOf(liufang, '/results')).toContain('调查截止以前不看结果')
    expect(await pageOf(liufang)).toContain('13 份，请了 30 人')
  })

  test('come when the survey is closed: sorted words, mean and share with their intervals', async () => {
    await does(liufang, `survey/close/${survey}`)
    await app.runJobs()
    // The round cannot have results before its quarter is over.
    app.clock.now = new Date('2027-01-04T10:00:00+08:00')
    liufang = await world.worker('刘芳')
    expect(await rowOf()).toMatchObject({ state: 'coding', held_back: 0 })
    expect((await invitations()).filter(one => one.state === 'lapsed')).toHaveLength(16)
    expect(
      (await invitations()).every(one => one.phone === ''),
      'phones are forgotten',
    ).toBe(true)
    expect(await pageOf(liufang, '/results')).toContain('样本较少')
    // 4 and the marks above: sum 49, of squares 207; s² = (207 − 49² / 13) / 12 = 1.859; ± 2.1788 × √(1.859 / 13) = 0.824.
    // 10 of 13 are satisfied: by Wilson 49.7 to 91.8 %.
    const file = await liufang.get(`/desk/surveys/${survey}/results?format=csv`)
    expect(file.text).toContain('全部服务,30,13,3.77,2.95–4.59,76.9%,49.7%–91.8%')
    const conclusion = '抽样调查三十人，收回十三份，咨询等候时间偏长。'
    expect((await liufang.post(`/act/survey/finish/${survey}`, { conclusion })).status).toBe(409)
    const form = await liufang.get(`/act/survey/sort/${survey}`)
    const fields = form.page.querySelectorAll('fieldset.field-checkboxes')
    expect(fields).toHaveLength(3)
    const names = fields.map(one => one.querySelector('input')?.getAttribute('name') ?? '')
    const about = Object.fromEntries(names.map(name => [name, ['办理慢', '希望增加']]))
    await does(liufang, `survey/sort/${survey}`, about)
    const director = await world.worker('李卫东')
    await does(director, 'setting_change/make', { code: 'survey.themes.often', value: '3' })
    await does(liufang, `survey/finish/${survey}`, { conclusion })
    expect(await pageOf(liufang, '/results')).toContain('办理慢 3')
  })

  test('go on: the round has its results; what is below the threshold or was written by many is a finding', async () => {
    const evaluation = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('evaluation').select(['state', 'results']).where('id', '=', round).executeTakeFirst(),
    )
    expect(evaluation?.state).toBe('results')
    expect(evaluation?.results).toMatchObject({ n: 13, invited: 30, full: 5, unit: '份' })
    const findings = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('finding').select(['title', 'source']).execute(),
    )
    expect(findings).toContainEqual({ title: '咨询答复：满意率偏低', source: 'recipients' })
    expect(findings).toContainEqual({ title: '服务对象的意见：办理慢', source: 'recipients' })
    expect(findings.map(one => one.title)).not.toContain('服务对象的意见：希望增加')
  })

  test('stay as they were', async () => {
    await expect(
      read(ctx =>
        ctx.db.updateTable('survey').set({ results: '{"n":99}' }).where('id', '=', survey).execute(),
      ),
    ).rejects.toThrow('a draw is done once')
  })

  test('who was asked, or declined, is left in peace the next time', async () => {
    const quarter = { period: '2027-Q1', first_day: '2026-10-01', last_day: '2027-03-31' }
    const next = await opensSurvey(app, world, quarter)
    const manager = world.staff.get('刘芳') as Actor
    await world.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, 'list', next.survey))
    const row = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('survey').selectAll().where('id', '=', next.survey).executeTakeFirstOrThrow(),
    )
    expect(row).toMatchObject({ people: 0, left_recent: 29, left_declined: 1 })
    expect((await liufang.post(`/act/survey/draw/${next.survey}`)).text).toContain('名单里没有人')
  })
})
