import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { definePublications, type Publication } from '#platform/publications'

const shown = (ctx: Ctx) =>
  ctx.db
    .selectFrom('policy')
    .innerJoin('policy_version as v', join =>
      join
        .onRef('v.centre_id', '=', 'policy.centre_id')
        .onRef('v.policy_id', '=', 'policy.id')
        .onRef('v.version', '=', 'policy.version'),
    )
    .select([
      'policy.id',
      'v.version',
      'v.title',
      'v.plain_gains',
      'v.plain_who',
      'v.plain_how',
      'v.plain_when',
    ])
    .select(sql<Date>`policy.published_at`.as('at'))
    .where('policy.shown', '=', true)
    .orderBy('policy.published_at', 'desc')

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]
const publication = (row: Row): Publication => ({
  ...{ subject: 'policy', column: 'policy', id: row.id, title: row.title, cover: null, at: row.at },
  summary: row.plain_gains.slice(0, 120),
  href: `/policies/${row.id}`,
  text: [
    `能得什么：${row.plain_gains}`,
    `谁能得：${row.plain_who}`,
    `怎么办：${row.plain_how}`,
    `什么时候：${row.plain_when}`,
  ].join('\n\n'),
})

definePublications({
  subject: 'policy',
  columns: [{ code: 'policy', label: '政策' }],
  moves: {
    async publish(ctx, id) {
      const row = await shown(ctx).where('policy.id', '=', id).executeTakeFirst()
      return row ? (row.version > 1 ? 'corrected' : 'published') : null
    },
    withdraw: 'withdrawn',
  },
  async recent(ctx, { since, limit }) {
    const query = since ? shown(ctx).where('policy.published_at', '>', since) : shown(ctx)
    return (await query.limit(limit).execute()).map(publication)
  },
  async one(ctx, id) {
    const row = await shown(ctx).where('policy.id', '=', id).executeTakeFirst()
    return row ? publication(row) : null
  },
})
