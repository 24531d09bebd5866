import { sql } from 'kysely'
import { type Ctx, system } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { workflows } from '#platform/workflow'
import { type Activity, groupsOf } from './inputs.ts'
import { type House, seatsFree, served, type Wanting } from './seats.ts'
import { offerStops } from './settings.ts'

/*
 * Who gets a seat is decided under one lock, that of the activity's row. Taken by whoever registers and by the job that
 * offers freed seats, always before a registration is touched. Whoever gives a seat back (cancels, refuses, comes with
 * fewer) takes it not: seats can only become more by that. So there is one order of locks, and no deadlock; and no
 * registration ever comes to more people than it had when it was seated.
 */

/** States that hold seats. */
export const holding = ['registered', 'offered', 'confirming', 'attended'] as const

/** The activity, locked until the commit; 404 where it is not public. */
export async function lockActivity(ctx: Ctx, id: string): Promise<Activity> {
  const row = await locked(ctx, id)
  if (!row?.published_at) throw notFound('这个活动')
  return row
}

const locked = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('activity').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Seats kept for groups, unless they were released. */
export const keptGroups = (row: Activity, now: Date) =>
  row.release_at && row.release_at <= now ? [] : groupsOf(row)

export async function houseOf(ctx: Ctx, row: Activity): Promise<House> {
  const taken = await ctx.db
    .selectFrom('activity_registration')
    .select([sql<string>`coalesce(group_code, '')`.as('code'), sql<number>`sum(people)::int`.as('people')])
    .where('activity_id', '=', row.id)
    .where('state', 'in', holding)
    .groupBy('group_code')
    .execute()
  return {
    capacity: row.capacity,
    groups: keptGroups(row, ctx.now),
    taken: new Map(taken.map(({ code, people }) => [code, people])),
  }
}

/** Who waits, in order: those who missed too many after those who did not, otherwise as they came. */
export const lineOf = (ctx: Ctx, activityId: string): Promise<Array<Wanting & { behind: boolean }>> =>
  ctx.db
    .selectFrom('activity_registration')
    .select(['id', 'group_code', 'people', 'behind'])
    .where('activity_id', '=', activityId)
    .where('state', '=', 'waiting')
    .orderBy('behind')
    .orderBy('turn')
    .limit(2_000)
    .execute()

/** Whether somebody who comes now has a seat at once: as the last of the line, for nobody is passed by. */
export async function seatedAtOnce(
  ctx: Ctx,
  row: Activity,
  who: Wanting & { behind: boolean },
): Promise<boolean> {
  const house = await houseOf(ctx, row)
  // A full house needs no look at the line, which is long then.
  if (seatsFree(house) < who.people) return false
  const line = await lineOf(ctx, row.id)
  const place = who.behind ? line.length : line.filter(one => !one.behind).length
  const given = served(house, line.toSpliced(place, 0, who))
  return given.some(one => one.id === who.id)
}

/** The next number of the line; unique by the database as well. */
export async function nextTurn(ctx: Ctx, activityId: string): Promise<number> {
  const { last } = await ctx.db
    .selectFrom('activity_registration')
    .select(({ fn }) => fn.max<number | null>('turn').as('last'))
    .where('activity_id', '=', activityId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** Whether freed seats are still offered to those who wait. */
export const stillOffers = (ctx: Ctx, row: Pick<Activity, 'state' | 'starts_at'>): boolean =>
  row.state === 'published' &&
  row.starts_at.getTime() - ctx.now.getTime() > offerStops.of(ctx.centre) * 3_600_000

/** Offers what is free to those whose turn it is. */
export async function offerSeats(ctx: Ctx, activityId: string): Promise<void> {
  const row = await locked(ctx, activityId)
  const flow = workflows.get('activity_registration')
  if (!row || !flow || !stillOffers(ctx, row)) return
  // Whoever left the line while this looked is found gone, and what they would have had is the next one's.
  for (let left = true; left; ) {
    const given = served(await houseOf(ctx, row), await lineOf(ctx, row.id))
    if (given.length === 0) return
    const ids = given.map(one => one.id)
    const { refused } = await performMany({ ...ctx, actor: system }, flow, 'offer', ids)
    left = refused.length > 0
  }
}

/** A seat became free: whose turn is it? */
export const advanceLine = defineJob<{ activity_id: string }>({
  name: 'activity.advance',
  run: (work, { activity_id }) => work.write(ctx => offerSeats(ctx, activity_id)),
})
