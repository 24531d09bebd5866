import { z } from 'zod'
import type { Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'

const anyStaff: Who<unknown> = { says: '中心和主管部门的人员', test: actor => actor.staffId !== null }
const own: Who<RowOf<'indicator_subscription'>> = {
  says: '本人',
  test: (actor, row) => actor.staffId === row.staff_id,
}

/** 数据邮件: a summary of the figures by mail, for staff and bureau. */
export const subscriptionFlow = defineWorkflow({
  subject: 'indicator_subscription',
  label: '数据邮件',
  clause: '5.6.2',
  states: {
    active: { label: '订阅中', tone: 'green', final: true },
    ended: { label: '已取消', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' ? query : query.where('indicator_subscription.staff_id', '=', actor.staffId),
  title: row => (row.rhythm === 'weekly' ? '数据周报' : '数据月报'),
  href: () => '/desk/indicators',
  record: z.object({ id: z.uuid(), state: z.string(), rhythm: z.string() }),
  actions: action => ({
    subscribe: action<{ rhythm: 'weekly' | 'monthly' }>({
      label: '订阅数据邮件',
      past: '订阅了数据邮件',
      from: 'new',
      to: 'active',
      by: anyStaff,
      input: inputs.subscribing,
      effect: effects.subscribe,
      leave: '/desk/indicators',
    }),
    end: action({
      label: '取消数据邮件',
      past: '取消了订阅',
      from: ['active'],
      to: 'ended',
      by: own,
    }),
  }),
})
