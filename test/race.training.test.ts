import { beforeAll, expect, test } from 'vitest'
import { enrolmentFlow, lessonFlow } from '#modules/training'
import { type Actor, stranger, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { idNumberOf, opensClass } from './training.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.3.1 Many enrol, are reviewed and cancel at once, on PostgreSQL: never more than the class holds, never out of order,
 * nobody twice. Each is one transaction as a request makes it.
 */
let app: TestApp
let world: World
let parties: string[]
const people = 80
const capacity = 30

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  parties = await world.at(world.staff.get('陈静') as Actor, app.clock.now, async ctx => {
    const ids = Array.from({ length: people }, () => crypto.randomUUID())
    await ctx.db
      .insertInto('party')
      .values(
        ids.map((id, n) => ({
          ...{ id, state: 'active', kind: 'person', name: `报名人${n}`, contact_name: `报名人${n}` },
          contact_phone: `138040${String(n).padStart(5, '0')}`,
          registered_at: app.clock.now,
        })),
      )
      .execute()
    return ids
  })
})

const person = (n: number): Actor => ({
  ...stranger,
  ...{ kind: 'person', name: `报名人${n}`, parties: [parties[n] as string] },
})

/** As a request does. A busy database is asked again; what is refused in plain words is told as such; all else is a fault. */
async function acts(actor: Actor, name: string, id: string | null, input: Record<string, unknown> = {}) {
  for (;;) {
    try {
      return await world.at(actor, app.clock.now, ctx => perform(ctx, enrolmentFlow, name, id, input))
    } catch (error) {
      if (error instanceof Problem && error.status === 409) return null
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}

const rows = (classId: string) =>
  world.at(system, app.clock.now, ctx =>
    ctx.db
      .selectFrom('enrolment')
      .selectAll()
      .where('class_id', '=', classId)
      .orderBy('turn')
      .limit(500)
      .execute(),
  )

const enrol = (class_id: string, n: number) =>
  acts(person(n), 'enrol', null, {
    ...{ class_id, party_id: parties[n], person_name: `报名人${n}`, id_number: idNumberOf(n) },
    ...{
      phone: `138040${String(n).padStart(5, '0')}`,
      village: '',
      groups: [],
      education: '',
      intention: '',
    },
  })

const numbers = Array.from({ length: people }, (_, n) => n)

test('the last seats go to who came first, however many are reviewed at once', async () => {
  const { id } = await opensClass(app, world, {
    title: '抢名额的班',
    capacity,
    starts_on: '2027-01-11',
    ends_on: '2027-01-12',
    closes_at: '2027-01-10T18:00',
  })
  // Everybody taps twice.
  const sent = await Promise.all([...numbers, ...numbers].map(n => enrol(id, n)))
  expect(sent.filter(one => one !== null)).toHaveLength(people)
  const applied = await rows(id)
  expect(applied.map(row => row.turn)).toEqual(numbers.map(n => n + 1))
  const clerk = world.staff.get('陈静') as Actor
  const mixed = applied.toSorted((a, b) => a.id_hash.localeCompare(b.id_hash))
  await Promise.all(mixed.map(row => acts(clerk, 'accept', row.id)))
  await app.runJobs()
  const inOrder = async () => {
    const now = await rows(id)
    const accepted = now.filter(row => row.state === 'accepted')
    const waiting = now.filter(row => row.state === 'waiting')
    expect(accepted.length).toBeLessThanOrEqual(capacity)
    expect(Math.max(...accepted.map(row => row.turn))).toBeLessThan(Math.min(...waiting.map(row => row.turn)))
    return { accepted, waiting }
  }
  const { accepted, waiting } = await inOrder()
  expect([accepted.length, waiting.length]).toEqual([capacity, people - capacity])
  // Some of each give up while the line moves.
  const leaving = [...accepted.slice(0, 10), ...waiting.slice(0, 5)]
  await Promise.all(leaving.map(row => acts(person(Number(row.person_name.slice(3))), 'cancel', row.id)))
  await app.runJobs()
  const after = await inOrder()
  expect(after.accepted).toHaveLength(capacity)
  expect(after.waiting).toHaveLength(people - capacity - 15)
})

test('two clerks move lessons of two classes to one hour at once: whoever learns in both is never in two', async () => {
  const clerk = world.staff.get('张涛') as Actor
  const deeds = (name: string, id: string, input: Record<string, unknown>) =>
    world.at(clerk, app.clock.now, ctx => perform(ctx, lessonFlow, name, id, input))
  for (let round = 0; round < 5; round++) {
    const day = `2027-03-${String(round + 10)}`
    const opened = (room: string) =>
      opensClass(app, world, {
        ...{ title: `${room}的班 ${round}`, place: room, starts_on: day, ends_on: day },
        closes_at: '2027-02-20T18:00',
      })
    const classes = [await opened('一教室'), await opened('二教室')]
    const moved = (at: number, from: string, until: string) =>
      deeds('edit', classes[at]?.lessons[0] as string, {
        ...{ class_id: classes[at]?.id, title: '第 1 课', form: 'theory', hours: 3, place: '' },
        ...{ lecturer_id: classes[at]?.lecturer, change_reason: '讲师有事，换个时间。' },
        ...{ starts_at: `${day}T${from}`, ends_at: `${day}T${until}` },
      })
    // One in the afternoon, the other in the evening: both fit.
    for (const { lessons } of classes) await deeds('drop', lessons[1] as string, { reason: '只上半天。' })
    await moved(0, '14:00', '17:00')
    await moved(1, '18:30', '21:00')
    for (const { id } of classes) {
      const one = await enrol(id, round)
      await acts(world.staff.get('陈静') as Actor, 'accept', one?.id as string)
    }
    const said = await Promise.allSettled([moved(0, '09:00', '11:30'), moved(1, '09:00', '11:30')])
    expect(said.map(one => one.status).toSorted()).toEqual(['fulfilled', 'rejected'])
  }
})
