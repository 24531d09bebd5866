import { sql } from 'kysely'
import { type Day, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import type { EvaluationKind } from '../kinds.ts'

export const roundById = (ctx: Ctx, id: string) =>
  ctx.db.selectFrom('evaluation').selectAll().where('id', '=', id).executeTakeFirst()

/** The round of a kind about a period, for the modules that bring in a kind. */
export const roundOf = (ctx: Ctx, kind: EvaluationKind, period: string) =>
  ctx.db
    .selectFrom('evaluation')
    .selectAll()
    .where('kind', '=', kind)
    .where('period', '=', period)
    .executeTakeFirst()

/** Rounds, latest period first. */
export const roundList = (
  ctx: Ctx,
  { kind, state }: { kind: string; state: string },
  page: number,
  size: number,
) =>
  ctx.db
    .selectFrom('evaluation')
    .selectAll()
    .select(eb =>
      eb
        .selectFrom('task')
        .select('due_at')
        .where('flow', '=', 'evaluation')
        .whereRef('record_id', '=', 'evaluation.id')
        .where('closed_at', 'is', null)
        .limit(1)
        .as('due_at'),
    )
    .$if(kind !== '', query => query.where('kind', '=', kind))
    .$if(state !== '', query => query.where('state', '=', state))
    .orderBy('last_day', 'desc')
    .orderBy('evaluation.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

/** The latest rounds of a kind, latest first. */
export const latestRounds = (ctx: Ctx, kind: EvaluationKind, limit: number) =>
  ctx.db
    .selectFrom('evaluation')
    .selectAll()
    .where('kind', '=', kind)
    .orderBy('last_day', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** What anybody may see, latest first. */
export const publishedRounds = (ctx: Ctx, limit: number) =>
  ctx.db
    .selectFrom('evaluation')
    .selectAll()
    .where('state', 'in', ['published', 'closed'])
    .orderBy('last_day', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .execute()

/** Published ones of the kind before this one, latest first: what it may be compared with. */
export const roundsBefore = (ctx: Ctx, kind: string, before: Day, limit: number) =>
  ctx.db
    .selectFrom('evaluation')
    .selectAll()
    .where('kind', '=', kind)
    .where('last_day', '<', before)
    .where('state', 'in', ['published', 'closed'])
    .orderBy('last_day', 'desc')
    .limit(limit)
    .execute()

/** The last day that any round of the kind is about; null where there is none. */
export async function evaluatedUntil(ctx: Ctx, kind: EvaluationKind): Promise<Day | null> {
  const { last } = await ctx.db
    .selectFrom('evaluation')
    .select(({ fn }) => fn.max('last_day').as('last'))
    .where('kind', '=', kind)
    .executeTakeFirstOrThrow()
  return last
}

/** The day of the first entry in the centre's journal: before it, nothing was done here. */
export async function firstDayOfCentre(ctx: Ctx): Promise<Day> {
  const first = await ctx.db.selectFrom('journal').select('at').orderBy('id').limit(1).executeTakeFirst()
  return dayOf(first?.at ?? ctx.now)
}

export const gapsOf = (ctx: Ctx, evaluationId: string) =>
  ctx.db
    .selectFrom('evaluation_gap')
    .selectAll()
    .where('evaluation_id', '=', evaluationId)
    .orderBy('clause')
    .orderBy('id')
    .limit(500)
    .execute()

/** Rounds with results that are not closed: their coverage is looked at every day. */
export const roundsToWatch = (ctx: Ctx) =>
  ctx.db
    .selectFrom('evaluation')
    .selectAll()
    .where('state', 'in', ['results', 'approved', 'published'])
    .orderBy('id')
    .limit(100)
    .execute()

/** Self-evaluations whose rows were all confirmed before their period was over, which it is now. */
export const finishedEarly = (ctx: Ctx) =>
  ctx.db
    .selectFrom('evaluation')
    .select('id')
    .where('kind', '=', 'self')
    .where('state', '=', 'working')
    .where('last_day', '<', dayOf(ctx.now))
    .where(eb =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('evaluation_mark')
            .select('evaluation_mark.id')
            .whereRef('evaluation_id', '=', 'evaluation.id')
            .where('evaluation_mark.state', '<>', 'confirmed'),
        ),
      ),
    )
    .limit(10)
    .execute()

/** Brings the round's count of open gaps in line; the database closes no round that has any. */
export async function countGaps(ctx: Ctx, evaluationId: string): Promise<void> {
  await ctx.db
    .updateTable('evaluation')
    .set({
      gaps: sql<number>`(select count(*)::int from evaluation_gap
        where evaluation_id = ${evaluationId} and evaluation_gap.state in ('open', 'explained'))`,
    })
    .where('id', '=', evaluationId)
    .executeTakeFirst()
}
