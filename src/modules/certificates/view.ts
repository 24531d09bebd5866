import { badgeOf } from '#modules/actions'
import { certificateFlow } from './certificate.ts'
import { hours } from './credential.ts'
import type { Certificate } from './people.ts'
import { handedInWords } from './printed.ts'

/** What stands on a certificate. */
export const factsOf = (row: Certificate): Array<{ label: string; value: string }> => [
  { label: '证书编号', value: row.serial },
  { label: '姓名', value: row.person_name },
  { label: '身份证号', value: row.id_masked },
  { label: '培训班', value: `${row.class_title}（第 ${row.class_number} 期）` },
  {
    label: '起止',
    value: row.starts_on === row.ends_on ? row.starts_on : `${row.starts_on} 至 ${row.ends_on}`,
  },
  { label: '学时', value: hours(row.hours_tenths) },
  { label: '举办单位', value: row.organisation },
  { label: '发证日期', value: row.issued_on },
  { label: '发放', value: handedInWords(row) },
  { label: '停用日期', value: row.ended_on ?? '' },
]

export const certificateLine = (row: Certificate) => ({
  ...{ id: row.id, serial: row.serial, person: row.person_name, idMasked: row.id_masked, name: row.name },
  ...{ className: row.class_title, classNumber: row.class_number, hours: row.hours_tenths / 10 },
  ...{ issuedOn: row.issued_on, handed: handedInWords(row) },
  state: badgeOf(certificateFlow, row.state),
})
export type CertificateLine = ReturnType<typeof certificateLine>
