import type { Ctx } from '#platform/ctx'
import { definePublications, type Publication } from '#platform/publications'
import { passagesOf } from '#platform/rich-text'
import { newestBodies, publicArticle } from './queries.ts'

type Row = Awaited<ReturnType<typeof newestBodies>>[number]

/** An empty line parts what are paragraphs; pictures are not for reading. */
const paragraphs = (body: string): string =>
  passagesOf(body)
    .filter(part => !part.startsWith('［图：'))
    .join('\n\n')

const publication = (
  row: Omit<Row, 'valid_until' | 'source' | 'corrected_at' | 'column_id'>,
): Publication => ({
  ...{ subject: 'article', id: row.id, column: 'article', section: row.column },
  ...{ title: row.title, summary: row.summary, text: paragraphs(row.body) },
  href: `/news/${row.id}`,
  at: row.published_at as Date,
  cover: row.cover_file ? { id: row.cover_file, alt: row.cover_alt } : null,
})

/** A version after the first is a correction of what is public. */
async function move(ctx: Ctx, id: string) {
  const row = await publicArticle(ctx, id)
  return row ? (row.version > 1 ? 'corrected' : 'published') : null
}

definePublications({
  subject: 'article',
  columns: [{ code: 'article', label: '宣传稿件' }],
  moves: { publish: move, withdraw: 'withdrawn' },
  async recent(ctx, { since, limit }) {
    const rows = await newestBodies(ctx, undefined, limit)
    return rows.filter(row => !since || (row.published_at as Date) > since).map(publication)
  },
  async one(ctx, id) {
    const row = await publicArticle(ctx, id)
    return row ? publication({ ...row, published_at: row.first_at }) : null
  },
})
