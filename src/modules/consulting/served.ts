import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever was answered and left a phone or an account. */
defineServed({
  code: 'consulting',
  label: '咨询答复',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select case when c.proxy_id is null then c.identity_id end as identity_id, c.party_id,
          c.contact_phone as phone, p.town, 'consulting' as key, '咨询答复' as name, c.answered_at as at,
          ${servedBy('consultation', sql.ref('c.id'))} || c.assignee_id || c.first_id as by
        from consultation c left join party p on p.id = c.party_id
        where c.state <> 'withdrawn' and ${between('c.answered_at', span)}`,
      limit,
    ),
})
