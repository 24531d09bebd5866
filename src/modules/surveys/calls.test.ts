import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp, type Visitor } from '../../../test/app.ts'
import { does, idIn } from '../../../test/deeds.ts'
import { answersOnTheSpot, askerPhone, linksSent, opensSurvey, sheet } from '../../../test/surveys.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { surveyFlow } from './workflow.ts'

/** 6.1 Who does not answer by the link is phoned by somebody who did not serve them, or fills it in at the counter. */
let app: TestApp
let world: World
let survey: string
let sunli: Visitor
let weidong: Visitor
let liufang: Visitor
const staffId = (name: string) => world.staff.get(name)?.staffId ?? ''
const invitations = () =>
  world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('survey_invitation')
      .selectAll()
      .where('survey_id', '=', survey)
      .orderBy('rank')
      .execute(),
  )
const one = async (id: string) => (await invitations()).find(row => row.id === id)
const next = async (visitor: Visitor) =>
  idIn((await visitor.post(`/desk/surveys/${survey}/next-call`)).location)
const form = (id: string) => `/act/survey_invitation/attempt/${id}`

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  sunli = await world.worker('孙丽')
  weidong = await world.worker('李卫东')
  liufang = await world.worker('刘芳')
  await answersOnTheSpot(app, world, 1, 5)
  // 李卫东 served one of them himself.
  await answersOnTheSpot(app, world, 6, 6, '李卫东')
  ;({ survey } = await opensSurvey(app, world))
  const manager = world.staff.get('刘芳') as Actor
  for (const name of ['list', 'draw'])
    await world.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, name, survey))
  await app.runJobs()
})

describe('a call', () => {
  test('is taken by one colleague, and nobody else calls meanwhile', async () => {
    const first = await next(sunli)
    expect(await next(sunli), 'the same until it is done').toBe(first)
    const second = await next(weidong)
    expect(second).not.toBe(first)
    // The draw is by chance: should it be the one whom he served, he does not even see it.
    const seen = !(await one(first))?.near.includes(staffId('李卫东'))
    expect((await weidong.post(`/act/survey_invitation/take/${first}`)).status).toBe(seen ? 409 : 404)
    const spoken = await weidong.post(`/desk/surveys/calls/${first}`, sheet(5))
    expect(spoken.status, 'not in hand').toBe(seen ? 403 : 404)
    expect((await liufang.post(`/desk/surveys/${survey}/next-call`)).status, 'does not call').toBe(403)
  })

  test('is never to somebody whom one served: one does not even see them', async () => {
    const own = (await invitations()).find(row => row.phone === askerPhone(6))
    expect(own?.near).toContain(staffId('李卫东'))
    expect((await weidong.get(`/desk/surveys/calls/${own?.id}`)).status).toBe(404)
    expect((await weidong.post(`/act/survey_invitation/take/${own?.id}`)).status).toBe(404)
    expect((await weidong.get(`/desk/surveys/${survey}/invitations`)).text).not.toContain(own?.id)
    expect((await sunli.get(`/desk/surveys/calls/${own?.id}`)).status).toBe(200)
    const [free] = (await invitations()).filter(row => row.caller_id === null)
    const page = await sunli.get(`/desk/surveys/calls/${free?.id}`)
    expect(page.text, 'she may call').toContain('打这通电话')
    expect(page.page.querySelectorAll('input[name=overall]'), 'and has not taken it').toHaveLength(0)
  })

  test('shows what to say and the questions, with nothing chosen; what is said goes the way of every answer', async () => {
    const id = await next(sunli)
    const page = await sunli.get(`/desk/surveys/calls/${id}`)
    expect(page.page.textContent).toContain('没有经手过您的事')
    expect(page.page.querySelectorAll('input[name=overall]')).toHaveLength(5)
    expect(page.page.querySelector('main input[checked]')).toBeNull()
    expect((await sunli.post(`/desk/surveys/calls/${id}`, { overall: '4' })).status).toBe(422)
    expect((await sunli.post(`/desk/surveys/calls/${id}`, sheet(4))).status).toBe(303)
    expect(await one(id)).toMatchObject({ state: 'answered', way: 'phone', caller_id: null })
    const journal = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('journal')
        .select(['actor_kind'])
        .where('record_id', '=', id)
        .where('action', '=', 'use')
        .execute(),
    )
    expect(journal).toEqual([{ actor_kind: 'system' }])
    expect((await sunli.post(`/desk/surveys/calls/${id}`, sheet(4))).status, 'once').toBe(403)
  })

  test('may be put off to a time that suits, which is no failed try', async () => {
    const id = await next(sunli)
    expect((await sunli.post(form(id), { last_try: 'later' })).status, 'when?').toBe(422)
    const at = new Date(app.clock.now.getTime() + 3 * 3_600_000)
    const local = new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)
    await does(sunli, `survey_invitation/attempt/${id}`, { last_try: 'later', call_at: local })
    expect(await one(id)).toMatchObject({ state: 'open', tries: 0, caller_id: null })
    expect(await next(sunli)).not.toBe(id)
    const held = await next(sunli)
    await does(sunli, `survey_invitation/attempt/${held}`, { last_try: 'missed' })
    app.clock.now = new Date(at.getTime() + 60_000)
    sunli = await world.worker('孙丽')
    expect(await next(sunli), 'now it is the first').toBe(id)
    await does(sunli, `survey_invitation/attempt/${id}`, { last_try: 'refused', never: '1' })
    expect(await one(id)).toMatchObject({ state: 'refused' })
    const refused = await world.at(system, app.clock.now, ctx =>
      ctx.db.selectFrom('survey_refusal').select('ref').execute(),
    )
    expect(refused).toHaveLength(1)
  })

  test('ends after so many tries, or at once where the number is wrong', async () => {
    const [missed] = (await invitations()).filter(row => row.last_try === 'missed')
    for (const days of [1, 1]) {
      app.clock.addDays(days)
      sunli = await world.worker('孙丽')
      await does(sunli, `survey_invitation/take/${missed?.id}`)
      await does(sunli, `survey_invitation/attempt/${missed?.id}`, { last_try: 'missed' })
    }
    expect(await one(missed?.id ?? '')).toMatchObject({ state: 'unreachable', tries: 3 })
    const id = await next(sunli)
    await does(sunli, `survey_invitation/attempt/${id}`, { last_try: 'wrong' })
    expect(await one(id)).toMatchObject({ state: 'unreachable' })
  })
})

describe('at the counter and on paper', () => {
  test('a link on the screen holds for half an hour, and uses up the same invitation', async () => {
    const [open] = (await invitations()).filter(row => row.state === 'open')
    const shown = await sunli.post(`/desk/surveys/calls/${open?.id}/counter`)
    expect(shown.status).toBe(200)
    const link = /\/s\/[\w-]+/.exec(shown.page.querySelector('main')?.textContent ?? '')?.[0] ?? ''
    expect((await world.stranger().get(link)).status).toBe(200)
    const now = app.clock.now
    app.clock.now = new Date(now.getTime() + 31 * 60_000)
    expect((await world.stranger().get(link)).status).toBe(409)
    app.clock.now = now
    expect((await world.stranger().post(link, sheet(5))).status).toBe(200)
    const bySms = linksSent(app).get(open?.phone ?? '') ?? ''
    expect((await world.stranger().post(bySms, sheet(1))).status, 'used').toBe(409)
  })

  test('slips are printed for whoever has not answered, each with a link of its own', async () => {
    const open = (await invitations()).filter(row => row.state === 'open')
    expect(open.length).toBeGreaterThan(0)
    const made = await liufang.post(`/desk/surveys/${survey}/slips.pdf`)
    expect(made.status, 'signed out meanwhile').toBe(401)
    liufang = await world.worker('刘芳')
    const printed = await liufang.post(`/desk/surveys/${survey}/slips.pdf`)
    expect(printed.headers.get('content-type')).toBe('application/pdf')
    expect(printed.text.startsWith('%PDF')).toBe(true)
    const tokens = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('survey_token')
        .select('invitation_id')
        .where(
          'invitation_id',
          'in',
          open.map(row => row.id),
        )
        .execute(),
    )
    expect(tokens.length).toBe(open.length * 2)
  })
})

describe('one’s own data', () => {
  test('that one was asked is given out, and forgotten with the rest; the answer cannot be', async () => {
    const [open] = (await invitations()).filter(row => row.state === 'open')
    const citizen = await world.citizen(open?.phone ?? '', '来电人')
    const data = (await citizen.get('/account/data.json')).json<{ surveys: unknown[] }>()
    expect(data.surveys).toMatchObject([{ state: 'open', service_name: '咨询答复' }])
    expect(JSON.stringify(data)).not.toContain('overall')
    const { forgetPerson } = await import('#platform/personal-data')
    const identity = await world.at(system, app.clock.now, ctx =>
      ctx.db
        .selectFrom('identity')
        .select('id')
        .where('phone_number', '=', open?.phone ?? '')
        .executeTakeFirstOrThrow(),
    )
    const self: Actor = { ...system, kind: 'person', identityId: identity.id, name: '来电人' }
    await world.at(self, app.clock.now, forgetPerson)
    expect(await one(open?.id ?? '')).toMatchObject({
      state: 'lapsed',
      phone: '',
      identity_id: null,
      near: [],
    })
  })
})
