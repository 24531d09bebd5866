import { sql } from 'kysely'
import { countAll, dayIn, defineClausePart, inPeriod, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import type { Period } from '#platform/periods'
import { defineQualityRule, lateEntries } from '#platform/quality'
import { disclosureFlow } from './disclosure.ts'
import { fundFlow } from './funds.ts'
import { paymentFlow } from './payment.ts'
import { contractFlow } from './workflow.ts'

const href = '/desk/operator'
/** Contracts that were carried out on some day of the period. */
const held = (period: Period) =>
  sql`select id from operating_contract where state in ('performing', 'acceptance', 'rectification', 'concluded', 'ended')
    and first_day <= ${period.last}::date and last_day >= ${period.first}::date`

defineClausePart({
  clause: '4.1.1',
  module: 'operator',
  does: '登记运营机构的性质、招标、公示、合同和验收，中选结果公示并接受异议。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      contracts: sql`select count(*) from (${held(period)}) held`,
      operators: sql`select count(*) from contract_operator where contract_id in (${held(period)})`,
      open: sql`select count(*) from objection where state = 'open'`,
    })
    return lookOf({
      evidence: [
        { label: '运营合同', count: n.contracts, unit: '份', href },
        { label: '运营机构（含联合体成员）', count: n.operators, unit: '家', href },
      ],
      nothing: n.contracts === 0 && {
        says: '统计期内没有在执行的运营合同。',
        mend: '在“运营机构”登记招标结果和运营合同。',
        href,
      },
      gaps: [
        n.open > 0 && {
          says: `对中选结果有 ${n.open} 件异议没有答复。`,
          mend: '由主管部门答复异议。',
          href,
        },
      ],
    })
  },
})

defineClausePart({
  clause: '4.1.2',
  module: 'operator',
  does: '合同写明考核目标和付款节点，财政资金与自营收入分账，按节点验收付款，收支和决策向社会公开。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      contracts: sql`select count(*) from (${held(period)}) held`,
      bare: sql`select count(*) from (${held(period)}) held where not exists
        (select from contract_target where contract_id = held.id)`,
      paid: sql`select count(*) from payment_node where ${dayIn('paid_on', period)}`,
      funds: sql`select count(*) from fund_entry where state = 'booked' and ${dayIn('day', period)}`,
      disclosed: sql`select count(*) from disclosure where state = 'published' and ${inPeriod('published_at', period)}`,
    })
    return lookOf({
      evidence: [
        { label: '资金收支', count: n.funds, unit: '笔', href },
        { label: '付款节点', count: n.paid, unit: '个', href },
        { label: '信息公开', count: n.disclosed, href },
      ],
      nothing: n.contracts === 0 && {
        says: '没有在执行的运营合同，谈不上按合同考核。',
        mend: '登记运营合同及其考核目标、付款节点。',
        href,
      },
      gaps: [
        n.bare > 0 && {
          says: `${n.bare} 份合同没有写考核目标。`,
          mend: '在合同页补登考核目标和口径。',
          href,
        },
        n.funds === 0 && {
          says: '统计期内没有登记资金收支。',
          mend: '在“运营机构”登记财政资金和自营收入的收支。',
          href,
        },
      ],
    })
  },
})

definePackPart({
  clause: '4.1.1',
  module: 'operator',
  ledgers: [
    ledgerOf(contractFlow, {
      title: '运营合同台账',
      when: 'now',
      columns: [
        { label: '名称', value: row => row.title, width: 40 },
        { label: '合同号', value: row => row.number },
        { label: '金额（元）', value: row => row.amount_fen, kind: 'money' },
        { label: '起', value: row => row.first_day, kind: 'date' },
        { label: '止', value: row => row.last_day, kind: 'date' },
      ],
    }),
  ],
  files: [
    attachmentsOf(contractFlow, {
      title: '招标、合同和验收文件',
      when: 'now',
      fields: ['tender_files', 'notice_files', 'contract_files', 'review_files', 'acceptance_files'],
    }),
  ],
})

definePackPart({
  clause: '4.1.2',
  module: 'operator',
  ledgers: [
    ledgerOf(fundFlow, {
      title: '资金收支台账',
      when: { day: 'day' },
      columns: [
        { label: '日期', value: row => row.day, kind: 'date' },
        { label: '账', value: row => (row.source === 'public' ? '财政资金' : '自营收入') },
        { label: '收支', value: row => (row.direction === 'in' ? '收入' : '支出') },
        { label: '金额（元）', value: row => row.amount_fen, kind: 'money' },
        { label: '用途', value: row => row.purpose, width: 40 },
        { label: '对方', value: row => row.counterpart, width: 30 },
      ],
    }),
    ledgerOf(paymentFlow, {
      title: '付款节点台账',
      when: 'now',
      columns: [
        { label: '节点', value: row => row.name },
        { label: '金额（元）', value: row => row.amount_fen, kind: 'money' },
        { label: '条件', value: row => row.condition, width: 40 },
        { label: '付款日', value: row => row.paid_on, kind: 'date' },
      ],
    }),
  ],
  files: [
    attachmentsOf(fundFlow, { title: '收支凭证', when: { day: 'day' }, fields: ['vouchers'] }),
    attachmentsOf(disclosureFlow, {
      title: '信息公开文件',
      when: { at: 'published_at' },
      fields: ['documents'],
    }),
  ],
})

defineQualityRule(
  lateEntries({
    code: 'operator.fund_late',
    module: 'operator',
    label: '资金收支晚登',
    mend: '核对日期；日期写错的冲正后重登，确实晚登的写明原因。',
    table: 'fund_entry',
    action: 'book',
    day: 'day',
    title: sql`entry.purpose`,
    href: sql`'/desk/operator/funds'::text`,
  }),
)
