import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of half days that were held; the same as `figuresIn`. */
defineTally({
  code: 'attendance.visits',
  label: '培训签到人次',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内各半天课的签到，每人每半天算一次，含批准的补录；按上课日归期，与培训人次不是一回事。',
  formula: '各半天签到人数之和',
  unit: '人次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'attendance',
  rows: ({ from, until }) => sql`
    select attendance.id, enrolment.town, 1::bigint as value, null::bigint as base, enrolment.id_hash as who
    from attendance_session session
    join attendance on attendance.centre_id = session.centre_id and attendance.session_id = session.id
    join enrolment on enrolment.centre_id = attendance.centre_id and enrolment.id = attendance.enrolment_id
    where session.starts_at between ${from} and ${until} and session.state <> 'dropped'
      and attendance.state = 'present' and enrolment.state in ('accepted', 'completed', 'failed')`,
})

defineTally({
  code: 'attendance.hours',
  label: '培训人学时',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内各半天课的学时乘以签到人数；按上课日归期，请假、缺勤的不算。',
  formula: '各半天学时 × 签到人数之和',
  unit: '人学时',
  measure: 'tenths',
  frequency: 'month',
  adds: true,
  flow: 'attendance',
  rows: ({ from, until }) => sql`
    select attendance.id, enrolment.town, session.hours_tenths::bigint as value, null::bigint as base, enrolment.id_hash as who
    from attendance_session session
    join attendance on attendance.centre_id = session.centre_id and attendance.session_id = session.id
    join enrolment on enrolment.centre_id = attendance.centre_id and enrolment.id = attendance.enrolment_id
    where session.starts_at between ${from} and ${until} and session.state <> 'dropped'
      and attendance.state = 'present' and enrolment.state in ('accepted', 'completed', 'failed')`,
})
