import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { amendmentFlow } from './amendment.ts'
import { milestoneFlow } from './milestone.ts'
import { paymentFlow } from './payment.ts'
import { claimFlow } from './warranty.ts'
import { serviceOrderFlow } from './workflow.ts'

export type Order = RowOf<'service_order'>

/** The order, if the actor may know of it; 404 otherwise. */
export const orderFor = async (ctx: Ctx, id: string): Promise<Order> =>
  (await find(ctx, serviceOrderFlow, id)) as unknown as Order

/** The milestones of an order that the actor may see, in their order; none before the agreement is in force. */
export const milestonesOf = (ctx: Ctx, orderId: string): Promise<Array<RowOf<'milestone'>>> =>
  milestoneFlow
    .visible(ctx, ctx.db.selectFrom('milestone'))
    .selectAll('milestone')
    .where('order_id', '=', orderId)
    .orderBy('position')
    .limit(50)
    .execute()

export const deliveriesOf = (ctx: Ctx, milestoneIds: readonly string[]) =>
  ctx.db
    .selectFrom('milestone_delivery')
    .selectAll()
    .where('milestone_id', 'in', [noId, ...milestoneIds])
    .orderBy('milestone_id')
    .orderBy('version', 'desc')
    .limit(300)
    .execute()

export const amendmentsOf = (ctx: Ctx, orderId: string): Promise<Array<RowOf<'order_amendment'>>> =>
  amendmentFlow
    .visible(ctx, ctx.db.selectFrom('order_amendment'))
    .selectAll('order_amendment')
    .where('order_id', '=', orderId)
    .orderBy('number', 'desc')
    .limit(50)
    .execute()

export const paymentsOf = (ctx: Ctx, orderId: string): Promise<Array<RowOf<'order_payment'>>> =>
  paymentFlow
    .visible(ctx, ctx.db.selectFrom('order_payment'))
    .selectAll('order_payment')
    .where('order_id', '=', orderId)
    .orderBy('id', 'desc')
    .limit(100)
    .execute()

export const claimsOf = (ctx: Ctx, orderId: string): Promise<Array<RowOf<'warranty_claim'>>> =>
  claimFlow
    .visible(ctx, ctx.db.selectFrom('warranty_claim'))
    .selectAll('warranty_claim')
    .where('order_id', '=', orderId)
    .orderBy('id', 'desc')
    .limit(50)
    .execute()

/** Of a case, by whoever may know of it: its order that is not dropped, or else the last one. */
export const orderOfCase = (ctx: Ctx, caseId: string): Promise<Order | undefined> =>
  serviceOrderFlow
    .visible(ctx, ctx.db.selectFrom('service_order'))
    .selectAll('service_order')
    .where('case_id', '=', caseId)
    .orderBy(eb => eb('state', 'in', ['terminated', 'cancelled']))
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst()

export interface OrderFilter {
  state?: string
  kind?: string
  question?: string
  partyIds?: readonly string[]
  /** Only those of the actor's own, on either side. */
  own?: true
  after?: string
}

/** Orders that the actor may see, newest first, with what is due and what was paid; one more than the limit. */
export function orderList(ctx: Ctx, filter: OrderFilter, limit: number) {
  let query = serviceOrderFlow
    .visible(ctx, ctx.db.selectFrom('service_order'))
    .innerJoin('party as recipient', join =>
      join
        .onRef('recipient.id', '=', 'service_order.party_id')
        .onRef('recipient.centre_id', '=', 'service_order.centre_id'),
    )
    .innerJoin('provider', join =>
      join
        .onRef('provider.id', '=', 'service_order.provider_id')
        .onRef('provider.centre_id', '=', 'service_order.centre_id'),
    )
    .select(['service_order.id', 'service_order.number', 'service_order.title', 'service_order.state'])
    .select(['service_order.kind_code', 'service_order.price_fen', 'service_order.agreed_at'])
    .select(['service_order.completed_at', 'service_order.in_force_at', 'service_order.warranty_until'])
    .select(['service_order.party_id', 'recipient.name as recipient', 'provider.name as provider'])
    .select(eb => [
      eb
        .selectFrom('milestone')
        .whereRef('milestone.order_id', '=', 'service_order.id')
        .where('milestone.state', '=', 'accepted')
        .select(({ fn }) => fn.sum<string | null>('price_fen').as('fen'))
        .as('accepted_fen'),
      eb
        .selectFrom('order_payment')
        .whereRef('order_payment.order_id', '=', 'service_order.id')
        .where('order_payment.state', '=', 'confirmed')
        .select(({ fn }) => fn.sum<string | null>('amount_fen').as('fen'))
        .as('paid_fen'),
      eb
        .selectFrom('milestone')
        .whereRef('milestone.order_id', '=', 'service_order.id')
        .where('milestone.state', 'in', ['planned', 'returned', 'delivered'])
        .select(({ fn }) => fn.min('due_on').as('day'))
        .as('next_due'),
    ])
    .orderBy('service_order.id', 'desc')
    .limit(limit + 1)
  if (filter.state) query = query.where('service_order.state', '=', filter.state)
  if (filter.kind) query = query.where('service_order.kind_code', '=', filter.kind)
  if (filter.after) query = query.where('service_order.id', '<', filter.after)
  if (filter.own) {
    const parties = [noId, ...ctx.actor.parties]
    query = query.where(eb =>
      eb.or([
        eb('service_order.party_id', 'in', parties),
        eb('service_order.provider_party_id', 'in', parties),
        eb('service_order.proxy_identity_id', '=', ctx.actor.identityId),
      ]),
    )
  }
  if (filter.question) {
    const like = `%${filter.question.replaceAll(/[\\%_]/g, '\\$&')}%`
    query = query.where(eb =>
      eb.or([
        eb('service_order.number', 'like', like),
        eb('recipient.name', 'like', like),
        eb('provider.name', 'like', like),
      ]),
    )
  }
  return query.execute()
}
export type OrderRow = Awaited<ReturnType<typeof orderList>>[number]
