import { sql } from 'kysely'
import { countAll, dayIn, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { adoptionFlow, type Level, levels } from './adoption.ts'
import { briefFlow } from './workflow.ts'

const href = '/desk/briefs'

defineClausePart({
  clause: '5.6.2',
  module: 'briefs',
  does: '周报、月报、季报、简报按数据自动写出初稿，经修改、核稿、签发、编号后报送主管部门签收，采用情况有据可查。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      sent: sql`select count(*) from brief where ${inPeriod('first_sent_at', period)}`,
      adopted: sql`select count(*) from brief_adoption where state = 'confirmed' and ${dayIn('adopted_on', period)}`,
      unsent: sql`select count(*) from brief where first_sent_at is null and state <> 'dropped'
        and due_on < ${ctx.now}::date and ${dayIn('due_on', period)}`,
      late: lateTasks(ctx, 'brief', 'brief_adoption'),
    })
    return lookOf({
      evidence: [
        { label: '报送工作信息', count: n.sent, unit: '篇', href },
        { label: '被采用', count: n.adopted, unit: '次', href: '/desk/briefs/adoptions' },
      ],
      nothing: n.sent === 0 && {
        says: '统计期内没有报送过工作信息。',
        mend: '在“工作信息”里起草、签发、报送。',
        href,
      },
      gaps: [
        n.unsent > 0 && { says: `${n.unsent} 篇到了报送日没有报出。`, mend: '抓紧核稿、签发、报送。', href },
        lateGap(n.late, '工作信息'),
      ],
    })
  },
})

definePackPart({
  clause: '5.6.2',
  module: 'briefs',
  ledgers: [
    ledgerOf(briefFlow, {
      title: '工作信息报送台账',
      when: { at: 'first_sent_at' },
      columns: [
        { label: '标题', value: row => row.title, width: 44 },
        { label: '种类', value: row => row.kind_name },
        { label: '年', value: row => row.year, kind: 'number' },
        { label: '期号', value: row => row.number, kind: 'number' },
        { label: '首次报送', value: row => row.first_sent_at, kind: 'dateTime' },
        { label: '签收', value: row => row.received_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(adoptionFlow, {
      title: '工作信息采用台账',
      when: { day: 'adopted_on' },
      columns: [
        { label: '级别', value: row => levels[row.level as Level] },
        { label: '采用单位', value: row => row.unit, width: 30 },
        { label: '刊名', value: row => row.publication, width: 30 },
        { label: '刊期', value: row => row.issue },
        { label: '采用日期', value: row => row.adopted_on, kind: 'date' },
        { label: '领导批示', value: row => (row.instruction ? '有' : '') },
      ],
    }),
  ],
})
