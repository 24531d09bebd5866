import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of vouchers. */
defineTally({
  code: 'vouchers.claimed',
  label: '领取服务券',
  group: '业务支持',
  clause: '5.6.1',
  definition: '统计期内领取的服务券；按领取日归期，后来退回、过期的也算领取。',
  formula: '领取的服务券张数之和',
  unit: '张',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'voucher',
  rows: ({ from, until }) => sql`
    select voucher.id, party.town, 1::bigint as value, null::bigint as base, voucher.party_id::text as who
    from voucher join party on party.centre_id = voucher.centre_id and party.id = voucher.party_id
    where voucher.claimed_at between ${from} and ${until}`,
})

defineTally({
  code: 'vouchers.paid',
  label: '服务券兑付金额',
  group: '业务支持',
  clause: '5.6.1',
  definition: '统计期内实际付出的服务券资金；按付款日归期，追回的不冲减，另行统计。',
  formula: '付出的兑付金额之和',
  unit: '元',
  measure: 'fen',
  frequency: 'month',
  adds: true,
  flow: 'voucher_redemption',
  rows: ({ first, last }) => sql`
    select redemption.id, party.town, redemption.amount_fen as value, null::bigint as base, redemption.party_id::text as who
    from voucher_redemption redemption join party on party.centre_id = redemption.centre_id and party.id = redemption.party_id
    where redemption.paid_on between ${first} and ${last}`,
})
