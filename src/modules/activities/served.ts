import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever came. */
defineServed({
  code: 'activities',
  label: '活动',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select null::uuid as identity_id, r.party_id, r.contact_phone as phone, coalesce(p.town, a.town) as town,
          'activities' as key, '沙龙、讲座、参观、考察' as name, a.ends_at as at,
          ${servedBy('activity', sql.ref('a.id'))} || a.owner_id as by
        from activity_registration r
          join activity a on a.id = r.activity_id
          left join party p on p.id = r.party_id
        where r.state = 'attended' and a.state in ('held', 'closed') and ${between('a.ends_at', span)}`,
      limit,
    ),
})
