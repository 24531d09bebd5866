import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever used a room, a studio or a workplace; not the centre itself. */
defineServed({
  code: 'bookings',
  label: '场地预约使用',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select null::uuid as identity_id, b.party_id, b.contact_phone as phone, p.town, 'premises' as key,
          '场地预约使用' as name, b.used_from as at, ${servedBy('booking', sql.ref('b.id'))} as by
        from booking b join party p on p.id = b.party_id
        where b.state in ('in_use', 'done') and ${between('b.used_from', span)}`,
      limit,
    ),
})
