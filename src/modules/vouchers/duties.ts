import { defineDuty } from '#platform/who'

export const manageVouchers = defineDuty('voucher.manage', '编制和管理服务券计划')
/** Public money is granted by the bureau, never by who hands it out. */
export const grantVouchers = defineDuty('voucher.approve', '批准服务券计划', { only: 'bureau' })
export const checkVouchers = defineDuty('voucher.check', '初审服务券兑付')
export const confirmVouchers = defineDuty('voucher.confirm', '复审服务券兑付')
export const payVouchers = defineDuty('voucher.pay', '登记服务券拨付和对账')

/** At the counter, for who cannot do it on a phone. */
export const enterVouchers = defineDuty('voucher.enter', '代为领取服务券')

/** Whoever holds one of these works on vouchers, and sees them. */
export const voucherDuties = [
  manageVouchers,
  grantVouchers,
  checkVouchers,
  confirmVouchers,
  payVouchers,
  enterVouchers,
] as const
