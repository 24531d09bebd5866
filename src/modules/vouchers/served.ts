import { sql } from 'kysely'
import { defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever's voucher was paid out. */
defineServed({
  code: 'vouchers',
  label: '服务券兑付',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select null::uuid as identity_id, r.party_id, p.contact_phone as phone, p.town, 'vouchers' as key,
          '服务券兑付' as name, r.paid_on::timestamptz as at, ${servedBy('voucher_redemption', sql.ref('r.id'))} as by
        from voucher_redemption r join party p on p.id = r.party_id
        where r.state = 'paid' and r.paid_on between ${span.first} and ${span.last}`,
      limit,
    ),
})
