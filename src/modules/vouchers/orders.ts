import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import type { Programme, Voucher } from './people.ts'

/*
 * What vouchers need to know of orders, in one place: which of them a voucher fits, which milestones were accepted, and
 * whether anything more is to come.
 */

/** A voucher is chosen while both sides agree, or while the work goes on. */
export const agreeing = ['drafting', 'for_recipient', 'for_provider', 'running'] as const
/** Work goes on: more can be accepted. */
const alive: readonly string[] = [...agreeing, 'simple']

type Fits = Pick<Programme, 'kinds' | 'item_ids'>

/** Orders of the recipient that the voucher can be used for: of the right kind, without another voucher. */
export function ordersFor(ctx: Ctx, voucher: Pick<Voucher, 'party_id'>, { kinds, item_ids }: Fits) {
  let query = ctx.db
    .selectFrom('service_order')
    .innerJoin('provider', 'provider.id', 'service_order.provider_id')
    .select(['service_order.id', 'service_order.title', 'service_order.number', 'service_order.price_fen'])
    .select([
      'service_order.provider_party_id',
      'provider.name as provider',
      'service_order.item_id',
      'kind_code',
    ])
    .where('service_order.party_id', '=', voucher.party_id)
    .where('service_order.provider_party_id', '!=', voucher.party_id)
    .where('service_order.state', 'in', agreeing)
    .where(
      sql<boolean>`not exists (select from voucher v where v.centre_id = service_order.centre_id
        and v.order_id = service_order.id and v.state in ('attached', 'redeemable', 'settling', 'used'))`,
    )
    .orderBy('service_order.id', 'desc')
    .limit(50)
  if (kinds.length > 0 || item_ids.length > 0)
    query = query.where(eb =>
      eb.or([eb('kind_code', 'in', ['', ...kinds]), eb('service_order.item_id', 'in', [noId, ...item_ids])]),
    )
  return query.execute()
}
export type FittingOrder = Awaited<ReturnType<typeof ordersFor>>[number]

export const orderOf = (ctx: Ctx, id: string) =>
  ctx.db
    .selectFrom('service_order')
    .innerJoin('provider', 'provider.id', 'service_order.provider_id')
    .select(['service_order.id', 'service_order.title', 'service_order.number', 'service_order.state'])
    .select(['service_order.price_fen', 'in_force_at', 'provider.name as provider'])
    .where('service_order.id', '=', id)
    .executeTakeFirst()

export interface MilestoneLine {
  id: string
  name: string
  price_fen: number
  state: string
  accepted_at: Date | null
}
export const milestonesOf = (ctx: Ctx, orderId: string): Promise<MilestoneLine[]> =>
  ctx.db
    .selectFrom('milestone')
    .select(['id', 'name', 'price_fen', 'state', 'accepted_at'])
    .where('order_id', '=', orderId)
    .where('state', '!=', 'cancelled')
    .orderBy('position')
    .limit(50)
    .execute()

/** Whether the order may still bring something to accept. */
export const goesOn = (state: string | undefined): boolean => state !== undefined && alive.includes(state)

/** Whether the order came to its end without being carried out. */
export const brokenOff = (state: string | undefined): boolean =>
  state === 'terminated' || state === 'cancelled'
