import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of work that was offered and found; by the town of the workplace. */
defineTally({
  code: 'employment.places',
  label: '发布招聘人数',
  group: '就业',
  clause: '5.3.2',
  definition: '统计期内审核发布的岗位所招的人数；按发布日归期，同一岗位延期不重复计。',
  formula: '发布岗位的招聘人数之和',
  unit: '人',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'job_post',
  rows: ({ from, until }) => sql`
    select id, town, places::bigint as value, null::bigint as base, party_id::text as who
    from job_post
    where published_at between ${from} and ${until}`,
})

defineTally({
  code: 'employment.hired',
  label: '录用人次',
  group: '就业',
  clause: '5.3.2',
  definition: '统计期内通过中心被录用的人次；按录用日归期，录用后没有到岗的也算录用，与到岗分开统计。',
  formula: '录用的应聘数之和',
  unit: '人次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'job_application',
  rows: ({ from, until }) => sql`
    select application.id, post.town, 1::bigint as value, null::bigint as base, application.party_id::text as who
    from job_application application
    join job_post post on post.centre_id = application.centre_id and post.id = application.post_id
    where application.hired_at between ${from} and ${until}`,
})

defineTally({
  code: 'employment.started',
  label: '到岗人次',
  group: '就业',
  clause: '5.3.2',
  definition: '统计期内到岗并经双方确认或电话核实的人次；按到岗日归期。',
  formula: '核实到岗的应聘数之和',
  unit: '人次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'job_application',
  rows: ({ first, last }) => sql`
    select application.id, post.town, 1::bigint as value, null::bigint as base, application.party_id::text as who
    from job_application application
    join job_post post on post.centre_id = application.centre_id and post.id = application.post_id
    where application.started_on between ${first} and ${last} and application.start_verified is not null`,
})

defineTally({
  code: 'employment.staying',
  label: '在岗率',
  group: '就业',
  clause: '5.3.2',
  definition: '统计期内核实过是否在岗的人次中，仍在岗的占比；按核实日归期，没有核实到的不计入分母。',
  formula: '仍在岗的核实数 ÷ 核实到的数',
  unit: '%',
  measure: 'permille',
  frequency: 'month',
  adds: true,
  flow: 'job_check',
  rows: ({ from, until }) => sql`
    select job_check.id, post.town, (still_there is true)::int::bigint as value, 1::bigint as base, job_check.party_id::text as who
    from job_check
    join job_application application on application.centre_id = job_check.centre_id and application.id = job_check.application_id
    join job_post post on post.centre_id = application.centre_id and post.id = application.post_id
    where job_check.done_at between ${from} and ${until} and job_check.state = 'done' and still_there is not null`,
})

defineTally({
  code: 'employment.interns',
  label: '实习人次',
  group: '就业',
  clause: '5.3.2',
  definition: '统计期内开始的实习，协议各方都已同意；按开始日归期。',
  formula: '开始的实习数之和',
  unit: '人次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'internship',
  rows: ({ first, last }) => sql`
    select id, null::text as town, 1::bigint as value, null::bigint as base, party_id::text as who
    from internship
    where from_on between ${first} and ${last} and employer_agreed_at is not null and intern_agreed_at is not null`,
})
