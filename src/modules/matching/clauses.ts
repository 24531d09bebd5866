import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, lateEntryDays, type QualityFinding } from '#platform/quality'
import { figureFlow } from './figure.ts'
import { postingFlow } from './posting.ts'
import { introductionFlow } from './workflow.ts'

const href = '/desk/introductions'

defineClausePart({
  clause: '5.2.1',
  module: 'matching',
  does: '供需信息公开匹配并说明理由，双方同意才对接；意向、合同、成交、到款四个口径分开登记，另一人核实。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      postings: sql`select count(*) from posting where ${inPeriod('published_at', period)}`,
      talks: sql`select count(*) from introduction where ${inPeriod('talking_at', period)}`,
      verified: sql`select count(*) from introduction_figure where state = 'verified' and ${inPeriod('verified_at', period)}`,
      late: lateTasks(ctx, 'introduction', 'introduction_figure', 'introduction_follow_up', 'posting'),
    })
    return lookOf({
      evidence: [
        { label: '公开的供需信息', count: n.postings, unit: '条', href: '/desk/postings' },
        { label: '供需对接', count: n.talks, href },
        { label: '核实的成果', count: n.verified, unit: '笔', href },
      ],
      nothing: n.postings + n.talks === 0 && {
        says: '统计期内没有供需对接。',
        mend: '收集供需信息，按匹配结果牵线。',
        href: '/desk/postings',
      },
      gaps: [lateGap(n.late, '供需对接')],
    })
  },
})

definePackPart({
  clause: '5.2.1',
  module: 'matching',
  ledgers: [
    ledgerOf(postingFlow, {
      title: '供需信息台账',
      when: { at: 'submitted_at' },
      columns: [
        { label: '标题', value: row => row.title, width: 40 },
        { label: '供需', value: row => (row.kind === 'supply' ? '供应' : '需求') },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '发布', value: row => row.published_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(introductionFlow, {
      title: '供需对接台账',
      when: { at: 'asked_at' },
      columns: [
        { label: '对接', value: row => row.title, width: 40 },
        { label: '申请', value: row => row.asked_at, kind: 'dateTime' },
        { label: '意向金额（元）', value: row => row.intent_fen, kind: 'money' },
        { label: '合同金额（元）', value: row => row.contract_fen, kind: 'money' },
        { label: '成交金额（元）', value: row => row.actual_fen, kind: 'money' },
        { label: '到款金额（元）', value: row => row.paid_fen, kind: 'money' },
      ],
    }),
  ],
  files: [attachmentsOf(figureFlow, { title: '成果凭证', when: { day: 'on_day' }, fields: ['voucher'] })],
})

defineQualityRule({
  code: 'matching.round_late',
  module: 'matching',
  kind: 'late',
  label: '洽谈记录晚登',
  mend: '核对洽谈日期，今后当天登记。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select round.id, introduction.title, '/desk/introductions/' || introduction.id as href, officer_id as who, round.at,
        '洽谈后过了 ' || ((round.at at time zone 'Asia/Shanghai')::date - on_day) || ' 天才登记。' as says
      from introduction_round round join introduction on introduction.id = introduction_id
      where on_day between ${first}::date and ${last}::date
        and (round.at at time zone 'Asia/Shanghai')::date - on_day > ${lateEntryDays.of(ctx.centre)}
      order by round.id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
