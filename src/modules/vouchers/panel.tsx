import type { Child } from 'hono/jsx'
import { badgeOf } from '#modules/actions'
import type { Side } from '#modules/orders'
import type { Ctx } from '#platform/ctx'
import type { RowOf } from '#platform/workflow'
import { voucherNumber } from './codes.ts'
import { agreeing } from './orders.ts'
import { OrderVoucher, UnusedVouchers } from './pages/panel.tsx'
import { seesVouchers } from './people.ts'
import { voucherOfOrder, vouchersOfActor } from './queries/vouchers.ts'
import { voucherFlow } from './voucher.ts'

/** On the page of an order: the voucher that is used for it, or that one could be. */
export async function voucherPanel(
  ctx: Ctx,
  order: RowOf<'service_order'>,
  side: Side,
): Promise<Child | null> {
  const used = await voucherOfOrder(ctx, order.id)
  if (used) {
    if (side === 'centre' && !seesVouchers(ctx.actor)) return null
    return (
      <OrderVoucher
        href={side === 'centre' ? `/desk/vouchers/${used.id}` : `/my/vouchers/${used.id}`}
        number={voucherNumber(used.code, used.turn)}
        programme={used.programme}
        share={used.share}
        cap={used.cap_fen}
        redeemed={Number(used.redeemed_fen)}
        until={used.redeem_until}
        state={badgeOf(voucherFlow, used.state)}
      />
    )
  }
  if (side !== 'recipient' || !(agreeing as readonly string[]).includes(order.state)) return null
  const unused = (await vouchersOfActor(ctx)).filter(
    one => one.state === 'issued' && one.party_id === order.party_id,
  )
  return unused.length > 0 ? <UnusedVouchers count={unused.length} /> : null
}
