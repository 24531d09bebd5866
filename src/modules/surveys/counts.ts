import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import type { Moments } from '#platform/statistics'
import { overall } from './definition.ts'

/** How a question was answered: by how many, their sum and squares where these are numbers, and how often each answer was given. */
export interface Counted {
  moments: Moments
  /** By mark ('5') or option; of numbers, none. */
  answers: ReadonlyMap<string, number>
}

/** What the statistics of a survey are made of, however many answered. */
export interface Counts {
  questions: ReadonlyMap<string, Counted>
  /** The question of the whole by service; null: 其他. */
  services: ReadonlyMap<string | null, Counted>
}

/** Counts a survey's answers, once they stand in their last order (`count_survey_answers`, 0056). */
export async function countAnswers(ctx: Ctx, surveyId: string): Promise<void> {
  await sql`select count_survey_answers(${surveyId})`.execute(ctx.db)
}

/** What was counted: of the question of the whole by service, of the others all together. */
export async function countsOf(ctx: Ctx, surveyId: string): Promise<Counts> {
  const service = sql<string | null>`case when question = ${overall} then service_key end`
  const rows = await ctx.db
    .selectFrom('survey_count')
    .select(({ fn }) => [
      ...(['question', 'answer'] as const),
      service.as('service'),
      ...(['n', 'sum', 'squares'] as const).map(column => fn.sum<string>(column).as(column)),
    ])
    .where('survey_id', '=', surveyId)
    .groupBy(['question', 'answer', 'service'])
    .limit(50_000)
    .execute()
  const counted = (some: typeof rows): Counted => ({ moments: momentsIn(some), answers: answersIn(some) })
  const whole = rows.filter(row => row.question === overall)
  return {
    questions: new Map(
      [...Map.groupBy(rows, row => row.question)].map(([key, some]) => [key, counted(some)]),
    ),
    services: new Map(
      [...Map.groupBy(whole, row => row.service || null)].map(([key, some]) => [key, counted(some)]),
    ),
  }
}

interface Row {
  answer: string
  n: string
  sum: string
  squares: string
}

const momentsIn = (rows: readonly Row[]): Moments => {
  const all = rows.filter(row => row.answer === '')
  const total = (of: 'n' | 'sum' | 'squares') => all.reduce((sum, row) => sum + Number(row[of]), 0)
  return { n: total('n'), sum: total('sum'), squares: total('squares') }
}

function answersIn(rows: readonly Row[]): Map<string, number> {
  const answers = new Map<string, number>()
  for (const { answer, n } of rows)
    if (answer !== '') answers.set(answer, (answers.get(answer) ?? 0) + Number(n))
  return answers
}
