import type { Ctx } from '#platform/ctx'
import { definePublications, type Publication } from '#platform/publications'
import type { RowOf } from '#platform/workflow'

const published = (ctx: Ctx) =>
  ctx.db.selectFrom('notice').selectAll().where('state', '=', 'published').orderBy('published_at', 'desc')

const publication = ({ id, title, body, published_at }: RowOf<'notice'>): Publication => ({
  ...{ subject: 'notice', column: 'notice', id, title, text: body, cover: null },
  summary: body.replaceAll(/\s+/g, ' ').slice(0, 120),
  href: `/notices/${id}`,
  at: published_at as Date,
})

definePublications({
  subject: 'notice',
  columns: [{ code: 'notice', label: '公告' }],
  moves: { publish: 'published', withdraw: 'withdrawn' },
  async recent(ctx, { since, limit }) {
    const query = since ? published(ctx).where('published_at', '>', since) : published(ctx)
    return (await query.limit(limit).execute()).map(publication)
  },
  async one(ctx, id) {
    const row = await published(ctx).where('id', '=', id).executeTakeFirst()
    return row ? publication(row) : null
  },
})
