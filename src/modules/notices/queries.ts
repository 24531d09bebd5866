import type { Ctx } from '#platform/ctx'

export const publishedNotices = (ctx: Ctx, limit = 50) =>
  ctx.db
    .selectFrom('notice')
    .select(['id', 'title', 'published_at'])
    .where('state', '=', 'published')
    .orderBy('published_at', 'desc')
    .limit(limit)
    .execute()

export const allNotices = (ctx: Ctx) =>
  ctx.db.selectFrom('notice').selectAll().orderBy('id', 'desc').limit(200).execute()
