import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { knowledgeFlow } from './workflow.ts'

const href = '/desk/knowledge'

defineClausePart({
  clause: '5.1',
  module: 'knowledge',
  does: '常见问题有出处、有有效期，到期请编写人再确认，逾期自动下线。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      shown: sql`select count(*) from knowledge_entry where state in ('published', 'due', 'revising', 'revising_review') and not hidden`,
      fresh: sql`select count(*) from knowledge_entry where ${inPeriod('published_at', period)}`,
      hidden: sql`select count(*) from knowledge_entry where state = 'hidden' or (hidden and state <> 'withdrawn')`,
    })
    return lookOf({
      evidence: [
        { label: '公开的知识', count: n.shown, unit: '条', now: true, href },
        { label: '新增知识', count: n.fresh, unit: '条', href },
      ],
      gaps: [
        n.hidden > 0 && {
          says: `${n.hidden} 条知识到期没有确认，已下线。`,
          mend: '核对出处后再确认。',
          href,
        },
      ],
    })
  },
})

definePackPart({
  clause: '5.1',
  module: 'knowledge',
  ledgers: [
    ledgerOf(knowledgeFlow, {
      title: '知识库台账',
      when: 'now',
      columns: [
        { label: '问题', value: row => row.title, width: 50 },
        { label: '有效期至', value: row => row.valid_until, kind: 'date' },
        { label: '发布', value: row => row.published_at, kind: 'dateTime' },
        { label: '确认', value: row => row.confirmed_at, kind: 'dateTime' },
      ],
    }),
  ],
})
