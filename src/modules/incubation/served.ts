import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Start-ups that were in the incubator, and those that a mentor advised. */
defineServed({
  code: 'incubation',
  label: '创业孵化',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select i.identity_id, i.party_id, i.contact_phone as phone, p.town, 'incubation' as key, '创业孵化' as name,
          i.applied_at as at, ${servedBy('incubation', sql.ref('i.id'))} || i.owner_id as by
        from incubation i join party p on p.id = i.party_id
        where i.first_day <= ${span.last} and i.state not in ('agreeing', 'refused', 'withdrawn')
          and coalesce(i.left_on, i.graduated_on, i.ended_at::date, 'infinity') >= ${span.first}
        union all
        select i.identity_id, i.party_id, i.contact_phone, p.town, 'mentoring', '创业辅导', s.starts_at,
          ${servedBy('mentoring_session', sql.ref('s.id'))} || i.owner_id
        from mentoring_session s
          join incubation i on i.id = s.incubation_id
          join party p on p.id = i.party_id
        where s.state in ('recorded', 'confirmed') and ${between('s.starts_at', span)}`,
      limit,
    ),
})
