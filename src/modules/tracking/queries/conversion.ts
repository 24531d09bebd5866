import { type RawBuilder, sql } from 'kysely'
import type { Ctx } from '#platform/ctx'

/** By what the report is divided. */
export const divisions = { class: '培训班', lecturer: '讲师', kind: '类别', town: '乡镇' } as const
export type Division = keyof typeof divisions

/** One line of the report, as counted; money in 分. */
export interface Counted {
  key: string
  label: string
  learners: number
  completed: number
  people: number
  cost_fen: number
  followed: number
  unreached: number
  shops: number
  sales_fen: number
  employed: number
}

interface Grouping {
  key: RawBuilder<unknown>
  label: RawBuilder<unknown>
  join: RawBuilder<unknown>
  weight: RawBuilder<unknown>
  /** Where learners are told apart by it. */
  town: RawBuilder<unknown>
}

/** What a line is of, and how much of a learner's money and sales it answers for (a lecturer: by hours taught). */
const groupings: Record<Division, Grouping> = {
  class: {
    key: sql`c.id::text`,
    label: sql`c.number || ' ' || c.title`,
    join: sql``,
    weight: sql`1::numeric`,
    town: sql`null`,
  },
  kind: { key: sql`c.kind`, label: sql`c.kind`, join: sql``, weight: sql`1::numeric`, town: sql`null` },
  town: {
    key: sql`coalesce(l.town, '')`,
    label: sql`coalesce(l.town, '')`,
    join: sql``,
    weight: sql`1::numeric`,
    town: sql`e.town`,
  },
  lecturer: {
    key: sql`t.lecturer_id::text`,
    label: sql`t.name`,
    join: sql`join taught t on t.class_id = c.id`,
    weight: sql`t.share`,
    town: sql`null`,
  },
}

/**
 * What became of the learners of classes that ended between two days, and what they cost. The money of a class is spread over
 * whoever sat in it, the latest answer of each learner counts. One pass over the learners and one over what they were asked;
 * they are counted by class (and town) before lecturers share them, so that nobody is weighed one by one.
 */
export async function conversion(
  ctx: Ctx,
  by: Division,
  from: string,
  until: string,
  limit = 1_000,
): Promise<Counted[]> {
  const { key, label, join, weight, town } = groupings[by]
  const { rows } = await sql<Record<keyof Counted, string>>`
    with classes as materialized (
      select id, number, title, kind from training_class
      where state in ('completed', 'archived') and ends_on between ${from}::date and ${until}::date
    ), asked as (
      select distinct on (enrolment_id) enrolment_id, state = 'answered' as answered, shop, sales_fen, employment
      from follow_up where state in ('answered', 'unreachable', 'missed') and class_id in (select id from classes)
      order by enrolment_id, answered desc, months desc
    ), learners as materialized (
      select e.class_id, ${town} as town, e.state = 'completed' as completed, e.id_hash,
        a.answered, a.shop, a.sales_fen, a.employment in ('employed', 'own') as employed
      from enrolment e left join asked a on a.enrolment_id = e.id
      where e.state in ('completed', 'failed') and e.class_id in (select id from classes)
    ), counted as (
      select class_id, town, count(*) as learners, count(*) filter (where completed) as completed,
        count(*) filter (where answered) as followed, count(*) filter (where not answered) as unreached,
        count(*) filter (where shop) as shops, coalesce(sum(sales_fen), 0) as sales_fen,
        count(*) filter (where employed) as employed
      from learners group by class_id, town
    ), sat as (
      select class_id, count(*) as n from learners group by class_id
    ), cost as (
      select class_id, sum(amount_fen) as fen from training_cost
      where state in ('checked', 'settled') and class_id in (select id from classes) group by class_id
    ), taught as (
      select s.class_id, s.lecturer_id, p.name,
        sum(s.hours_tenths)::numeric / nullif(sum(sum(s.hours_tenths)) over (partition by s.class_id), 0) as share
      from lesson s join lecturer p on p.id = s.lecturer_id
      where s.state = 'planned' and s.class_id in (select id from classes) group by s.class_id, s.lecturer_id, p.name
    ), persons as (
      select ${key} as key, count(distinct l.id_hash) as people
      from learners l join classes c on c.id = l.class_id ${join} where l.completed group by 1
    ), lines as (
      select ${key} as key, ${label} as label, sum(l.learners) as learners, sum(l.completed) as completed,
        round(coalesce(sum(coalesce(cost.fen, 0)::numeric * l.learners / sat.n * ${weight}), 0)) as cost_fen,
        sum(l.followed) as followed, sum(l.unreached) as unreached, sum(l.shops) as shops,
        round(coalesce(sum(l.sales_fen * ${weight}), 0)) as sales_fen, sum(l.employed) as employed
      from counted l join classes c on c.id = l.class_id join sat on sat.class_id = l.class_id ${join}
        left join cost on cost.class_id = c.id
      group by 1, 2
    )
    select lines.*, coalesce(people, 0) as people from lines left join persons using (key)
    order by completed desc, label limit ${limit}`.execute(ctx.db)
  return rows.map(row => ({
    ...{ key: row.key, label: row.label },
    ...{ learners: Number(row.learners), completed: Number(row.completed), people: Number(row.people) },
    ...{ cost_fen: Number(row.cost_fen), followed: Number(row.followed), unreached: Number(row.unreached) },
    ...{ shops: Number(row.shops), sales_fen: Number(row.sales_fen), employed: Number(row.employed) },
  }))
}
