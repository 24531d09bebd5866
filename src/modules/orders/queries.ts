import type { Ctx } from '#platform/ctx'
import { find } from '#platform/perform'
import type { RowOf } from '#platform/workflow'
import { milestoneFlow } from './milestone.ts'
import { serviceOrderFlow } from './workflow.ts'

/** The order, if the actor may know of it; 404 otherwise. */
export const orderFor = async (ctx: Ctx, id: string): Promise<RowOf<'service_order'>> =>
  (await find(ctx, serviceOrderFlow, id)) as unknown as RowOf<'service_order'>

/** The milestones of an order that the actor may see, in their order; none before the agreement is in force. */
export const milestonesOf = (ctx: Ctx, orderId: string): Promise<Array<RowOf<'milestone'>>> =>
  milestoneFlow
    .visible(ctx, ctx.db.selectFrom('milestone'))
    .selectAll('milestone')
    .where('order_id', '=', orderId)
    .orderBy('position')
    .limit(50)
    .execute()
