import { sql } from 'kysely'
import { type House, served, type Wanting } from '#modules/activities'
import { type Ctx, system } from '#platform/ctx'
import { notFound } from '#platform/errors'
import { defineJob } from '#platform/jobs'
import { performMany } from '#platform/perform'
import { workflows } from '#platform/workflow'
import type { TrainingClass } from './doors.ts'
import { quotasOf } from './inputs.ts'
import { learnerStates } from './queries/learners.ts'

/*
 * Who gets a seat is decided under one lock, that of the class's row: taken by whoever enrols, by whoever reviews (who
 * holds the row of an *applied* enrolment then), and by the job that moves up those who *wait*. The job never touches
 * what somebody is reviewing, so there is no deadlock. Whoever has not been reviewed yet keeps their place in the line:
 * nobody behind them is given the seat that would be theirs.
 */

/** The class, locked until the commit; 404 where it is not public. */
export async function lockClass(ctx: Ctx, id: string): Promise<TrainingClass> {
  const row = await locked(ctx, id)
  if (!row?.published_at) throw notFound('这个培训班')
  return row
}

const locked = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('training_class').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** How many are in, by the kept seats that they may use. */
export async function houseOf(ctx: Ctx, row: TrainingClass): Promise<House> {
  const taken = await ctx.db
    .selectFrom('enrolment')
    .select([sql<string>`coalesce(quota, '')`.as('code'), sql<number>`count(*)::int`.as('people')])
    .where('class_id', '=', row.id)
    .where('state', 'in', learnerStates)
    .groupBy('quota')
    .execute()
  return {
    capacity: row.capacity,
    groups: quotasOf(row),
    taken: new Map(taken.map(({ code, people }) => [code, people])),
  }
}

/** Who has no seat yet, as they came: reviewed or not. */
const lineOf = async (ctx: Ctx, classId: string): Promise<Array<Wanting & { state: string }>> =>
  (
    await ctx.db
      .selectFrom('enrolment')
      .select(['id', 'quota as group_code', 'state'])
      .where('class_id', '=', classId)
      .where('state', 'in', ['applied', 'waiting'])
      .orderBy('turn')
      .limit(2_000)
      .execute()
  ).map(one => ({ ...one, people: 1 }))

/** Whether this applicant has a seat now, with everybody before them served first. Under the lock of the class. */
export async function hasSeat(ctx: Ctx, row: TrainingClass, id: string): Promise<boolean> {
  return served(await houseOf(ctx, row), await lineOf(ctx, row.id)).some(one => one.id === id)
}

/** The next number of the line; unique by the database as well. */
export async function nextTurn(ctx: Ctx, classId: string): Promise<number> {
  const { last } = await ctx.db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.max<number | null>('turn').as('last'))
    .where('class_id', '=', classId)
    .executeTakeFirstOrThrow()
  return (last ?? 0) + 1
}

/** Gives free seats to those whose turn it is; until the class begins. */
export async function moveUp(ctx: Ctx, classId: string): Promise<void> {
  const row = await locked(ctx, classId)
  const flow = workflows.get('enrolment')
  if (!row || !flow || row.state !== 'published') return
  // Whoever left the line while this looked is found gone, and what they would have had is the next one's.
  for (let left = true; left; ) {
    const line = await lineOf(ctx, row.id)
    const waiting = new Set(line.filter(one => one.state === 'waiting').map(one => one.id))
    const given = served(await houseOf(ctx, row), line).filter(one => waiting.has(one.id))
    if (given.length === 0) return
    const ids = given.map(one => one.id)
    const { refused } = await performMany({ ...ctx, actor: system }, flow, 'moveUp', ids)
    left = refused.length > 0
  }
}

/** A seat became free, or somebody was reviewed: whose turn is it? */
export const advanceLine = defineJob<{ class_id: string }>({
  name: 'training.advance',
  run: (work, { class_id }) => work.write(ctx => moveUp(ctx, class_id)),
})
