import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of contests. */
defineTally({
  code: 'contests.held',
  label: '大赛场次',
  group: '创业',
  clause: '5.4.2',
  definition: '统计期内公告了结果的创业大赛、技能大赛；按公告日归期。',
  formula: '公告结果的大赛数之和',
  unit: '场',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'contest',
  rows: ({ from, until }) => sql`
    select id, null::text as town, 1::bigint as value, null::bigint as base, null::text as who
    from contest
    where announced_at between ${from} and ${until}`,
})

defineTally({
  code: 'contests.entries',
  label: '参赛项目',
  group: '创业',
  clause: '5.4.2',
  definition: '统计期内报名并通过资格审查的参赛项目或选手；按报名日归期。',
  formula: '通过资格审查的报名数之和',
  unit: '个',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'contest_entry',
  rows: ({ from, until }) => sql`
    select entry.id, party.town, 1::bigint as value, null::bigint as base, entry.party_id::text as who
    from contest_entry entry left join party on party.centre_id = entry.centre_id and party.id = entry.party_id
    where entry.submitted_at between ${from} and ${until} and entry.state in ('eligible', 'disqualified', 'finished')`,
})
