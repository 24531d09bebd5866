import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { inCapitals } from '#platform/capitals'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden, invalid, notFound } from '#platform/errors'
import { money } from '#platform/format'
import { isId } from '#platform/ids'
import { message, tell } from '#platform/notify'
import { find, perform } from '#platform/perform'
import { anyPerson } from '#platform/who'
import type { RowOf } from '#platform/workflow'
import { digestOf } from './agreement.ts'
import { isProvider, isRecipient } from './duties.ts'
import { goesOn } from './inputs.ts'
import { texts } from './messages.ts'
import { milestoneFlow } from './milestone.ts'
import { workDaysTo } from './plan.ts'
import { serviceOrderFlow } from './workflow.ts'

type Amendment = RowOf<'order_amendment'>
type Order = RowOf<'service_order'>
type Milestone = RowOf<'milestone'>
export type NewAmendment = Amendment
/** Who proposes is looked at once the order is known. */
export const anybody = anyPerson

const asSystem = (ctx: Ctx): Ctx => ({ ...ctx, actor: system })

export const whatOf = (kind: string): string => (kind === 'termination' ? '提前终止' : '变更补充约定')

/** One open milestone as it is to be. */
interface Changed {
  id: string
  price_fen: number
  due_on: string
  deliverable: string
}
export interface Proposal {
  order_id: string
  plan: Changed[]
  reason: string
}
export interface EndProposal {
  order_id: string
  reason: string
  goes_on: 'again' | 'close'
}

const why = (label: string) =>
  z.string().trim().min(5).max(500).meta({ label, widget: 'textarea', help: '对方会看到。' })
const order_id = z.uuid().meta({ widget: 'hidden', label: '订单' })

export const proposal = async (ctx: Ctx, _row: Amendment | null, raw: Record<string, unknown>) => {
  const names = new Map(
    (await openOf(ctx, raw.order_id)).map(one => [one.id, `${one.position}. ${one.name}`]),
  )
  return z.object({
    order_id,
    plan: z
      .array(
        z.object({
          id: z.enum([...names.keys()] as [string, ...string[]]).meta({
            label: '里程碑',
            widget: 'select',
            options: [...names].map(([value, label]) => ({ value, label })),
          }),
          deliverable: z.string().trim().min(2).max(300).meta({ label: '交付什么' }),
          price_fen: z
            .number()
            .int()
            .min(0)
            .max(100_000_000_00)
            .meta({ label: '金额', widget: 'money', unit: '元' }),
          due_on: z.iso.date('请填写日期').meta({ label: '哪天交付', widget: 'date' }),
        }),
      )
      .min(1, '至少保留一个里程碑')
      .max(12)
      .meta({ label: '还没有验收的里程碑', widget: 'rows', help: '改金额、日期或内容；已验收的不能改。' }),
    reason: why('为什么变更'),
  }) as unknown as z.ZodType<Proposal>
}

export const endProposal = z.object({
  order_id,
  reason: why('为什么提前终止'),
  goes_on: goesOn,
}) as unknown as z.ZodType<EndProposal>

export const answer = z.object({
  digest: z
    .string()
    .regex(/^[0-9a-f]{64}$/)
    .meta({ widget: 'hidden', label: '摘要', secret: true }),
  consent: z
    .boolean()
    .default(false)
    .refine(Boolean, '请核对后勾选')
    .meta({ label: '我已核对补充约定的内容，同意按它履行', widget: 'checkbox' }),
}) as unknown as z.ZodType<{ digest: string; consent: boolean }>

const open = ['planned', 'delivered', 'returned']

async function openOf(ctx: Ctx, orderId: unknown): Promise<Milestone[]> {
  if (typeof orderId !== 'string' || !isId(orderId)) throw notFound('这个订单')
  const rows = await milestoneFlow
    .visible(ctx, ctx.db.selectFrom('milestone'))
    .selectAll('milestone')
    .where('order_id', '=', orderId)
    .where('state', 'in', open)
    .orderBy('position')
    .limit(50)
    .execute()
  if (rows.length === 0) throw conflict('这个订单没有还在进行的里程碑。')
  return rows
}

export const currentMilestones = async (ctx: Ctx, _row: Amendment | null, raw: Record<string, unknown>) => ({
  order_id: raw.order_id,
  plan: (await openOf(ctx, raw.order_id)).map(({ id, price_fen, due_on, deliverable }) => ({
    ...{ id, price_fen, due_on, deliverable },
  })),
})

/** The order, of which the actor is a side, while it runs. */
async function mine(ctx: Ctx, orderId: string): Promise<{ order: Order; side: 'recipient' | 'provider' }> {
  const order = (await find(ctx, serviceOrderFlow, orderId)) as unknown as Order
  const side = isRecipient(ctx.actor, order) ? 'recipient' : isProvider(ctx.actor, order) ? 'provider' : null
  if (!side) throw forbidden('补充约定由订单的双方提出。')
  if (order.state !== 'running') throw conflict('协议生效、订单履行中才能提出补充约定。')
  const waiting = await ctx.db
    .selectFrom('order_amendment')
    .select('id')
    .where('order_id', '=', order.id)
    .where('state', '=', 'proposed')
    .executeTakeFirst()
  if (waiting) throw conflict('已有一份补充约定等待答复，请先答复或撤回。')
  return { order, side }
}

export async function propose(ctx: Ctx, _row: Amendment, input: Proposal) {
  const { order, side } = await mine(ctx, input.order_id)
  const before = await openOf(ctx, order.id)
  const changed = new Map(input.plan.map(one => [one.id, one]))
  if (changed.size !== before.length)
    throw invalid({ plan: '请保留全部还没有验收的里程碑，每个一行；不再需要的，请提出提前终止。' })
  await refuseUnderPaid(ctx, input.plan)
  for (const one of input.plan)
    if (one.due_on < dayOf(ctx.now)) throw invalid({ plan: '交付日期不能早于今天。' })
  const lines = before.map(one => {
    const to = changed.get(one.id) as Changed
    return `${one.position}. ${one.name}：${to.deliverable} ${to.due_on} 前交付（原 ${one.due_on}），金额 ${money(to.price_fen)}（大写${inCapitals(to.price_fen)}，原 ${money(one.price_fen)}）。`
  })
  const body = [
    `服务协议 ${order.number} 的补充约定`,
    `理由：${input.reason}`,
    ...lines,
    '其他约定不变。',
  ].join('\n')
  return {
    ...(await newAmendment(ctx, order, side, body)),
    kind: 'change',
    plan: JSON.stringify(input.plan),
    reason: input.reason,
  }
}

/** What was paid, or is said to have been, is never more than what is to be paid. */
async function refuseUnderPaid(ctx: Ctx, plan: readonly Changed[]): Promise<void> {
  const paid = await ctx.db
    .selectFrom('order_payment')
    .select(['milestone_id', ({ fn }) => fn.sum<string>('amount_fen').as('fen')])
    .where(
      'milestone_id',
      'in',
      plan.map(one => one.id),
    )
    .where('state', 'in', ['noted', 'confirmed'])
    .groupBy('milestone_id')
    .execute()
  for (const { milestone_id, fen } of paid)
    if (plan.some(one => one.id === milestone_id && one.price_fen < Number(fen)))
      throw invalid({ plan: '有里程碑已登记的付款超过了新的金额，请先核对付款。' })
}

export async function proposeEnd(ctx: Ctx, _row: Amendment, input: EndProposal) {
  const { order, side } = await mine(ctx, input.order_id)
  const body = [
    `服务协议 ${order.number} 提前终止`,
    `理由：${input.reason}`,
    '已经验收的里程碑仍按约定付款和质保；没有验收的不再交付，也不付款。',
    input.goes_on === 'again' ? '服务对象另找服务商。' : '办件到此办结。',
  ].join('\n')
  return {
    ...(await newAmendment(ctx, order, side, body)),
    kind: 'termination',
    plan: JSON.stringify({ goes_on: input.goes_on }),
    reason: input.reason,
  }
}

async function newAmendment(ctx: Ctx, order: Order, side: 'recipient' | 'provider', body: string) {
  const { n } = await ctx.db
    .selectFrom('order_amendment')
    .select(({ fn }) => fn.countAll<number>().as('n'))
    .where('order_id', '=', order.id)
    .executeTakeFirstOrThrow()
  return {
    order_id: order.id,
    number: n + 1,
    side,
    body,
    digest: digestOf(body),
    proposed_by: ctx.actor.name,
    proposed_at: ctx.now,
    party_id: order.party_id,
    provider_party_id: order.provider_party_id,
    proxy_identity_id: order.proxy_identity_id,
    asked_party_id: side === 'recipient' ? order.provider_party_id : order.party_id,
  }
}

export async function agree(ctx: Ctx, row: Amendment, input: { digest: string }) {
  if (input.digest !== row.digest) throw conflict('补充约定有改动，请重新核对。')
  // Milestones before their order, as whoever accepts one does.
  await ctx.db
    .selectFrom('milestone')
    .select('id')
    .where('order_id', '=', row.order_id)
    .orderBy('id')
    .limit(50)
    .forUpdate()
    .execute()
  return { settled_by: ctx.actor.name, settled_at: ctx.now }
}

export async function carryOut(ctx: Ctx, row: Amendment): Promise<void> {
  if (row.kind === 'termination') {
    const { goes_on } = row.plan as unknown as { goes_on: 'again' | 'close' }
    await perform(asSystem(ctx), serviceOrderFlow, 'terminateAgreed', row.order_id, {
      reason: row.reason,
      goes_on,
    })
  } else await change(ctx, row)
  await tellSide(ctx, row, row.side === 'recipient' ? row.party_id : row.provider_party_id, 'agreed')
}

async function change(ctx: Ctx, row: Amendment): Promise<void> {
  const plan = row.plan as unknown as Changed[]
  await refuseUnderPaid(ctx, plan)
  for (const { id, ...to } of plan) {
    const { state, opened } = await openedOn(ctx, id)
    if (!open.includes(state))
      throw conflict('有里程碑在这期间已经验收，这份补充约定不再适用，请撤回后重新提出。')
    await perform(asSystem(ctx), milestoneFlow, 'amend', id, {
      ...to,
      work_days: workDaysTo(ctx, opened, to.due_on),
    })
  }
  const rows = await ctx.db
    .selectFrom('milestone')
    .select('price_fen')
    .where('order_id', '=', row.order_id)
    .where('state', '!=', 'cancelled')
    .limit(50)
    .execute()
  const price_fen = rows.reduce((sum, one) => sum + one.price_fen, 0)
  await perform(asSystem(ctx), serviceOrderFlow, 'amend', row.order_id, { price_fen })
}

/** On which day the clock of a milestone began: that the agreement came into force. */
async function openedOn(ctx: Ctx, id: string) {
  const { state, in_force_at } = await ctx.db
    .selectFrom('milestone')
    .innerJoin('service_order', join =>
      join
        .onRef('service_order.id', '=', 'milestone.order_id')
        .onRef('service_order.centre_id', '=', 'milestone.centre_id'),
    )
    .select(['milestone.state', 'in_force_at'])
    .where('milestone.id', '=', id)
    .executeTakeFirstOrThrow()
  return { state, opened: dayOf(in_force_at ?? ctx.now) }
}

export const tellAsked = (ctx: Ctx, row: Amendment): Promise<void> =>
  tellSide(ctx, row, row.asked_party_id, 'proposed')

export async function tellDeclined(ctx: Ctx, row: Amendment, input: { reason: string }): Promise<void> {
  const party = row.side === 'recipient' ? row.party_id : row.provider_party_id
  const { title, number } = await titleOf(ctx, row)
  const variables = { item: title, number, what: whatOf(row.kind), reason: input.reason }
  await tell(ctx, message({ party }, texts.declined, variables, `/my/orders/${row.order_id}`))
}

async function tellSide(ctx: Ctx, row: Amendment, party: string, text: 'proposed' | 'agreed'): Promise<void> {
  const { title, number } = await titleOf(ctx, row)
  const variables = { item: title, number, what: whatOf(row.kind) }
  await tell(ctx, message({ party }, texts[text], variables, `/my/orders/${row.order_id}`))
}

const titleOf = (ctx: Ctx, row: Amendment) =>
  ctx.db
    .selectFrom('service_order')
    .select(['title', 'number'])
    .where('id', '=', row.order_id)
    .executeTakeFirstOrThrow()
