import type { Ctx } from '#platform/ctx'

/** Rounds whose day has come. */
export const dueRounds = (ctx: Ctx, today: string) =>
  ctx.db
    .selectFrom('follow_round')
    .select('id')
    .where('state', '=', 'planned')
    .where('due_on', '<=', today)
    .orderBy('due_on')
    .limit(500)
    .execute()

export const endingRounds = (ctx: Ctx, today: string) =>
  ctx.db
    .selectFrom('follow_round')
    .select('id')
    .where('state', '=', 'open')
    .where('closes_on', '<', today)
    .orderBy('closes_on')
    .limit(500)
    .execute()

/** Completed learners of a round who have not been asked yet, as they are asked. */
export const toInvite = (ctx: Ctx, roundId: string, limit: number) =>
  ctx.db
    .selectFrom('follow_round')
    .innerJoin('enrolment', 'enrolment.class_id', 'follow_round.class_id')
    .leftJoin('follow_up', join =>
      join
        .onRef('follow_up.enrolment_id', '=', 'enrolment.id')
        .onRef('follow_up.round_id', '=', 'follow_round.id'),
    )
    .select(['follow_round.id as round_id', 'follow_round.class_id', 'follow_round.months', 'title'])
    .select(['enrolment.id as enrolment_id', 'enrolment.identity_id', 'enrolment.phone'])
    .where('follow_round.id', '=', roundId)
    .where('follow_round.state', '=', 'open')
    .where('enrolment.state', '=', 'completed')
    .where('follow_up.id', 'is', null)
    .orderBy('enrolment.turn')
    .limit(limit)
    .execute()

export const openFollowUps = (ctx: Ctx, roundId: string, limit: number) =>
  ctx.db
    .selectFrom('follow_up')
    .select('id')
    .where('round_id', '=', roundId)
    .where('state', '=', 'open')
    .orderBy('id')
    .limit(limit)
    .execute()

/** Removes what people said in their own words, and where their shops are, from calls and answers before that day. */
export async function staleCalls(ctx: Ctx, before: string): Promise<void> {
  await ctx.db
    .updateTable('spot_call')
    .set({ remark: '', phone: '', answers: '{}' })
    .where('called_at', '<', new Date(`${before}T00:00:00+08:00`))
    .execute()
  await ctx.db
    .updateTable('follow_up')
    .set({ remark: '', shop_url: '' })
    .where('answered_on', '<', before)
    .execute()
}
