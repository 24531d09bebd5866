import type { Actor, Ctx } from '#platform/ctx'
import { noId } from '#platform/ids'
import { type Addressee, anyOf, holds, type Who } from '#platform/who'
import type { RowOf, Visible } from '#platform/workflow'
import { manageVouchers, voucherDuties } from './duties.ts'

export type Programme = RowOf<'voucher_programme'>
export type Voucher = RowOf<'voucher'>
export type Redemption = RowOf<'voucher_redemption'>
export type BankLine = RowOf<'voucher_bank_line'>
export type Check = RowOf<'voucher_check'>

/** Who drafted the programme and looks after it. */
export const owner: Addressee<Pick<Programme, 'owner_id'>> = {
  says: '负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}
export const inCharge: Who<Programme> = anyOf<Programme>(owner, manageVouchers)

/** Whose voucher it is. */
export const holder: Addressee<{ party_id: string }> = {
  says: '领券人',
  test: (actor, row) => actor.parties.includes(row.party_id),
  address: row => ({ party_id: row.party_id }),
}

interface Sides {
  party_id: string
  provider_party_id: string | null
}
/** Recipient or provider: both may ask for the money, whoever gets it. */
export const eitherSide: Who<Sides> = {
  says: '领券人或服务商',
  test: (actor, row) => [row.party_id, row.provider_party_id].some(one => one && actor.parties.includes(one)),
}

/** With `not`: nobody decides on the money of a party that they act for, by whichever of their accounts. */
export const ofEitherSide: Who<Sides> = {
  says: '领券人和服务商的人',
  test: ({ parties, twin }, row) =>
    [row.party_id, row.provider_party_id].some(
      one => one !== null && (parties.includes(one) || (twin?.parties.includes(one) ?? false)),
    ),
}

/** With `not`: who claimed the voucher for somebody decides nothing about it or its money. */
export const claimedIt: Who<{ claimed_by: string | null }> = {
  says: '代领人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.claimed_by,
}

/** Staff who work on vouchers, and the bureau. */
export const seesVouchers = (actor: Actor): boolean =>
  actor.kind === 'system' ||
  (actor.staffId !== null && (actor.organisation === 'bureau' || holds(actor, ...voucherDuties)))

const own = ({ actor }: Ctx): string[] => [noId, ...actor.parties]

/** Whoever works on them; the recipient; the provider of the order that it is used for. */
export const visibleVouchers: Visible<'voucher'> = (ctx, query) =>
  seesVouchers(ctx.actor)
    ? query
    : query.where(eb =>
        eb.or([eb('voucher.party_id', 'in', own(ctx)), eb('voucher.provider_party_id', 'in', own(ctx))]),
      )
export const visibleRedemptions: Visible<'voucher_redemption'> = (ctx, query) =>
  seesVouchers(ctx.actor)
    ? query
    : query.where(eb =>
        eb.or([
          eb('voucher_redemption.party_id', 'in', own(ctx)),
          eb('voucher_redemption.provider_party_id', 'in', own(ctx)),
        ]),
      )
