import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { visibleCalls, visibleChecks, visibleFollowUps, visibleRounds } from '../people.ts'

export const checkOfClass = (ctx: Ctx, classId: string) =>
  ctx.db.selectFrom('spot_check').selectAll().where('class_id', '=', classId).executeTakeFirst()

export const roundsOfClass = (ctx: Ctx, classId: string) =>
  ctx.db
    .selectFrom('follow_round')
    .selectAll()
    .where('class_id', '=', classId)
    .orderBy('months')
    .limit(20)
    .execute()

/** Calls of a check with whom they are to: only for who may call. */
export const callsOfCheck = (ctx: Ctx, checkId: string) =>
  ctx.db
    .selectFrom('spot_call')
    .innerJoin('enrolment', 'enrolment.id', 'spot_call.enrolment_id')
    .selectAll('spot_call')
    .select(['person_name', 'enrolment.phone as own_phone', 'turn'])
    .where('check_id', '=', checkId)
    .orderBy('rank')
    .limit(500)
    .execute()

export const callById = (ctx: Ctx, id: string) =>
  visibleCalls(ctx, ctx.db.selectFrom('spot_call'))
    .innerJoin('enrolment', 'enrolment.id', 'spot_call.enrolment_id')
    .innerJoin('spot_check', 'spot_check.id', 'spot_call.check_id')
    .selectAll('spot_call')
    .select(['person_name', 'enrolment.phone as own_phone', 'spot_check.title', 'spot_check.class_number'])
    .select(['spot_check.opening', 'spot_check.script', 'spot_check.state as check_state'])
    .where('spot_call.id', '=', id)
    .executeTakeFirst()

export const checkList = (ctx: Ctx, asked: { question: string; state: string }, page: number, size: number) =>
  visibleChecks(ctx, ctx.db.selectFrom('spot_check'))
    .select(['spot_check.id', 'spot_check.state', 'class_id', 'class_number', 'title', 'people', 'drawn_at'])
    .select(['closed_at', 'share', 'least'])
    .$if(asked.question !== '', query =>
      query.where('title', 'like', `%${asked.question.replaceAll(/[%_\\]/g, '\\$&')}%`),
    )
    .$if(asked.state !== '', query => query.where('spot_check.state', '=', asked.state))
    .orderBy('spot_check.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

export interface CallCounts {
  drawn: number
  reached: number
  unreached: number
  findings: number
  /** Of those reached who gave a mark. */
  marks: number
  sum: number
}

/** How calls came out, by check. */
export async function callCounts(ctx: Ctx, checkIds: readonly string[]): Promise<Map<string, CallCounts>> {
  const rows = await ctx.db
    .selectFrom('spot_call')
    .select(['check_id'])
    .select(({ fn }) => [
      fn.countAll<number>().as('drawn'),
      fn.count<number>('called_at').as('reached'),
      fn.countAll<number>().filterWhere('state', '=', 'unreached').as('unreached'),
      fn.countAll<number>().filterWhere('state', 'in', ['finding', 'explained', 'settled']).as('findings'),
      fn.count<number>('satisfied').as('marks'),
      fn.sum<string | null>('satisfied').as('sum'),
    ])
    .where('check_id', 'in', [noId, ...checkIds])
    .groupBy('check_id')
    .limit(2_000)
    .execute()
  return new Map(
    rows.map(row => [
      row.check_id,
      {
        ...{ drawn: Number(row.drawn), reached: Number(row.reached), unreached: Number(row.unreached) },
        ...{ findings: Number(row.findings), marks: Number(row.marks), sum: Number(row.sum ?? 0) },
      },
    ]),
  )
}

/** What calls found, newest first. */
export const findings = (ctx: Ctx, state: string, page: number, size: number) =>
  visibleCalls(ctx, ctx.db.selectFrom('spot_call'))
    .innerJoin('spot_check', 'spot_check.id', 'spot_call.check_id')
    .select(['spot_call.id', 'spot_call.state', 'title', 'class_number', 'rank', 'there', 'content'])
    .select(['satisfied', 'charged', 'called_at', 'explanation', 'settlement'])
    .where('spot_call.state', 'in', state ? [state] : ['finding', 'explained', 'settled'])
    .orderBy('spot_call.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

export const roundList = (ctx: Ctx, asked: { question: string; state: string }, page: number, size: number) =>
  visibleRounds(ctx, ctx.db.selectFrom('follow_round'))
    .selectAll('follow_round')
    .$if(asked.question !== '', query =>
      query.where('title', 'like', `%${asked.question.replaceAll(/[%_\\]/g, '\\$&')}%`),
    )
    .$if(asked.state !== '', query => query.where('follow_round.state', '=', asked.state))
    .orderBy('due_on', 'desc')
    .orderBy('follow_round.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

export interface FollowCounts {
  asked: number
  answered: number
  unreached: number
  shops: number
  sales_fen: number
  employed: number
}

/** How rounds came out; who could not be reached counts apart, 0 yuan counts as an answer. */
export async function followCounts(
  ctx: Ctx,
  roundIds: readonly string[],
): Promise<Map<string, FollowCounts>> {
  const rows = await ctx.db
    .selectFrom('follow_up')
    .select(['round_id'])
    .select(({ fn }) => [
      fn.countAll<number>().as('asked'),
      fn.countAll<number>().filterWhere('state', '=', 'answered').as('answered'),
      fn.countAll<number>().filterWhere('state', 'in', ['unreachable', 'missed']).as('unreached'),
      fn.countAll<number>().filterWhere('shop', '=', true).as('shops'),
      fn.sum<string | null>('sales_fen').as('sales'),
      fn.countAll<number>().filterWhere('employment', 'in', ['employed', 'own']).as('employed'),
    ])
    .where('round_id', 'in', [noId, ...roundIds])
    .groupBy('round_id')
    .limit(2_000)
    .execute()
  return new Map(
    rows.map(row => [
      row.round_id,
      {
        ...{ asked: Number(row.asked), answered: Number(row.answered), unreached: Number(row.unreached) },
        ...{ shops: Number(row.shops), sales_fen: Number(row.sales ?? 0), employed: Number(row.employed) },
      },
    ]),
  )
}

export const followUpsOfRound = (ctx: Ctx, roundId: string) =>
  ctx.db
    .selectFrom('follow_up')
    .innerJoin('enrolment', 'enrolment.id', 'follow_up.enrolment_id')
    .selectAll('follow_up')
    .select(['person_name', 'enrolment.phone as own_phone'])
    .where('round_id', '=', roundId)
    .orderBy('turn')
    .limit(2_000)
    .execute()

export const followUpById = (ctx: Ctx, id: string) =>
  visibleFollowUps(ctx, ctx.db.selectFrom('follow_up'))
    .innerJoin('enrolment', 'enrolment.id', 'follow_up.enrolment_id')
    .innerJoin('follow_round', 'follow_round.id', 'follow_up.round_id')
    .selectAll('follow_up')
    .select(['person_name', 'enrolment.phone as own_phone', 'title', 'follow_round.class_number'])
    .select(['follow_round.state as round_state'])
    .where('follow_up.id', '=', id)
    .executeTakeFirst()

/** By the link of a message, while it holds. */
export const byToken = (ctx: Ctx, hash: string) =>
  ctx.db
    .selectFrom('follow_up')
    .innerJoin('follow_round', 'follow_round.id', 'follow_up.round_id')
    .selectAll('follow_up')
    .select(['title', 'follow_round.state as round_state'])
    .where('token_hash', '=', hash)
    .executeTakeFirst()

/** One's own that still wait, of one enrolment. */
export const openOfLearner = (ctx: Ctx, enrolmentId: string) =>
  visibleFollowUps(ctx, ctx.db.selectFrom('follow_up'))
    .innerJoin('follow_round', 'follow_round.id', 'follow_up.round_id')
    .select(['follow_up.id', 'follow_up.months', 'follow_up.state', 'answered_on'])
    .where('follow_up.enrolment_id', '=', enrolmentId)
    .where('follow_round.state', '=', 'open')
    .orderBy('follow_up.months', 'desc')
    .limit(1)
    .executeTakeFirst()
