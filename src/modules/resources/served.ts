import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever was introduced to a resource. */
defineServed({
  code: 'resources',
  label: '资源对接',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select null::uuid as identity_id, r.party_id, n.contact_phone as phone, coalesce(n.town, p.town) as town,
          'resources' as key, '资源对接' as name, r.introduced_at as at,
          ${servedBy('resource_referral', sql.ref('r.id'))} || r.officer_id as by
        from resource_referral r
          join resource_need n on n.id = r.need_id
          join party p on p.id = r.party_id
        where ${between('r.introduced_at', span)}`,
      limit,
    ),
})
