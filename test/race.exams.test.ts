import { beforeAll, expect, test } from 'vitest'
import { sittingFlow } from '#modules/exams'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { atExam, composesPaper, fillsBank, schedulesExam } from './exams.ts'
import { begins, fillsClass, opensClass } from './training.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.3.1 Handed in twice at once, or by the candidate and by the clock at once, on PostgreSQL: one result, marked once, by
 * whichever came first.
 */
let app: TestApp
let world: World
let sittings: Array<{ id: string; identity_id: string }>

const people = 20

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  await fillsBank(app, world)
  const paper = await composesPaper(app, world)
  const { id } = await opensClass(app, world)
  await fillsClass(app, world, id, people)
  await begins(app, world, id)
  const exam = await schedulesExam(app, world, id, { paper_id: paper })
  for (let n = 0; n < people; n++) await world.citizen(`138030${String(n).padStart(5, '0')}`, `学员${n}`)
  await app.runClock('exam.clock')
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('exam_sitting')
      .select(['id', 'identity_id'])
      .where('exam_id', '=', exam)
      .limit(50)
      .execute(),
  )
  sittings = rows.map(row => ({ id: row.id, identity_id: row.identity_id as string }))
  expect(sittings.every(one => one.identity_id !== null)).toBe(true)
  await atExam(app, world, exam, 0)
})

const person = (identityId: string): Actor => ({ ...stranger, kind: 'person', name: '考生', identityId })

/** As a request does. A busy database is asked again; what is refused in plain words is told as such. */
async function attempt(who: Actor, now: Date, work: (ctx: Ctx) => Promise<unknown>): Promise<boolean> {
  for (;;) {
    try {
      await world.at(who, now, work)
      return true
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return false
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}

const journalOf = (id: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('journal')
      .select('action')
      .where('record_id', '=', id)
      .where('action', 'in', ['begin', 'handIn', 'timeUp'])
      .orderBy('id')
      .limit(50)
      .execute(),
  )
const rowOf = (id: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('exam_sitting').selectAll().where('id', '=', id).executeTakeFirstOrThrow(),
  )

test('begun five times at once: one paper, one clock', async () => {
  const done = await Promise.all(
    sittings.flatMap(({ id, identity_id }) =>
      Array.from({ length: 5 }, () =>
        attempt(person(identity_id), app.clock.now, ctx => perform(ctx, sittingFlow, 'begin', id)),
      ),
    ),
  )
  expect(done.filter(Boolean)).toHaveLength(sittings.length)
  for (const { id } of sittings) expect((await journalOf(id)).map(one => one.action)).toEqual(['begin'])
})

test('handed in twice at once, by two devices: one result', async () => {
  const half = sittings.slice(0, 10)
  const done = await Promise.all(
    half.flatMap(({ id, identity_id }) =>
      [{ q1: 'A' }, { q1: 'B' }, { q1: 'C' }].map(answers =>
        attempt(person(identity_id), app.clock.now, ctx =>
          perform(ctx, sittingFlow, 'handIn', id, { answers }),
        ),
      ),
    ),
  )
  expect(done.filter(Boolean)).toHaveLength(half.length)
  for (const { id } of half) {
    expect((await journalOf(id)).map(one => one.action)).toEqual(['begin', 'handIn'])
    const row = await rowOf(id)
    expect(row).toMatchObject({ state: 'marked', handed: 'self' })
    const marks = row.theory as unknown as number[]
    expect(row.theory_tenths, 'marks and answers are of one and the same').toBe(
      marks.reduce((a, b) => a + b, 0),
    )
  }
})

test('by the clock and by the candidate at once: whichever comes first, once', async () => {
  const rest = sittings.slice(10)
  const { due_at } = await rowOf(rest[0]?.id ?? '')
  // Requests that were taken in the last second of the grace still wait for their turn when the clock comes.
  const [last, over] = [30, 31].map(seconds => new Date((due_at as Date).getTime() + seconds * 1_000))
  await Promise.all(
    rest.flatMap(({ id, identity_id }) => [
      attempt(person(identity_id), last as Date, ctx =>
        perform(ctx, sittingFlow, 'handIn', id, { answers: { q1: 'A' } }),
      ),
      attempt(system, over as Date, ctx => perform(ctx, sittingFlow, 'timeUp', id)),
      attempt(system, over as Date, ctx => perform(ctx, sittingFlow, 'timeUp', id)),
    ]),
  )
  for (const { id } of rest) {
    const actions = (await journalOf(id)).map(one => one.action)
    expect(actions).toHaveLength(2)
    const row = await rowOf(id)
    expect(row.state).toBe('marked')
    expect(row.handed).toBe(actions[1] === 'handIn' ? 'self' : 'clock')
  }
})
