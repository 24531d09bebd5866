import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of training, by the day on which a class ended; 期, 人次 and 人数 apart. */
defineTally({
  code: 'training.classes',
  label: '培训期数',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内结束并办完结业的培训班；按结束日归期，取消的不算。',
  formula: '结业的培训班数之和',
  unit: '期',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  categories: { basic: '普及', skill: '技能', advanced: '提升', live: '直播', management: '管理' },
  flow: 'training_class',
  rows: ({ first, last }) => sql`
    select id, town, 1::bigint as value, null::bigint as base, null::text as who, kind as category
    from training_class
    where ends_on between ${first} and ${last} and state in ('completed', 'archived')`,
})

defineTally({
  code: 'training.visits',
  label: '培训人次',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内结束的培训班的学员，每人每班算一次，不论签到几次；中途退出的不算。',
  formula: '各班学员数之和',
  unit: '人次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  flow: 'enrolment',
  rows: ({ first, last }) => sql`
    select enrolment.id, enrolment.town, 1::bigint as value, null::bigint as base, enrolment.id_hash as who
    from training_class class
    join enrolment on enrolment.centre_id = class.centre_id and enrolment.class_id = class.id
    where class.ends_on between ${first} and ${last} and class.state in ('completed', 'archived')
      and enrolment.state in ('completed', 'failed')`,
})

defineTally({
  code: 'training.people',
  label: '培训人数',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内结束的培训班的不同学员，按身份证号去重；各月不能相加。',
  formula: '各班学员去重',
  unit: '人',
  measure: 'count',
  frequency: 'month',
  adds: false,
  opens: 'towns',
  distinct: true,
  flow: 'enrolment',
  rows: ({ first, last }) => sql`
    select enrolment.id, enrolment.town, 1::bigint as value, null::bigint as base, enrolment.id_hash as who
    from training_class class
    join enrolment on enrolment.centre_id = class.centre_id and enrolment.class_id = class.id
    where class.ends_on between ${first} and ${last} and class.state in ('completed', 'archived')
      and enrolment.state in ('completed', 'failed')`,
})

defineTally({
  code: 'training.completed',
  label: '结业人次',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内结束的培训班中达到结业条件的学员，每人每班算一次。',
  formula: '各班结业学员数之和',
  unit: '人次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'enrolment',
  rows: ({ first, last }) => sql`
    select enrolment.id, enrolment.town, 1::bigint as value, null::bigint as base, enrolment.id_hash as who
    from training_class class
    join enrolment on enrolment.centre_id = class.centre_id and enrolment.class_id = class.id
    where class.ends_on between ${first} and ${last} and class.state in ('completed', 'archived')
      and enrolment.state = 'completed'`,
})

defineTally({
  code: 'training.completion',
  label: '结业率',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内结束的培训班中，结业人次占培训人次的比例。',
  formula: '结业人次 ÷ 培训人次',
  unit: '%',
  measure: 'permille',
  frequency: 'month',
  adds: true,
  flow: 'enrolment',
  rows: ({ first, last }) => sql`
    select enrolment.id, enrolment.town, (enrolment.state = 'completed')::int::bigint as value, 1::bigint as base, enrolment.id_hash as who
    from training_class class
    join enrolment on enrolment.centre_id = class.centre_id and enrolment.class_id = class.id
    where class.ends_on between ${first} and ${last} and class.state in ('completed', 'archived')
      and enrolment.state in ('completed', 'failed')`,
})
