import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { needFlow } from './need.ts'
import { referralFlow } from './referral.ts'
import { resourceFlow } from './workflow.ts'

const pool = '/desk/resources'
const href = '/desk/resources/needs'

defineClausePart({
  clause: '5.2.1',
  module: 'resources',
  does: '平台、金融、物流、专家等资源入库并定期确认，按需求推荐、引荐、了解结果，谁被推荐过几次可查。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      pooled: sql`select count(*) from pooled_resource where state in ('listed', 'due')`,
      hidden: sql`select count(*) from pooled_resource where state = 'hidden'`,
      needs: sql`select count(*) from resource_need where ${inPeriod('asked_at', period)}`,
      introduced: sql`select count(*) from resource_referral where ${inPeriod('introduced_at', period)}`,
      late: lateTasks(ctx, 'resource_need', 'resource_referral', 'pooled_resource'),
    })
    return lookOf({
      evidence: [
        { label: '资源库', count: n.pooled, unit: '个', now: true, href: pool },
        { label: '对接需求', count: n.needs, href },
        { label: '引荐', count: n.introduced, unit: '次', href },
      ],
      nothing: n.pooled === 0 && {
        says: '资源库是空的。',
        mend: '登记可以对接的资源，审核后公开。',
        href: pool,
      },
      gaps: [
        n.hidden > 0 && {
          says: `${n.hidden} 个资源没有确认仍然有效，已暂停公开。`,
          mend: '请维护的人确认。',
          href: pool,
        },
        lateGap(n.late, '资源对接'),
      ],
    })
  },
})

definePackPart({
  clause: '5.2.1',
  module: 'resources',
  ledgers: [
    ledgerOf(resourceFlow, {
      title: '资源库台账',
      when: 'now',
      columns: [
        { label: '资源', value: row => row.name, width: 40 },
        { label: '提供方', value: row => row.holder_name, width: 40 },
        { label: '有效期至', value: row => row.valid_until, kind: 'date' },
        { label: '最近确认', value: row => row.confirmed_on, kind: 'date' },
      ],
    }),
    ledgerOf(needFlow, {
      title: '资源对接需求台账',
      when: { at: 'asked_at' },
      columns: [
        { label: '提出', value: row => row.asked_at, kind: 'dateTime' },
        { label: '乡镇', value: row => row.town },
        { label: '联系人', value: row => row.contact_name, personal: 'name' },
        { label: '联系电话', value: row => row.contact_phone, personal: 'phone' },
        { label: '办结', value: row => row.closed_at, kind: 'dateTime' },
      ],
    }),
    ledgerOf(referralFlow, {
      title: '引荐台账',
      when: { at: 'recommended_at' },
      columns: [
        { label: '资源', value: row => row.name, width: 40 },
        { label: '推荐', value: row => row.recommended_at, kind: 'dateTime' },
        { label: '引荐', value: row => row.introduced_at, kind: 'dateTime' },
        { label: '金额（元）', value: row => row.amount_fen, kind: 'money' },
        { label: '结果', value: row => row.result, width: 40 },
      ],
    }),
  ],
})
