import { sql } from 'kysely'
import { dayOf } from '#platform/calendar'
import { countAll, dayIn, defineClausePart, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { type ClassFile, pdf } from '#platform/documents'
import { maskName } from '#platform/identifiers'
import { attachmentsOf, definePackPart, ledgerOf, papersOf } from '#platform/packs'
import { defineQualityRule, lateEntries, type QualityFinding } from '#platform/quality'
import { buildFile, printedFile } from './class-file.ts'
import { costFlow } from './cost.ts'
import { enrolmentFlow } from './enrolment.ts'
import { planFlow } from './plan.ts'
import { kindLabel, townName } from './words.ts'
import { classFlow } from './workflow.ts'

const href = '/desk/classes'
const plans = '/desk/training-plans'
const taught = "('running', 'finishing', 'completed', 'archived')"

defineClausePart({
  clause: '5.3.1',
  module: 'training',
  does: '按摸底结果定年度计划、审批执行；每个班一期一档，人次和人数分开计算，经费凭票据核对。',
  async look(ctx, period) {
    const [from, to] = [Number(period.first.slice(0, 4)), Number(period.last.slice(0, 4))]
    const held = sql`state in ${sql.raw(taught)} and starts_on <= ${period.last}::date and ends_on >= ${period.first}::date`
    const n = await countAll(ctx, {
      plans: sql`select count(*) from training_plan where state = 'approved' and year between ${from} and ${to}`,
      held: sql`select count(*) from training_class where ${held}`,
      heads: sql`select count(*) from enrolment join training_class class on class.id = class_id
        where enrolment.state in ('accepted', 'completed', 'failed') and class.${held}`,
      people: sql`select count(distinct id_hash) from enrolment join training_class class on class.id = class_id
        where enrolment.state in ('accepted', 'completed', 'failed') and class.${held}`,
      over: sql`select count(*) from training_class where state in ('published', 'running') and ends_on < ${dayOf(ctx.now)}::date`,
      unfiled: sql`select count(*) from training_class join task on task.record_id = training_class.id and task.closed_at is null
        and task.due_at < ${ctx.now} where training_class.state = 'completed'`,
      late: lateTasks(ctx, 'training_plan', 'enrolment', 'training_cost'),
    })
    return lookOf({
      evidence: [
        { label: '批准的年度计划', count: n.plans, unit: '个', href: plans },
        { label: '举办的培训班', count: n.held, unit: '期', href },
        { label: '培训', count: n.heads, unit: '人次', href },
        { label: '培训', count: n.people, unit: '人', href },
      ],
      nothing: n.plans + n.held === 0 && {
        says: '没有批准的年度计划，也没有举办培训班。',
        mend: '编制年度培训计划并报批，按计划开班。',
        href: plans,
      },
      gaps: [
        n.plans < to - from + 1 && {
          says: '年度培训计划没有批准。',
          mend: '编制计划，由负责审批的人员批准。',
          href: plans,
        },
        n.held === 0 && { says: '统计期内没有举办培训班。', mend: '按年度计划开班。', href },
        n.over > 0 && {
          says: `${n.over} 个班已过结束日，没有办理结业。`,
          mend: '录完考勤和考试后办理结业。',
          href,
        },
        n.unfiled > 0 && {
          says: `${n.unfiled} 个班结业后逾期没有归档。`,
          mend: '写总结、结清经费、归档。',
          href,
        },
        lateGap(n.late, '培训计划、报名审核和费用核对'),
      ],
    })
  },
})

/** Learners are not named where the file leaves the house. */
const withoutNames = (file: ClassFile): ClassFile => ({
  ...file,
  sections: file.sections.map(section => ({
    ...section,
    tables: section.title.includes('讲师')
      ? section.tables
      : section.tables.map(table => {
          const names = table.columns.flatMap((column, at) => (/姓名|学员$/.test(column.label) ? [at] : []))
          return {
            ...table,
            rows: table.rows.map(row => row.map((cell, at) => (names.includes(at) ? maskName(cell) : cell))),
          }
        }),
  })),
})

definePackPart({
  clause: '5.3.1',
  module: 'training',
  ledgers: [
    ledgerOf(planFlow, {
      title: '年度培训计划台账',
      when: 'now',
      columns: [
        { label: '年度', value: row => row.year, kind: 'number' },
        { label: '版次', value: row => row.version, kind: 'number' },
        { label: '目标', value: row => row.goal, width: 60 },
        { label: '批准', value: row => row.approved_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(classFlow, {
      title: '培训班台账',
      when: { day: 'starts_on' },
      columns: [
        { label: '期号', value: row => row.number },
        { label: '名称', value: row => row.title, width: 40 },
        { label: '类别', value: row => kindLabel(row.kind) },
        { label: '开班', value: row => row.starts_on, kind: 'date' },
        { label: '结束', value: row => row.ends_on, kind: 'date' },
        { label: '地点', value: row => row.place, width: 30 },
        { label: '名额', value: row => row.capacity, kind: 'number' },
        { label: '学时', value: row => row.hours_tenths / 10, kind: 'number' },
        { label: '预算（元）', value: row => row.budget_fen, kind: 'money' },
      ],
    }),
    ledgerOf(enrolmentFlow, {
      title: '学员台账',
      when: { at: 'applied_at' },
      columns: [
        { label: '姓名', value: row => row.person_name, personal: 'name' },
        { label: '手机号', value: row => row.phone, personal: 'phone' },
        { label: '乡镇', value: row => townName(row.town) },
        { label: '报名', value: row => row.applied_at, kind: 'dateTime' },
        { label: '录取', value: row => row.accepted_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(costFlow, {
      title: '培训费用台账',
      when: { day: 'paid_on' },
      columns: [
        { label: '付款日', value: row => row.paid_on, kind: 'date' },
        { label: '科目', value: row => row.item },
        { label: '事项', value: row => row.what, width: 40 },
        { label: '收款人', value: row => row.payee, personal: 'name' },
        { label: '票据号', value: row => row.receipt },
        { label: '金额（元）', value: row => row.amount_fen, kind: 'money' },
      ],
    }),
  ],
  files: [
    papersOf(classFlow, {
      title: '一期一档',
      when: { day: 'starts_on' },
      async paper(ctx, row) {
        const printed = withoutNames(printedFile(ctx, row, await buildFile(ctx, row)))
        return { name: `一期一档-${row.number}.pdf`, make: () => pdf('class-file', printed) }
      },
    }),
    attachmentsOf(costFlow, { title: '培训票据', when: { day: 'paid_on' }, fields: ['receipts'] }),
  ],
})

defineQualityRule({
  code: 'training.file_incomplete',
  module: 'training',
  kind: 'missing',
  label: '一期一档不全',
  mend: '在培训班里补写总结、排课程表、登记费用。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding & { lacks: string[] }>`
      select * from (
        select id, title, '/desk/classes/' || id || '/file' as href, owner_id as who,
          coalesce(completed_at, ends_on::timestamptz) as at,
          array_remove(array[
            case when coalesce(summary, '') = '' then '培训总结' end,
            case when not exists (select from lesson where class_id = training_class.id and state = 'planned') then '课程表' end,
            case when budget_fen > 0 and not exists (select from training_cost where class_id = training_class.id and state <> 'dropped')
              then '费用' end], null) as lacks
        from training_class where state in ('completed', 'archived') and ends_on between ${first}::date and ${last}::date) class
      where cardinality(lacks) > 0 order by id limit ${limit}`.execute(ctx.db)
    return rows.map(({ lacks, ...row }) => ({ ...row, says: `档案里缺${lacks.join('、')}。` }))
  },
})
defineQualityRule({
  code: 'training.agreement_expired',
  module: 'training',
  kind: 'expired',
  label: '讲师协议过期',
  mend: '续签后登记新的协议；不再聘请的停用。',
  async find(ctx, _span, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, name as title, '/desk/courses/lecturers/' || id as href, null as who, agreement_until::timestamptz as at,
        '协议到 ' || agreement_until || ' 为止。' as says
      from lecturer where state = 'active' and agreement_until < ${dayOf(ctx.now)}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
defineQualityRule({
  code: 'training.cost_out_of_range',
  module: 'training',
  kind: 'implausible',
  label: '培训费用的日期不合常理',
  mend: '对照票据核对付款日，登错的退回更正。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select cost.id, class.title || '：' || cost.what as title, '/desk/classes/' || class.id || '/costs' as href,
        class.owner_id as who, paid_on::timestamptz as at,
        '付款日 ' || paid_on || ' 离培训（' || starts_on || ' 至 ' || ends_on || '）太远。' as says
      from training_cost cost join training_class class on class.id = class_id
      where cost.state <> 'dropped' and (paid_on < starts_on - 90 or paid_on > ends_on + 180)
        and ${dayIn('paid_on', { first, last })}
      order by cost.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
defineQualityRule(
  lateEntries({
    code: 'training.cost_late',
    module: 'training',
    label: '培训费用晚登',
    mend: '核对付款日；今后付款后随即登记。',
    table: 'training_cost',
    action: 'note',
    day: 'paid_on',
    title: sql`entry.what`,
    href: sql`'/desk/classes/' || entry.class_id || '/costs'`,
  }),
)
