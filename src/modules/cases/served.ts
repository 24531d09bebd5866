import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever's matter was closed; what a station applied for on somebody's behalf is that person's. */
defineServed({
  code: 'cases',
  label: '办件',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select case when c.proxy_id is null then c.applicant_identity_id end as identity_id, c.party_id,
          c.contact_phone as phone, p.town, c.item_id::text as key, v.name, c.closed_at as at,
          ${servedBy('service_case', sql.ref('c.id'))} || c.assignee_id as by
        from service_case c
          join party p on p.id = c.party_id
          join service_item i on i.id = c.item_id
          join service_item_version v on v.item_id = i.id and v.number = i.latest_version
        where c.state = 'closed' and ${between('c.closed_at', span)}`,
      limit,
    ),
})
