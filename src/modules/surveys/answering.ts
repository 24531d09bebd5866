import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { validate } from '#platform/forms'
import { perform } from '#platform/perform'
import { countAnswers } from './counts.ts'
import { answered, compileQuestionnaire, type Definition } from './definition.ts'
import { grouped, movable, type Placed, sizeOf } from './groups.ts'
import { invitationFlow } from './invitation.ts'
import type { Invitation } from './people.ts'

/**
 * Uses up the invitation and keeps the answers, apart: they go to the inbox without invitation, person or time, and the
 * journal says only that the right was used, by the system (decisions 0004, 0045). 409 where it was used, or the survey is
 * over; 422 by question.
 */
export async function giveAnswers(
  ctx: Ctx,
  invitation: Invitation,
  raw: Record<string, unknown>,
  way: 'link' | 'phone',
): Promise<void> {
  const survey = await ctx.db
    .selectFrom('survey')
    .innerJoin('questionnaire', 'questionnaire.id', 'survey.questionnaire_id')
    .select(['survey.state', 'definition'])
    .where('survey.id', '=', invitation.survey_id)
    .forShare('survey')
    .executeTakeFirstOrThrow()
  if (survey.state !== 'fielding') throw conflict('这次调查已经截止，谢谢您。')
  const definition = survey.definition as unknown as Definition
  const answers = answered(definition, validate(compileQuestionnaire(definition, dayOf(ctx.now)), raw))
  await perform({ ...ctx, actor: system }, invitationFlow, 'use', invitation.id, { way })
  await ctx.db
    .insertInto('survey_inbox')
    .values({
      ...{ survey_id: invitation.survey_id, service_key: invitation.service_key, town: invitation.town },
      answers: JSON.stringify(answers),
    })
    .execute()
}

/** Moves what has company, in shuffled groups of at least five; the others wait. Returns how many moved. */
export async function mixWaiting(ctx: Ctx, surveyId: string): Promise<number> {
  // Whoever answers waits a moment: what is counted here is what moves.
  await ctx.db.selectFrom('survey').select('id').where('id', '=', surveyId).forNoKeyUpdate().execute()
  const moved = movable(await cellsOf(ctx, surveyId))
  if (moved.length > 0) await move(ctx, surveyId, moved)
  return sizeOf(moved)
}

/**
 * The last time, when nobody can answer any more: all answers of the survey are grouped anew, shuffled, and written under new
 * ids in one transaction, which no answer of an invitation shares. Then they are counted. Returns how many were too few to be
 * kept.
 */
export async function mixAll(ctx: Ctx, surveyId: string): Promise<number> {
  const all = await cellsOf(ctx, surveyId, { again: true })
  const kept = grouped(all)
  await move(ctx, surveyId, kept, { again: true })
  await countAnswers(ctx, surveyId)
  return sizeOf(all) - sizeOf(kept)
}

/** So many answers from one place; `from` is what they say themselves, `service` and `town` what is left of it. */
interface Cell extends Placed {
  n: number
  from: { service: string | null; town: string | null }
}

/** How many answers wait, by where they come from; `again`: with those that moved before. */
async function cellsOf(ctx: Ctx, surveyId: string, { again = false } = {}): Promise<Cell[]> {
  const before = again
    ? sql`union all select service_key, town from survey_answer where survey_id = ${surveyId}`
    : sql``
  const { rows } = await sql<{ service: string | null; town: string | null; n: number }>`
    select service_key as service, town, count(*)::int as n
    from (select service_key, town from survey_inbox where survey_id = ${surveyId} ${before}) answer
    group by service_key, town`.execute(ctx.db)
  return rows.map(({ n, ...from }) => ({ ...from, n, from }))
}

/**
 * Moves the answers of these cells in one statement, however many they are. Ticks and words apart, each in the order of ids
 * that PostgreSQL draws from the system's random numbers: a sheet cannot be put together again from its words. `again`: all
 * answers of the survey; those of no cell are kept nowhere.
 */
async function move(
  ctx: Ctx,
  surveyId: string,
  cells: readonly Cell[],
  { again = false } = {},
): Promise<void> {
  const textual = await textKeys(ctx, surveyId)
  const column = (values: Array<string | null>) => sql`${values}::text[]`
  const theirs = again
    ? sql``
    : sql`and exists (select from cell where from_service = service_key and from_town = coalesce(survey_inbox.town, ''))`
  const earlier = again
    ? sql`earlier as (delete from survey_answer where survey_id = ${surveyId} returning service_key, town, answers),`
    : sql``
  const before = again ? sql`union all select * from earlier` : sql``
  await sql`
    with cell as materialized (
      select * from unnest(
        ${column(cells.map(one => one.from.service ?? ''))}, ${column(cells.map(one => one.from.town ?? ''))},
        ${column(cells.map(one => one.service))}, ${column(cells.map(one => one.town))}
      ) as cell (from_service, from_town, service, town)
    ),
    waiting as (delete from survey_inbox where survey_id = ${surveyId} ${theirs} returning service_key, town, answers),
    ${earlier}
    moved as materialized (
      select cell.service, cell.town, answers
      from (select * from waiting ${before}) answer
      join cell on from_service = coalesce(service_key, '') and from_town = coalesce(answer.town, '')
    ),
    sheet as (
      insert into survey_answer (id, survey_id, service_key, town, answers)
      select gen_random_uuid() as id, ${surveyId}, service, town, answers - ${column(textual)} from moved order by id
    )
    insert into survey_words (id, survey_id, text)
    select gen_random_uuid() as id, ${surveyId}, said.value from moved, jsonb_each_text(answers) said
    where said.key = any (${column(textual)}) and said.value <> '' order by id`.execute(ctx.db)
}

async function textKeys(ctx: Ctx, surveyId: string): Promise<string[]> {
  const { definition } = await ctx.db
    .selectFrom('survey')
    .innerJoin('questionnaire', 'questionnaire.id', 'survey.questionnaire_id')
    .select('definition')
    .where('survey.id', '=', surveyId)
    .executeTakeFirstOrThrow()
  const { questions } = definition as unknown as Definition
  return questions.filter(one => one.kind === 'textarea').map(one => one.key)
}
