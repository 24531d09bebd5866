import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { attachmentsOf, definePackPart, ledgerOf } from '#platform/packs'
import { exitFlow } from './exit.ts'
import { admissionFlow } from './workflow.ts'

const href = '/desk/admissions'

defineClausePart({
  clause: '4.5.1',
  module: 'admission',
  does: '服务商入库经审查、多人评审、审定、公示、签约，退出要听取说明并交接在办事项。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      applied: sql`select count(*) from admission where ${inPeriod('applied_at', period)}`,
      admitted: sql`select count(*) from admission where state = 'admitted' and ${inPeriod('ended_at', period)}`,
      left: sql`select count(*) from provider_exit where state = 'left' and ${inPeriod('ended_at', period)}`,
      late: lateTasks(ctx, 'admission', 'admission_review', 'admission_objection', 'provider_exit'),
    })
    return lookOf({
      evidence: [
        { label: '入库申请', count: n.applied, href },
        { label: '准入', count: n.admitted, unit: '家', href },
        { label: '退出', count: n.left, unit: '家', href },
      ],
      gaps: [lateGap(n.late, '准入与退出')],
    })
  },
})

definePackPart({
  clause: '4.5.1',
  module: 'admission',
  ledgers: [
    ledgerOf(admissionFlow, {
      title: '服务商准入台账',
      when: { at: 'applied_at' },
      columns: [
        { label: '单位', value: row => row.name, width: 40 },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '申请', value: row => row.applied_at, kind: 'dateTime' },
        { label: '审定意见', value: row => row.opinion, width: 40 },
        { label: '协议', value: row => row.agreement },
      ],
    }),
    ledgerOf(exitFlow, {
      title: '服务商退出台账',
      when: { at: 'asked_at' },
      columns: [
        { label: '单位', value: row => row.name, width: 40 },
        { label: '方式', value: row => (row.enforced ? '强制退出' : '自愿退出') },
        { label: '理由', value: row => row.reason, width: 40 },
        { label: '决定', value: row => row.decision, width: 40 },
      ],
    }),
  ],
  files: [
    attachmentsOf(admissionFlow, {
      title: '服务协议',
      when: { at: 'applied_at' },
      fields: ['agreement_files'],
    }),
  ],
})
