import type { Ctx } from '#platform/ctx'
import { definePublications, type Publication } from '#platform/publications'
import type { Contest } from './people.ts'
import { kindName } from './words.ts'

const shown = (ctx: Ctx) =>
  ctx.db
    .selectFrom('contest')
    .selectAll()
    .where('published_at', 'is not', null)
    .where('state', '!=', 'cancelled')

const publication = (row: Contest): Publication => ({
  ...{ subject: 'contest', column: 'contest', id: row.id, title: row.title },
  summary: `${kindName(row)}。${row.about}`.slice(0, 160),
  href: `/contests/${row.id}`,
  at: row.announced_at ?? row.published_at ?? row.opens_at,
  text: [row.about, `参赛条件：${row.eligibility}`, `主办：${row.organiser}`].join('\n\n'),
  cover: null,
})

definePublications({
  subject: 'contest',
  columns: [{ code: 'contest', label: '大赛' }],
  moves: { publish: 'published', announce: 'corrected', cancel: 'withdrawn' },
  recent: async (ctx, { since, limit }) =>
    (
      await shown(ctx)
        .$if(since !== undefined, query => query.where('published_at', '>=', since as Date))
        .orderBy('published_at', 'desc')
        .limit(limit)
        .execute()
    ).map(publication),
  async one(ctx, id) {
    const row = await shown(ctx).where('id', '=', id).executeTakeFirst()
    return row ? publication(row) : null
  },
})
