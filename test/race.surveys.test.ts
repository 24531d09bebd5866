import { beforeAll, expect, test } from 'vitest'
import { surveyFlow } from '#modules/surveys'
import { type Actor, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { answersOnTheSpot, askerPhone, linksSent, opensSurvey, sheet } from './surveys.ts'
import { newCentre, type World } from './world.ts'

/**
 * 6.1 Answers that come at once, on PostgreSQL: a link counts once however often it is sent, and no answer is lost or doubled
 * while others are moved, or while the survey is closed.
 */
let app: TestApp
let world: World
let survey: string
const people = 40

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await answersOnTheSpot(app, world, 1, people)
  ;({ survey } = await opensSurvey(app, world))
  const manager = world.staff.get('刘芳') as Actor
  for (const name of ['list', 'draw'])
    await world.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, name, survey))
  await app.runJobs()
})

const counts = () =>
  world.at(system, app.clock.now, async ctx => {
    const of = async (table: 'survey_inbox' | 'survey_answer') =>
      (await ctx.db.selectFrom(table).select('id').where('survey_id', '=', survey).execute()).length
    const used = await ctx.db
      .selectFrom('survey_invitation')
      .select('id')
      .where('survey_id', '=', survey)
      .where('state', '=', 'answered')
      .execute()
    return { kept: (await of('survey_inbox')) + (await of('survey_answer')), used: used.length }
  })

/** A busy database is asked again. */
async function answers(n: number, mark: number): Promise<number> {
  for (;;) {
    const { status } = await world.stranger().post(linksSent(app).get(askerPhone(n)) ?? '', sheet(mark))
    if (status !== 503) return status
  }
}

test('the same link ten times at once counts once', async () => {
  const statuses = await Promise.all(Array.from({ length: 10 }, (_, at) => answers(1, (at % 5) + 1)))
  expect(statuses.filter(status => status === 200)).toHaveLength(1)
  expect(statuses.filter(status => status === 409)).toHaveLength(9)
  expect(await counts()).toEqual({ kept: 1, used: 1 })
})

test('two links of one invitation at once count once', async () => {
  app.clock.addDays(5)
  const first = linksSent(app).get(askerPhone(2)) ?? ''
  await app.runClock('survey.remind')
  await app.runJobs()
  const second = linksSent(app).get(askerPhone(2)) ?? ''
  expect(second).not.toBe(first)
  const sent = [first, second, first, second].map(link => world.stranger().post(link, sheet(3)))
  expect((await Promise.all(sent)).filter(answer => answer.status === 200)).toHaveLength(1)
})

test('while answers come, batches move: none is lost, none is doubled', async () => {
  const coming = Array.from({ length: 24 }, (_, at) => answers(3 + at, 4))
  const moving = [1, 2, 3, 4].map(async () => app.runClock('survey.mix'))
  const statuses = await Promise.all(coming)
  await Promise.all(moving)
  await Promise.all([app.runClock('survey.mix'), app.runClock('survey.mix')])
  expect(statuses.every(status => status === 200)).toBe(true)
  expect(await counts()).toEqual({ kept: 26, used: 26 })
})

test('whoever answers while the survey is closed is in, or is told that it is over', async () => {
  const manager = world.staff.get('刘芳') as Actor
  const close = async () => {
    for (;;)
      try {
        return await world.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, 'close', survey))
      } catch (error) {
        if (!(error instanceof Problem) || error.status !== 503) throw error
      }
  }
  const coming = Array.from({ length: 10 }, (_, at) => answers(30 + at, 5))
  const [statuses] = await Promise.all([Promise.all(coming), close()])
  await app.runJobs()
  const taken = statuses.filter(status => status === 200).length
  expect(statuses.every(status => status === 200 || status === 409)).toBe(true)
  expect(await counts()).toEqual({ kept: 26 + taken, used: 26 + taken })
})
