import { sql } from 'kysely'
import type { Register } from '../register.ts'

/** 5.1 咨询, 5.2 对接. */
export const guidance: readonly Register[] = [
  {
    name: 'consultations',
    label: '咨询',
    clause: '5.1',
    subject: 'consultation',
    service: 'consulting',
    columns: [
      { key: 'question', label: '问题' },
      { key: 'answer', label: '答复', aside: true },
      { key: 'contact_name', label: '咨询人', kind: 'name' },
      { key: 'contact_phone', label: '电话', kind: 'phone', aside: true },
      { key: 'submitted_at', label: '提问时间', kind: 'moment' },
      { key: 'answered_at', label: '答复时间', kind: 'moment' },
    ],
    records: ({ from, until }) => sql`
      select id, state, number as title, question, answer, contact_name, contact_phone, submitted_at, answered_at
      from consultation where submitted_at between ${from} and ${until} and state <> 'withdrawn'`,
    person: id => sql`select contact_name as name, contact_phone as phone from consultation
      where id = ${id} and contact_phone is not null and contact_phone <> ''`,
  },
  {
    name: 'referrals',
    label: '资源对接',
    clause: '5.2.1',
    subject: 'resource_referral',
    service: 'resources',
    columns: [
      { key: 'reasons', label: '引荐理由' },
      { key: 'introduced_at', label: '引荐时间', kind: 'moment' },
      { key: 'result', label: '结果' },
      { key: 'amount_fen', label: '金额', kind: 'money' },
    ],
    records: ({ from, until }) => sql`
      select id, state, name as title, reasons, introduced_at, result, amount_fen from resource_referral
      where introduced_at between ${from} and ${until}`,
    person: id => sql`select p.contact_name as name, p.contact_phone as phone
      from resource_referral r join party p on p.id = r.party_id where r.id = ${id}`,
  },
  {
    name: 'introductions',
    label: '供需对接',
    clause: '5.2.1',
    subject: 'introduction',
    service: 'matching',
    columns: [
      { key: 'asked_at', label: '提出时间', kind: 'moment' },
      { key: 'talking_at', label: '开始洽谈', kind: 'moment' },
      { key: 'intent_fen', label: '意向金额', kind: 'money' },
      { key: 'contract_fen', label: '合同金额', kind: 'money' },
      { key: 'actual_fen', label: '成交金额', kind: 'money' },
    ],
    records: ({ from, until }) => sql`
      select id, state, title, asked_at, talking_at, intent_fen, contract_fen, actual_fen from introduction
      where talking_at between ${from} and ${until}`,
    person: id => sql`select asker_name as name, asker_phone as phone from introduction where id = ${id}`,
  },
  {
    name: 'activities',
    label: '活动',
    clause: '5.2.2',
    subject: 'activity',
    service: 'activities',
    columns: [
      { key: 'kind', label: '类型' },
      { key: 'starts_at', label: '时间', kind: 'moment' },
      { key: 'place', label: '地点' },
      { key: 'present', label: '到场（人次）', kind: 'number' },
      { key: 'minutes', label: '活动纪要', aside: true },
    ],
    records: ({ from, until }) => sql`
      select a.id, a.state, a.title, a.kind, a.starts_at, a.place, a.minutes,
        (select count(*) from activity_participant p where p.activity_id = a.id and p.arrived_at is not null) as present
      from activity a where a.ends_at between ${from} and ${until} and a.state in ('held', 'closed')`,
    // Sign-in sheets name people: they are looked at on paper, on the spot.
    files: id => sql`select f.id from file f join activity_evidence e on e.id = f.record_id
      where f.subject = 'activity_evidence' and e.activity_id = ${id} and e.state = 'kept' and e.kind = 'photo'`,
  },
  {
    name: 'participants',
    label: '参加活动的人',
    clause: '5.2.2',
    subject: 'activity_registration',
    service: 'activities',
    columns: [
      { key: 'contact_name', label: '姓名', kind: 'name' },
      { key: 'contact_phone', label: '电话', kind: 'phone' },
      { key: 'people', label: '人数', kind: 'number' },
      { key: 'starts_at', label: '活动时间', kind: 'moment' },
    ],
    records: ({ from, until }) => sql`
      select r.id, r.state, a.title, r.contact_name, r.contact_phone, r.people, a.starts_at
      from activity_registration r join activity a on a.id = r.activity_id
      where a.ends_at between ${from} and ${until} and r.state = 'attended' and r.contact_phone <> ''`,
    person: id => sql`select contact_name as name, contact_phone as phone from activity_registration
      where id = ${id}`,
  },
]
