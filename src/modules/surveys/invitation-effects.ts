import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { perform } from '#platform/perform'
import { workflows } from '#platform/workflow'
import type { Invited, Linked, Tried } from './inputs.ts'
import { counterMinutes, keepToken, letterDays } from './link.ts'
import type { Invitation } from './people.ts'
import { tries } from './settings.ts'

export async function invited(ctx: Ctx, _row: Invitation, { survey_id, turn }: Invited) {
  const one = await ctx.db
    .selectFrom('survey_candidate')
    .select(['ref', 'service_key', 'service_name', 'town', 'identity_id', 'phone', 'near', 'rank'])
    .where('survey_id', '=', survey_id)
    .where('turn', '=', turn)
    .executeTakeFirstOrThrow()
  return { ...one, rank: one.rank ?? 0, survey_id, told_on: dayOf(ctx.now) }
}

export const reminded = async (ctx: Ctx, row: Invitation) => ({
  reminders: row.reminders + 1,
  told_on: dayOf(ctx.now),
})

export const keptForLetter = (ctx: Ctx, row: Invitation, { token }: Linked): Promise<void> =>
  keepToken(ctx, row.id, token, new Date(ctx.now.getTime() + letterDays * 86_400_000))

export const keptForCounter = (ctx: Ctx, row: Invitation, { token }: Linked): Promise<void> =>
  keepToken(ctx, row.id, token, new Date(ctx.now.getTime() + counterMinutes * 60_000))

/** So long a colleague has a call in hand before somebody else may take it. */
const callMinutes = 30

export const taken = async (ctx: Ctx) => ({
  caller_id: ctx.actor.staffId,
  caller_until: new Date(ctx.now.getTime() + callMinutes * 60_000),
})

/** A time that was agreed on is no failed try. */
export const tried = async (ctx: Ctx, row: Invitation, { last_try, call_at }: Tried) => ({
  ...{ last_try, tried_at: ctx.now, tries: row.tries + (last_try === 'later' ? 0 : 1) },
  ...{ caller_id: null, caller_until: null },
  call_at: last_try === 'later' && call_at ? new Date(`${call_at}:00+08:00`) : null,
})

export async function enoughTried(ctx: Ctx, row: Invitation, { never }: Tried): Promise<void> {
  if (never) await neverAgain(ctx, row)
  const flow = workflows.get('survey_invitation')
  if (row.state === 'open' && row.tries >= tries.of(ctx.centre) && flow)
    await perform({ ...ctx, actor: system }, flow, 'exhaust', row.id)
}

export async function neverAgain(ctx: Ctx, row: Invitation): Promise<void> {
  await ctx.db
    .insertInto('survey_refusal')
    .values({ ref: row.ref, on_day: dayOf(ctx.now) })
    .onConflict(conflict => conflict.doNothing())
    .execute()
}
