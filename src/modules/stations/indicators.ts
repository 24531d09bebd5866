import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of stations. */
defineTally({
  code: 'stations.open',
  label: '运行中的服务站',
  group: '服务网络',
  clause: '4.3.3',
  definition: '期末前开办、现在仍在运行（含整改中）的乡镇、村级服务站；是期末实有数，各月不能相加。',
  formula: '期末实有的服务站数',
  unit: '个',
  measure: 'count',
  frequency: 'month',
  adds: false,
  opens: 'towns',
  flow: 'station',
  rows: ({ last }) => sql`
    select id, coalesce(town, left(village, 9)) as town, 1::bigint as value, null::bigint as base, null::text as who
    from station
    where opened_on <= ${last} and state in ('open', 'rectifying', 'closing')`,
})

defineTally({
  code: 'stations.services',
  label: '服务站代办代买',
  group: '服务网络',
  clause: '4.3.3',
  definition: '统计期内服务站台账登记的代买、代卖、代收发快递、代办次数；按业务发生日归期。',
  formula: '代买 + 代卖 + 快递 + 代办次数之和',
  unit: '次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  flow: 'station_entry',
  rows: ({ first, last }) => sql`
    select entry.id, coalesce(station.town, left(station.village, 9)) as town,
      (buy_count + sell_count + parcel_count + errand_count)::bigint as value, null::bigint as base, null::text as who
    from station_entry entry join station on station.centre_id = entry.centre_id and station.id = entry.station_id
    where entry.day between ${first} and ${last}`,
})
