import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid, notFound } from '#platform/errors'
import { money } from '#platform/format'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { find } from '#platform/perform'
import { anyPerson } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { isProvider, isRecipient, provider, recipient, visibleTo } from './duties.ts'
import { texts } from './messages.ts'
import { milestoneFlow } from './milestone.ts'
import { hintsOfOrders } from './milestone-effects.ts'
import { reason } from './reason.ts'
import { paymentDays } from './settings.ts'
import { serviceOrderFlow } from './workflow.ts'

type Payment = RowOf<'order_payment'>
type Order = RowOf<'service_order'>

export const means = {
  bank: '银行转账',
  wechat: '微信',
  alipay: '支付宝',
  cash: '现金',
  other: '其他',
} as const

interface Noting {
  order_id: string
  milestone_id?: string | undefined
  amount_fen: number
  paid_on: string
  means: keyof typeof means
  note: string
  files?: string[] | undefined
}

/** 5.6.1 付款登记: who paid says so, who was paid confirms it or objects. The platform moves no money. */
export const paymentFlow = defineWorkflow({
  subject: 'order_payment',
  label: '付款登记',
  clause: '5.6.1',
  states: {
    noted: { label: '待确认收款', tone: 'orange', awaits: provider, clock: 'confirm' },
    confirmed: { label: '已收到', tone: 'green', final: true },
    objected: { label: '有异议', tone: 'red', awaits: recipient },
    withdrawn: { label: '已撤销', tone: 'grey', final: true },
  },
  clocks: { confirm: { label: '确认收款', within: paymentDays } },
  visible: visibleTo('order_payment'),
  title: row => `付款登记 ${money(row.amount_fen)}`,
  hints: hintsOfOrders('order_payment'),
  href: (row, actor) =>
    actor.staffId && !isRecipient(actor, row) && !isProvider(actor, row)
      ? `/desk/orders/${row.order_id}`
      : `/my/orders/${row.order_id}`,
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    order_id: z.uuid(),
    milestone_id: z.uuid().nullable(),
    amount_fen: z.number().int().meta({ description: '分' }),
    paid_on: z.string(),
    means: z.string(),
    noted_at: z.date(),
  }),
  actions: action => ({
    note: action<Noting>({
      label: '登记付款',
      past: '登记了付款',
      done: '已登记，等服务商确认收款',
      from: 'new',
      to: 'noted',
      by: anyPerson,
      tone: 'primary',
      input: noting,
      prefill: async (ctx, _row, raw) => ({
        order_id: raw.order_id,
        milestone_id: raw.milestone_id,
        paid_on: dayOf(ctx.now),
      }),
      effect: note,
      consequence: (ctx, row) => tellOf(ctx, row, row.provider_party_id, 'paid'),
    }),
    confirm: action({
      label: '确认收到',
      past: '确认收到付款',
      done: '已确认收到',
      from: ['noted'],
      to: 'confirmed',
      by: provider,
      tone: 'primary',
      effect: async ctx => ({ settled_at: ctx.now }),
      consequence: (ctx, row) => tellOf(ctx, row, row.party_id, 'received'),
    }),
    object: action<{ reason: string }>({
      label: '没有收到或金额不对',
      past: '对付款有异议',
      done: '已告诉对方',
      from: ['noted'],
      to: 'objected',
      by: provider,
      input: reason('哪里不对', '会告知对方，例如：只到账 800 元。'),
      effect: async (ctx, _row, input) => ({ objection: input.reason, settled_at: ctx.now }),
      consequence: tellObjection,
      note: input => input.reason,
    }),
    withdraw: action({
      label: '撤销登记',
      past: '撤销了付款登记',
      done: '已撤销，可以重新登记',
      from: ['noted', 'objected'],
      to: 'withdrawn',
      by: recipient,
      effect: async ctx => ({ settled_at: ctx.now }),
    }),
  }),
})

async function noting(
  ctx: Ctx,
  _row: Payment | null,
  raw: Record<string, unknown>,
): Promise<z.ZodType<Noting>> {
  const rows = await payable(ctx, raw.order_id)
  const today = dayOf(ctx.now)
  return z.object({
    order_id: z.uuid().meta({ widget: 'hidden', label: '订单' }),
    ...(rows.length > 0 && {
      milestone_id: z.enum(rows.map(one => one.id) as [string, ...string[]]).meta({
        label: '付的是哪一项',
        widget: 'select',
        options: rows.map(one => ({
          value: one.id,
          label: `${one.position}. ${one.name}（${money(one.price_fen)}）`,
        })),
      }),
    }),
    amount_fen: z
      .number()
      .int()
      .min(1, '金额要大于 0 元')
      .max(100_000_000_00)
      .meta({ label: '付了多少', widget: 'money', unit: '元' }),
    paid_on: z.iso
      .date('请填写日期')
      .refine(day => day <= today, '不能晚于今天')
      .meta({ label: '哪天付的', widget: 'date' }),
    means: z.enum(Object.keys(means) as [keyof typeof means]).meta({
      label: '怎么付的',
      widget: 'radio',
      options: Object.entries(means).map(([value, label]) => ({ value, label })),
    }),
    note: z.string().trim().max(200).default('').meta({ label: '备注', help: '例如转账附言、收据号。' }),
    files: files(3)
      .optional()
      .meta({ label: '凭证', help: '转账截图或收据，最多 3 个；只有双方和中心看得到。' }),
  }) as unknown as z.ZodType<Noting>
}

const payable = (ctx: Ctx, orderId: unknown) => {
  if (typeof orderId !== 'string' || !isId(orderId)) throw notFound('这个订单')
  return milestoneFlow
    .visible(ctx, ctx.db.selectFrom('milestone'))
    .select(['milestone.id', 'position', 'name', 'price_fen'])
    .where('order_id', '=', orderId)
    .where('state', '!=', 'cancelled')
    .orderBy('position')
    .limit(50)
    .execute()
}

/** Never more than the price, however many say so at once: the order is locked before it is counted. */
async function note(ctx: Ctx, _row: Payment, { files: _files, ...input }: Noting) {
  const order = (await find(ctx, serviceOrderFlow, input.order_id)) as unknown as Order
  if (!isRecipient(ctx.actor, order)) throw forbidden('付款由服务对象登记。')
  if (!['simple', 'running', 'warranty', 'done', 'terminated'].includes(order.state))
    throw conflict('协议生效后才登记付款。')
  const most = await lockedPrice(ctx, order, input.milestone_id ?? null)
  const sofar = await saidPaid(ctx, order.id, input.milestone_id ?? null)
  const inAll = await saidPaid(ctx, order.id, null)
  if (sofar + input.amount_fen > most || inAll + input.amount_fen > order.price_fen)
    throw invalid({
      amount_fen: `这一项共 ${money(most)}，已登记 ${money(sofar)}，最多还能登记 ${money(Math.max(0, most - sofar))}。`,
    })
  return {
    ...input,
    milestone_id: input.milestone_id ?? null,
    noted_by: ctx.actor.name,
    identity_id: ctx.actor.identityId,
    noted_at: ctx.now,
    party_id: order.party_id,
    provider_party_id: order.provider_party_id,
    proxy_identity_id: order.proxy_identity_id,
  }
}

/** The milestone before the order, as everybody locks them. */
async function lockedPrice(ctx: Ctx, order: Order, milestoneId: string | null): Promise<number> {
  const milestone = milestoneId
    ? await ctx.db
        .selectFrom('milestone')
        .select(['price_fen', 'state'])
        .where('id', '=', milestoneId)
        .where('order_id', '=', order.id)
        .forUpdate()
        .executeTakeFirst()
    : undefined
  if (milestoneId && (!milestone || milestone.state === 'cancelled'))
    throw invalid({ milestone_id: '这一项已不再执行，请重新选择。' })
  const { price_fen } = await ctx.db
    .selectFrom('service_order')
    .select('price_fen')
    .where('id', '=', order.id)
    .forUpdate()
    .executeTakeFirstOrThrow()
  return milestone?.price_fen ?? price_fen
}

async function saidPaid(ctx: Ctx, orderId: string, milestoneId: string | null): Promise<number> {
  const { fen } = await ctx.db
    .selectFrom('order_payment')
    .select(({ fn }) => fn.sum<string | null>('amount_fen').as('fen'))
    .where('order_id', '=', orderId)
    .$if(milestoneId !== null, query => query.where('milestone_id', '=', milestoneId))
    .where('state', 'in', ['noted', 'confirmed'])
    .executeTakeFirstOrThrow()
  return Number(fen ?? 0)
}

async function tellOf(ctx: Ctx, row: Payment, party: string, text: 'paid' | 'received'): Promise<void> {
  const order = await orderOf(ctx, row)
  const variables = { item: order.title, number: order.number, amount: money(row.amount_fen) }
  await tell(ctx, message({ party }, texts[text], variables, `/my/orders/${row.order_id}`))
}

async function tellObjection(ctx: Ctx, row: Payment, input: { reason: string }): Promise<void> {
  const order = await orderOf(ctx, row)
  const variables = {
    ...{ item: order.title, number: order.number },
    ...{ amount: money(row.amount_fen), reason: input.reason },
  }
  await tell(ctx, message({ party: row.party_id }, texts.objected, variables, `/my/orders/${row.order_id}`))
}

const orderOf = (ctx: Ctx, row: Payment) =>
  ctx.db
    .selectFrom('service_order')
    .select(['title', 'number'])
    .where('id', '=', row.order_id)
    .executeTakeFirstOrThrow()
