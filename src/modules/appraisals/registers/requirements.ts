import { sql } from 'kysely'
import type { Register } from '../register.ts'

/** 4 基本要求: providers let in and assessed, feedback, inspections, and whom the centre served. */
export const requirements: readonly Register[] = [
  {
    name: 'recipients',
    label: '接受过服务的对象',
    clause: '4.2.2',
    subject: 'party',
    columns: [
      { key: 'kind_words', label: '类型' },
      { key: 'contact_name', label: '联系人', kind: 'name' },
      { key: 'contact_phone', label: '联系电话', kind: 'phone' },
      { key: 'cases', label: '期内办件（件）', kind: 'number' },
    ],
    records: ({ from, until }) => sql`
      select p.id, p.state, case when p.kind = 'person' then left(p.name, 1) || '**' else p.name end as title,
        p.contact_name, p.contact_phone, c.cases,
        case when p.kind = 'person' then '个人' else '单位' end as kind_words
      from party p join (
        select party_id, count(*) as cases from service_case
        where submitted_at between ${from} and ${until} group by party_id) c on c.party_id = p.id`,
    person: id => sql`select contact_name as name, contact_phone as phone from party where id = ${id}`,
  },
  {
    name: 'bookings',
    label: '场地预约',
    clause: '4.3.1',
    subject: 'booking',
    service: 'premises',
    columns: [
      { key: 'contact_name', label: '预约人', kind: 'name' },
      { key: 'contact_phone', label: '电话', kind: 'phone', aside: true },
      { key: 'people', label: '人数', kind: 'number' },
      { key: 'used_from', label: '使用从', kind: 'moment' },
      { key: 'used_until', label: '到', kind: 'moment' },
    ],
    records: ({ from, until }) => sql`
      select id, state, purpose as title, contact_name, contact_phone, people, used_from, used_until from booking
      where used_from between ${from} and ${until} and party_id is not null and state in ('in_use', 'done')`,
    person: id => sql`select contact_name as name, contact_phone as phone from booking where id = ${id}`,
  },
  {
    name: 'station_days',
    label: '服务站登记',
    clause: '4.3.3',
    subject: 'station_entry',
    service: 'stations',
    columns: [
      { key: 'day', label: '日期', kind: 'day' },
      { key: 'buy_count', label: '代买（次）', kind: 'number' },
      { key: 'sell_count', label: '代卖（次）', kind: 'number' },
      { key: 'parcel_count', label: '快递（件）', kind: 'number' },
      { key: 'errand_count', label: '便民（次）', kind: 'number' },
      { key: 'late_reason', label: '补录原因', aside: true },
    ],
    records: ({ first, last }) => sql`
      select e.id, e.state, s.name as title, e.day, e.buy_count, e.sell_count, e.parcel_count, e.errand_count,
        e.late_reason
      from station_entry e join station s on s.id = e.station_id
      where e.day between ${first} and ${last}
        and e.buy_count + e.sell_count + e.parcel_count + e.errand_count > 0`,
  },
  {
    name: 'admissions',
    label: '服务商准入',
    clause: '4.5.1',
    subject: 'admission',
    columns: [
      { key: 'score', label: '评审得分', kind: 'number' },
      { key: 'applied_at', label: '申请时间', kind: 'moment' },
      { key: 'publicity_from', label: '公示开始', kind: 'day' },
      { key: 'opinion', label: '审定意见', aside: true },
      { key: 'ended_at', label: '办结时间', kind: 'moment' },
    ],
    records: ({ from, until }) => sql`
      select id, state, name as title, score, applied_at, publicity_from, opinion, ended_at from admission
      where applied_at between ${from} and ${until}`,
  },
  {
    name: 'assessments',
    label: '服务商年度评估',
    clause: '4.5.1',
    subject: 'provider_assessment',
    columns: [
      { key: 'from_day', label: '评估期起', kind: 'day' },
      { key: 'to_day', label: '评估期止', kind: 'day' },
      { key: 'total', label: '得分', kind: 'number' },
      { key: 'requirement', label: '整改要求', aside: true },
      { key: 'decision', label: '决定' },
    ],
    records: ({ from, until }) => sql`
      select id, state, name as title, from_day, to_day, total, requirement, decision from provider_assessment
      where opened_at between ${from} and ${until}`,
  },
  {
    name: 'complaints',
    label: '服务反馈',
    clause: '4.5.1',
    subject: 'complaint',
    columns: [
      { key: 'submitted_at', label: '收到时间', kind: 'moment' },
      { key: 'accepted_at', label: '受理时间', kind: 'moment' },
      { key: 'answered_at', label: '答复时间', kind: 'moment' },
      { key: 'measures', label: '措施', aside: true },
    ],
    // What somebody wrote is theirs; that and how it was handled is what is assessed.
    records: ({ from, until }) => sql`
      select id, state, number as title, submitted_at, accepted_at, answered_at, measures from complaint
      where submitted_at between ${from} and ${until} and erased_at is null`,
  },
  {
    name: 'inspections',
    label: '监督检查',
    clause: '4.5.1',
    subject: 'inspection',
    columns: [
      { key: 'inspected_on', label: '检查日期', kind: 'day' },
      { key: 'score', label: '得分', kind: 'number' },
      { key: 'opinion', label: '总体意见' },
      { key: 'entered_later', label: '补录原因', aside: true },
      { key: 'published_at', label: '公开时间', kind: 'moment' },
    ],
    records: ({ first, last }) => sql`
      select id, state, target_name as title, inspected_on, score, opinion, entered_later, published_at
      from inspection where inspected_on between ${first} and ${last}`,
    files: id => sql`select id from file where subject = 'inspection' and record_id = ${id}
      and field like 'answers.%'`,
  },
]
