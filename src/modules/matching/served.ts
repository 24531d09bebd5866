import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Both sides that were brought together. */
defineServed({
  code: 'matching',
  label: '供需对接',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select null::uuid as identity_id, side.party_id, side.phone, p.town, 'matching' as key, '供需对接' as name,
          i.talking_at as at, ${servedBy('introduction', sql.ref('i.id'))} || i.officer_id as by
        from introduction i
          cross join lateral (values (i.asker_party_id, i.asker_phone), (i.owner_party_id, i.owner_phone))
            as side (party_id, phone)
          join party p on p.id = side.party_id
        where ${between('i.talking_at', span)}`,
      limit,
    ),
})
