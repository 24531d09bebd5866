import { sql } from 'kysely'
import { countAll, defineClausePart, inPeriod, lateGap, lateTasks, lookOf } from '#platform/clauses'
import { definePackPart, ledgerOf } from '#platform/packs'
import { kindCodes, kindLabel } from './kind-codes.ts'
import { serviceOrderFlow } from './workflow.ts'

const href = '/desk/orders'
const kinds = '/desk/support'

defineClausePart({
  clause: '5.6.1',
  module: 'orders',
  does: '九类业务支持各有说明和标准阶段，协议、里程碑、验收、付款、质保全程留痕，成交占比公开。',
  async look(ctx, period) {
    const n = await countAll(ctx, {
      offered: sql`select count(*) from support_kind where state = 'active' and exists
        (select from support_kind_item where kind_id = support_kind.id)`,
      agreed: sql`select count(*) from service_order where ${inPeriod('agreed_at', period)}`,
      used: sql`select count(distinct kind_code) from service_order where ${inPeriod('agreed_at', period)}`,
      completed: sql`select count(*) from service_order where ${inPeriod('completed_at', period)}`,
      late: lateTasks(
        ctx,
        'service_order',
        'milestone',
        'warranty_claim',
        'order_payment',
        'order_amendment',
      ),
    })
    const all = Object.keys(kindCodes).length
    return lookOf({
      evidence: [
        { label: '有项目可办的业务类别', count: n.offered, unit: '类', now: true, href: kinds },
        { label: '成交的服务订单', count: n.agreed, unit: '笔', href },
        { label: '成交涉及的类别', count: n.used, unit: '类', href },
        { label: '完成的服务订单', count: n.completed, unit: '笔', href },
      ],
      nothing: n.offered + n.agreed === 0 && {
        says: '九类业务支持都没有可办的项目。',
        mend: '在“业务支持类别”把服务项目归类，或新编项目。',
        href: kinds,
      },
      gaps: [
        n.offered < all && {
          says: `九类业务支持中有 ${all - n.offered} 类没有可办的项目。`,
          mend: '在“业务支持类别”把服务项目归类，或新编项目。',
          href: kinds,
        },
        lateGap(n.late, '服务订单'),
      ],
    })
  },
})

definePackPart({
  clause: '5.6.1',
  module: 'orders',
  ledgers: [
    ledgerOf(serviceOrderFlow, {
      title: '服务订单台账',
      when: { at: 'agreed_at' },
      columns: [
        { label: '编号', value: row => row.number },
        { label: '业务', value: row => kindLabel(row.kind_code) },
        { label: '名称', value: row => row.title, width: 40 },
        { label: '金额（元）', value: row => row.price_fen, kind: 'money' },
        { label: '成交', value: row => row.agreed_at, kind: 'dateTime' },
        { label: '完成', value: row => row.completed_at, kind: 'dateTime' },
      ],
    }),
  ],
})
