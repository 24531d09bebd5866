import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { hashOfToken } from '../link.ts'
import { visibleInvitations, visibleQuestionnaires, visibleSurveys } from '../people.ts'

/** All but the list of people, which may be long. */
const columns = [
  ...(['id', 'state', 'period', 'title', 'questionnaire_id', 'from_day', 'until_day', 'people'] as const),
  ...(['needed', 'asked', 'drawn_at', 'closed_at', 'finished_at', 'results', 'held_back'] as const),
]

export const surveyList = (ctx: Ctx, state: string, page: number, size: number) =>
  visibleSurveys(ctx, ctx.db.selectFrom('survey'))
    .select(columns.map(column => `survey.${column}` as const))
    .$if(state !== '', query => query.where('survey.state', '=', state))
    .orderBy('survey.until_day', 'desc')
    .orderBy('survey.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

export const surveyOfRound = (ctx: Ctx, roundId: string) =>
  ctx.db.selectFrom('survey').selectAll().where('round_id', '=', roundId).executeTakeFirst()

export interface Returned {
  asked: number
  answered: number
  refused: number
  unreachable: number
  open: number
  byPhone: number
}

/** How many of those asked have answered, by survey: by who used the invitation, never by answers. */
export async function returnedOf(ctx: Ctx, surveyIds: readonly string[]): Promise<Map<string, Returned>> {
  const rows = await ctx.db
    .selectFrom('survey_invitation')
    .select('survey_id')
    .select(({ fn }) => [
      fn.countAll<number>().as('asked'),
      fn.countAll<number>().filterWhere('state', '=', 'answered').as('answered'),
      fn.countAll<number>().filterWhere('state', '=', 'refused').as('refused'),
      fn.countAll<number>().filterWhere('state', '=', 'unreachable').as('unreachable'),
      fn.countAll<number>().filterWhere('state', '=', 'open').as('open'),
      fn.countAll<number>().filterWhere('way', '=', 'phone').as('byPhone'),
    ])
    .where('survey_id', 'in', [noId, ...surveyIds])
    .groupBy('survey_id')
    .execute()
  return new Map(
    rows.map(({ survey_id, ...counts }) => [
      survey_id,
      Object.fromEntries(
        Object.entries(counts).map(([key, value]) => [key, Number(value)]),
      ) as unknown as Returned,
    ]),
  )
}

/** How many answered about each service. */
export async function answeredByService(ctx: Ctx, surveyId: string): Promise<Map<string, number>> {
  const rows = await ctx.db
    .selectFrom('survey_invitation')
    .select(['service_key', ({ fn }) => fn.countAll<number>().as('count')])
    .where('survey_id', '=', surveyId)
    .where('state', '=', 'answered')
    .groupBy('service_key')
    .execute()
  return new Map(rows.map(row => [row.service_key, Number(row.count)]))
}

/** Invitations of a survey that the actor may see, by how they stand. */
export const invitationsOf = (
  ctx: Ctx,
  surveyId: string,
  asked: { state: string; phone: string },
  page: number,
  size: number,
) =>
  visibleInvitations(ctx, ctx.db.selectFrom('survey_invitation'))
    .selectAll('survey_invitation')
    .where('survey_id', '=', surveyId)
    .$if(asked.state !== '', query => query.where('survey_invitation.state', '=', asked.state))
    .$if(asked.phone !== '', query => query.where('phone', 'like', `%${asked.phone}`))
    .orderBy('rank')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()

/** Whom to call next: agreed times first, then who was tried least, in drawn order; nobody who is in a colleague's hands. */
export const nextToCall = (ctx: Ctx, surveyId: string) =>
  visibleInvitations(ctx, ctx.db.selectFrom('survey_invitation'))
    .select('survey_invitation.id')
    .where('survey_id', '=', surveyId)
    .where('survey_invitation.state', '=', 'open')
    .where('phone', '!=', '')
    .where(eb =>
      eb.or([
        eb('caller_until', 'is', null),
        eb('caller_until', '<=', ctx.now),
        eb('caller_id', '=', ctx.actor.staffId),
      ]),
    )
    .where(eb => eb.or([eb('call_at', 'is', null), eb('call_at', '<=', ctx.now)]))
    // Tried today: another day.
    .where(eb =>
      eb.or([
        eb('tried_at', 'is', null),
        eb('call_at', 'is not', null),
        eb('tried_at', '<', new Date(ctx.now.getTime() - 20 * 3_600_000)),
      ]),
    )
    .orderBy(sql`call_at is null`)
    .orderBy('tries')
    .orderBy('rank')
    .limit(1)
    .forUpdate('survey_invitation')
    .skipLocked()
    .executeTakeFirst()

/** By a link; also one that was used, to say so. */
export const byToken = (ctx: Ctx, token: string) =>
  ctx.db
    .selectFrom('survey_token')
    .innerJoin('survey_invitation', 'survey_invitation.id', 'survey_token.invitation_id')
    .innerJoin('survey', 'survey.id', 'survey_invitation.survey_id')
    .innerJoin('questionnaire', 'questionnaire.id', 'survey.questionnaire_id')
    .selectAll('survey_invitation')
    .select(['until', 'survey.state as survey_state', 'questionnaire.opening', 'definition'])
    .where('hash', '=', hashOfToken(token))
    .executeTakeFirst()

/** What the last order of a survey left to be said in words. */
export const wordsOf = (ctx: Ctx, surveyId: string) =>
  ctx.db
    .selectFrom('survey_words')
    .select(['text', 'themes'])
    .where('survey_id', '=', surveyId)
    .orderBy('id')
    .limit(500)
    .execute()

export const questionnaireList = (ctx: Ctx, state: string, page: number, size: number) =>
  visibleQuestionnaires(ctx, ctx.db.selectFrom('questionnaire'))
    .selectAll('questionnaire')
    .$if(state !== '', query => query.where('questionnaire.state', '=', state))
    .orderBy('questionnaire.id', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()
