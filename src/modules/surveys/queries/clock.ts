import { addDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { mostReminders, remindDays } from '../settings.ts'

export const surveysIn = (ctx: Ctx, state: string) =>
  ctx.db.selectFrom('survey').select('id').where('state', '=', state).orderBy('until_day').limit(20).execute()

/** Drawn, and not asked yet. */
export const toInvite = (ctx: Ctx, surveyId: string, limit: number) =>
  ctx.db
    .selectFrom('survey_candidate')
    .innerJoin('survey', 'survey.id', 'survey_candidate.survey_id')
    .leftJoin('survey_invitation', join =>
      join
        .onRef('survey_invitation.survey_id', '=', 'survey_candidate.survey_id')
        .onRef('survey_invitation.rank', '=', 'survey_candidate.rank'),
    )
    .select('survey_candidate.turn')
    .where('survey_candidate.survey_id', '=', surveyId)
    .where('survey_candidate.rank', 'is not', null)
    .where('survey.state', '=', 'fielding')
    .where('survey_invitation.id', 'is', null)
    .orderBy('survey_candidate.rank')
    .limit(limit)
    .execute()

/** Who has not answered for so many days: by their invitation alone. */
export const toRemind = (ctx: Ctx, limit: number) =>
  ctx.db
    .selectFrom('survey_invitation')
    .innerJoin('survey', 'survey.id', 'survey_invitation.survey_id')
    .select('survey_invitation.id')
    .where('survey.state', '=', 'fielding')
    .where('survey_invitation.state', '=', 'open')
    .where('reminders', '<', mostReminders.of(ctx.centre))
    .where('told_on', '<=', addDays(dayOf(ctx.now), -remindDays.of(ctx.centre)))
    // Who has agreed on a time for a call waits for the call.
    .where('call_at', 'is', null)
    .orderBy('survey_invitation.id')
    .limit(limit)
    .execute()

export const openInvitations = (ctx: Ctx, surveyId: string, limit: number) =>
  ctx.db
    .selectFrom('survey_invitation')
    .select('id')
    .where('survey_id', '=', surveyId)
    .where('state', '=', 'open')
    .orderBy('id')
    .limit(limit)
    .execute()

/** The survey is over: who could be reached how is no longer needed. The code stays, so that nobody is asked too often. */
export async function forgetPeople(ctx: Ctx, surveyId: string): Promise<void> {
  await ctx.db.deleteFrom('survey_candidate').where('survey_id', '=', surveyId).execute()
  await ctx.db
    .updateTable('survey_invitation')
    .set({ phone: '', identity_id: null, near: [] })
    .where('survey_id', '=', surveyId)
    .execute()
}
