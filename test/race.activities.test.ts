import { beforeAll, expect, test } from 'vitest'
import { registrationFlow } from '#modules/activities'
import type { Actor } from '#platform/ctx'
import { stranger, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform, performMany } from '#platform/perform'
import { publishes } from './activities.ts'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.2.2 Hundreds register and cancel at once, on PostgreSQL: never more than there are seats, never out of order, nobody
 * lost. Each is one transaction as a request makes it; whoever waited too long for the database comes again.
 */
let app: TestApp
let world: World
let parties: string[]
const capacity = 250

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const clerk = world.staff.get('陈静') as Actor
  parties = await world.at(clerk, app.clock.now, async ctx => {
    const ids = Array.from({ length: 650 }, () => crypto.randomUUID())
    await ctx.db
      .insertInto('party')
      .values(
        ids.map((id, n) => ({
          ...{ id, state: 'active', kind: 'person', name: `报名人${n}`, contact_name: `报名人${n}` },
          contact_phone: `138010${String(n).padStart(5, '0')}`,
          registered_at: app.clock.now,
        })),
      )
      .execute()
    return ids
  })
})

const person = (n: number): Actor => ({
  ...stranger,
  kind: 'person',
  name: `报名人${n}`,
  parties: [parties[n] as string],
})

/** As a request does: in a transaction of its own. */
const acts = (n: number, name: string, id: string | null, input: Record<string, unknown> = {}) =>
  patiently(() => world.at(person(n), app.clock.now, ctx => perform(ctx, registrationFlow, name, id, input)))

/** A busy database is asked again; a deadlock is nobody's fault but ours. */
async function patiently<T>(work: () => Promise<T>): Promise<T> {
  for (;;) {
    try {
      return await work()
    } catch (error) {
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}

const joins = (activity: string, n: number, group = '') =>
  acts(n, 'register', null, {
    ...{
      activity_id: activity,
      party_id: parties[n],
      contact_name: `报名人${n}`,
      contact_phone: '13801000001',
    },
    ...(group && { group_code: group }),
  })

const rowsOf = (activity: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('activity_registration')
      .select(['id', 'state', 'turn', 'people', 'group_code', 'party_id'])
      .where('activity_id', '=', activity)
      .orderBy('turn')
      .limit(2_000)
      .execute(),
  )
const holds = ['registered', 'offered', 'confirming']

test('five hundred at once: 250 of the full house and the line go, 250 come, and freed seats are offered meanwhile', async () => {
  const activity = await publishes(world, {
    ...{ capacity: String(capacity), 'groups.0.label': '合作社', 'groups.0.seats': '50' },
  })
  const group = (n: number): string => (n % 5 === 0 ? 'g1' : '')
  await fill(activity, group)
  const before = await rowsOf(activity)
  expect(before.filter(row => holds.includes(row.state)).length).toBe(capacity)
  expect(before.filter(row => row.state === 'waiting').length).toBe(150)
  const owners = await ownersOf(activity)
  const owner = (id: string) => owners.get(id) as number
  const seated = before.filter(row => row.state === 'registered')
  const waiting = before.filter(row => row.state === 'waiting')
  const gone = [...seated.slice(0, 150), ...waiting.filter((_, n) => n % 3 !== 2)]
  expect(gone).toHaveLength(250)
  let over = false
  const accepts = async () => {
    while (!over)
      for (const row of (await patiently(() => rowsOf(activity))).filter(one => one.state === 'offered'))
        await acts(parties.indexOf(row.party_id ?? ''), 'accept', row.id).catch(refused)
  }
  const offers = async () => {
    while (!over) await patiently(() => app.runJobs())
  }
  const meanwhile = [offers(), accepts()]
  const wave = Array.from({ length: 250 }, (_, n) => [
    acts(
      owner(gone[n]?.id as string),
      gone[n]?.state === 'registered' ? 'cancel' : 'leave',
      gone[n]?.id as string,
    ).catch(refused),
    joins(activity, 400 + n, group(n)),
  ]).flat()
  expect(wave).toHaveLength(500)
  await Promise.all(wave)
  over = true
  await Promise.all(meanwhile)
  await app.runJobs()
  await app.runJobs()

  const after = await rowsOf(activity)
  expect(after, 'nobody is lost').toHaveLength(650)
  expect(new Set(after.map(row => row.turn)).size, 'every turn is somebody’s').toBe(650)
  const left = new Set(gone.map(row => row.id))
  expect(
    after.filter(row => left.has(row.id) && (holds.includes(row.state) || row.state === 'waiting')),
    'whoever went is gone, or had been given a seat before they could leave the line',
  ).toEqual(after.filter(row => left.has(row.id) && holds.includes(row.state)))
  const held = after.filter(row => holds.includes(row.state))
  expect(
    held.reduce((sum, row) => sum + row.people, 0),
    'never more than there are seats',
  ).toBeLessThanOrEqual(capacity)
  expect(held.length, 'and no seat stays empty while somebody waits').toBe(capacity)
  for (const kind of ['g1', null]) {
    const served = after.filter(row => row.group_code === kind && holds.includes(row.state))
    const stillWaiting = after.filter(row => row.group_code === kind && row.state === 'waiting')
    const lastServed = Math.max(...served.map(row => row.turn))
    const firstWaiting = Math.min(...stillWaiting.map(row => row.turn))
    expect(lastServed, `of ${kind ?? 'no group'}, nobody who waits was passed by`).toBeLessThan(firstWaiting)
  }
}, 300_000)

/** A full house of 250 and a line of 150, as if they had come one after the other. */
async function fill(activity: string, group: (n: number) => string): Promise<void> {
  for (let first = 0; first < 400; first += 20)
    await Promise.all(Array.from({ length: 20 }, (_, n) => joins(activity, first + n, group(first + n))))
}

test('seats are offered while those who wait refuse, leave and let time pass: each seat is one person’s', async () => {
  const activity = await publishes(world, { title: '抢答讲座', capacity: '5' })
  for (let n = 0; n < 5; n++) await joins(activity, n)
  await Promise.all(Array.from({ length: 100 }, (_, n) => joins(activity, 5 + n)))
  const owners = await ownersOf(activity)
  for (let round = 0; round < 6; round++) {
    const rows = await rowsOf(activity)
    await Promise.all([
      ...rows.flatMap((row, index) => {
        const owner = owners.get(row.id) as number
        if (row.state === 'registered' && index % 2 === 0)
          return [acts(owner, 'cancel', row.id).catch(refused)]
        if (row.state === 'offered' && index % 3 === 0)
          return [
            acts(owner, 'decline', row.id).catch(refused),
            world.at(system, app.clock.now, ctx => performMany(ctx, registrationFlow, 'lapse', [row.id])),
          ]
        if (row.state === 'offered') return [acts(owner, 'accept', row.id).catch(refused)]
        if (row.state === 'waiting' && index % 7 === 0) return [acts(owner, 'leave', row.id).catch(refused)]
        return []
      }),
      ...Array.from({ length: 8 }, () => app.runJobs()),
      app.runClock('activity.settle'),
    ])
    await app.runJobs()
    const held = (await rowsOf(activity)).filter(row => holds.includes(row.state))
    expect(held.length, `round ${round}`).toBeLessThanOrEqual(5)
  }
  await app.runJobs()
  const rows = await rowsOf(activity)
  expect(rows.filter(row => holds.includes(row.state)).length).toBe(5)
  const waiting = rows.filter(row => row.state === 'waiting')
  const served = rows.filter(row => ['registered', 'offered', 'lapsed'].includes(row.state))
  expect(Math.max(...served.map(row => row.turn))).toBeLessThan(Math.min(...waiting.map(row => row.turn)))
})

/** What somebody else did first is told as such; anything else is a fault. */
function refused(error: unknown): null {
  if (error instanceof Problem && error.status === 409) return null
  throw error
}

/** Whose each registration is, by the number of the person. */
async function ownersOf(activity: string): Promise<Map<string, number>> {
  const rows = await app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('activity_registration')
      .select(['id', 'party_id'])
      .where('activity_id', '=', activity)
      .limit(2_000)
      .execute(),
  )
  return new Map(rows.map(row => [row.id, parties.indexOf(row.party_id ?? '')]))
}
