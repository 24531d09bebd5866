import { sql } from 'kysely'
import { monthsOf } from '#platform/periods'
import { defineTally } from '#platform/tally'
import { sheetFlow } from './sheet.ts'

/** How many stand behind what reporting enterprises report: no figure of theirs is read without it. */
defineTally({
  code: 'reports.reporters',
  label: '报送企业数',
  group: '报送企业',
  clause: '5.6.2',
  definition:
    '当期已锁定的企业报表中审核通过的不同企业、合作社、家庭农场数；一家报几张、几个月，只算一家。报送企业会增减，不是全县企业数。',
  formula: '按报送单位去重计数',
  unit: '家',
  measure: 'count',
  frequency: 'month',
  adds: false,
  distinct: true,
  wholeMonths: true,
  flow: sheetFlow.subject,
  rows: ({ code }) => sql`
    select r.id, r.town, 1::bigint as value, null::bigint as base, r.party_id::text as who
    from report r join report_round o on o.centre_id = r.centre_id and o.id = r.round_id and o.state = 'locked'
    where r.state = 'approved' and r.party_id is not null and r.period = any (${[code, ...monthsOf(code)]}::text[])`,
})
