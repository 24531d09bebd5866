import {
  attendanceFlow,
  entryFlow,
  followClock,
  planSessions,
  raiseSignals,
  recordsOf,
  type Session,
  sessionsOf,
  sheetFlow,
  signalFlow,
  signInMany,
  signInOne,
} from '#modules/attendance'
import { type Actor, type Ctx, stranger, system } from '#platform/ctx'
import { stage } from '#platform/files'
import type { Kernel } from '#platform/http'
import { asOf } from '#platform/ids'
import { perform } from '#platform/perform'
import { drawn, type Picture } from './pictures.ts'
import { type Random, random } from './random.ts'
import type { Settled } from './settle.ts'
import type { DemoClasses } from './training.ts'

interface Scene {
  settled: Settled
  now: Date
  chance: Random
  staff(name: string): Actor
  photo: Picture
  sheet: Picture
}

/** Half days of the classes with all ways of signing in, leave, late entries and questions; the running one goes on. */
export async function liveAttendance(
  kernel: Kernel,
  settled: Settled,
  now: Date,
  { live, video, shop, running, full }: DemoClasses,
): Promise<void> {
  const scene: Scene = {
    ...{ settled, now, chance: random(53_201) },
    staff: name => settled.staff.get(name) as Actor,
    photo: await drawn(kernel, '课堂照片.png', '#dfeee6', '#0b7a5a'),
    sheet: await drawn(kernel, '签到表照片.png', '#fbfaf5', '#8f8a74'),
  }
  for (const id of [live, video, shop, running]) await heldClass(scene, id)
  await settled.at(system, now, ctx => planSessions(ctx, full))
  await looked(scene)
}

const minutes = (at: Date, n: number): Date => new Date(at.getTime() + n * 60_000)

async function heldClass(scene: Scene, id: string): Promise<void> {
  const { settled, now } = scene
  const first = await settled.at(system, now, ctx =>
    ctx.db
      .selectFrom('lesson')
      .select('starts_at')
      .where('class_id', '=', id)
      .orderBy('starts_at')
      .limit(1)
      .executeTakeFirstOrThrow(),
  )
  const planned = minutes(first.starts_at, -24 * 60)
  const sessions = await settled.at(system, planned, async ctx => {
    await planSessions(ctx, id)
    return sessionsOf(ctx, id)
  })
  for (const [n, session] of sessions.entries()) if (session.opens_at < now) await halfDay(scene, session, n)
}

/** One half day: some by the code of the hall, some by the list, some on paper; two are away. */
async function halfDay(scene: Scene, session: Session, n: number): Promise<void> {
  const { settled, now } = scene
  await settled.at(system, session.opens_at, ctx => followClock(ctx, 50))
  const records = await settled.at(system, session.opens_at, ctx => recordsOf(ctx, session.id))
  const away = new Set(records.filter(() => scene.chance.chance(0.06)).map(one => one.id))
  const there = records.filter(one => !away.has(one.id) && one.state === 'expected')
  const arrival = minutes(session.starts_at, -18)
  await settled.at(stranger, new Date(Math.min(arrival.getTime(), now.getTime())), async ctx => {
    for (const [turn, one] of there.entries()) {
      const at = minutes(arrival, turn * 0.6)
      if (turn % 4 === 3 || at > now) continue
      await asOf(at, () =>
        signInOne({ ...ctx, now: at }, session.id, one.enrolment_id, howOf(ctx, turn, n), holdsCodeOf => ({
          ...stranger,
          name: '到场的学员',
          holdsCodeOf,
        })),
      )
    }
  })
  const late = minutes(session.starts_at, 15)
  if (late > now) return
  await settled.at(scene.staff('陈静'), late, async ctx => {
    const rest = there.filter((_, turn) => turn % 4 === 3).map(({ id }) => ({ id }))
    if (n % 3 !== 1) await signInMany(ctx, session.id, rest, { method: 'list' })
    else
      await perform(ctx, sheetFlow, 'enterPaper', null, {
        ...{ session_id: session.id, came: rest.map(one => one.id), note: '' },
        sheets: [await stage(ctx, { ...scene.sheet, name: '签到表照片.png' }, 'sheets')],
      })
    const [ill] = away
    if (ill && n % 2 === 0) await perform(ctx, attendanceFlow, 'giveLeave', ill, { reason: '家里老人住院' })
  })
  if (n === 0) await photographed(scene, session, late)
  if (minutes(session.closes_at, 1) > now) return
  await closed(scene, session, n, [...away])
}

/** The third and fourth of each half day have one phone between them. */
const howOf = (ctx: Ctx, turn: number, n: number) => ({
  method: 'phone' as const,
  device: ctx.centre.keys.hash(`demonstration ${turn === 2 && n === 1 ? 1 : turn}`).slice(0, 32),
})

const photographed = (scene: Scene, session: Session, at: Date): Promise<unknown> =>
  scene.settled.at(scene.staff('张涛'), minutes(at, 30), async ctx =>
    perform(ctx, sheetFlow, 'addPhoto', null, {
      ...{ session_id: session.id, taken_at: textOf(at), note: '开班第一课' },
      photos: [await stage(ctx, { ...scene.photo, name: '课堂照片.png' }, 'photos')],
    }),
  )

const textOf = (at: Date): string => new Date(at.getTime() + 8 * 3_600_000).toISOString().slice(0, 16)

/** It ends; who was there and did not sign in is entered later, by approval of somebody else. */
async function closed(scene: Scene, session: Session, n: number, away: readonly string[]): Promise<void> {
  const { settled } = scene
  const end = minutes(session.closes_at, 1)
  await settled.at(system, end, async ctx => {
    await followClock(ctx, 50)
    await raiseSignals(ctx, session)
  })
  const missed = away[1] ?? away[0]
  if (!missed || n !== 1) return
  const entry = await settled.at(scene.staff('陈静'), minutes(end, 60), ctx =>
    perform(ctx, entryFlow, 'propose', null, {
      ...{
        session_id: session.id,
        came: [missed],
        reason: '手机没电，签在了讲义背面，同组学员可以作证。',
        proof: [],
      },
    }),
  )
  if (minutes(end, 3_000) < scene.now)
    await settled.at(scene.staff('孙丽'), minutes(end, 1_200), ctx =>
      perform(ctx, entryFlow, 'approve', entry.id),
    )
}

/** Old questions were looked at; those of the last days are open. */
async function looked({ settled, now, staff }: Scene): Promise<void> {
  await settled.at(staff('孙丽'), minutes(now, -1_500), async ctx => {
    const open = await ctx.db
      .selectFrom('attendance_signal')
      .select('id')
      .where('state', '=', 'open')
      .where('raised_at', '<', minutes(now, -3_000))
      .limit(100)
      .execute()
    for (const { id } of open)
      await perform(ctx, signalFlow, 'explain', id, {
        note: '打电话问过，母女两人一起来的，女儿替母亲扫的码，两人都在场。',
      })
  })
}
