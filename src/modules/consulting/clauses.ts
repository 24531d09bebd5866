import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { defineQualityRule, type QualityFinding } from '#platform/quality'
import { consultationFlow } from './workflow.ts'

const href = '/desk/consultations'

defineClausePart({
  clause: '5.1',
  module: 'consulting',
  does: '网上、窗口、电话、驻村登记的咨询统一编号，首问负责，专家和服务商转答，答复写明依据。',
  async look(ctx, period) {
    const asked = (kind: string) =>
      sql`select count(*) from consultation where kind = ${kind} and ${inPeriod('submitted_at', period)}`
    const n = await countAll(ctx, {
      policy: asked('policy'),
      technology: asked('technology'),
      business: asked('business'),
      answered: sql`select count(*) from consultation where ${inPeriod('answered_at', period)}`,
      late: lateTasks(ctx, 'consultation', 'consultation_transfer'),
    })
    const asks = n.policy + n.technology + n.business
    return lookOf({
      evidence: [
        { label: '政策咨询', count: n.policy, href },
        { label: '技术咨询', count: n.technology, href },
        { label: '业务咨询', count: n.business, href },
        { label: '答复', count: n.answered, href },
      ],
      nothing: asks === 0 && {
        says: '统计期内没有登记咨询。',
        mend: '来访来电的咨询随时登记，驻村用编号登记单。',
        href,
      },
      gaps: [lateGap(n.late, '咨询')],
    })
  },
})

definePackPart({
  clause: '5.1',
  module: 'consulting',
  ledgers: [
    ledgerOf(consultationFlow, {
      title: '咨询台账',
      when: { at: 'submitted_at' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '提出', value: row => row.submitted_at, kind: 'dateTime' },
        { label: '咨询人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '答复依据', value: row => row.basis, width: 40 },
        { label: '答复', value: row => row.answered_at, kind: 'dateTime' },
      ],
    }),
  ],
})

defineQualityRule({
  code: 'consulting.no_basis',
  module: 'consulting',
  kind: 'missing',
  label: '政策咨询的答复没有写依据',
  mend: '补充答复时写明文件名称和条款。',
  async find(ctx, { first, last }, limit) {
    const { rows } = await sql<QualityFinding>`
      select id, number as title, '/desk/consultations/' || id as href, coalesce(assignee_id, first_id) as who,
        answered_at as at, '答复没有写依据。' as says
      from consultation where kind = 'policy' and answered_at is not null and coalesce(basis, '') = '' and policy_id is null
        and (answered_at at time zone 'Asia/Shanghai')::date between ${first}::date and ${last}::date
      order by id limit ${limit}`.execute(ctx.db)
    return rows
  },
})
