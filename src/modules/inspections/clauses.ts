import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { countAll, dayIn, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { periodOf } from '#platform/periods'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { inspectionFlow } from './inspection.ts'
import { rectificationFlow } from './rectification.ts'
import { planFlow } from './workflow.ts'

const href = '/desk/inspections'

defineClausePart({
  clause: '4.5.1',
  module: 'inspections',
  does: '检查对象和人员公开随机抽取，任何人都能重算；问题开整改单，整改、核查、销号分人办理。',
  async look(ctx, period) {
    const year = periodOf('year', period.last)
    const n = await countAll(ctx, {
      plans: sql`select count(*) from inspection_plan where state not in ('draft', 'cancelled') and ${dayIn('first_day', year)}`,
      done: sql`select count(*) from inspection where ${dayIn('inspected_on', period)}`,
      struck: sql`select count(*) from rectification where state = 'struck' and ${inPeriod('closed_at', period)}`,
      late: sql`select count(*) from rectification where state in ('open', 'reported') and due_on < ${dayOf(ctx.now)}::date`,
    })
    const noPlan = {
      says: `${year.label}没有公布检查计划。`,
      mend: '由主管部门制定并公布检查计划。',
      href,
    }
    return lookOf({
      evidence: [
        { label: '当年的检查计划', count: n.plans, unit: '个', href },
        { label: '检查', count: n.done, unit: '次', href },
        { label: '销号的整改单', count: n.struck, unit: '张', href },
      ],
      nothing: n.plans + n.done === 0 && noPlan,
      gaps: [
        n.plans === 0 && noPlan,
        n.late > 0 && { says: `${n.late} 张整改单逾期没有核查合格。`, mend: '催促整改并核查。', href },
      ],
    })
  },
})

definePackPart({
  clause: '4.5.1',
  module: 'inspections',
  ledgers: [
    ledgerOf(planFlow, {
      title: '检查计划台账',
      when: { day: 'first_day' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '名称', value: row => row.title, width: 40 },
        { label: '依据', value: row => row.basis, width: 40 },
        { label: '起', value: row => row.first_day, kind: 'date' },
        { label: '止', value: row => row.last_day, kind: 'date' },
      ],
    }),
    ledgerOf(inspectionFlow, {
      title: '检查台账',
      when: { day: 'inspected_on' },
      columns: [
        { label: '对象', value: row => row.target_name, width: 40 },
        { label: '检查日', value: row => row.inspected_on, kind: 'date' },
        { label: '得分', value: row => row.score, kind: 'number' },
        { label: '意见', value: row => row.opinion, width: 40 },
      ],
    }),
    ledgerOf(rectificationFlow, {
      title: '整改单台账',
      when: { at: 'issued_at' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '对象', value: row => row.target_name, width: 30 },
        { label: '问题', value: row => row.finding, width: 40 },
        { label: '期限', value: row => row.due_on, kind: 'date' },
        { label: '整改', value: row => row.report, width: 40 },
        { label: '核查', value: row => row.check_opinion, width: 40 },
      ],
    }),
  ],
  files: [
    attachmentsOf(rectificationFlow, {
      title: '整改和核查照片',
      when: { at: 'issued_at' },
      fields: ['photos', 'check_photos'],
    }),
  ],
})

defineQualityRule({
  code: 'inspections.entered_later',
  module: 'inspections',
  kind: 'backfilled',
  label: '检查结果补录',
  mend: '对照现场纸质检查表核对；无误的写明“已核对”。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, target_name as title, '/desk/inspections/' || id as href, inspector_ids[1] as who, submitted_at as at,
        '检查后补录：' || entered_later as says
      from inspection where coalesce(entered_later, '') <> '' and inspected_on between ${first}::date and ${last}::date
        and submitted_at is not null order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
