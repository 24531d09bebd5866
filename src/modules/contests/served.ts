import { sql } from 'kysely'
import { between, defineServed, servedBy, servedRows } from '#platform/served'

/** 6.1 Whoever took part in a contest whose results are out. */
defineServed({
  code: 'contests',
  label: '创业大赛、技能大赛',
  list: (ctx, span, limit) =>
    servedRows(
      ctx,
      sql`select e.identity_id, e.party_id, e.contact_phone as phone, p.town, 'contests' as key,
          '创业大赛、技能大赛' as name, c.announced_at as at, ${servedBy('contest', sql.ref('c.id'))} as by
        from contest_entry e
          join contest c on c.id = e.contest_id
          join party p on p.id = e.party_id
        where e.number is not null and c.state in ('announced', 'closed') and ${between('c.announced_at', span)}`,
      limit,
    ),
})
