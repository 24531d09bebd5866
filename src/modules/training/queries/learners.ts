import { type ExpressionBuilder, sql } from 'kysely'
import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { DB } from '../../../../db/types.gen.ts'

/** States of those who are or were in the class as learners. */
export const learnerStates = ['accepted', 'completed', 'failed'] as const

/** The learners of a class (学员), in the order in which they enrolled; their numbers are masked where shown. */
export const learnersOf = (ctx: Ctx, classId: string) =>
  ctx.db
    .selectFrom('enrolment')
    .selectAll('enrolment')
    .where('class_id', '=', classId)
    .where('state', 'in', learnerStates)
    .orderBy('turn')
    .limit(500)
    .execute()
export type Learner = Awaited<ReturnType<typeof learnersOf>>[number]

/** Everybody who ever enrolled for a class; those in the line by their turn. */
export const enrolmentsOf = (ctx: Ctx, classId: string, states: readonly string[] = [], limit = 2_000) =>
  ctx.db
    .selectFrom('enrolment')
    .selectAll()
    .where('class_id', '=', classId)
    .$if(states.length > 0, query => query.where('state', 'in', states as never))
    .orderBy('turn')
    .limit(limit)
    .execute()

/** For whom one acts, and what one enrolled for others (代办), as a condition on `enrolment`. */
export const enrolledBy =
  ({ identityId, parties, proxies = [] }: Actor) =>
  // biome-ignore lint/suspicious/noExplicitAny: which other tables the query joins does not matter here
  (eb: ExpressionBuilder<DB, any>) =>
    eb.or([
      eb('enrolment.identity_id', '=', identityId ?? noId),
      eb('enrolment.party_id', 'in', [noId, ...parties]),
      eb.and([
        eb('enrolment.party_id', 'in', [noId, ...proxies]),
        eb('enrolment.proxy_identity_id', '=', identityId ?? noId),
      ]),
    ])

/** One's own enrolments with their classes, the latest class first. */
export const enrolmentsOfActor = (ctx: Ctx, limit = 100) =>
  ctx.db
    .selectFrom('enrolment')
    .innerJoin('training_class', 'training_class.id', 'enrolment.class_id')
    .selectAll('enrolment')
    .select([
      'training_class.title',
      'training_class.place',
      'training_class.starts_on',
      'training_class.ends_on',
      'training_class.state as class_state',
    ])
    .where(enrolledBy(ctx.actor))
    .orderBy('training_class.starts_on', 'desc')
    .orderBy('enrolment.id', 'desc')
    .limit(limit)
    .execute()

/** 报名, 候补, 录取 by class. */
export async function countsOf(ctx: Ctx, classIds: readonly string[]) {
  const rows = await ctx.db
    .selectFrom('enrolment')
    .select(['class_id', 'state'])
    .select(({ fn }) => fn.countAll<number>().as('people'))
    .where('class_id', 'in', [noId, ...classIds])
    .groupBy(['class_id', 'state'])
    .limit(5_000)
    .execute()
  const counts = new Map<string, Counts>()
  for (const { class_id, state, people } of rows) {
    const one = counts.get(class_id) ?? { ...none }
    if (state === 'applied') one.applied += people
    if (state === 'waiting') one.waiting += people
    if ((learnerStates as readonly string[]).includes(state)) one.learners += people
    if (state === 'completed') one.completed += people
    counts.set(class_id, one)
  }
  return counts
}
export interface Counts {
  applied: number
  waiting: number
  learners: number
  completed: number
}
export const none: Counts = { applied: 0, waiting: 0, learners: 0, completed: 0 }

/** '您排第 3 位': how many wait or are to be reviewed before, and oneself. Null for who does not wait. */
export async function placeInLine(
  ctx: Ctx,
  row: { class_id: string; state: string; turn: number },
): Promise<number | null> {
  if (row.state !== 'waiting') return null
  const { before } = await ctx.db
    .selectFrom('enrolment')
    .select(({ fn }) => fn.countAll<number>().as('before'))
    .where('class_id', '=', row.class_id)
    .where('state', 'in', ['waiting', 'applied'])
    .where(sql<boolean>`turn < ${row.turn}`)
    .executeTakeFirstOrThrow()
  return before + 1
}

/** Page by key through all enrolments, for a sheet. */
export const enrolmentsAfter = (ctx: Ctx, after: string, limit: number) =>
  ctx.db
    .selectFrom('enrolment')
    .selectAll()
    .$if(after !== '', query => query.where('id', '>', after))
    .orderBy('id')
    .limit(limit)
    .execute()
