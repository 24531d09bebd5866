import { sql } from 'kysely'
import type { Register } from '../register.ts'

/** 5.4 创业, 5.5 宣传, 5.6 业务支持. */
export const support: readonly Register[] = [
  {
    name: 'incubations',
    label: '创业孵化',
    clause: '5.4.1',
    subject: 'incubation',
    service: 'incubation',
    columns: [
      { key: 'field', label: '领域' },
      { key: 'team_size', label: '团队（人）', kind: 'number' },
      { key: 'first_day', label: '入驻', kind: 'day' },
      { key: 'last_day', label: '到期', kind: 'day' },
      { key: 'score', label: '评审得分', kind: 'number' },
    ],
    records: ({ first, last }) => sql`
      select id, state, name as title, field, team_size, first_day, last_day, score from incubation
      where first_day <= ${last} and coalesce(left_on, graduated_on, ended_at::date, 'infinity') >= ${first}
        and state not in ('agreeing', 'refused', 'withdrawn')`,
    person: id => sql`select contact_name as name, contact_phone as phone from incubation where id = ${id}`,
  },
  {
    name: 'mentoring',
    label: '创业辅导',
    clause: '5.4.1',
    subject: 'mentoring_session',
    service: 'mentoring',
    columns: [
      { key: 'starts_at', label: '时间', kind: 'moment' },
      { key: 'minutes', label: '时长（分钟）', kind: 'number' },
      { key: 'place', label: '地点' },
      { key: 'notes', label: '辅导记录', aside: true },
    ],
    records: ({ from, until }) => sql`
      select id, state, topic as title, starts_at, minutes, place, notes from mentoring_session
      where starts_at between ${from} and ${until} and state in ('recorded', 'confirmed')`,
  },
  {
    name: 'contests',
    label: '大赛',
    clause: '5.4.2',
    subject: 'contest',
    service: 'contests',
    columns: [
      { key: 'organiser', label: '主办' },
      { key: 'opens_at', label: '报名开始', kind: 'moment' },
      { key: 'announced_at', label: '公布结果', kind: 'moment' },
      { key: 'prize_fen', label: '奖金', kind: 'money' },
    ],
    records: ({ from, until }) => sql`
      select id, state, title, organiser, opens_at, announced_at, prize_fen from contest
      where announced_at between ${from} and ${until} and state in ('announced', 'closed')`,
  },
  {
    name: 'articles',
    label: '宣传稿件',
    clause: '5.5',
    subject: 'article',
    service: 'publicity',
    columns: [
      { key: 'summary', label: '摘要' },
      { key: 'published_at', label: '发布时间', kind: 'moment' },
      { key: 'corrected_at', label: '更正时间', kind: 'moment', aside: true },
    ],
    records: ({ from, until }) => sql`
      select id, state, title, summary, published_at, corrected_at from article
      where published_at between ${from} and ${until} and version is not null and state <> 'withdrawn'`,
  },
  {
    name: 'policies',
    label: '政策信息',
    clause: '5.5',
    subject: 'policy',
    service: 'policies',
    columns: [
      { key: 'level', label: '层级' },
      { key: 'issued_on', label: '成文日期', kind: 'day' },
      { key: 'published_at', label: '发布时间', kind: 'moment' },
      { key: 'until_on', label: '有效期至', kind: 'day' },
    ],
    records: ({ from, until }) => sql`
      select id, state, title, level, issued_on, published_at, until_on from policy
      where published_at between ${from} and ${until} and shown`,
  },
  {
    name: 'cases',
    label: '办件',
    clause: '5.6.1',
    subject: 'service_case',
    columns: [
      { key: 'item', label: '服务项目' },
      { key: 'contact_name', label: '联系人', kind: 'name' },
      { key: 'contact_phone', label: '电话', kind: 'phone', aside: true },
      { key: 'submitted_at', label: '申请时间', kind: 'moment' },
      { key: 'closed_at', label: '办结时间', kind: 'moment' },
      { key: 'answer', label: '答复', aside: true },
      { key: 'price_fen', label: '成交金额', kind: 'money' },
    ],
    records: ({ from, until }) => sql`
      select id, state, number as title, title as item, item_id, contact_name, contact_phone, submitted_at, closed_at,
        answer, price_fen
      from service_case where submitted_at between ${from} and ${until}`,
    person: id => sql`select contact_name as name, contact_phone as phone from service_case where id = ${id}`,
  },
  {
    name: 'orders',
    label: '服务订单',
    clause: '5.6.1',
    subject: 'service_order',
    columns: [
      { key: 'item', label: '服务内容' },
      { key: 'price_fen', label: '金额', kind: 'money' },
      { key: 'in_force_at', label: '协议生效', kind: 'moment' },
      { key: 'completed_at', label: '验收完成', kind: 'moment' },
    ],
    records: ({ from, until }) => sql`
      select id, state, number as title, title as item, item_id, price_fen, in_force_at, completed_at
      from service_order where in_force_at between ${from} and ${until}`,
    person: id => sql`select p.contact_name as name, p.contact_phone as phone
      from service_order o join party p on p.id = o.party_id where o.id = ${id}`,
    files: id => sql`select f.id from file f join milestone m on m.id = f.record_id
      where f.subject = 'milestone' and f.field = 'files' and m.order_id = ${id}`,
  },
  {
    name: 'redemptions',
    label: '服务券兑付',
    clause: '5.6.1',
    subject: 'voucher_redemption',
    service: 'vouchers',
    columns: [
      { key: 'price_fen', label: '服务价款', kind: 'money' },
      { key: 'amount_fen', label: '兑付金额', kind: 'money' },
      { key: 'applied_at', label: '申请时间', kind: 'moment' },
      { key: 'paid_on', label: '支付日期', kind: 'day' },
      { key: 'check_note', label: '审核意见', aside: true },
    ],
    records: ({ first, last }) => sql`
      select id, state, milestone as title, price_fen, amount_fen, applied_at, paid_on, check_note
      from voucher_redemption where paid_on between ${first} and ${last} and state = 'paid'`,
  },
  {
    name: 'statistics',
    label: '锁定的统计期',
    clause: '5.6.2',
    subject: 'indicator_period',
    service: 'statistics',
    columns: [
      { key: 'source', label: '数据来源' },
      { key: 'locked_at', label: '锁定时间', kind: 'moment' },
      { key: 'note', label: '核对情况', aside: true },
    ],
    records: ({ from, until }) => sql`
      select id, state, period as title, case source when 'counted' then '记录生成' else '单位报送' end as source,
        locked_at, note
      from indicator_period where locked_at between ${from} and ${until}`,
  },
  {
    name: 'reports',
    label: '报送的统计报表',
    clause: '5.6.2',
    subject: 'report_round',
    service: 'statistics',
    columns: [
      { key: 'period', label: '统计期' },
      { key: 'summed_at', label: '汇总时间', kind: 'moment' },
      { key: 'locked_at', label: '锁定时间', kind: 'moment' },
      { key: 'summary', label: '汇总说明', aside: true },
    ],
    records: ({ from, until }) => sql`
      select id, state, title, period, summed_at, locked_at, summary
      from report_round where locked_at between ${from} and ${until}`,
  },
]
