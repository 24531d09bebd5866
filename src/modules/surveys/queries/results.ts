import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { countsOf } from '../counts.ts'
import type { Definition } from '../definition.ts'
import type { Survey } from '../people.ts'
import { type Before, type Figures, figuresOf, type Stratum } from '../results.ts'

/** What the survey came to, as it stands; null where fewer than five answered. Only once it is closed and mixed. */
export async function figuresNow(ctx: Ctx, survey: Survey): Promise<Figures | null> {
  const [questionnaire, counts, themes, words] = await Promise.all([
    questionnaireOf(ctx, survey.questionnaire_id),
    countsOf(ctx, survey.id),
    themesOf(ctx, survey.id),
    ctx.db
      .selectFrom('survey_words')
      .select(({ fn }) => fn.countAll<string>().as('n'))
      .where('survey_id', '=', survey.id)
      .executeTakeFirstOrThrow(),
  ])
  const figures = figuresOf(
    questionnaire?.definition as unknown as Definition,
    counts,
    strataOf(survey),
    (survey.confidence ?? 95) / 100,
  )
  return figures && { ...figures, themes, words: Number(words.n) }
}

/** The most frequent first. */
async function themesOf(ctx: Ctx, surveyId: string): Promise<Figures['themes']> {
  const theme = sql<string>`unnest(themes)`
  const rows = await ctx.db
    .selectFrom('survey_words')
    .select(({ fn }) => [theme.as('theme'), fn.countAll<string>().as('count')])
    .where('survey_id', '=', surveyId)
    .groupBy('theme')
    .orderBy('count', 'desc')
    .orderBy('theme')
    .limit(500)
    .execute()
  return rows.map(row => ({ theme: row.theme, count: Number(row.count) }))
}

export const strataOf = (survey: Pick<Survey, 'services'>): Stratum[] =>
  survey.services as unknown as Stratum[]

/** What was kept when the survey was finished. */
export const figuresKept = ({ results }: Pick<Survey, 'results'>): Figures | null => {
  const kept = results as unknown as Figures | null
  return kept && kept.n > 0 ? kept : null
}

export const questionnaireOf = (ctx: Ctx, id: string | null) =>
  ctx.db.selectFrom('questionnaire').selectAll().where('id', '=', id).executeTakeFirst()

/** The last finished survey before this one by the same version of the same questionnaire; others cannot be compared. */
export async function beforeOf(ctx: Ctx, survey: Survey): Promise<Before | null> {
  const rows = await ctx.db
    .selectFrom('survey')
    .select(['period', 'title', 'results'])
    .where('state', '=', 'finished')
    .where('questionnaire_id', '=', survey.questionnaire_id)
    .where('until_day', '<', survey.until_day)
    .orderBy('until_day', 'desc')
    .limit(1)
    .execute()
  const figures = rows[0] && figuresKept(rows[0])
  return rows[0] && figures ? { label: rows[0].period, figures } : null
}
