import { sql } from 'kysely'
import { defineTally } from '#platform/tally'

/** 5.6.2 What is counted of certificates. */
defineTally({
  code: 'certificates.issued',
  label: '颁发证书',
  group: '培训',
  clause: '5.3.1',
  definition: '统计期内颁发的结业证书；按颁发日归期。换发的不重复计，被撤销的不算。',
  formula: '颁发的证书数之和',
  unit: '本',
  measure: 'count',
  frequency: 'month',
  adds: true,
  flow: 'certificate',
  rows: ({ first, last }) => sql`
    select certificate.id, enrolment.town, 1::bigint as value, null::bigint as base, enrolment.id_hash as who
    from certificate join enrolment on enrolment.centre_id = certificate.centre_id and enrolment.id = certificate.enrolment_id
    where certificate.issued_on between ${first} and ${last} and certificate.state <> 'revoked' and certificate.replaces_id is null`,
})
