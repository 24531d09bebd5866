import { z } from 'zod'
import { message } from '#platform/notify'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { decider, handler, isProvider, isRecipient, provider, recipient, visibleTo } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { texts } from './messages.ts'
import { type Planning, planning } from './plan.ts'
import { reason } from './reason.ts'
import { agreementDays } from './settings.ts'

type Order = RowOf<'service_order'>

const about = (row: Order) => ({ item: row.title, number: row.number })
const ownPage = (row: Order): string => `/my/orders/${row.id}`
const toRecipient = (row: Order, text: typeof texts.opened) =>
  message({ party: row.party_id }, text, about(row), ownPage(row))
const toProvider = (row: Order, text: typeof texts.opened) =>
  message({ party: row.provider_party_id }, text, about(row), ownPage(row))
const toBoth = (row: Order, text: typeof texts.opened) => [toRecipient(row, text), toProvider(row, text)]

/** Before the agreement is in force. */
export const drafted = ['drafting', 'for_recipient', 'for_provider'] as const
/** Of a case that is being delivered. */
export const inHand = ['simple', ...drafted, 'running'] as const

/**
 * 5.6.1 服务订单: opened when a quote is agreed. Where an agreement is wanted both sides confirm the same frozen text, and
 * from then on the milestones are what is worked on; below the threshold the case's own delivery is enough.
 */
export const serviceOrderFlow = defineWorkflow({
  subject: 'service_order',
  label: '服务订单',
  clause: '5.6.1',
  states: {
    // The case itself is what is worked on.
    simple: { label: '一次交付', tone: 'green', final: true },
    drafting: { label: '协议待确认', tone: 'orange', awaits: provider, clock: 'agreement' },
    for_recipient: { label: '待服务对象确认', tone: 'orange', awaits: recipient, clock: 'agreement' },
    for_provider: { label: '待服务商确认', tone: 'orange', awaits: provider, clock: 'agreement' },
    // Its milestones are records of their own, each with its day.
    running: { label: '履行中', tone: 'green', final: true },
    warranty: { label: '质保期内', tone: 'blue', final: true },
    done: { label: '已完成', tone: 'grey', final: true },
    terminated: { label: '已提前终止', tone: 'red', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  clocks: { agreement: { label: '确认协议', within: agreementDays, anew: true } },
  visible: visibleTo('service_order'),
  title: row => row.title,
  hints: effects.orderHints,
  href: (row, actor) =>
    actor.staffId && !isRecipient(actor, row) && !isProvider(actor, row)
      ? `/desk/orders/${row.id}`
      : `/my/orders/${row.id}`,
  party: row => row.party_id,
  record: inputs.orderRecord,
  actions: action => ({
    open: action<inputs.Opening>({
      label: '开立订单',
      past: '选定服务商，开立服务订单',
      from: 'new',
      to: (_row, input) => (input.agreement ? 'drafting' : 'simple'),
      by: theSystem,
      inner: true,
      quiet: true,
      input: inputs.opening,
      effect: effects.open,
      tell: row => (row.state === 'drafting' ? toBoth(row, texts.opened) : []),
    }),
    adjust: action<Planning>({
      label: '调整里程碑',
      past: '调整了里程碑',
      done: '已调整，双方都要重新确认',
      from: drafted,
      to: 'drafting',
      by: anyOf(provider, handler),
      input: planning,
      prefill: effects.currentPlan,
      effect: effects.adjust,
      tell: (row, _input, ctx) => [
        !isRecipient(ctx.actor, row) && toRecipient(row, texts.adjusted),
        !isProvider(ctx.actor, row) && toProvider(row, texts.adjusted),
      ],
    }),
    confirmAsProvider: action<inputs.Confirmation>({
      label: '确认协议（服务商）',
      past: '服务商确认了协议',
      done: '已确认',
      from: ['drafting', 'for_provider'],
      to: row => (row.state === 'drafting' ? 'for_recipient' : 'running'),
      by: provider,
      tone: 'primary',
      input: inputs.confirmation,
      prefill: effects.textToConfirm,
      effect: (ctx, row, input) => effects.confirm(ctx, row, input, 'provider'),
      consequence: effects.begin,
      note: input => `协议全文摘要 ${input.digest.slice(0, 16)}`,
      tell: row =>
        row.state === 'running' ? toBoth(row, texts.inForce) : [toRecipient(row, texts.toConfirm)],
    }),
    confirmAsRecipient: action<inputs.Confirmation>({
      label: '确认协议（服务对象）',
      past: '服务对象确认了协议',
      done: '已确认',
      from: ['drafting', 'for_recipient'],
      to: row => (row.state === 'drafting' ? 'for_provider' : 'running'),
      by: recipient,
      tone: 'primary',
      input: inputs.confirmation,
      prefill: effects.textToConfirm,
      effect: (ctx, row, input) => effects.confirm(ctx, row, input, 'recipient'),
      consequence: effects.begin,
      note: input => `协议全文摘要 ${input.digest.slice(0, 16)}`,
      tell: row =>
        row.state === 'running' ? toBoth(row, texts.inForce) : [toProvider(row, texts.toConfirm)],
    }),
    confirmForRecipient: action<inputs.ConfirmationFor>({
      label: '代服务对象确认协议',
      past: '经电话或当面确认，代服务对象确认了协议',
      from: ['drafting', 'for_recipient'],
      to: row => (row.state === 'drafting' ? 'for_provider' : 'running'),
      by: handler,
      suits: row => row.channel !== 'portal' || row.proxy_identity_id !== null,
      input: inputs.confirmationFor,
      prefill: effects.textToConfirm,
      effect: (ctx, row, input) => effects.confirm(ctx, row, input, 'recipient'),
      consequence: effects.begin,
      note: input => input.reason,
      tell: row =>
        row.state === 'running' ? toBoth(row, texts.inForce) : [toProvider(row, texts.toConfirm)],
    }),
    require: action<{ reason: string }>({
      label: '要求签协议',
      past: '要求签里程碑协议',
      from: ['simple'],
      to: 'drafting',
      by: handler,
      input: reason('为什么要签协议', '会告知双方，例如：分两期交付，分期付款。'),
      effect: effects.require,
      consequence: effects.sayHowDelivered,
      note: input => input.reason,
      tell: (row, input) =>
        [row.party_id, row.provider_party_id].map(party =>
          message({ party }, texts.required, { ...about(row), reason: input.reason }, ownPage(row)),
        ),
    }),
    waive: action<{ reason: string }>({
      label: '不签协议，一次交付',
      past: '改为一次交付、确认',
      from: drafted,
      to: 'simple',
      by: handler,
      input: reason('为什么不签协议', '会告知双方，例如：双方都要求一次交付。'),
      effect: async () => effects.unconfirmed([]),
      consequence: effects.sayHowDelivered,
      note: input => input.reason,
      tell: (row, input) =>
        [row.party_id, row.provider_party_id].map(party =>
          message({ party }, texts.waived, { ...about(row), reason: input.reason }, ownPage(row)),
        ),
    }),
    amend: action<{ price_fen: number }>({
      label: '按补充约定变更',
      past: '按补充约定变更',
      from: ['running'],
      by: theSystem,
      inner: true,
      quiet: true,
      input: z.object({ price_fen: z.number().int().min(0) }),
      effect: async (_ctx, _row, input) => input,
      consequence: effects.sayHowDelivered,
    }),
    complete: action({
      label: '全部验收',
      past: '各里程碑都已验收',
      from: ['running'],
      to: row => (row.warranty_days > 0 ? 'warranty' : 'done'),
      by: theSystem,
      inner: true,
      quiet: true,
      effect: effects.complete,
      consequence: effects.fulfilCase,
    }),
    settle: action({
      label: '确认交付',
      past: '已确认交付',
      from: ['simple'],
      to: row => (row.warranty_days > 0 ? 'warranty' : 'done'),
      by: theSystem,
      inner: true,
      quiet: true,
      effect: effects.warrantyFromNow,
    }),
    takeUp: action({
      label: '重新办理',
      past: '办件重新办理',
      from: ['warranty', 'done'],
      to: 'simple',
      by: theSystem,
      inner: true,
      quiet: true,
      suits: row => row.in_force_at === null,
      effect: async () => ({ completed_at: null, warranty_until: null, ended_at: null }),
    }),
    expire: action({
      label: '质保期满',
      past: '质保期满',
      from: ['warranty'],
      to: 'done',
      by: theSystem,
      inner: true,
      quiet: true,
      effect: async ctx => ({ ended_at: ctx.now }),
    }),
    terminate: action<inputs.Termination>({
      label: '裁定提前终止',
      past: '裁定提前终止',
      from: [...drafted, 'running'],
      to: 'terminated',
      by: decider,
      tone: 'danger',
      input: inputs.termination,
      effect: async ctx => ({ ended_at: ctx.now }),
      consequence: effects.end,
      note: input => input.reason,
    }),
    terminateAgreed: action<inputs.Termination>({
      label: '双方同意提前终止',
      past: '经双方同意提前终止',
      from: ['running'],
      to: 'terminated',
      by: theSystem,
      inner: true,
      quiet: true,
      input: inputs.termination,
      effect: async ctx => ({ ended_at: ctx.now }),
      consequence: effects.end,
    }),
    drop: action({
      label: '随办件结束',
      past: '随办件结束',
      from: inHand,
      to: row => (row.in_force_at ? 'terminated' : 'cancelled'),
      by: theSystem,
      inner: true,
      quiet: true,
      effect: async ctx => ({ ended_at: ctx.now }),
      consequence: effects.stopMilestones,
      tell: row => toBoth(row, texts.stopped),
    }),
  }),
})
