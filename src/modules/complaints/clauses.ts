import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { complaintFlow } from './workflow.ts'

const href = '/desk/complaints'
/** What is the bureau's alone is not even counted here. */
const ours = sql`not for_bureau`

defineClausePart({
  clause: '4.5.1',
  module: 'complaints',
  does: '投诉、举报、建议、表扬统一受理，按时限办理、回访、复核，被反映的人回避。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      taken: sql`select count(*) from complaint where ${ours} and ${inPeriod('submitted_at', period)}`,
      answered: sql`select count(*) from complaint where ${ours} and ${inPeriod('answered_at', period)}`,
      late: lateTasks(ctx, 'complaint', 'complaint_statement'),
    })
    return lookOf({
      evidence: [
        { label: '收到的服务反馈', count: n.taken, href },
        { label: '答复的服务反馈', count: n.answered, href },
      ],
      gaps: [lateGap(n.late, '服务反馈')],
    })
  },
})

definePackPart({
  clause: '4.5.1',
  module: 'complaints',
  ledgers: [
    ledgerOf(complaintFlow, {
      title: '服务反馈台账',
      when: { at: 'submitted_at' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '收到', value: row => row.submitted_at, kind: 'dateTime' },
        { label: '反映人', value: row => (row.anonymous ? '匿名' : row.contact_name), personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '受理', value: row => row.accepted_at, kind: 'dateTime' },
        { label: '答复', value: row => row.answered_at, kind: 'dateTime' },
        { label: '办结', value: row => row.closed_at, kind: 'dateTime' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'complaints.no_cause',
  module: 'complaints',
  kind: 'missing',
  label: '办结的反馈没有归类',
  mend: '由办理人补登核查结论和问题归类。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, number as title, '/desk/complaints/' || id as href, assignee_id as who, closed_at as at,
        '办结了，没有写问题归类。' as says
      from complaint where ${ours} and state in ('closed', 'archived') and kind in ('complaint', 'report')
        and refusal is null and coalesce(cause, '') = ''
        and (closed_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
