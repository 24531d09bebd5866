import { z } from 'zod'
import { type Addressee, anyOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import * as effects from './amendment-effects.ts'
import { isProvider, isRecipient, visibleTo } from './duties.ts'
import { hintsOfOrders } from './milestone-effects.ts'
import { reason } from './reason.ts'
import { amendmentDays } from './settings.ts'

export type Amendment = RowOf<'order_amendment'>

/** The side that did not propose it. */
const asked: Addressee<Amendment> = {
  says: '另一方',
  test: (actor, row) => (row.side === 'recipient' ? isProvider(actor, row) : isRecipient(actor, row)),
  address: row => ({ party_id: row.asked_party_id }),
}
const proposer = {
  says: '提出的一方',
  test: (actor, row) => (row.side === 'recipient' ? isRecipient(actor, row) : isProvider(actor, row)),
} satisfies Parameters<typeof anyOf<Amendment>>[0]

/** 5.6.1 补充约定: a change of amounts, days or scope, or an early end; one side proposes, the other confirms. */
export const amendmentFlow = defineWorkflow({
  subject: 'order_amendment',
  label: '补充约定',
  clause: '5.6.1',
  states: {
    proposed: { label: '待对方答复', tone: 'orange', awaits: asked, clock: 'answer' },
    agreed: { label: '双方已确认', tone: 'green', final: true },
    declined: { label: '对方不同意', tone: 'grey', final: true },
    withdrawn: { label: '已撤回', tone: 'grey', final: true },
  },
  clocks: { answer: { label: '答复', within: amendmentDays } },
  visible: visibleTo('order_amendment'),
  title: row => effects.whatOf(row.kind),
  hints: hintsOfOrders('order_amendment'),
  href: (row, actor) =>
    actor.staffId && !isRecipient(actor, row) && !isProvider(actor, row)
      ? `/desk/orders/${row.order_id}`
      : `/my/orders/${row.order_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    order_id: z.uuid(),
    number: z.number().int(),
    kind: z.string(),
    side: z.string(),
    digest: z.string(),
    proposed_at: z.date(),
    settled_at: z.date().nullable(),
  }),
  actions: action => ({
    propose: action<effects.Proposal>({
      label: '提出变更',
      past: '提出了变更',
      done: '已提出，等对方答复',
      from: 'new',
      to: 'proposed',
      by: anyOf<effects.NewAmendment>(effects.anybody),
      input: effects.proposal,
      prefill: effects.currentMilestones,
      effect: effects.propose,
      consequence: effects.tellAsked,
      note: input => input.reason,
    }),
    proposeEnd: action<effects.EndProposal>({
      label: '提出提前终止',
      past: '提出提前终止',
      done: '已提出，等对方答复',
      from: 'new',
      to: 'proposed',
      by: anyOf<effects.NewAmendment>(effects.anybody),
      tone: 'danger',
      input: effects.endProposal,
      prefill: async (_ctx, _row, raw) => ({ order_id: raw.order_id }),
      effect: effects.proposeEnd,
      consequence: effects.tellAsked,
      note: input => input.reason,
    }),
    agree: action<{ digest: string; consent: boolean }>({
      label: '同意并确认',
      past: '同意并确认了补充约定',
      done: '已确认，补充约定生效',
      from: ['proposed'],
      to: 'agreed',
      by: asked,
      tone: 'primary',
      input: effects.answer,
      prefill: async (_ctx, row) => ({ digest: row?.digest }),
      effect: effects.agree,
      consequence: effects.carryOut,
    }),
    decline: action<{ reason: string }>({
      label: '不同意',
      past: '不同意补充约定',
      done: '已告诉对方',
      from: ['proposed'],
      to: 'declined',
      by: asked,
      input: reason('为什么不同意', '会告知对方。'),
      effect: async ctx => ({ settled_by: ctx.actor.name, settled_at: ctx.now }),
      consequence: effects.tellDeclined,
      note: input => input.reason,
    }),
    withdraw: action({
      label: '撤回',
      past: '撤回了补充约定',
      from: ['proposed'],
      to: 'withdrawn',
      by: proposer,
      confirm: '撤回后按原来的约定执行。',
      effect: async ctx => ({ settled_by: ctx.actor.name, settled_at: ctx.now }),
    }),
    lapse: action({
      label: '随订单结束',
      past: '随订单结束',
      from: ['proposed'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      quiet: true,
      effect: async ctx => ({ settled_at: ctx.now }),
    }),
  }),
})
