import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { isId } from '#platform/ids'

export const brokenLinks = (ctx: Ctx, articleId?: string) =>
  ctx.db
    .selectFrom('article_link')
    .select(['id', 'article_id', 'url', 'finding'])
    .where('state', '=', 'broken')
    .$if(articleId !== undefined, query => query.where('article_id', '=', articleId ?? ''))
    .orderBy('id')
    .limit(5_000)
    .execute()

/** When each link was looked at last, by article and address. */
export async function checksOf(ctx: Ctx) {
  const rows = await ctx.db
    .selectFrom('article_link_check')
    .select(['article_id', 'url', 'checked_at', 'failures'])
    .limit(50_000)
    .execute()
  return new Map(rows.map(row => [`${row.article_id} ${row.url}`, row]))
}

/** Notes a look; returns on how many nights on end it failed. */
export async function keepCheck(ctx: Ctx, articleId: string, url: string, failed: boolean): Promise<number> {
  const { failures } = await ctx.db
    .insertInto('article_link_check')
    .values({ article_id: articleId, url, checked_at: ctx.now, failures: failed ? 1 : 0 })
    .onConflict(conflict =>
      conflict.columns(['centre_id', 'article_id', 'url']).doUpdateSet({
        checked_at: ctx.now,
        failures: failed ? sql<number>`article_link_check.failures + 1` : 0,
      }),
    )
    .returning('failures')
    .executeTakeFirstOrThrow()
  return failures
}

/** Whether somebody opened it lately and said so. */
export const recentlyTrusted = async (
  ctx: Ctx,
  articleId: string,
  url: string,
  days: number,
): Promise<boolean> =>
  (await ctx.db
    .selectFrom('article_link')
    .select('id')
    .where('article_id', '=', articleId)
    .where('url', '=', url)
    .where('state', '=', 'checked')
    .where('settled_at', '>', new Date(ctx.now.getTime() - days * 86_400_000))
    .limit(1)
    .executeTakeFirst()) !== undefined

/** Broken ones first, then what was settled lately. */
export const linkList = (ctx: Ctx, state: string, limit: number) =>
  ctx.db
    .selectFrom('article_link')
    .innerJoin('article', 'article.id', 'article_link.article_id')
    .selectAll('article_link')
    .select('article.title')
    .$if(state !== '', query => query.where('article_link.state', '=', state))
    .orderBy(sql`article_link.state = 'broken'`, 'desc')
    .orderBy('article_link.id', 'desc')
    .limit(limit)
    .execute()
export type LinkRow = Awaited<ReturnType<typeof linkList>>[number]

/** Records with public pages, and how each is known to be public: as the index of the public search has them. */
const indexed: Readonly<Record<string, string>> = {
  news: 'article',
  knowledge: 'knowledge_entry',
  policies: 'policy',
  notices: 'notice',
  activities: 'activity',
  items: 'service_item',
  providers: 'provider',
}

/** What is wrong with a page of this site; null where the public can open it, or where nobody can tell from here. */
export async function internalPage(ctx: Ctx, path: string): Promise<string | null> {
  const [, part = '', id = ''] = path.replace(/[?#].*$/, '').split('/')
  if (part === 'files' && isId(id)) {
    const file = await ctx.db.selectFrom('file').select('public').where('id', '=', id).executeTakeFirst()
    return file?.public ? null : '本站的这个文件不公开或已删除'
  }
  const subject = indexed[part]
  if (!subject || !isId(id)) return null
  const { rows } = await sql<{ there: boolean }>`
    select is_public_document(${subject}, ${id}::uuid) as there`.execute(ctx.db)
  return rows[0]?.there ? null : '本站的这一页已不公开'
}
