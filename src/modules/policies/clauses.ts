import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { policyFlow } from './workflow.ts'

const href = '/desk/policies'

defineClausePart({
  clause: '5.1',
  module: 'policies',
  does: '政策用白话写明谁能得、得什么、怎么办，逐户说明符合与否，开始和截止都有提醒。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      shown: sql`select count(*) from policy where shown`,
      fresh: sql`select count(*) from policy where ${inPeriod('published_at', period)}`,
    })
    return lookOf({
      evidence: [
        { label: '公开的政策', count: n.shown, now: true, href },
        { label: '新发布的政策', count: n.fresh, href },
      ],
      nothing: n.shown === 0 && { says: '政策库是空的。', mend: '编写现行政策，审核后发布。', href },
    })
  },
})

definePackPart({
  clause: '5.1',
  module: 'policies',
  ledgers: [
    ledgerOf(policyFlow, {
      title: '政策台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.title, width: 60 },
        { label: '印发', value: row => row.issued_on, kind: 'date' },
        { label: '有效期至', value: row => row.until_on, kind: 'date' },
        { label: '发布', value: row => row.published_at, kind: 'dateTime' },
      ],
    }),
  ],
})
