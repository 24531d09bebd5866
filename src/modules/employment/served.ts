import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever applied for a post through the centre. */
defineServed({
  code: 'employment',
  label: '招聘求职',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select null::uuid as identity_id, a.party_id, p.contact_phone as phone, p.town, 'jobs' as key,
          '招聘求职' as name, a.applied_at as at, ${servedBy('job_application', sql.ref('a.id'))} as by
        from job_application a join party p on p.id = a.party_id
        where a.state <> 'withdrawn' and ${between('a.applied_at', span)}`,
      limit,
    ),
})
