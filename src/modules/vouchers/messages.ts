import { money } from '#platform/format'
import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { voucherNumber } from './codes.ts'
import { grantVouchers } from './duties.ts'
import type { Programme, Redemption, Voucher } from './people.ts'

const texts = {
  submitted: defineTemplate('voucher.programme_submitted', '服务券计划“{name}”报请批准，预算 {budget}。'),
  approved: defineTemplate('voucher.programme_approved', '服务券计划“{name}”已批准，可以公布。'),
  returned: defineTemplate('voucher.programme_returned', '服务券计划“{name}”退回修改：{reason}'),
  closed: defineTemplate('voucher.programme_closed', '服务券计划“{name}”提前停止领取：{reason}'),
  claimed: defineTemplate(
    'voucher.claimed',
    '您领到一张服务券（{number}），最高补贴 {cap}，请在 {until} 前用到服务订单上，过期作废。',
    { sms: true },
  ),
  claimedFor: defineTemplate(
    'voucher.claimed_for',
    '中心按您签字的委托替您领到一张服务券（{number}），最高补贴 {cap}，请在 {until} 前用到服务订单上，过期作废。不是您的意思，请马上告诉中心。',
    { sms: true },
  ),
  ending: defineTemplate(
    'voucher.ending',
    '您的服务券（{number}，最高 {cap}）{until} 到期，还没有用。用不上的可以退回，让别人领。',
    { sms: true },
  ),
  redeemable: defineTemplate(
    'voucher.redeemable',
    '服务券（{number}）可以申请兑付了：有一个阶段已经验收。请在 {until} 前带发票等材料在网上申请。',
    { sms: true },
  ),
  expired: defineTemplate('voucher.expired', '您的服务券（{number}）已过期作废。'),
  freed: defineTemplate(
    'voucher.freed',
    '服务券（{number}）所用的订单已经终止，券退回给您，可以用到别的订单上。',
  ),
  revoked: defineTemplate('voucher.revoked', '您的服务券（{number}）已撤销，原因：{reason}', { sms: true }),
  attached: defineTemplate('voucher.attached', '客户把服务券（{number}，最高 {cap}）用在了你们的订单上。'),
  sentBack: defineTemplate('voucher.redemption_returned', '服务券（{number}）的兑付申请要补正：{reason}', {
    sms: true,
  }),
  rejected: defineTemplate('voucher.redemption_rejected', '服务券（{number}）的兑付申请不予兑付：{reason}', {
    sms: true,
  }),
  confirmed: defineTemplate(
    'voucher.redemption_approved',
    '服务券（{number}）的兑付已核定 {amount}，等待拨付。',
  ),
  paid: defineTemplate('voucher.redemption_paid', '服务券（{number}）已拨付 {amount} 给{payee}。', {
    sms: true,
  }),
  demanded: defineTemplate(
    'voucher.redemption_demanded',
    '服务券（{number}）已拨付的 {amount} 决定追回，原因：{reason}',
    { sms: true },
  ),
  reclaimed: defineTemplate('voucher.redemption_reclaimed', '服务券（{number}）的 {amount} 已收回。'),
} as const

const deskPage = ({ id }: Programme): string => `/desk/vouchers/programmes/${id}`

export const toldBureau = (row: Programme) =>
  message(
    { duty: grantVouchers.code },
    texts.submitted,
    { name: row.name, budget: money(row.budget_fen) },
    deskPage(row),
  )

export function toldOwner(what: 'approved' | 'returned' | 'closed', row: Programme, reason = '') {
  const to = { staff: row.owner_id }
  return what === 'approved'
    ? message(to, texts.approved, { name: row.name }, deskPage(row))
    : message(to, texts[what], { name: row.name, reason }, deskPage(row))
}

/** What becomes of a voucher, told to whose it is. */
export function toldHolder(
  what: 'claimed' | 'claimedFor' | 'ending' | 'redeemable' | 'expired' | 'freed' | 'revoked',
  row: Voucher,
  code: string,
) {
  const to = { party: row.party_id }
  const href = `/my/vouchers/${row.id}`
  const number = voucherNumber(code, row.turn)
  const cap = money(row.cap_fen)
  switch (what) {
    case 'claimed':
    case 'claimedFor':
    case 'ending':
      return message(to, texts[what], { number, cap, until: row.valid_until }, href)
    case 'redeemable':
      return message(to, texts.redeemable, { number, until: row.redeem_until }, href)
    case 'revoked':
      return message(to, texts.revoked, { number, reason: row.reason ?? '' }, href)
    default:
      return message(to, texts[what], { number }, href)
  }
}

export const toldProvider = (row: Voucher, code: string) =>
  row.provider_party_id
    ? message(
        { party: row.provider_party_id },
        texts.attached,
        { number: voucherNumber(code, row.turn), cap: money(row.cap_fen) },
        `/my/vouchers/${row.id}`,
      )
    : null

/** What becomes of a redemption, told to both sides: each knows what the other was promised. */
export function toldSides(
  what: 'sentBack' | 'rejected' | 'confirmed' | 'paid' | 'demanded' | 'reclaimed',
  row: Redemption,
  number: string,
  reason = '',
) {
  const amount = money(row.amount_fen)
  return [row.party_id, row.provider_party_id].map(party => {
    const to = { party }
    const href = `/my/vouchers/${row.voucher_id}`
    switch (what) {
      case 'sentBack':
      case 'rejected':
        return message(to, texts[what], { number, reason }, href)
      case 'demanded':
        return message(to, texts.demanded, { number, amount, reason }, href)
      case 'paid':
        return message(to, texts.paid, { number, amount, payee: row.payee_name }, href)
      default:
        return message(to, texts[what], { number, amount }, href)
    }
  })
}
