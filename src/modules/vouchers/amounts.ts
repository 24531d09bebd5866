import { goesOn, type MilestoneLine } from './orders.ts'
import type { Redemption, Voucher } from './people.ts'
import { living, underWay } from './queries/vouchers.ts'

/** The voucher pays its share of the price, rounded down, and never more than is left of its cap. In 分. */
export const amountFor = (share: number, price_fen: number, left_fen: number): number =>
  Math.max(0, Math.min(Math.floor((price_fen * share) / 100), left_fen))

const isLiving = ({ state }: Pick<Redemption, 'state'>): boolean =>
  (living as readonly string[]).includes(state)
export const isUnderWay = ({ state }: Pick<Redemption, 'state'>): boolean =>
  (underWay as readonly string[]).includes(state)

type Taken = Pick<Redemption, 'state' | 'amount_fen' | 'milestone_id'>

/** What is left of the cap: what was asked for and not refused is taken already. */
export const leftOf = ({ cap_fen }: Pick<Voucher, 'cap_fen'>, redemptions: readonly Taken[]): number =>
  cap_fen - redemptions.filter(isLiving).reduce((sum, one) => sum + one.amount_fen, 0)

/** Milestones whose money can be asked for: accepted since the voucher is used for the order, and not asked for yet. */
export const open = (
  { attached_at }: Pick<Voucher, 'attached_at'>,
  milestones: readonly MilestoneLine[],
  redemptions: readonly Taken[],
): MilestoneLine[] => {
  const asked = new Set(redemptions.filter(isLiving).map(one => one.milestone_id))
  return milestones.filter(
    one =>
      one.accepted_at !== null &&
      attached_at !== null &&
      one.accepted_at >= attached_at &&
      one.price_fen > 0 &&
      !asked.has(one.id),
  )
}

export interface Standing {
  voucher: Pick<Voucher, 'cap_fen' | 'attached_at'>
  orderState: string | undefined
  milestones: readonly MilestoneLine[]
  redemptions: readonly Taken[]
}

/** Where a voucher that is used for an order stands, by what became of the order and of what was asked for. */
export function standing({ voucher, orderState, milestones, redemptions }: Standing) {
  const left = leftOf(voucher, redemptions)
  if (left > 0 && open(voucher, milestones, redemptions).length > 0) return 'redeemable' as const
  if (redemptions.some(isUnderWay)) return 'settling' as const
  const more = milestones.length === 0 || milestones.some(one => one.state !== 'accepted')
  if (left > 0 && goesOn(orderState) && more) return 'attached' as const
  // Nothing was ever taken from it, and nothing is to come: it is free again.
  return redemptions.some(isLiving) ? ('used' as const) : ('issued' as const)
}
