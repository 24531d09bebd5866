import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What became of those who were trained, as they answered. */
defineTally({
  code: 'tracking.shops',
  label: '开店转化率',
  group: '培训',
  clause: '5.3.1',
  definition:
    '统计期内回访到的结业学员中，回答已经开店经营的占比；按回答日归期，没有联系上的不计入分母。同一人几轮回访分别计。',
  formula: '已开店的回访数 ÷ 回访到的数',
  unit: '%',
  measure: 'permille',
  frequency: 'month',
  adds: true,
  flow: 'follow_up',
  rows: ({ first, last }) => sql`
    select follow_up.id, enrolment.town, (follow_up.shop is true)::int::bigint as value, 1::bigint as base, enrolment.id_hash as who
    from follow_up join enrolment on enrolment.centre_id = follow_up.centre_id and enrolment.id = follow_up.enrolment_id
    where follow_up.answered_on between ${first} and ${last} and follow_up.state = 'answered'`,
})
