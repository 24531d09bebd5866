import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of incubation. */
defineTally({
  code: 'incubation.entered',
  label: '新入孵项目',
  group: '创业',
  clause: '5.4.1',
  definition: '统计期内协议生效入孵的项目；按协议第一天归期，双方都已确认协议。',
  formula: '入孵项目数之和',
  unit: '个',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'incubation',
  rows: ({ first, last }) => sql`
    select incubation.id, party.town, 1::bigint as value, null::bigint as base, incubation.party_id::text as who
    from incubation join party on party.centre_id = incubation.centre_id and party.id = incubation.party_id
    where incubation.first_day between ${first} and ${last}
      and startup_confirmed_at is not null and centre_confirmed_at is not null`,
})

defineTally({
  code: 'incubation.graduated',
  label: '毕业项目',
  group: '创业',
  clause: '5.4.1',
  definition: '统计期内达到毕业条件出孵的项目；按毕业日归期，到期离开、清退的不算。',
  formula: '毕业项目数之和',
  unit: '个',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'incubation',
  rows: ({ first, last }) => sql`
    select incubation.id, party.town, 1::bigint as value, null::bigint as base, incubation.party_id::text as who
    from incubation join party on party.centre_id = incubation.centre_id and party.id = incubation.party_id
    where incubation.graduated_on between ${first} and ${last}`,
})

defineTally({
  code: 'incubation.sales',
  label: '在孵项目销售额',
  group: '创业',
  clause: '5.4.1',
  definition: '统计期内在孵项目月报的销售额；按月报所属月份归期，没有报的月份不估算。',
  formula: '在孵项目月报销售额之和',
  unit: '元',
  measure: 'fen',
  frequency: 'month',
  adds: true,
  wholeMonths: true,
  flow: 'incubation_month',
  rows: ({ first, last }) => sql`
    select month.id, party.town, month.sales_fen as value, null::bigint as base, month.party_id::text as who
    from incubation_month month join party on party.centre_id = month.centre_id and party.id = month.party_id
    where month.month between ${first.slice(0, 7)} and ${last.slice(0, 7)} and month.state in ('reported', 'verified')`,
})
