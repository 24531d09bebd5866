import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { definePublications, type Publication } from '#platform/publications'
import { publishedItems } from './shown.ts'

const shown = (ctx: Ctx) =>
  publishedItems(ctx)
    .select(['service_item.id', 'number', 'name', 'summary', 'content'])
    .select(sql<Date>`service_item.published_at`.as('at'))
    .where('service_item.published_at', 'is not', null)

type Row = Awaited<ReturnType<ReturnType<typeof shown>['execute']>>[number]
const publication = ({ id, name, summary, content, at }: Row): Publication => ({
  ...{ subject: 'service_item', column: 'item', id, title: name, summary, text: content, cover: null, at },
  href: `/items/${id}`,
})

/** A new version of an item is a correction of what is public. */
const move = async (ctx: Ctx, id: string) => {
  const row = await shown(ctx).where('service_item.id', '=', id).executeTakeFirst()
  return row ? (row.number > 1 ? 'corrected' : 'published') : null
}

definePublications({
  subject: 'service_item',
  columns: [{ code: 'item', label: '服务项目' }],
  moves: { publish: move, takeEffect: move, withdraw: 'withdrawn' },
  async recent(ctx, { since, limit }) {
    // A changed price is no news of its own: what is new is an item that was not there before.
    const first = shown(ctx).where('number', '=', 1)
    const query = since ? first.where('service_item.published_at', '>', since) : first
    return (await query.orderBy('service_item.published_at', 'desc').limit(limit).execute()).map(publication)
  },
  async one(ctx, id) {
    const row = await shown(ctx).where('service_item.id', '=', id).executeTakeFirst()
    return row ? publication(row) : null
  },
})
