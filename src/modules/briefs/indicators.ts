import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

const shared = {
  ...({ group: '工作信息', clause: '5.6.2', measure: 'count', frequency: 'month', adds: true } as const),
}

/** 5.6.2 信息报送: how many were sent, and how often they were adopted. */
defineTally({
  ...shared,
  code: 'briefs.sent',
  label: '报送工作信息',
  definition:
    '统计期内签发后报送主管部门的周报、月报、简报、专报等；按首次报送日归期，更正后重新报送的不重复计。',
  formula: '首次报送的信息数之和',
  unit: '篇',
  flow: 'brief',
  rows: ({ from, until }) => sql`
    select id, null::text as town, 1::bigint as value, null::bigint as base, null::text as who
    from brief where first_sent_at between ${from} and ${until}`,
})

defineTally({
  ...shared,
  code: 'briefs.adopted',
  label: '工作信息被采用',
  definition:
    '统计期内被上级单位刊物采用、经另一人对照凭据核实的次数；一篇被几家采用的分别计，按采用日归期。',
  formula: '核实的采用次数之和',
  unit: '次',
  flow: 'brief_adoption',
  rows: ({ first, last }) => sql`
    select id, null::text as town, 1::bigint as value, null::bigint as base, null::text as who
    from brief_adoption where state = 'confirmed' and adopted_on between ${first} and ${last}`,
})
