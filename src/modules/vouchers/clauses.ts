import { definePackPart, ledgerOf } from '#platform/packs'
import { redemptionFlow } from './redemption.ts'
import { voucherFlow } from './voucher.ts'

definePackPart({
  clause: '5.6.1',
  module: 'vouchers',
  ledgers: [
    ledgerOf(voucherFlow, {
      title: '服务券台账',
      when: { at: 'claimed_at' },
      columns: [
        { label: '领取', value: row => row.claimed_at, kind: 'dateTime' },
        { label: '面额上限（元）', value: row => row.cap_fen, kind: 'money' },
        { label: '有效期至', value: row => row.valid_until, kind: 'date' },
      ],
    }),
    ledgerOf(redemptionFlow, {
      title: '服务券兑付台账',
      when: { at: 'applied_at' },
      columns: [
        { label: '申请', value: row => row.applied_at, kind: 'dateTime' },
        { label: '服务价款（元）', value: row => row.price_fen, kind: 'money' },
        { label: '兑付金额（元）', value: row => row.amount_fen, kind: 'money' },
        { label: '收款人', value: row => row.payee_name, personal: 'name' },
        { label: '发票号', value: row => row.invoice },
        { label: '付款日', value: row => row.paid_on, kind: 'date' },
      ],
    }),
  ],
})
