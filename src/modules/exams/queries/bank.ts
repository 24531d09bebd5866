import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { RowOf } from '#platform/workflow'

type QuestionRow = RowOf<'exam_question'>

export const questionById = (ctx: Ctx, id: string): Promise<QuestionRow | undefined> =>
  ctx.db.selectFrom('exam_question').selectAll().where('id', '=', id).executeTakeFirst()

/** The version of a number that is in use. */
export const versionHolding = (ctx: Ctx, number: number): Promise<QuestionRow | undefined> =>
  ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .where('number', '=', number)
    .where('state', '=', 'in_use')
    .executeTakeFirst()

/** All versions of a number, newest first. */
export const versionsOf = (ctx: Ctx, number: number): Promise<QuestionRow[]> =>
  ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .where('number', '=', number)
    .orderBy('version', 'desc')
    .limit(100)
    .execute()

export interface BankFilter {
  question: string
  state: string
  kind: string
  topic: string
}

/** The bank, newest first; without what was replaced or dropped unless it is asked for. One more than a page. */
export function questionList(
  ctx: Ctx,
  filter: BankFilter,
  page: number,
  size: number,
): Promise<QuestionRow[]> {
  const { question, state, kind, topic } = filter
  const number = /^\d{1,6}$/.test(question) ? Number(question) : null
  return ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .$if(question !== '', query =>
      query.where(eb =>
        eb.or([
          sql<boolean>`strpos(stem, ${question}::text) > 0`,
          eb('topic', '=', question),
          ...(number === null ? [] : [eb('number', '=', number)]),
        ]),
      ),
    )
    .$if(state !== '', query => query.where('state', '=', state as 'in_use'))
    .$if(state === '', query => query.where('state', 'in', ['draft', 'checking', 'in_use']))
    .$if(kind !== '', query => query.where('kind', '=', kind as 'fill'))
    .$if(topic !== '', query => query.where('topic', '=', topic))
    .orderBy('number', 'desc')
    .orderBy('version', 'desc')
    .limit(size + 1)
    .offset((page - 1) * size)
    .execute()
}

/** Topics of the bank with how many questions in use each has, by kind. */
export const topicCounts = (ctx: Ctx) =>
  ctx.db
    .selectFrom('exam_question')
    .select(['topic', 'kind'])
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('state', '=', 'in_use')
    .groupBy(['topic', 'kind'])
    .orderBy('topic')
    .limit(500)
    .execute()

/** Questions in use, oldest number first: for files, and to choose from. */
export const questionsInUse = (ctx: Ctx, after = 0, limit = 5_000): Promise<QuestionRow[]> =>
  ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .where('state', '=', 'in_use')
    .where('number', '>', after)
    .orderBy('number')
    .limit(limit)
    .execute()

/** Ids that a rule of a paper may draw. */
export const idsFor = async (
  ctx: Ctx,
  rule: { kind: string; topic: string; difficulty: string },
): Promise<string[]> => {
  const rows = await ctx.db
    .selectFrom('exam_question')
    .select('id')
    .where('state', '=', 'in_use')
    .where('kind', '=', rule.kind as 'fill')
    .$if(rule.topic !== '', query => query.where('topic', '=', rule.topic))
    .$if(rule.difficulty !== '', query => query.where('difficulty', '=', rule.difficulty as 'easy'))
    .orderBy('id')
    .limit(5_000)
    .execute()
  return rows.map(row => row.id)
}

/** Questions of a paper, in whatever version it drew, by id. */
export async function questionsById(ctx: Ctx, ids: readonly string[]): Promise<Map<string, QuestionRow>> {
  const rows = await ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .where('id', 'in', [noId, ...ids])
    .execute()
  return new Map(rows.map(row => [row.id, row]))
}

export const questionsInUseByNumber = (ctx: Ctx, numbers: readonly number[]): Promise<QuestionRow[]> =>
  ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .where('state', '=', 'in_use')
    .where('number', 'in', [-1, ...numbers])
    .execute()

/** What there is already of these texts, the newest version of each: for files that are read. */
export const questionsByStem = (ctx: Ctx, stems: readonly string[]): Promise<QuestionRow[]> =>
  ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .where('stem', 'in', ['', ...stems])
    .where('state', 'in', ['draft', 'checking', 'in_use'])
    .orderBy('number')
    .orderBy('version')
    .limit(5_000)
    .execute()

export const papers = (ctx: Ctx): Promise<Array<RowOf<'exam_paper'>>> =>
  ctx.db.selectFrom('exam_paper').selectAll().orderBy('id', 'desc').limit(500).execute()

export const paperById = (ctx: Ctx, id: string): Promise<RowOf<'exam_paper'> | undefined> =>
  ctx.db.selectFrom('exam_paper').selectAll().where('id', '=', id).executeTakeFirst()

/** Practical questions in use, to choose one for an exam. */
export const practicalsInUse = (ctx: Ctx): Promise<QuestionRow[]> =>
  ctx.db
    .selectFrom('exam_question')
    .selectAll()
    .where('state', '=', 'in_use')
    .where('kind', '=', 'practical')
    .orderBy('number')
    .limit(300)
    .execute()
