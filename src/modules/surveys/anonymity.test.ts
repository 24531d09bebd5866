import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type Actor, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from '../../../test/app.ts'
import { answersOnTheSpot, askerPhone, linksSent, opensSurvey, sheet } from '../../../test/surveys.ts'
import { newCentre, type World } from '../../../test/world.ts'
import { surveyFlow } from './workflow.ts'

/** Anonymous means unjoinable: with the whole database in hand, who answered what? By value, time, order, transaction. */
let app: TestApp
let world: World
let survey: string
type Row = Record<string, unknown>

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await answersOnTheSpot(app, world, 1, 16)
  ;({ survey } = await opensSurvey(app, world))
  const manager = world.staff.get('刘芳') as Actor
  for (const name of ['list', 'draw'])
    await world.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, name, survey))
  await app.runJobs()
})

/** Everything a table holds, as its owner: a test may, the application may not. */
const rowsOf = (table: string): Promise<Row[]> =>
  app.kernel.database.write(
    { centre: world.id },
    async db =>
      (await sql<Row>`select *, xmin::text as xmin, ctid::text as ctid from ${sql.table(table)}`.execute(db))
        .rows,
  )
async function answer(n: number, mark: number, words = ''): Promise<void> {
  app.clock.now = new Date(app.clock.now.getTime() + 60_000)
  const sent = await world.stranger().post(linksSent(app).get(askerPhone(n)) ?? '', sheet(mark, { words }))
  expect(sent.status).toBe(200)
}
const secret = '排队的地方太挤了'

describe('answers', () => {
  test('four wait without invitation, person or time, and nothing else in the database holds them', async () => {
    for (const n of [1, 2, 3]) await answer(n, 4)
    await answer(4, 1, secret)
    await app.runClock('survey.mix')
    await app.runJobs()
    expect(await rowsOf('survey_answer')).toHaveLength(0)
    const inbox = await rowsOf('survey_inbox')
    expect(inbox).toHaveLength(4)
    expect(Object.keys(inbox[0] ?? {}).sort()).toEqual(
      ['answers', 'centre_id', 'ctid', 'id', 'service_key', 'survey_id', 'town', 'xmin'].sort(),
    )
    expect(
      inbox.every(row => String(row.id)[14] === '4'),
      'ids are random, not by time',
    ).toBe(true)
    for (const table of [
      ...['journal', 'journal_detail', 'task', 'access_log', 'notification', 'outbox', 'submission', 'draft'],
      ...['survey_invitation', 'survey_token', 'survey_candidate', 'survey'],
    ])
      expect(JSON.stringify(await rowsOf(table)), table).not.toContain(secret)
    const used = (await rowsOf('journal')).filter(
      row => row.action === 'use' && row.flow === 'survey_invitation',
    )
    expect(used.map(row => [row.identity_id, row.staff_id, row.actor_kind])).toEqual(
      Array.from({ length: 4 }, () => [null, null, 'system']),
    )
  })

  test('with the fifth they move: no column, id, time, place or transaction of an answer is one of an invitation', async () => {
    await answer(5, 5)
    await app.runClock('survey.mix')
    const answers = await rowsOf('survey_answer')
    expect(answers).toHaveLength(5)
    expect(await rowsOf('survey_inbox')).toHaveLength(0)
    await unjoinable(answers)
  })

  test('in the end all are written anew, in one transaction that no invitation shares', async () => {
    for (const n of [6, 7]) await answer(n, 2)
    const manager = world.staff.get('刘芳') as Actor
    const before = new Set((await rowsOf('survey_answer')).map(row => row.id))
    await world.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, 'close', survey))
    await app.runJobs()
    const answers = await rowsOf('survey_answer')
    expect(answers).toHaveLength(7)
    expect(
      answers.some(row => before.has(row.id)),
      'under new ids',
    ).toBe(false)
    expect(new Set(answers.map(row => row.xmin)).size).toBe(1)
    await unjoinable(answers)
  })

  test('words stand apart from marks', async () => {
    const words = await rowsOf('survey_words')
    expect(words.map(row => row.text)).toEqual([secret])
    expect(JSON.stringify(await rowsOf('survey_answer'))).not.toContain(secret)
    expect(Object.keys(words[0] ?? {}).sort()).toEqual(
      ['centre_id', 'ctid', 'id', 'survey_id', 'text', 'themes', 'xmin'].sort(),
    )
  })
})

describe('fewer than five', () => {
  test('are kept nowhere, and no page shows them', async () => {
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    await answersOnTheSpot(app, other, 101, 106)
    const opened = await opensSurvey(app, other)
    const manager = other.staff.get('刘芳') as Actor
    for (const name of ['list', 'draw'])
      await other.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, name, opened.survey))
    await app.runJobs()
    for (const n of [101, 102, 103, 104])
      await other.stranger().post(linksSent(app).get(askerPhone(n)) ?? '', sheet(1))
    await other.at(manager, app.clock.now, ctx => perform(ctx, surveyFlow, 'close', opened.survey))
    await app.runJobs()
    const left = await other.at(system, app.clock.now, async ctx => ({
      survey: await ctx.db
        .selectFrom('survey')
        .select('held_back')
        .where('id', '=', opened.survey)
        .executeTakeFirst(),
      answers: await ctx.db.selectFrom('survey_answer').select('id').execute(),
      inbox: await ctx.db.selectFrom('survey_inbox').select('id').execute(),
    }))
    expect(left).toEqual({ survey: { held_back: 4 }, answers: [], inbox: [] })
    const page = await (await other.worker('刘芳')).get(`/desk/surveys/${opened.survey}/results`)
    expect(page.page.textContent).toContain('不足五份')
  })
})

/** Tries every column of one against every column of the other, the order of ids and places, and the transactions. */
async function unjoinable(answers: readonly Row[]): Promise<void> {
  const invitations = await rowsOf('survey_invitation')
  const others = [
    ...invitations,
    ...(await rowsOf('survey_token')),
    ...(await rowsOf('survey_candidate')),
    // That they were mixed is noted with the survey; it names nobody.
    ...(await rowsOf('journal')).filter(row => row.flow !== 'survey'),
  ]
  const shared = new Set([survey, world.id, 'consulting', null, true, false])
  const theirs = new Set(others.flatMap(row => Object.entries(row).flatMap(([, value]) => plain(value))))
  for (const row of answers)
    for (const [column, value] of Object.entries(row))
      for (const one of plain(value))
        if (!shared.has(one as string) && column !== 'ctid' && column !== 'answers')
          expect(theirs.has(one), `${column} ${one}`).toBe(false)
  expect(
    Object.entries(answers[0] ?? {}).filter(([, value]) => value instanceof Date),
    'no time',
  ).toEqual([])
  expect(new Set(answers.map(row => row.town)).size, 'a town that fewer than five share is not told').toBe(1)
  // Marks in the order in which they were given are 4 4 4 1 5 (2 2): places and ids must not keep it, beyond chance.
  expect(answers.every(row => String(row.id)[14] === '4')).toBe(true)
}

const plain = (value: unknown): unknown[] =>
  value instanceof Date ? [value.getTime()] : Array.isArray(value) ? value.flatMap(plain) : [value]
