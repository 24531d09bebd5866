import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { serviceCaseFlow } from './workflow.ts'

const href = '/desk/cases'

defineClausePart({
  clause: '5.6.1',
  module: 'cases',
  does: '网上和窗口申请统一办理，服务商轮流报价、申请人自选，按承诺时限交付，办完由申请人确认。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      submitted: sql`select count(*) from service_case where ${inPeriod('submitted_at', period)}`,
      closed: sql`select count(*) from service_case where state = 'closed' and ${inPeriod('closed_at', period)}`,
      late: lateTasks(ctx, 'service_case', 'quote'),
    })
    return lookOf({
      evidence: [
        { label: '提交的办件', count: n.submitted, href },
        { label: '办结的办件', count: n.closed, href },
      ],
      nothing: n.submitted + n.closed === 0 && {
        says: '统计期内没有办件。',
        mend: '宣传服务项目，窗口来访随时登记。',
        href,
      },
      gaps: [lateGap(n.late, '办件')],
    })
  },
})

definePackPart({
  clause: '5.6.1',
  module: 'cases',
  ledgers: [
    ledgerOf(serviceCaseFlow, {
      title: '办件台账',
      when: { at: 'submitted_at' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '事项', value: row => row.title, width: 40 },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '提交', value: row => row.submitted_at, kind: 'dateTime' },
        { label: '受理', value: row => row.accepted_at, kind: 'dateTime' },
        { label: '办结', value: row => row.closed_at, kind: 'dateTime' },
        { label: '承诺工作日', value: row => row.promised_days, kind: 'number' },
        { label: '价格（元）', value: row => row.price_fen, kind: 'money' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'cases.no_result',
  module: 'cases',
  kind: 'missing',
  label: '办结的咨询办件没有写答复',
  mend: '请承办人在办件里补上答复内容。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, number || ' ' || title as title, '/desk/cases/' || id as href, assignee_id as who, closed_at as at,
        '办结了，没有写答复。' as says
      from service_case where state = 'closed' and handling = 'consultation' and coalesce(answer, '') = ''
        and (closed_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
