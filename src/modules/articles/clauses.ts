import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { articleFlow } from './workflow.ts'

const href = '/desk/articles'

defineClausePart({
  clause: '5.5',
  module: 'articles',
  does: '稿件三审三校，每一步由不同的人办理并留痕，更正有说明；失效的链接每晚巡查。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      fresh: sql`select count(*) from article where ${inPeriod('published_at', period)}`,
      broken: sql`select count(*) from article_link where state = 'broken'`,
      late: lateTasks(ctx, 'article'),
    })
    return lookOf({
      evidence: [{ label: '发布的稿件', count: n.fresh, unit: '篇', href }],
      nothing: n.fresh === 0 && {
        says: '统计期内没有发布宣传稿件。',
        mend: '有宣传任务的，编写稿件走三审三校。',
        href,
      },
      gaps: [
        n.broken > 0 && {
          says: `${n.broken} 个链接打不开。`,
          mend: '更正稿件里的链接，或标明核对过。',
          href,
        },
        lateGap(n.late, '稿件审核'),
      ],
    })
  },
})

definePackPart({
  clause: '5.5',
  module: 'articles',
  ledgers: [
    ledgerOf(articleFlow, {
      title: '宣传稿件台账',
      when: { at: 'published_at' },
      columns: [
        { label: '标题', value: row => row.title, width: 50 },
        { label: '摘要', value: row => row.summary, width: 60 },
        { label: '发布', value: row => row.published_at, kind: 'dateTime' },
        { label: '审核轮次', value: row => row.round, kind: 'number' },
      ],
    }),
  ],
})
