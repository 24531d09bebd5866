import { sql } from 'kysely'
import { defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever sat in a class that is over, passed or not. */
defineServed({
  code: 'training',
  label: '培训班',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select case when e.proxy_id is null then e.identity_id end as identity_id, e.party_id, e.phone, e.town,
          'training' as key, '培训班' as name, c.completed_at as at,
          ${servedBy('training_class', sql.ref('c.id'))} || ${servedBy('enrolment', sql.ref('e.id'))} || c.owner_id as by
        from enrolment e join training_class c on c.id = e.class_id
        where e.state in ('completed', 'failed') and c.state in ('completed', 'archived')
          and c.ends_on between ${span.first} and ${span.last}`,
      limit,
    ),
})
