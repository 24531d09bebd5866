import { beforeAll, expect, test } from 'vitest'
import { mentorFlow, mentoringFlow } from '#modules/incubation'
import { addDays, dayOf } from '#platform/calendar'
import { type Actor, stranger, system } from '#platform/ctx'
import { Problem } from '#platform/errors'
import { perform } from '#platform/perform'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/**
 * 5.4.1 Many start-ups want the same hours of one mentor at once, on PostgreSQL: every slot goes to one, nobody is in two
 * places, and never more than the mentor takes in a month. Each is one transaction as a request makes it.
 */
let app: TestApp
let world: World
let mentors: string[]
let startups: Array<{ party: string; project: string }>
const many = 40

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  const manager = world.staff.get('张涛') as Actor
  startups = Array.from({ length: many }, () => ({
    party: crypto.randomUUID(),
    project: crypto.randomUUID(),
  }))
  await world.at(system, app.clock.now, async ctx => {
    await ctx.db
      .insertInto('party')
      .values(
        startups.map(({ party: id }, n) => ({
          ...{ id, state: 'active', kind: 'person', name: `创业者${n}`, contact_name: `创业者${n}` },
          contact_phone: `138030${String(n).padStart(5, '0')}`,
          registered_at: app.clock.now,
        })),
      )
      .execute()
    await ctx.db
      .insertInto('incubation')
      .values(
        startups.map(({ party: party_id, project: id }, n) => ({
          ...{
            id,
            party_id,
            state: 'incubating',
            name: `项目${n}`,
            field: 'live',
            owner_id: manager.staffId,
          },
          ...{ introduction: '介绍', product: '产品', market: '市场', money: '钱', team: '[]', team_size: 1 },
          ...{ invest_fen: 0, own_fen: 0, revenue_fen: 0, jobs_planned: 1, desks: 0, months: 12 },
          ...{
            contact_name: '某',
            contact_phone: '13800000000',
            at_counter: true,
            applied_at: app.clock.now,
          },
          ...{ first_day: '2026-11-01', last_day: '2027-10-31', agreement: '协议', digest: 'x' },
          ...{ startup_confirmed_at: app.clock.now, centre_confirmed_at: app.clock.now },
        })),
      )
      .execute()
  })
  mentors = await world.at(manager, app.clock.now, async ctx => {
    const made: string[] = []
    for (const n of [1, 2]) {
      const { id } = await perform(ctx, mentorFlow, 'add', null, {
        ...{ name: `导师${n}`, phone: `1380000079${n}`, work: '某公司经理', most_month: n === 1 ? 200 : 3 },
        ...{ introduction: '做了十年电商，愿意带新人。', topics: ['选品'], place: '二楼' },
      })
      await perform(ctx, mentorFlow, 'setTimes', id, {
        slot_minutes: '60',
        hours: [{ weekday: '4', from: '09:00', to: '17:00' }],
      })
      made.push(id)
    }
    return made
  })
})

const person = (n: number): Actor => ({
  ...stranger,
  kind: 'person',
  name: `创业者${n}`,
  parties: [startups[n]?.party as string],
})

/** The n-th hour of the first Thursday that is at least two days away. */
function slot(n: number): string {
  let day = addDays(dayOf(app.clock.now), 2)
  while (new Date(day).getUTCDay() !== 4) day = addDays(day, 1)
  return new Date(`${day}T${String(9 + n).padStart(2, '0')}:00:00+08:00`).toISOString()
}

/** A busy database is asked again; what is refused in plain words is told as such; all else is a fault. */
async function books(n: number, mentor_id: string, at: string): Promise<boolean> {
  for (;;) {
    try {
      await world.at(person(n), app.clock.now, ctx =>
        perform(ctx, mentoringFlow, 'book', null, {
          ...{ mentor_id, incubation_id: startups[n]?.project, slot: at, topic: '想聊聊选品。' },
        }),
      )
      return true
    } catch (error) {
      if (error instanceof Problem && [409, 422].includes(error.status)) return false
      const busy = error instanceof Problem ? error.status === 503 : /timeout|too many/i.test(String(error))
      if (!busy) throw error
    }
  }
}

const booked = (mentor: string) =>
  app.kernel.database.read({ centre: world.id }, db =>
    db
      .selectFrom('mentoring_session')
      .select(['starts_at', 'incubation_id'])
      .where('mentor_id', '=', mentor)
      .where('state', '=', 'booked')
      .limit(500)
      .execute(),
  )

test('one slot, many at once: exactly one has it', async () => {
  const [first] = mentors as [string]
  const won = await Promise.all(Array.from({ length: many }, (_, n) => books(n, first, slot(0))))
  expect(won.filter(Boolean)).toHaveLength(1)
  expect(await booked(first)).toHaveLength(1)
})

test('the same start-up with two mentors at the same hour: one of them', async () => {
  const [first, second] = mentors as [string, string]
  const won = await Promise.all([books(0, first, slot(1)), books(0, second, slot(1))])
  expect(won.filter(Boolean)).toHaveLength(1)
})

test('never over the load of a month, whatever hours they choose', async () => {
  const second = mentors[1] as string
  const before = (await booked(second)).length
  const won = await Promise.all(
    Array.from({ length: 24 }, (_, n) => books(n + 10, second, slot(2 + (n % 6)))),
  )
  expect(before + won.filter(Boolean).length).toBe(3)
  expect(await booked(second)).toHaveLength(3)
})

test('whatever code there is: the database keeps two sessions of a mentor apart', async () => {
  const [first] = mentors as [string]
  const twin = (n: number) =>
    world.at(system, app.clock.now, ctx =>
      ctx.db
        .insertInto('mentoring_session')
        .values({
          ...{ id: crypto.randomUUID(), state: 'booked', mentor_id: first, topic: '谈', place: '二楼' },
          ...{ incubation_id: startups[n]?.project as string, party_id: startups[n]?.party as string },
          ...{ starts_at: slot(0), ends_at: slot(1), booked_at: app.clock.now },
        })
        .execute(),
    )
  await expect(twin(39)).rejects.toThrow(/mentoring_mentor_once/)
})
