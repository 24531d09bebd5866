import type { Ctx } from '#platform/ctx'

/** What the public may read, with its public text. */
const shown = (ctx: Ctx) =>
  ctx.db
    .selectFrom('article')
    .innerJoin('article_version', join =>
      join
        .onRef('article_version.article_id', '=', 'article.id')
        .onRef('article_version.version', '=', 'article.version'),
    )
    .innerJoin('article_column', 'article_column.id', 'article.column_id')
    .where('article.version', 'is not', null)
    .where('article.state', '!=', 'withdrawn')

const line = [
  'article.id',
  'article.title',
  'article.summary',
  'article.cover_file',
  'article.cover_alt',
  'article.published_at',
  'article.corrected_at',
  'article.valid_until',
  'article.column_id',
  'article_column.name as column',
  'article_version.source',
] as const

/** Public articles, the newest first: of one column, or of all. */
export async function publicArticles(
  ctx: Ctx,
  { columnId, page = 1 }: { columnId?: string | undefined; page?: number },
  limit: number,
) {
  const rows = await shown(ctx)
    .select(line)
    .$if(columnId !== undefined, query => query.where('article.column_id', '=', columnId ?? ''))
    .orderBy('article.published_at', 'desc')
    .orderBy('article.id', 'desc')
    .limit(limit + 1)
    .offset((page - 1) * limit)
    .execute()
  return { rows: rows.slice(0, limit), more: rows.length > limit }
}
export type PublicLine = Awaited<ReturnType<typeof publicArticles>>['rows'][number]

/** The same with their bodies, for those who subscribe. */
export const newestBodies = (ctx: Ctx, columnId: string | undefined, limit: number) =>
  shown(ctx)
    .select([...line, 'article_version.body'])
    .$if(columnId !== undefined, query => query.where('article.column_id', '=', columnId ?? ''))
    .orderBy('article.published_at', 'desc')
    .orderBy('article.id', 'desc')
    .limit(limit)
    .execute()

/** One article as the public reads it, or none. */
export const publicArticle = (ctx: Ctx, id: string) =>
  shown(ctx)
    .selectAll('article_version')
    .select(['article.id', 'article.published_at as first_at', 'article.corrected_at'])
    .select(['article_column.name as column'])
    .where('article.id', '=', id)
    .executeTakeFirst()
export type PublicArticle = NonNullable<Awaited<ReturnType<typeof publicArticle>>>

/** What was corrected, when: newest first. */
export const correctionsOf = (ctx: Ctx, id: string, version: number) =>
  ctx.db
    .selectFrom('article_version')
    .select(['version', 'correction', 'published_at'])
    .where('article_id', '=', id)
    .where('version', '<=', version)
    .where('correction', 'is not', null)
    .where('published_at', 'is not', null)
    .orderBy('version', 'desc')
    .limit(50)
    .execute()

/** The one before and the one after, of the same column. */
export async function neighbours(ctx: Ctx, { id, first_at, column_id }: PublicArticle) {
  const beside = (way: '<' | '>') =>
    shown(ctx)
      .select(['article.id', 'article.title'])
      .where('article.column_id', '=', column_id)
      .where(eb =>
        eb.or([
          eb('article.published_at', way, first_at),
          eb.and([eb('article.published_at', '=', first_at), eb('article.id', way, id)]),
        ]),
      )
      .orderBy('article.published_at', way === '<' ? 'desc' : 'asc')
      .orderBy('article.id', way === '<' ? 'desc' : 'asc')
      .limit(1)
      .executeTakeFirst()
  const [older, newer] = await Promise.all([beside('<'), beside('>')])
  return { older: older ?? null, newer: newer ?? null }
}

/** Every article that has a public page, for lists of all pages. */
export const articlePages = (ctx: Ctx) =>
  ctx.db
    .selectFrom('article')
    .select(['id', 'published_at', 'corrected_at'])
    .where('version', 'is not', null)
    .where('state', '!=', 'withdrawn')
    .orderBy('id', 'desc')
    .limit(20_000)
    .execute()

/** Public bodies after an id, for the patrol: in pages, so that one night takes what it can. */
export const bodiesAfter = (ctx: Ctx, after: string, limit: number) =>
  shown(ctx)
    .select(['article.id', 'article_version.body', 'article_version.source_link'])
    .where('article.id', '>', after)
    .orderBy('article.id')
    .limit(limit)
    .execute()
