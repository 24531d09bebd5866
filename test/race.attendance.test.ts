import { beforeAll, expect, test } from 'vitest'
import { attendanceFlow, entryFlow, signInMany, signInOne } from '#modules/attendance'
import { type Ctx, stranger } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { clockAt, type HeldClass, heldClass, recordsIn, staffOf } from './attendance.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.3.1 The same learner signs in by several ways at once, on PostgreSQL: one record, whoever was first, and nobody is told
 * of a fault; a late entry that is approved meanwhile changes nothing of it. Each is one transaction as a request makes it.
 */
let app: TestApp
let world: World
let held: HeldClass
const people = 40

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  held = await heldClass(app, world, people, () => ({}), { capacity: 60 })
})

/** A busy database is asked again; what is refused in plain words is told as such; all else is a fault. */
async function patiently<T>(work: () => Promise<T>): Promise<T | 'refused'> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return 'refused'
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}

const as = <T>(name: string | null, work: (ctx: Ctx) => Promise<T>) =>
  patiently(() => world.at(name ? staffOf(world, name) : stranger, app.clock.now, work))

const byCode = (session: string, enrolment: string) =>
  as(null, ctx =>
    signInOne(ctx, session, enrolment, { method: 'phone', device: 'a mark' }, holdsCodeOf => ({
      ...stranger,
      holdsCodeOf,
    })),
  )
const byList = (session: string, record: string) =>
  as('陈静', ctx => signInMany(ctx, session, [{ id: record }], { method: 'list' }))

const signInsOf = (ids: readonly string[]) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('journal')
      .select(['record_id', 'action'])
      .where('flow', '=', 'attendance')
      .where('record_id', 'in', [...ids])
      .limit(1_000)
      .execute(),
  )

test('two ways at once, each learner three times: one record each, signed in once', async () => {
  const [session] = held.sessions as [string]
  const before = await recordsIn(app, world, session)
  const idOf = (n: number) => before.get(`学员${n}`)?.id as string
  const answers = await Promise.all(
    held.learners.flatMap((enrolment, n) => [
      byCode(session, enrolment),
      byList(session, idOf(n)),
      byCode(session, enrolment),
    ]),
  )
  // Every way says that they are in; none of them that something went wrong.
  expect(answers).not.toContain('refused')
  for (const one of answers) if (one !== 'refused' && 'done' in one) expect(one.done).toHaveLength(1)
  const after = [...(await recordsIn(app, world, session)).values()]
  expect(after).toHaveLength(people)
  expect(after.every(one => one.state === 'present')).toBe(true)
  const journal = await signInsOf(after.map(one => one.id))
  expect(journal.filter(one => one.action === 'signIn')).toHaveLength(people)
  // The mark of the device stands where the phone was first, and only there.
  expect(after.every(one => (one.method === 'phone') === (one.device !== null))).toBe(true)
})

test('a learner without a record yet: whoever comes first makes it, for all', async () => {
  const [session] = held.sessions as [string]
  await app.kernel.database.write({ centre: world.id }, db =>
    db.deleteFrom('attendance').where('session_id', '=', session).execute(),
  )
  await Promise.all(held.learners.flatMap(one => [byCode(session, one), byCode(session, one)]))
  const after = [...(await recordsIn(app, world, session)).values()]
  expect(after).toHaveLength(people)
  expect(after.every(one => one.state === 'present')).toBe(true)
})

test('a late entry against paper that comes in: one of them counts, and the record says which', async () => {
  await clockAt(app, '17:30:00')
  const [, afternoon] = held.sessions as [string, string]
  const absent = [...(await recordsIn(app, world, afternoon)).values()]
  expect(absent.every(one => one.state === 'absent')).toBe(true)
  const entries: string[] = []
  for (const one of absent.slice(0, 20)) {
    const made = await as('陈静', ctx =>
      perform(ctx, entryFlow, 'propose', null, {
        ...{ session_id: afternoon, came: [one.id], reason: '手机没电，在场。', proof: [] },
      }),
    )
    entries.push(made === 'refused' ? '' : made.id)
  }
  const ticked_at = new Date(app.clock.now.getTime() - 3_600_000).toISOString()
  const offline = (id: string) =>
    as('陈静', ctx => signInMany(ctx, afternoon, [{ id, ticked_at }], { method: 'offline' }))
  const answers = await Promise.all(
    entries.flatMap((entry, n) => [
      as('孙丽', ctx => perform(ctx, entryFlow, 'approve', entry)),
      offline(absent[n]?.id as string),
    ]),
  )
  expect(answers).not.toContain('refused')
  const after = await recordsIn(app, world, afternoon)
  const rows = absent.slice(0, 20).map(one => after.get(one.person_name))
  expect(rows.every(one => one?.state === 'present')).toBe(true)
  expect(rows.every(one => (one?.method === 'late') === (one?.entry_id !== null))).toBe(true)
  const journal = await signInsOf(rows.map(one => one?.id as string))
  const entered = journal.filter(one => ['signIn', 'enterLate'].includes(one.action))
  expect(entered).toHaveLength(20)
  expect(attendanceFlow.states.present.label).toBe('到课')
})
