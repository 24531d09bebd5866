import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/**
 * 5.6.2 What is counted of complaints; never by town, so that nobody can be guessed, and without those about the centre itself:
 * that there is one is for the bureau alone.
 */
defineTally({
  code: 'complaints.received',
  label: '收到投诉',
  group: '评价与反馈',
  clause: '4.5.1',
  definition:
    '统计期内收到的投诉和举报，含匿名；按收到日归期。建议、表扬不算，并入同一件的不重复计；涉及中心、由主管部门办理的不在这里。',
  formula: '收到的投诉举报数之和',
  unit: '件',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'complaint',
  rows: ({ from, until }) => sql`
    select id, null::text as town, 1::bigint as value, null::bigint as base, null::text as who
    from complaint
    where submitted_at between ${from} and ${until} and kind in ('complaint', 'report') and not for_bureau and state not in ('merged', 'withdrawn')`,
})

defineTally({
  code: 'complaints.closed',
  label: '办结投诉',
  group: '评价与反馈',
  clause: '4.5.1',
  definition: '统计期内办结的投诉和举报；按办结日归期；涉及中心、由主管部门办理的不在这里。',
  formula: '办结的投诉举报数之和',
  unit: '件',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'complaint',
  rows: ({ from, until }) => sql`
    select id, null::text as town, 1::bigint as value, null::bigint as base, null::text as who
    from complaint
    where closed_at between ${from} and ${until} and kind in ('complaint', 'report') and not for_bureau and state in ('closed', 'archived', 'refused')`,
})
