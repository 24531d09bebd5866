import { sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

/** A month's figures, each counted by its own day and never added up: posts are no places, and places are no people. */
export interface Month {
  month: string
  posts: number
  places: number
  applications: number
  hired: number
  started: number
  first: number
  second: number
}

/** By month, newest first; whoever was still there counts in the month in which they were asked. */
export const byMonth = async (ctx: Ctx, kind: string): Promise<Month[]> => {
  const month = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'Asia/Shanghai', 'YYYY-MM')`
  const ofKind = kind ? sql`and p.kind = ${kind}` : sql``
  const { rows } = await sql<Month>`
    select month, sum(posts)::int as posts, sum(places)::int as places, sum(applications)::int as applications,
      sum(hired)::int as hired, sum(started)::int as started, sum(first)::int as first, sum(second)::int as second
    from (
      select ${month('p.published_at')} as month, 1 as posts, p.places, 0 as applications, 0 as hired, 0 as started,
        0 as first, 0 as second
      from job_post p where p.published_at is not null ${ofKind}
      union all
      select ${month('a.applied_at')}, 0, 0, 1, 0, 0, 0, 0
      from job_application a join job_post p on p.centre_id = a.centre_id and p.id = a.post_id where true ${ofKind}
      union all
      select ${month('a.hired_at')}, 0, 0, 0, 1, 0, 0, 0
      from job_application a join job_post p on p.centre_id = a.centre_id and p.id = a.post_id
      where a.hired_at is not null ${ofKind}
      union all
      select to_char(a.started_on, 'YYYY-MM'), 0, 0, 0, 0, 1, 0, 0
      from job_application a join job_post p on p.centre_id = a.centre_id and p.id = a.post_id
      where a.started_on is not null ${ofKind}
      union all
      select ${month('c.done_at')}, 0, 0, 0, 0, 0, (c.turn = 1)::int, (c.turn = 2)::int
      from (select k.*, row_number() over (partition by k.application_id order by k.after_days) as turn from job_check k) c
      join job_application a on a.centre_id = c.centre_id and a.id = c.application_id
      join job_post p on p.centre_id = a.centre_id and p.id = a.post_id
      where c.state = 'done' and c.still_there ${ofKind}
    ) counted
    group by month order by month desc limit 36`.execute(ctx.db)
  return rows
}
