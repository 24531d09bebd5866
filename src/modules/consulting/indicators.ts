import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of questions asked. */
defineTally({
  code: 'consulting.asked',
  label: '咨询',
  group: '咨询',
  clause: '5.1',
  definition:
    '统计期内收到的咨询，含网上、窗口、电话、驻村登记；按收到日归期，撤回的不算。一次问几件事算一次。',
  formula: '收到的咨询件次之和',
  unit: '件次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  categories: { policy: '政策', technology: '技术', business: '业务' },
  flow: 'consultation',
  rows: ({ from, until }) => sql`
    select consultation.id, party.town, 1::bigint as value, null::bigint as base,
      coalesce(consultation.party_id, consultation.identity_id)::text as who, consultation.kind as category
    from consultation left join party on party.centre_id = consultation.centre_id and party.id = consultation.party_id
    where consultation.submitted_at between ${from} and ${until} and consultation.state <> 'withdrawn'`,
})

defineTally({
  code: 'consulting.answered',
  label: '咨询答复',
  group: '咨询',
  clause: '5.1',
  definition: '收到日在统计期内的咨询中，已经答复的；答复早晚不影响归期。',
  formula: '已答复的咨询件次之和',
  unit: '件次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'consultation',
  rows: ({ from, until }) => sql`
    select consultation.id, party.town, 1::bigint as value, null::bigint as base,
      coalesce(consultation.party_id, consultation.identity_id)::text as who
    from consultation left join party on party.centre_id = consultation.centre_id and party.id = consultation.party_id
    where consultation.submitted_at between ${from} and ${until} and consultation.state <> 'withdrawn'
      and consultation.answered_at is not null`,
})

defineTally({
  code: 'consulting.on_spot',
  label: '当场答复率',
  group: '咨询',
  clause: '5.1',
  definition: '收到日在统计期内、已经答复的咨询中，登记时当场答复的占比。',
  formula: '当场答复的件次 ÷ 已答复的件次',
  unit: '%',
  measure: 'permille',
  frequency: 'month',
  adds: true,
  flow: 'consultation',
  rows: ({ from, until }) => sql`
    select consultation.id, party.town, consultation.on_spot::int::bigint as value, 1::bigint as base,
      coalesce(consultation.party_id, consultation.identity_id)::text as who
    from consultation left join party on party.centre_id = consultation.centre_id and party.id = consultation.party_id
    where consultation.submitted_at between ${from} and ${until} and consultation.state <> 'withdrawn'
      and consultation.answered_at is not null`,
})

defineTally({
  code: 'consulting.solved',
  label: '咨询解决率',
  group: '咨询',
  clause: '5.1',
  definition: '收到日在统计期内、问过是否解决的咨询中，当场解决或回答已解决的占比；没有回答的不计入分母。',
  formula: '已解决的件次 ÷ 问到结果的件次',
  unit: '%',
  measure: 'permille',
  frequency: 'month',
  adds: true,
  flow: 'consultation',
  rows: ({ from, until }) => sql`
    select consultation.id, party.town, (consultation.solved <> 'no')::int::bigint as value, 1::bigint as base,
      coalesce(consultation.party_id, consultation.identity_id)::text as who
    from consultation left join party on party.centre_id = consultation.centre_id and party.id = consultation.party_id
    where consultation.submitted_at between ${from} and ${until} and consultation.solved in ('spot', 'yes', 'no')`,
})
