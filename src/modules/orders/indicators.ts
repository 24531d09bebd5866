import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of service orders; by the town of whom they are for. */
defineTally({
  code: 'orders.agreed',
  label: '服务订单',
  group: '业务支持',
  clause: '5.6.1',
  definition: '统计期内选定服务商、形成的服务订单；按选定日归期，后来取消的不算。',
  formula: '服务订单数之和',
  unit: '单',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  flow: 'service_order',
  rows: ({ from, until }) => sql`
    select service_order.id, party.town, 1::bigint as value, null::bigint as base, service_order.party_id::text as who
    from service_order join party on party.centre_id = service_order.centre_id and party.id = service_order.party_id
    where service_order.agreed_at between ${from} and ${until} and service_order.state <> 'cancelled'`,
})

defineTally({
  code: 'orders.amount',
  label: '服务订单金额',
  group: '业务支持',
  clause: '5.6.1',
  definition: '统计期内形成的服务订单的约定价款；按选定日归期，是约定数，不是已付款。',
  formula: '服务订单约定价款之和',
  unit: '元',
  measure: 'fen',
  frequency: 'month',
  adds: true,
  flow: 'service_order',
  rows: ({ from, until }) => sql`
    select service_order.id, party.town, service_order.price_fen::bigint as value, null::bigint as base, service_order.party_id::text as who
    from service_order join party on party.centre_id = service_order.centre_id and party.id = service_order.party_id
    where service_order.agreed_at between ${from} and ${until} and service_order.state <> 'cancelled'`,
})

defineTally({
  code: 'orders.completed',
  label: '验收完成的订单',
  group: '业务支持',
  clause: '5.6.1',
  definition: '统计期内全部验收的服务订单；按最后一次验收日归期。',
  formula: '验收完成的订单数之和',
  unit: '单',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'service_order',
  rows: ({ from, until }) => sql`
    select service_order.id, party.town, 1::bigint as value, null::bigint as base, service_order.party_id::text as who
    from service_order join party on party.centre_id = service_order.centre_id and party.id = service_order.party_id
    where service_order.completed_at between ${from} and ${until}`,
})
