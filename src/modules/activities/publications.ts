import type { Ctx } from '#platform/ctx'
import { definePublications, type Publication } from '#platform/publications'
import type { Activity } from './inputs.ts'
import { spanInWords } from './moments.ts'
import { coversOf } from './view.ts'
import { placeText } from './words.ts'

const published = (ctx: Ctx) =>
  ctx.db
    .selectFrom('activity')
    .selectAll()
    .where('published_at', 'is not', null)
    .where('state', 'in', ['published', 'held', 'closed'])

async function publications(ctx: Ctx, rows: readonly Activity[]): Promise<Publication[]> {
  const covers = await coversOf(ctx, rows)
  return rows.map(row => ({
    ...{ subject: 'activity', column: 'activity', id: row.id, title: row.title },
    summary: `${spanInWords(row)}，${placeText(row)}。${row.about}`.slice(0, 160),
    href: `/activities/${row.id}`,
    at: row.published_at as Date,
    text: [`时间：${spanInWords(row)}`, `地点：${placeText(row)}`, `适合：${row.audience}`, row.about].join(
      '\n\n',
    ),
    cover: covers.get(row.id) ?? null,
    happens: { from: row.starts_at, until: row.ends_at, place: placeText(row) },
  }))
}

definePublications({
  subject: 'activity',
  columns: [{ code: 'activity', label: '活动' }],
  moves: { publish: 'published', postpone: 'corrected', cancel: 'withdrawn' },
  async recent(ctx, { since, limit }) {
    const query = since ? published(ctx).where('published_at', '>', since) : published(ctx)
    return publications(ctx, await query.orderBy('published_at', 'desc').limit(limit).execute())
  },
  async one(ctx, id) {
    return (await publications(ctx, await published(ctx).where('id', '=', id).limit(1).execute()))[0] ?? null
  },
  async happening(ctx, from, until) {
    const rows = await published(ctx)
      .where('ends_at', '>', from)
      .where('starts_at', '<', until)
      .orderBy('starts_at')
      .limit(100)
      .execute()
    return publications(ctx, rows)
  },
})
