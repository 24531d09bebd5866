import { z } from 'zod'
import { confirmDays } from '#modules/cases'
import { files } from '#platform/forms'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { handler, isRecipient, provider, recipient, visibleTo } from './duties.ts'
import * as effects from './milestone-effects.ts'
import { reason } from './reason.ts'
import { reworkDays } from './settings.ts'

export type Milestone = RowOf<'milestone'>

const delivery = z.object({
  note: z
    .string()
    .trim()
    .min(5)
    .max(2000)
    .meta({ label: '交付说明', widget: 'textarea', help: '交付了什么，在哪里查看；返工的写明改了哪些。' }),
  files: files(10).meta({ label: '成果文件', help: '图片、文档或压缩包，最多 10 个。' }),
}) as unknown as z.ZodType<effects.Delivery>

/** 5.6.1 里程碑: delivered, accepted point by point, or returned with what is wrong and why. */
export const milestoneFlow = defineWorkflow({
  subject: 'milestone',
  label: '里程碑',
  clause: '5.6.1',
  states: {
    planned: { label: '待交付', tone: 'blue', awaits: provider, clock: 'deliver' },
    delivered: {
      label: '待验收',
      tone: 'orange',
      awaits: recipient,
      clock: 'accept',
      after: { within: confirmDays, do: 'acceptByTime' },
    },
    returned: { label: '返工中', tone: 'red', awaits: provider, clock: 'rework' },
    accepted: { label: '已验收', tone: 'green', final: true },
    cancelled: { label: '不再执行', tone: 'grey', final: true },
  },
  clocks: {
    deliver: { label: '交付', within: row => row.work_days },
    accept: { label: '验收', within: confirmDays, anew: true },
    rework: { label: '返工', within: reworkDays, anew: true },
  },
  joins: { parent: 'service_order', by: 'order_id', settled: ['accepted', 'cancelled'], do: 'complete' },
  visible: visibleTo('milestone'),
  title: row => `里程碑「${row.name}」`,
  hints: effects.hintsOfOrders('milestone'),
  href: (row, actor) =>
    actor.staffId && !isRecipient(actor, row) ? `/desk/orders/${row.order_id}` : `/my/orders/${row.order_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    order_id: z.uuid(),
    position: z.number().int(),
    name: z.string(),
    deliverable: z.string(),
    price_fen: z.number().int().meta({ description: '分' }),
    due_on: z.string(),
    version: z.number().int(),
    accepted_at: z.date().nullable(),
    accepted_how: z.string().nullable(),
  }),
  actions: action => ({
    open: action<effects.Opening>({
      label: '列入协议',
      past: '列入协议',
      from: 'new',
      to: 'planned',
      by: theSystem,
      inner: true,
      quiet: true,
      input: effects.opening,
      effect: async (_ctx, _row, { points, ...input }) => ({ ...input, points: JSON.stringify(points) }),
    }),
    deliver: action<effects.Delivery>({
      label: '交付',
      past: '交付了成果',
      done: '已交付，等对方验收',
      from: ['planned', 'returned'],
      to: 'delivered',
      by: anyOf(provider, handler),
      tone: 'primary',
      input: delivery,
      effect: async (_ctx, row) => ({ version: row.version + 1 }),
      consequence: effects.deliver,
      note: (input, row) => `第 ${row.version} 版：${input.note}`,
    }),
    takeBack: action<{ reason: string }>({
      label: '撤回交付',
      past: '撤回了交付',
      done: '已撤回，改好后再交付',
      from: ['delivered'],
      to: 'returned',
      by: provider,
      input: reason('为什么撤回', '会告知对方。'),
      consequence: effects.takeBack,
      note: input => input.reason,
    }),
    accept: action<effects.Acceptance>({
      label: '验收通过',
      past: '验收通过',
      done: '已验收通过',
      from: ['delivered'],
      to: 'accepted',
      by: recipient,
      tone: 'primary',
      input: effects.acceptance,
      prefill: async (_ctx, row) => ({ version: row?.version }),
      effect: (ctx, row, input) => effects.accept(ctx, row, 'recipient', input.version),
      consequence: effects.accepted,
    }),
    acceptFor: action<effects.AcceptedFor>({
      label: '代为验收',
      past: '经电话或当面确认后验收通过',
      from: ['delivered'],
      to: 'accepted',
      by: handler,
      suits: row => row.channel !== 'portal' || row.proxy_identity_id !== null,
      input: effects.acceptanceFor,
      prefill: async (_ctx, row) => ({ version: row?.version }),
      effect: (ctx, row, input) => effects.accept(ctx, row, 'staff', input.version),
      consequence: effects.accepted,
      note: input => input.reason,
    }),
    acceptByTime: action({
      label: '逾期视为通过',
      past: '超过验收时限没有回应，视为通过',
      from: ['delivered'],
      to: 'accepted',
      by: theSystem,
      inner: true,
      quiet: true,
      effect: (ctx, row) => effects.accept(ctx, row, 'time', row.version),
      consequence: effects.accepted,
    }),
    return: action<effects.Return>({
      label: '退回返工',
      past: '验收没有通过，退回返工',
      done: '已退回，改好后会再请您验收',
      from: ['delivered'],
      to: 'returned',
      by: anyOf(recipient, handler),
      input: effects.returning,
      prefill: async (_ctx, row) => ({ version: row?.version }),
      effect: effects.refuseOtherVersion,
      consequence: effects.returned,
      note: input => `${input.failed.join('；')}：${input.reason}`,
    }),
    amend: action<effects.Amending>({
      label: '按补充约定变更',
      past: '按补充约定变更',
      from: ['planned', 'returned', 'delivered'],
      by: theSystem,
      inner: true,
      quiet: true,
      input: effects.amending,
      effect: async (_ctx, _row, input) => ({ ...input, late_told_on: null }),
    }),
    tellLate: action({
      label: '提醒逾期',
      past: '过了约定的交付日',
      from: ['planned', 'returned'],
      by: theSystem,
      inner: true,
      quiet: true,
      effect: async (_ctx, row) => ({ late_told_on: row.due_on }),
      consequence: effects.tellLate,
    }),
    cancel: action({
      label: '不再执行',
      past: '不再执行',
      from: ['planned', 'returned', 'delivered'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      quiet: true,
    }),
  }),
})
