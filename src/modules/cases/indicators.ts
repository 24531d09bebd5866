import { sql } from 'kysely'
import { families } from '#modules/catalogue'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of cases; by the town of whom they are for. */
defineTally({
  code: 'cases.submitted',
  label: '提交办件',
  group: '办件',
  clause: '5.1',
  definition: '统计期内提交的办件，含窗口、电话代为登记的；按提交日归期。撤回、不予受理的也算提交。',
  formula: '提交的办件数之和',
  unit: '件',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  categories: Object.fromEntries(Object.entries(families).map(([key, { label }]) => [key, label])),
  flow: 'service_case',
  rows: ({ from, until }) => sql`
    select service_case.id, party.town, 1::bigint as value, null::bigint as base, service_case.party_id::text as who, item.family as category
    from service_case join service_item item on item.centre_id = service_case.centre_id and item.id = service_case.item_id
    join party on party.centre_id = service_case.centre_id and party.id = service_case.party_id
    where service_case.submitted_at between ${from} and ${until}`,
})

defineTally({
  code: 'cases.accepted',
  label: '受理办件',
  group: '办件',
  clause: '5.1',
  definition: '统计期内受理的办件；按受理日归期。退回补正后再受理的，按最后一次受理日。',
  formula: '受理的办件数之和',
  unit: '件',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'service_case',
  rows: ({ from, until }) => sql`
    select service_case.id, party.town, 1::bigint as value, null::bigint as base, service_case.party_id::text as who
    from service_case join party on party.centre_id = service_case.centre_id and party.id = service_case.party_id
    where service_case.accepted_at between ${from} and ${until}`,
})

defineTally({
  code: 'cases.closed',
  label: '办结办件',
  group: '办件',
  clause: '5.1',
  definition: '统计期内办结的办件；按办结日归期。撤回、不予受理的不算办结。',
  formula: '办结的办件数之和',
  unit: '件',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  flow: 'service_case',
  rows: ({ from, until }) => sql`
    select service_case.id, party.town, 1::bigint as value, null::bigint as base, service_case.party_id::text as who
    from service_case join party on party.centre_id = service_case.centre_id and party.id = service_case.party_id
    where service_case.state = 'closed' and service_case.closed_at between ${from} and ${until}`,
})

defineTally({
  code: 'cases.by_time',
  label: '按时限确认的办件',
  group: '办件',
  clause: '5.1',
  definition: '办结的办件中，申请人没有回应、到期自动确认的；按办结日归期，是办结办件的一部分。',
  formula: '到期自动确认的办结办件数之和',
  unit: '件',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'service_case',
  rows: ({ from, until }) => sql`
    select service_case.id, party.town, 1::bigint as value, null::bigint as base, service_case.party_id::text as who
    from service_case join party on party.centre_id = service_case.centre_id and party.id = service_case.party_id
    where service_case.state = 'closed' and service_case.outcome = 'confirmed_by_time'
      and service_case.closed_at between ${from} and ${until}`,
})

defineTally({
  code: 'cases.recipients',
  label: '办件服务对象',
  group: '办件',
  clause: '5.1',
  definition: '统计期内有办件办结的服务对象，同一对象只算一次，所以各月不能相加。',
  formula: '有办结办件的服务对象去重',
  unit: '家',
  measure: 'count',
  frequency: 'month',
  adds: false,
  opens: 'towns',
  distinct: true,
  flow: 'service_case',
  rows: ({ from, until }) => sql`
    select service_case.id, party.town, 1::bigint as value, null::bigint as base, service_case.party_id::text as who
    from service_case join party on party.centre_id = service_case.centre_id and party.id = service_case.party_id
    where service_case.state = 'closed' and service_case.closed_at between ${from} and ${until}`,
})

defineTally({
  code: 'cases.on_time',
  label: '按时办理率',
  group: '办件',
  clause: '5.1',
  definition:
    '统计期内办完的、有时限的工作人员待办（含各类业务）中，在时限内办完的占比；按办完日归期，按工作日计时，等待申请人的时间不计。',
  formula: '按时办完的待办数 ÷ 办完的有时限待办数',
  unit: '%',
  measure: 'permille',
  frequency: 'month',
  adds: true,
  flow: null,
  rows: ({ from, until }) => sql`
    select record_id as id, flow, null::text as town, (closed_at <= due_at)::int::bigint as value, 1::bigint as base, null::text as who
    from task
    where closed_at between ${from} and ${until} and due_at is not null and coalesce(duty, staff_id::text) is not null`,
})
