import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

export interface ListFilter {
  state: string
  columnId: string
  writer: string
  /** Of which stage somebody is waited for: 'review1' … */
  stage: string
  question: string
  after: string
}

/** Articles for the workbench, the latest first, page by key. */
export async function articleList(ctx: Ctx, filter: ListFilter, limit: number) {
  let query = ctx.db
    .selectFrom('article')
    .innerJoin('article_version as working', join =>
      join
        .onRef('working.article_id', '=', 'article.id')
        .onRef('working.version', '=', 'article.latest_version'),
    )
    .innerJoin('article_column', 'article_column.id', 'working.column_id')
    .select([
      'article.id',
      'article.state',
      'article.writers',
      'article.version',
      'article.latest_version',
      'article.published_at',
      'article.corrected_at',
      'article.publish_at',
      'article.valid_until',
      'working.title',
      'working.byline',
      'working.origin',
      'working.source',
      'article_column.name as column',
      sql<number>`coalesce((select sum(reads) from article_count where article_count.article_id = article.id), 0)::int`.as(
        'reads',
      ),
      sql<string>`coalesce((select string_agg(staff.name, '、' order by given.place)
        from unnest(article.passed) with ordinality as given (id, place) join staff on staff.id = given.id), '')`.as(
        'reviewers',
      ),
    ])
    .orderBy('article.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('article.state', '=', filter.state)
  if (filter.columnId) query = query.where('working.column_id', '=', filter.columnId)
  if (filter.writer) query = query.where(sql<boolean>`${filter.writer}::uuid = any (article.writers)`)
  if (filter.stage) query = query.where('article.state', 'in', [filter.stage, `revising_${filter.stage}`])
  if (filter.question.trim())
    query = query.where('working.title', 'like', `%${filter.question.trim().slice(0, 40)}%`)
  if (filter.after) query = query.where('article.id', '<', filter.after)
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
export type ArticleRow = Awaited<ReturnType<typeof articleList>>['rows'][number]

/** How many there are in each state. */
export const countByState = (ctx: Ctx) =>
  ctx.db
    .selectFrom('article')
    .select(['state', sql<number>`count(*)::int`.as('count')])
    .groupBy('state')
    .execute()

/** The list of words, page by key. */
export async function termList(
  ctx: Ctx,
  filter: { kind: string; state: string; question: string; after: string },
  limit: number,
) {
  let query = ctx.db
    .selectFrom('article_term')
    .selectAll()
    .where('state', '=', filter.state)
    .orderBy('id')
    .limit(limit + 1)
  if (filter.kind) query = query.where('kind', '=', filter.kind)
  if (filter.question.trim()) query = query.where('term', 'like', `%${filter.question.trim().slice(0, 20)}%`)
  if (filter.after) query = query.where('id', '>', filter.after)
  const rows = await query.execute()
  return { rows: rows.slice(0, limit), next: rows.length > limit ? (rows[limit - 1]?.id ?? null) : null }
}
