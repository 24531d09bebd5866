import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of activities; 人次 and 人数 apart. */
defineTally({
  code: 'activities.held',
  label: '活动场次',
  group: '活动',
  clause: '5.2.2',
  definition: '统计期内举办的沙龙、讲座、参观、考察；按开始日归期，取消的不算。',
  formula: '举办的活动场次之和',
  unit: '场',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  categories: {},
  flow: 'activity',
  rows: ({ from, until }) => sql`
    select id, town, 1::bigint as value, null::bigint as base, null::text as who, kind as category
    from activity
    where starts_at between ${from} and ${until} and state in ('held', 'closed')`,
})

defineTally({
  code: 'activities.visits',
  label: '活动人次',
  group: '活动',
  clause: '5.2.2',
  definition: '统计期内到场签到的人次，同一人参加几场算几次；按活动开始日归期。报名没来的不算。',
  formula: '各场签到人数之和',
  unit: '人次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  flow: 'activity_registration',
  rows: ({ from, until }) => sql`
    select participant.registration_id as id, activity.town, 1::bigint as value, null::bigint as base,
      coalesce(nullif(participant.phone, ''), participant.id::text) as who
    from activity
    join activity_participant participant on participant.centre_id = activity.centre_id and participant.activity_id = activity.id
    where activity.starts_at between ${from} and ${until} and activity.state in ('held', 'closed')
      and participant.arrived_at is not null`,
})

defineTally({
  code: 'activities.people',
  label: '活动人数',
  group: '活动',
  clause: '5.2.2',
  definition: '统计期内到场的不同的人，按手机号去重，没有留手机号的每次算一人；各月不能相加。',
  formula: '到场的人去重',
  unit: '人',
  measure: 'count',
  frequency: 'month',
  adds: false,
  distinct: true,
  flow: 'activity_registration',
  rows: ({ from, until }) => sql`
    select participant.registration_id as id, activity.town, 1::bigint as value, null::bigint as base,
      coalesce(nullif(participant.phone, ''), participant.id::text) as who
    from activity
    join activity_participant participant on participant.centre_id = activity.centre_id and participant.activity_id = activity.id
    where activity.starts_at between ${from} and ${until} and activity.state in ('held', 'closed')
      and participant.arrived_at is not null`,
})
