import { randomInt } from 'node:crypto'
import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { type Ctx, system } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { perform } from '#platform/perform'
import { mixAll } from './answering.ts'
import { candidatesOf } from './candidates.ts'
import { digestOf, drawSample, writeFrame } from './frame.ts'
import type { Concluded, Opened, Sorted } from './inputs.ts'
import { titleOf } from './inputs.ts'
import type { Survey } from './people.ts'
import { figuresNow } from './queries/results.ts'
import { questionnaireFlow } from './questionnaire.ts'
import * as settings from './settings.ts'

/** With the questionnaire that was used last, or else the one that the platform brings along. */
export async function opened(ctx: Ctx, _row: Survey, { round_id, ...input }: Opened) {
  await shipStandard(ctx)
  const found = await ctx.db
    .selectFrom('questionnaire')
    .leftJoin('survey', 'survey.questionnaire_id', 'questionnaire.id')
    .select('questionnaire.id')
    .where('questionnaire.state', '=', 'in_use')
    .orderBy(sql`survey.until_day desc nulls last`)
    .orderBy(sql`questionnaire.code = 'standard'`, 'desc')
    .limit(1)
    .executeTakeFirst()
  return {
    ...input,
    title: titleOf(input.period),
    round_id: round_id ?? null,
    questionnaire_id: found?.id ?? null,
  }
}

/** Every centre has the questionnaire that the platform brings along; once. */
export async function shipStandard(ctx: Ctx): Promise<void> {
  const shipped = await ctx.db
    .selectFrom('questionnaire')
    .select('id')
    .where('code', '=', 'standard')
    .executeTakeFirst()
  if (!shipped) await perform({ ...ctx, actor: system }, questionnaireFlow, 'ship', null)
}

/** Whoever was served until today; the list is fixed before anybody can know who will be drawn. */
export async function listed(ctx: Ctx, row: Survey) {
  const today = dayOf(ctx.now)
  const [last = today] = [row.until_day, today].sort()
  const span = { first: row.from_day, last }
  const found = await candidatesOf(ctx, span, row.id)
  const { people } = found
  const plan = {
    ...{ title: row.title, ...span },
    ...{ margin: settings.margin.of(ctx.centre), confidence: settings.confidence.of(ctx.centre) },
    ...{ least: settings.least.of(ctx.centre), response: settings.response.of(ctx.centre) },
  }
  const list = writeFrame(
    plan,
    people.map(one => ({ ref: one.ref, service: one.service_key, town: one.town ?? '' })),
  )
  const rows = people.map((one, at) => ({ ...one, survey_id: row.id, turn: at + 1 }))
  for (let at = 0; at < rows.length; at += 1_000)
    await ctx.db
      .insertInto('survey_candidate')
      .values(rows.slice(at, at + 1_000))
      .execute()
  const { margin, confidence, least, response } = plan
  return {
    ...{ list, digest: digestOf(list), people: people.length, margin, confidence, least, response },
    ...{ left_recent: found.recent, left_declined: found.declined, left_unreachable: found.unreachable },
    services: JSON.stringify(strataOf(people)),
    listed_at: ctx.now,
  }
}

export async function unlisted(ctx: Ctx, row: Survey) {
  await ctx.db.deleteFrom('survey_candidate').where('survey_id', '=', row.id).execute()
  return { list: '', digest: null, people: 0, services: '[]', listed_at: null }
}

function strataOf(
  people: ReadonlyArray<{ service_key: string; service_name: string }>,
  asked?: Map<string, number>,
) {
  return [...Map.groupBy(people, one => one.service_key)].map(([key, those]) => ({
    ...{ key, name: those[0]?.service_name ?? '', people: those.length, asked: asked?.get(key) ?? 0 },
  }))
}

/** The number is drawn once, after the list was fixed; nobody can draw until they like it. */
export async function drawn(ctx: Ctx, row: Survey) {
  const number = Array.from({ length: 16 }, () => randomInt(10)).join('')
  const { needed, turns } = drawSample(row.list, number)
  const people = await ctx.db
    .selectFrom('survey_candidate')
    .select(['turn', 'service_key', 'service_name'])
    .where('survey_id', '=', row.id)
    .orderBy('turn')
    .execute()
  const picked = new Set(turns)
  const asked = new Map<string, number>()
  for (const one of people)
    if (picked.has(one.turn)) asked.set(one.service_key, (asked.get(one.service_key) ?? 0) + 1)
  return {
    ...{ number, needed, drawn_at: ctx.now },
    // Somebody who had themselves forgotten since the list was fixed is not asked.
    asked: [...asked.values()].reduce((sum, one) => sum + one, 0),
    services: JSON.stringify(strataOf(people, asked)),
  }
}

/** The order in which they are asked. */
export async function ranked(ctx: Ctx, row: Survey): Promise<void> {
  const { turns } = drawSample(row.list, row.number ?? '')
  await sql`
    update survey_candidate set rank = drawn.rank
    from unnest(${turns}::int[]) with ordinality as drawn (turn, rank)
    where survey_id = ${row.id} and survey_candidate.turn = drawn.turn`.execute(ctx.db)
}

export const mixed = async (ctx: Ctx, row: Survey) => ({
  held_back: await mixAll(ctx, row.id),
  mixed_at: ctx.now,
})

/** What somebody wrote is about these; the words themselves stand in no journal. */
export async function sorted(ctx: Ctx, row: Survey, { words }: Sorted) {
  for (const [id, themes] of Object.entries(words))
    await ctx.db
      .updateTable('survey_words')
      .set({ themes })
      .where('survey_id', '=', row.id)
      .where('id', '=', id)
      .execute()
  return {}
}

/** The figures as they are now stay with the survey. 409 while words wait to be sorted. */
export async function finished(ctx: Ctx, row: Survey, { conclusion }: Concluded) {
  const { waiting } = await ctx.db
    .selectFrom('survey_words')
    .select(({ fn }) => fn.countAll<number>().as('waiting'))
    .where('survey_id', '=', row.id)
    .where('themes', 'is', null)
    .executeTakeFirstOrThrow()
  if (Number(waiting) > 0) throw conflict(`还有 ${waiting} 条意见没有归纳。`)
  const figures = await figuresNow(ctx, row)
  return { conclusion, finished_at: ctx.now, results: JSON.stringify(figures ?? { n: 0 }) }
}
