import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of the directory. */
defineTally({
  code: 'providers.listed',
  label: '在库服务商',
  group: '服务网络',
  clause: '4.4.1',
  definition: '期末前入库、现在仍在库（含暂停）的服务商；是期末实有数，各月不能相加。',
  formula: '期末实有的服务商数',
  unit: '家',
  measure: 'count',
  frequency: 'month',
  adds: false,
  flow: 'provider',
  rows: ({ until }) => sql`
    select provider.id, null::text as town, 1::bigint as value, null::bigint as base, null::text as who
    from provider
    where listed_at <= ${until} and state <> 'left'`,
})
