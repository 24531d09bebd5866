import { beforeAll, expect, test } from 'vitest'
import { batchFlow, certificateFlow } from '#modules/certificates'
import type { Actor, Ctx } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { certificatesOf, completedClass } from './certificates.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.3.1 Two issue at once, on PostgreSQL: one series of numbers, from 1 on without a gap, nobody twice; and what is revoked
 * while others are issued is revoked once, and takes nobody's number.
 */
let app: TestApp
let world: World
let first: string
const people = 12

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const staff = (name: string, more: Partial<Actor> = {}): Actor => ({
  ...(world.staff.get(name) as Actor),
  ...more,
})

/** As a request does. A busy database is asked again; what is refused in plain words is told as such. */
async function attempt(who: Actor, work: (ctx: Ctx) => Promise<unknown>): Promise<boolean> {
  for (;;) {
    try {
      await world.at(who, app.clock.now, work)
      return true
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return false
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}

const batchOf = async (classId: string): Promise<string> =>
  (
    await app.kernel.database.read({ centre: world.id }, db =>
      db
        .selectFrom('certificate_batch')
        .select('id')
        .where('class_id', '=', classId)
        .executeTakeFirstOrThrow(),
    )
  ).id

async function proposed(): Promise<{ id: string; batch: string }> {
  const { id } = await completedClass(app, world, people)
  const batch = await batchOf(id)
  await world.at(staff('张涛'), app.clock.now, ctx => perform(ctx, batchFlow, 'propose', batch))
  return { id, batch }
}
const issuers = (): Actor[] => [
  staff('李卫东'),
  staff('王敏', { duties: new Set(['certificate.issue']) }),
  staff('孙丽', { duties: new Set(['certificate.issue']) }),
]
const wholeSeries = (numbers: readonly number[]) =>
  expect([...numbers].sort((a, b) => a - b)).toEqual(Array.from({ length: numbers.length }, (_, n) => n + 1))

test('three issue one batch at once: once, to everybody, in one series', async () => {
  const { id, batch } = await proposed()
  first = id
  const done = await Promise.all(
    issuers().map(who => attempt(who, ctx => perform(ctx, batchFlow, 'issue', batch))),
  )
  expect(done.filter(Boolean)).toHaveLength(1)
  const all = await certificatesOf(app, world, id)
  expect(all).toHaveLength(people)
  wholeSeries(all.map(one => one.number))
  expect(new Set(all.map(one => one.serial)).size).toBe(people)
  expect(new Set(all.map(one => one.enrolment_id)).size, 'nobody twice').toBe(people)
})

test('two batches at once, while one certificate is revoked by two and another is replaced', async () => {
  const [revoked, replaced] = await certificatesOf(app, world, first)
  const others = [await proposed(), await proposed()]
  const asks = (id: string, action: string, input: Record<string, unknown>) =>
    world.at(staff('张涛'), app.clock.now, ctx => perform(ctx, certificateFlow, action, id, input))
  await asks(revoked?.id as string, 'askRevocation', { reason: '查实冒名参加，本人承认。', proof: [] })
  await asks(replaced?.id as string, 'askCorrection', {
    ...{ person_name: '学员改', reason: '名字登记错了一个字。', proof: [] },
  })
  const [boss, second] = issuers() as [Actor, Actor]
  const acts = await Promise.all([
    ...others.flatMap(({ batch }) =>
      issuers().map(who => attempt(who, ctx => perform(ctx, batchFlow, 'issue', batch))),
    ),
    ...[boss, second].map(who =>
      attempt(who, ctx => perform(ctx, certificateFlow, 'revoke', revoked?.id as string)),
    ),
    ...[boss, second].map(who =>
      attempt(who, ctx => perform(ctx, certificateFlow, 'correct', replaced?.id as string)),
    ),
  ])
  expect(acts.filter(Boolean), 'each of the four once').toHaveLength(4)
  for (const { id } of others) {
    const all = await certificatesOf(app, world, id)
    expect(all).toHaveLength(people)
    wholeSeries(all.map(one => one.number))
  }
  const after = await certificatesOf(app, world, first)
  wholeSeries(after.map(one => one.number))
  expect(after, 'the new one is one more').toHaveLength(people + 1)
  expect(after.filter(one => one.state === 'revoked').map(one => one.id)).toEqual([revoked?.id])
  expect(after.find(one => one.id === replaced?.id)?.state).toBe('replaced')
  const places = await app.kernel.database.read({ centre: world.id }, db =>
    db.selectFrom('certificate').select('place').limit(200).execute(),
  )
  const taken = places.map(one => one.place).sort((a, b) => a - b)
  expect(taken, 'places in the status list: each once, none left out').toEqual(taken.map((_, n) => n))
})
