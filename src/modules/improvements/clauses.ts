import { sql } from 'kysely'
import { addDays } from '#platform/calendar'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { addMonths } from '#platform/periods'
import { findingFlow } from './finding.ts'
import { measureFlow } from './measure.ts'
import { improvementFlow } from './workflow.ts'

const href = '/desk/improvements'

defineClausePart({
  clause: '6.2.1',
  module: 'improvements',
  does: '评价、差评、反馈、检查、超时和异常数字里的问题自动汇成一张清单，分轻重、看是否重现。',
  async look(ctx, period) {
    const since = addDays(addMonths(period.last, -12), 1)
    const n = await countAll(ctx, {
      raised: sql`select count(*) from finding where ${inPeriod('raised_at', period)}`,
      again: sql`select count(*) from finding where occurrence > 1 and ${inPeriod('raised_at', period)}`,
      year: sql`select count(*) from finding where raised_at >= ${since}::date
        and (raised_at at time zone 'Asia/Shanghai')::date <= ${period.last}::date`,
      late: lateTasks(ctx, 'finding'),
    })
    return lookOf({
      evidence: [
        { label: '发现的问题', count: n.raised, unit: '个', href },
        { label: '其中再次出现', count: n.again, unit: '个', href },
      ],
      nothing: n.year === 0 && {
        says: '一年内没有登记过问题。',
        mend: '审定评价结果后，把问题登记下来；规则发现的自动登记。',
        href,
      },
      gaps: [lateGap(n.late, '问题')],
    })
  },
})

defineClausePart({
  clause: '6.2.2',
  module: 'improvements',
  does: '逐个问题分析原因、比选措施、定方案和目标值，批准后实施，由另一人对照指标验证，到期回头看。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      opened: sql`select count(*) from improvement where ${inPeriod('opened_at', period)}`,
      closed: sql`select count(*) from improvement where ${inPeriod('closed_at', period)}`,
      done: sql`select count(*) from measure where ${inPeriod('done_at', period)}`,
      waiting: sql`select count(*) from finding where state = 'open' and severity in ('major', 'critical')`,
      recurred: sql`select count(*) from improvement where state = 'recurred'`,
      late: lateTasks(ctx, 'improvement', 'measure'),
      any: sql`select (select count(*) from finding) - (select count(*) from finding where state = 'open')
        + (select count(*) from improvement)`,
      findings: sql`select count(*) from finding`,
    })
    return lookOf({
      evidence: [
        { label: '立项的改进', count: n.opened, unit: '项', href },
        { label: '验证办结的改进', count: n.closed, unit: '项', href },
        { label: '完成的措施', count: n.done, unit: '条', href },
      ],
      nothing: n.any === 0 && {
        says: n.findings > 0 ? '有问题，没有一个进入改进。' : '还没有问题和改进的记录。',
        mend: '为问题立项改进：原因、措施、方案、目标值。',
        href,
      },
      gaps: [
        n.waiting > 0 && { says: `${n.waiting} 个较重的问题没有立项改进。`, mend: '立项，分析原因。', href },
        lateGap(n.late, '改进'),
      ],
    })
  },
})

definePackPart({
  clause: '6.2.1',
  module: 'improvements',
  ledgers: [
    ledgerOf(findingFlow, {
      title: '问题台账',
      when: { at: 'raised_at' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '问题', value: row => row.title, width: 40 },
        { label: '条款', value: row => row.clause },
        { label: '事实', value: row => row.facts, width: 50 },
        { label: '第几次出现', value: row => row.occurrence, kind: 'number' },
        { label: '发现', value: row => row.raised_at, kind: 'dateTime' },
      ],
    }),
  ],
})
definePackPart({
  clause: '6.2.2',
  module: 'improvements',
  ledgers: [
    ledgerOf(improvementFlow, {
      title: '改进台账',
      when: { at: 'opened_at' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '改进', value: row => row.title, width: 40 },
        { label: '根本原因', value: row => row.root_cause, width: 40 },
        { label: '目标', value: row => row.goal, width: 40 },
        { label: '完成期限', value: row => row.due_on, kind: 'date' },
        { label: '验证', value: row => row.after_says, width: 40 },
        { label: '办结', value: row => row.closed_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(measureFlow, {
      title: '改进措施台账',
      when: { day: 'due_on' },
      columns: [
        { label: '措施', value: row => row.what, width: 50 },
        { label: '期限', value: row => row.due_on, kind: 'date' },
        { label: '结果', value: row => row.result, width: 50 },
        { label: '完成', value: row => row.done_at, kind: 'dateTime' },
      ],
    }),
  ],
})
