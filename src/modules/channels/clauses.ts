import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { postFlow } from './post.ts'

const href = '/desk/channels'

defineClausePart({
  clause: '5.5',
  module: 'channels',
  does: '同一内容经网站、大厅屏幕、邮件、微信群和各平台发布，发布链接、截图和阅读数有记录。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      posted: sql`select count(*) from channel_post where ${inPeriod('posted_at', period)}`,
      channels: sql`select count(distinct channel) from channel_post where ${inPeriod('posted_at', period)}`,
    })
    return lookOf({
      evidence: [
        { label: '站外发布', count: n.posted, unit: '次', href },
        { label: '用到的平台', count: n.channels, unit: '个', href },
      ],
      nothing: n.posted === 0 && {
        says: '统计期内没有在站外平台发布的记录。',
        mend: '把稿件发到微信等平台，登记链接。',
        href,
      },
    })
  },
})

definePackPart({
  clause: '5.5',
  module: 'channels',
  ledgers: [
    ledgerOf(postFlow, {
      title: '站外发布台账',
      when: { at: 'posted_at' },
      columns: [
        { label: '标题', value: row => row.title, width: 50 },
        { label: '链接', value: row => row.url, width: 50 },
        { label: '发布', value: row => row.posted_at, kind: 'dateTime' },
      ],
    }),
  ],
  files: [attachmentsOf(postFlow, { title: '发布截图', when: { at: 'posted_at' }, fields: ['screenshots'] })],
})
