import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of resources: loans, logistics, experts. */
defineTally({
  code: 'resources.introduced',
  label: '资源引荐',
  group: '对接',
  clause: '5.2.1',
  definition: '统计期内经申请人同意、引荐给资源方的次数；按引荐日归期。',
  formula: '引荐次数之和',
  unit: '次',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'resource_referral',
  rows: ({ from, until }) => sql`
    select referral.id, party.town, 1::bigint as value, null::bigint as base, referral.party_id::text as who
    from resource_referral referral join party on party.centre_id = referral.centre_id and party.id = referral.party_id
    where referral.introduced_at between ${from} and ${until}`,
})
