import { z } from 'zod'
import { handleCases } from '#modules/cases'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, notFound } from '#platform/errors'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { type Message, message, tell } from '#platform/notify'
import { find } from '#platform/perform'
import { anyOf, anyPerson, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { handler, isProvider, isRecipient, provider, recipient, visibleTo } from './duties.ts'
import { texts } from './messages.ts'
import { hintsOfOrders } from './milestone-effects.ts'
import { reason } from './reason.ts'
import { claimDays } from './settings.ts'
import { serviceOrderFlow } from './workflow.ts'

type Claim = RowOf<'warranty_claim'>
type Order = RowOf<'service_order'>

interface Report {
  order_id: string
  body: string
  files?: string[] | undefined
}

const report = z.object({
  order_id: z.uuid().meta({ widget: 'hidden', label: '订单' }),
  body: z
    .string()
    .trim()
    .min(5)
    .max(1000)
    .meta({ label: '哪里坏了', widget: 'textarea', help: '写清现象、什么时候开始，服务商才好处理。' }),
  files: files(5).optional().meta({ label: '照片或截图', help: '最多 5 个。' }),
}) as unknown as z.ZodType<Report>

/** 5.6.1 质保: within the warranty a defect is reported, put right by the provider, and confirmed by the recipient. */
export const claimFlow = defineWorkflow({
  subject: 'warranty_claim',
  label: '质保报修',
  clause: '5.6.1',
  states: {
    reported: {
      label: '待处理',
      tone: 'orange',
      awaits: provider,
      clock: 'fix',
      after: { within: claimDays, do: 'escalate' },
    },
    escalated: { label: '逾期，中心督促', tone: 'red', awaits: handleCases },
    answered: {
      label: '待确认',
      tone: 'orange',
      awaits: recipient,
      after: { within: claimDays, do: 'settleByTime' },
    },
    settled: { label: '已解决', tone: 'green', final: true },
    closed: { label: '已结束', tone: 'grey', final: true },
  },
  clocks: { fix: { label: '处理报修', within: claimDays, anew: true } },
  visible: visibleTo('warranty_claim'),
  title: () => '质保报修',
  hints: hintsOfOrders('warranty_claim'),
  href: (row, actor) =>
    actor.staffId && !isRecipient(actor, row) && !isProvider(actor, row)
      ? `/desk/orders/${row.order_id}`
      : `/my/orders/${row.order_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    order_id: z.uuid(),
    times: z.number().int(),
    reported_at: z.date(),
    answered_at: z.date().nullable(),
    settled_at: z.date().nullable(),
  }),
  actions: action => ({
    report: action<Report>({
      label: '质保报修',
      past: '报修',
      done: '已告诉服务商，处理好会通知您',
      from: 'new',
      to: 'reported',
      by: anyPerson,
      tone: 'primary',
      input: report,
      prefill: async (_ctx, _row, raw) => ({ order_id: raw.order_id }),
      effect: reportDefect,
      consequence: (ctx, row) =>
        tellAbout(ctx, row, variables =>
          message(
            { party: row.provider_party_id },
            texts.claimed,
            { ...variables, days: String(claimDays.of(ctx.centre)) },
            `/my/orders/${row.order_id}`,
          ),
        ),
      note: input => input.body,
    }),
    answer: action<{ reason: string }>({
      label: '已处理',
      past: '处理了报修',
      done: '已告诉对方，等确认',
      from: ['reported', 'escalated'],
      to: 'answered',
      by: anyOf(provider, handler),
      tone: 'primary',
      input: reason('怎么处理的', '修了什么，或者为什么不属于质保；对方会看到。'),
      effect: async (ctx, row, input) => ({
        answer: input.reason,
        answered_at: ctx.now,
        times: row.times + 1,
      }),
      consequence: (ctx, row) => toParty(ctx, row, row.party_id, 'answered'),
      note: input => input.reason,
    }),
    escalate: action({
      label: '逾期转中心',
      past: '逾期没有处理，转由中心督促',
      from: ['reported'],
      to: 'escalated',
      by: theSystem,
      inner: true,
      quiet: true,
      consequence: async (ctx, row) =>
        tellAbout(ctx, row, variables =>
          message({ duty: handleCases.code }, texts.escalated, variables, `/desk/orders/${row.order_id}`),
        ),
    }),
    confirm: action({
      label: '已修好',
      past: '确认已修好',
      done: '谢谢您的确认',
      from: ['answered'],
      to: 'settled',
      by: recipient,
      tone: 'primary',
      effect: async ctx => ({ settled_at: ctx.now }),
      consequence: (ctx, row) => toParty(ctx, row, row.provider_party_id, 'settled'),
    }),
    again: action<{ reason: string }>({
      label: '没有修好',
      past: '表示没有修好',
      done: '已告诉服务商',
      from: ['answered'],
      to: 'reported',
      by: recipient,
      input: reason('还有什么问题', '写得具体，对方才能一次修好。'),
      consequence: (ctx, row) => toParty(ctx, row, row.provider_party_id, 'again'),
      note: input => input.reason,
    }),
    settleByTime: action({
      label: '逾期视为修好',
      past: '逾期没有回应，视为修好',
      from: ['answered'],
      to: 'settled',
      by: theSystem,
      inner: true,
      quiet: true,
      effect: async ctx => ({ settled_at: ctx.now }),
    }),
    close: action<{ reason: string }>({
      label: '结束报修',
      past: '结束了报修',
      from: ['reported', 'escalated', 'answered'],
      to: 'closed',
      by: anyOf(handler, theSystem),
      input: reason('结束的理由', '会留在记录里，例如：服务商已退出，已另行安排。'),
      effect: async ctx => ({ settled_at: ctx.now }),
      note: input => input.reason,
    }),
  }),
})

async function reportDefect(ctx: Ctx, _row: Claim, input: Report) {
  if (!isId(input.order_id)) throw notFound('这个订单')
  const order = (await find(ctx, serviceOrderFlow, input.order_id)) as unknown as Order
  if (!isRecipient(ctx.actor, order)) throw forbidden('报修由服务对象提出。')
  refuseLate(ctx, order)
  return {
    order_id: order.id,
    body: input.body,
    reported_by: ctx.actor.name,
    identity_id: ctx.actor.identityId,
    reported_at: ctx.now,
    party_id: order.party_id,
    provider_party_id: order.provider_party_id,
    proxy_identity_id: order.proxy_identity_id,
  }
}

/** To the end of the last day; afterwards in kind words, with what can be done instead. */
function refuseLate(ctx: Ctx, order: Order): void {
  if (order.warranty_until !== null && dayOf(ctx.now) <= order.warranty_until) return
  throw conflict(
    order.warranty_until === null
      ? '这个订单还没有进入质保期；交付的问题，请在验收时退回返工。'
      : `质保期到 ${order.warranty_until} 为止，现在不能报修了，很抱歉。您可以直接联系服务商，或通过服务反馈告诉我们。`,
    `/my/orders/${order.id}`,
  )
}

async function tellAbout(
  ctx: Ctx,
  row: Claim,
  make: (variables: { item: string; number: string }) => Message,
): Promise<void> {
  const order = await ctx.db
    .selectFrom('service_order')
    .select(['title', 'number'])
    .where('id', '=', row.order_id)
    .executeTakeFirstOrThrow()
  await tell(ctx, make({ item: order.title, number: order.number }))
}

const toParty = (
  ctx: Ctx,
  row: Claim,
  party: string,
  text: 'answered' | 'again' | 'settled',
): Promise<void> =>
  tellAbout(ctx, row, variables => message({ party }, texts[text], variables, `/my/orders/${row.order_id}`))
