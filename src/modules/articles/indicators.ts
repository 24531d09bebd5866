import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of articles. */
defineTally({
  code: 'articles.published',
  label: '发布宣传稿件',
  group: '宣传',
  clause: '5.5',
  definition: '统计期内经审核发布的稿件；按首次发布日归期，更正、修订不重复计，撤回的不算。',
  formula: '发布的稿件数之和',
  unit: '篇',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'article',
  rows: ({ from, until }) => sql`
    select id, null::text as town, 1::bigint as value, null::bigint as base, null::text as who
    from article
    where published_at between ${from} and ${until} and state <> 'withdrawn'`,
})
