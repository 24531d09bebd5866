import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { definePublications, type Publication } from '#platform/publications'
import { latestPosts, type PostRow, publicPost } from './queries/posts.ts'
import { payWords, placeWords } from './words.ts'

const isOpen = (ctx: Ctx, row: PostRow): boolean =>
  row.state === 'published' && row.valid_until >= dayOf(ctx.now)

const publication = (row: PostRow): Publication => ({
  ...{ subject: 'job_post', column: 'jobs', id: row.id, title: `招聘：${row.title}` },
  summary: `${row.party}，${payWords(row.low_fen, row.high_fen, row.pay_per)}，招 ${row.places} 人。`.slice(
    0,
    160,
  ),
  href: `/jobs/${row.id}`,
  at: row.published_at as Date,
  text: [
    `单位：${row.party}`,
    `待遇：${payWords(row.low_fen, row.high_fen, row.pay_per)}`,
    `地点：${placeWords(row.town, row.place_note)}`,
    row.tasks,
    row.wants,
    '求职不花钱：任何人都不能向求职者收取费用、押金。',
  ]
    .filter(Boolean)
    .join('\n\n'),
  cover: null,
})

/** Posts that are open go out by every channel; what is over is told as gone. */
definePublications({
  subject: 'job_post',
  columns: [{ code: 'jobs', label: '招聘求职' }],
  moves: {
    publish: 'published',
    edit: 'withdrawn',
    close: 'withdrawn',
    expire: 'withdrawn',
    endWithEmployer: 'withdrawn',
  },
  async recent(ctx, { since, limit }) {
    const rows = (await latestPosts(ctx, Math.min(200, limit * 4))).filter(row => isOpen(ctx, row))
    return rows
      .filter(row => !since || (row.published_at as Date) > since)
      .slice(0, limit)
      .map(publication)
  },
  async one(ctx, id) {
    const row = await publicPost(ctx, id)
    return row && isOpen(ctx, row) ? publication(row) : null
  },
})
