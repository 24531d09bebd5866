import { sql } from 'kysely'
import type { Register } from '../register.ts'

/** 5.3 培训、就业、人力资源. */
export const training: readonly Register[] = [
  {
    name: 'classes',
    label: '培训班',
    clause: '5.3.1',
    subject: 'training_class',
    service: 'training',
    columns: [
      { key: 'number', label: '期号' },
      { key: 'starts_on', label: '开班', kind: 'day' },
      { key: 'ends_on', label: '结业', kind: 'day' },
      { key: 'place', label: '地点', aside: true },
      { key: 'learners', label: '学员（人）', kind: 'number' },
      { key: 'completed', label: '结业（人）', kind: 'number' },
      { key: 'summary', label: '小结', aside: true },
    ],
    records: ({ first, last }) => sql`
      select c.id, c.state, c.title, c.number, c.starts_on, c.ends_on, c.place, c.summary,
        (select count(*) from enrolment e where e.class_id = c.id and e.state in ('completed', 'failed')) as learners,
        (select count(*) from enrolment e where e.class_id = c.id and e.state = 'completed') as completed
      from training_class c where c.ends_on between ${first} and ${last} and c.state in ('completed', 'archived')`,
    files: id => sql`select f.id from file f join attendance_sheet s on s.id = f.record_id
      where f.subject = 'attendance_sheet' and s.kind = 'photo' and s.state = 'kept' and s.class_id = ${id}`,
  },
  {
    name: 'learners',
    label: '培训学员',
    clause: '5.3.1',
    subject: 'enrolment',
    service: 'training',
    columns: [
      { key: 'person_name', label: '姓名', kind: 'name' },
      { key: 'phone', label: '电话', kind: 'phone' },
      { key: 'class_number', label: '期号' },
      { key: 'attended', label: '签到（次）', kind: 'number' },
      { key: 'ends_on', label: '结业日期', kind: 'day' },
    ],
    records: ({ first, last }) => sql`
      select e.id, e.state, c.title, e.person_name, e.phone, c.number as class_number, c.ends_on,
        (select count(*) from attendance a where a.enrolment_id = e.id and a.at is not null) as attended
      from enrolment e join training_class c on c.id = e.class_id
      where c.ends_on between ${first} and ${last} and c.state in ('completed', 'archived')
        and e.state in ('completed', 'failed')`,
    person: id => sql`select person_name as name, phone from enrolment where id = ${id}`,
  },
  {
    name: 'posts',
    label: '招聘岗位',
    clause: '5.3.2',
    subject: 'job_post',
    service: 'jobs',
    columns: [
      { key: 'trade', label: '工种' },
      { key: 'places', label: '人数', kind: 'number' },
      { key: 'submitted_at', label: '发布申请', kind: 'moment' },
      { key: 'published_at', label: '发布时间', kind: 'moment' },
      { key: 'ended_on', label: '结束', kind: 'day' },
    ],
    records: ({ from, until }) => sql`
      select id, state, title, trade, places, submitted_at, published_at, ended_on from job_post
      where published_at between ${from} and ${until}`,
    person: id => sql`select contact_name as name, contact_phone as phone from job_post where id = ${id}`,
  },
  {
    name: 'internships',
    label: '实习',
    clause: '5.3.2',
    subject: 'internship',
    service: 'internships',
    columns: [
      { key: 'person_name', label: '实习人', kind: 'name' },
      { key: 'school_name', label: '学校' },
      { key: 'from_on', label: '从', kind: 'day' },
      { key: 'until_on', label: '到', kind: 'day' },
      { key: 'tasks', label: '内容', aside: true },
    ],
    records: ({ first, last }) => sql`
      select id, state, title, person_name, school_name, from_on, until_on, tasks from internship
      where from_on <= ${last} and until_on >= ${first} and state not in ('agreeing', 'ended')`,
  },
  {
    name: 'talents',
    label: '人才引荐',
    clause: '5.3.3',
    subject: 'talent_introduction',
    service: 'talents',
    columns: [
      { key: 'asked_at', label: '提出时间', kind: 'moment' },
      { key: 'agreed_at', label: '同意时间', kind: 'moment' },
      { key: 'outcome', label: '结果' },
    ],
    records: ({ from, until }) => sql`
      select id, state, '人才引荐' as title, asked_at, agreed_at, outcome from talent_introduction
      where agreed_at between ${from} and ${until}`,
    person: id => sql`select p.contact_name as name, p.contact_phone as phone
      from talent_introduction t join party p on p.id = t.party_id where t.id = ${id}`,
  },
]
