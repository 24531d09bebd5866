import { planSessions, recordsOf, sessionsOf, signInMany } from '#modules/attendance'
import type { Actor } from '#platform/ctx'
import { system } from '#platform/ctx'
import { qrSvg } from '#platform/documents'
import { codeSeconds } from '../src/modules/attendance/settings.ts'
import { hallCode } from '../src/modules/attendance/tokens.ts'
import type { TestApp, Visitor } from './app.ts'
import { begins, fillsClass, idNumberOf, opensClass } from './training.ts'
import type { World } from './world.ts'

export interface HeldClass {
  id: string
  /** In the order in which they enrolled: 学员0 and on. */
  learners: string[]
  /** Half days, in order. */
  sessions: string[]
}

/** A class of so many, on its first morning at 08:30, when people come in. */
export async function heldClass(
  app: TestApp,
  world: World,
  people: number,
  more: (n: number) => Record<string, unknown> = () => ({}),
  plan: Record<string, unknown> = {},
): Promise<HeldClass> {
  const { id } = await opensClass(app, world, plan)
  const learners = await fillsClass(app, world, id, people, more)
  await begins(app, world, id)
  await app.runClock('attendance.clock')
  await app.runJobs()
  return { id, learners, sessions: (await sessionsIn(app, world, id)).map(one => one.id) }
}

export const sessionsIn = (app: TestApp, world: World, classId: string) =>
  world.at(system, app.clock.now, ctx => sessionsOf(ctx, classId))

/** Records of a half day by the learner's name. */
export const recordsIn = async (app: TestApp, world: World, session: string) =>
  new Map(
    (await world.at(system, app.clock.now, ctx => recordsOf(ctx, session))).map(one => [
      one.person_name,
      one,
    ]),
  )

/** The clock goes on to a time of the day on which it stands, and half days follow it. */
export async function clockAt(app: TestApp, time: string): Promise<void> {
  const day = new Date(app.clock.now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10)
  app.clock.now = new Date(`${day}T${time}+08:00`)
  await app.runClock('attendance.clock')
  await app.runJobs()
}

/** The path that the code on the screen of the hall opens at this moment; the screen is looked at, too. */
export async function codeOnScreen(
  app: TestApp,
  world: World,
  staff: Visitor,
  session: string,
): Promise<string> {
  const path = await world.at(
    system,
    app.clock.now,
    async ctx =>
      `/here/${session}/${hallCode(ctx.centre.keys, session, ctx.now, codeSeconds.of(ctx.centre))}`,
  )
  const { text } = await staff.get(`/desk/attendance/${session}/screen`)
  const drawn = encodeURIComponent(await qrSvg(`http://${world.host}${path}`))
  if (!text.includes(drawn)) throw new Error('the screen shows another code')
  return path
}

/** Phone and last digits as 学员n gives them. */
export const claimOf = (n: number) => ({
  phone: `138030${String(n).padStart(5, '0')}`,
  digits: idNumberOf(n).slice(-4),
})

export const staffOf = (world: World, name: string): Actor => world.staff.get(name) as Actor

/** Everybody is there in every half day of a class, signed in by 陈静 from the list. */
export async function attends(app: TestApp, world: World, classId: string): Promise<void> {
  const until = app.clock.now
  for (const session of await sessionsIn(app, world, classId)) {
    app.clock.now = session.starts_at
    await app.runClock('attendance.clock')
    await world.at(staffOf(world, '陈静'), app.clock.now, async ctx => {
      const all = (await recordsOf(ctx, session.id)).map(({ id }) => ({ id }))
      await signInMany(ctx, session.id, all, { method: 'list' })
    })
  }
  app.clock.now = until
}

/** The first half day of a published class, without waiting for it. */
export async function plannedAttendance(app: TestApp, world: World, classId: string): Promise<string> {
  await world.at(system, app.clock.now, ctx => planSessions(ctx, classId))
  return (await sessionsIn(app, world, classId))[0]?.id ?? ''
}
