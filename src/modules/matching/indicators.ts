import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of introductions; what was meant, agreed and done is never added up together. */
defineTally({
  code: 'matching.asked',
  label: '申请对接',
  group: '对接',
  clause: '5.2.1',
  definition: '统计期内提出的供需对接申请；按提出日归期，撤回的不算。',
  formula: '对接申请数之和',
  unit: '次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  opens: 'towns',
  flow: 'introduction',
  rows: ({ from, until }) => sql`
    select introduction.id, party.town, 1::bigint as value, null::bigint as base, introduction.asker_party_id::text as who
    from introduction join party on party.centre_id = introduction.centre_id and party.id = introduction.asker_party_id
    where introduction.asked_at between ${from} and ${until} and introduction.state <> 'withdrawn'`,
})

defineTally({
  code: 'matching.talking',
  label: '进入洽谈',
  group: '对接',
  clause: '5.2.1',
  definition: '统计期内双方同意公开联系方式、开始洽谈的对接；按开始洽谈日归期。',
  formula: '开始洽谈的对接数之和',
  unit: '次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'introduction',
  rows: ({ from, until }) => sql`
    select introduction.id, party.town, 1::bigint as value, null::bigint as base, introduction.asker_party_id::text as who
    from introduction join party on party.centre_id = introduction.centre_id and party.id = introduction.asker_party_id
    where introduction.talking_at between ${from} and ${until}`,
})

defineTally({
  code: 'matching.made',
  label: '对接成功',
  group: '对接',
  clause: '5.2.1',
  definition: '统计期内以成功结束的对接；按结束日归期。',
  formula: '成功的对接数之和',
  unit: '次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'introduction',
  rows: ({ from, until }) => sql`
    select introduction.id, party.town, 1::bigint as value, null::bigint as base, introduction.asker_party_id::text as who
    from introduction join party on party.centre_id = introduction.centre_id and party.id = introduction.asker_party_id
    where introduction.closed_at between ${from} and ${until} and introduction.outcome = 'made'`,
})

/** 意向, 合同, 成交 and 到账 are never added up; each is counted once somebody else has verified it (5.2.1). */
const amounts = {
  intent: { label: '意向', means: '双方表示的意向，没有约束力，不与合同、成交相加' },
  contract: { label: '合同', means: '签订合同的总额，不与意向、成交相加' },
  actual: { label: '成交', means: '实际成交，不与意向、合同相加' },
  paid: { label: '到账', means: '实际收到的款项，是成交之后的一步，不与成交相加' },
} as const

for (const [kind, { label, means }] of Object.entries(amounts))
  defineTally({
    code: `matching.${kind}`,
    label: `对接${label}金额`,
    group: '对接',
    clause: '5.2.1',
    definition: `统计期内发生并经另一人凭据核实的对接${label}金额：${means}；按发生日归期。`,
    formula: `核实的${label}金额之和`,
    unit: '元',
    measure: 'fen',
    frequency: 'month',
    adds: true,
    flow: 'introduction_figure',
    rows: ({ first, last }) => sql`
    select figure.id, party.town, figure.amount_fen as value, null::bigint as base, introduction.asker_party_id::text as who
    from introduction_figure figure
    join introduction on introduction.centre_id = figure.centre_id and introduction.id = figure.introduction_id
    join party on party.centre_id = introduction.centre_id and party.id = introduction.asker_party_id
    where figure.on_day between ${first} and ${last} and figure.kind = ${kind} and figure.state = 'verified'`,
  })
