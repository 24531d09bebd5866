import { sql } from 'kysely'
import { addDays, dayOf } from '#platform/calendar'
import { countAll, dayIn, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { checkFlow } from './check.ts'
import { drawDays } from './settings.ts'
import { roundFlow } from './workflow.ts'

const href = '/desk/tracking'

defineClausePart({
  clause: '5.3.1',
  module: 'tracking',
  does: '每个班结业后随机抽人电话核实，抽取可以重算；一、三、六、十二个月后跟踪开店和销售。',
  async look(ctx, period) {
    // Working days, with weekends and a holiday to spare.
    const before = addDays(dayOf(ctx.now), -(2 * drawDays.of(ctx.centre) + 7))
    const n = await countAll(ctx, {
      checks: sql`select count(*) from spot_check where ${inPeriod('drawn_at', period)}`,
      called: sql`select count(*) from spot_call where state not in ('waiting', 'unreached') and ${inPeriod('called_at', period)}`,
      asked: sql`select count(*) from follow_up where state = 'answered' and ${dayIn('answered_on', period)}`,
      undrawn: sql`select count(*) from spot_check where number is null and exists (select from training_class class
        where class.id = class_id and (class.completed_at at time zone 'Asia/Shanghai')::date < ${before}::date)`,
      findings: sql`select count(*) from spot_call where state = 'finding'`,
    })
    return lookOf({
      evidence: [
        { label: '电话抽查', count: n.checks, unit: '个班', href },
        { label: '接通', count: n.called, unit: '人次', href },
        { label: '跟踪答复', count: n.asked, unit: '人次', href },
      ],
      gaps: [
        n.undrawn > 0 && {
          says: `${n.undrawn} 个班结业后没有抽取电话抽查的名单。`,
          mend: '在“抽查与跟踪”抽取并拨打。',
          href,
        },
        n.findings > 0 && { says: `${n.findings} 个抽查问题没有说明。`, mend: '由班主任说明情况。', href },
      ],
    })
  },
})

definePackPart({
  clause: '5.3.1',
  module: 'tracking',
  ledgers: [
    ledgerOf(checkFlow, {
      title: '电话抽查台账',
      when: { at: 'drawn_at' },
      columns: [
        { label: '期号', value: row => row.class_number },
        { label: '培训班', value: row => row.title, width: 40 },
        { label: '名单人数', value: row => row.people, kind: 'number' },
        { label: '抽取', value: row => row.drawn_at, kind: 'dateTime' },
        { label: '随机数', value: row => row.number, width: 30 },
        { label: '结论', value: row => row.conclusion, width: 40 },
      ],
    }),
    ledgerOf(roundFlow, {
      title: '结业跟踪台账',
      when: { day: 'due_on' },
      columns: [
        { label: '期号', value: row => row.class_number },
        { label: '培训班', value: row => row.title, width: 40 },
        { label: '结业后几个月', value: row => row.months, kind: 'number' },
        { label: '人数', value: row => row.people, kind: 'number' },
        { label: '开始', value: row => row.due_on, kind: 'date' },
      ],
    }),
  ],
})
