import { sql } from 'kysely'
import { countAll, dayIn, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { roundFlow } from './workflow.ts'

const href = '/desk/reports'

defineClausePart({
  clause: '5.6.2',
  module: 'reporting',
  does: '报表按期发到企业和站点，三人签署、表内表间校验，中心审核、主管部门锁定，谁没报一看便知。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      rounds: sql`select count(*) from report_round where ${dayIn('due_on', period)}`,
      locked: sql`select count(*) from report_round where ${inPeriod('locked_at', period)}`,
      handed: sql`select count(*) from report where ${inPeriod('submitted_at', period)}`,
      missing: sql`select count(*) from report where state = 'missing' and ${dayIn('due_on', period)}`,
      late: lateTasks(ctx, 'report', 'report_round', 'report_correction'),
    })
    return lookOf({
      evidence: [
        { label: '统计报表', count: n.rounds, unit: '期', href },
        { label: '报送', count: n.handed, unit: '份', href },
        { label: '锁定', count: n.locked, unit: '期', href },
      ],
      nothing: n.rounds === 0 && {
        says: '统计期内没有应报的报表。',
        mend: '启用报表，登记填报单位。',
        href: '/desk/reports/forms',
      },
      gaps: [
        n.missing > 0 && { says: `${n.missing} 份报表没有报。`, mend: '催报，或说明免报的理由。', href },
        lateGap(n.late, '统计报表'),
      ],
    })
  },
})

definePackPart({
  clause: '5.6.2',
  module: 'reporting',
  ledgers: [
    ledgerOf(roundFlow, {
      title: '统计报表台账',
      when: { day: 'due_on' },
      columns: [
        { label: '报表', value: row => row.title, width: 40 },
        { label: '统计期', value: row => row.period },
        { label: '报送截止', value: row => row.due_on, kind: 'date' },
        { label: '汇总', value: row => row.summed_at, kind: 'dateTime' },
        { label: '锁定', value: row => row.locked_at, kind: 'dateTime' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'reporting.missing',
  module: 'reporting',
  kind: 'missing',
  label: '统计报表没有报',
  mend: '联系单位补报；停业的免报并写明理由。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, title || '：' || name as title, '/desk/reports/sheets/' || id as href, null as who, due_on::timestamptz as at,
        '截止 ' || due_on || '，没有报。' as says
      from report where state = 'missing' and ${dayIn('due_on', { first, last })} order by id limit ${limit}`.execute(
      ctx.db,
    )
    return rows
  },
})
