import { definePackPart, ledgerOf } from '#platform/packs'
import { certificateFlow } from './certificate.ts'

definePackPart({
  clause: '5.3.1',
  module: 'certificates',
  ledgers: [
    ledgerOf(certificateFlow, {
      title: '结业证书台账',
      when: { day: 'issued_on' },
      columns: [
        { label: '证书编号', value: row => row.serial, width: 24 },
        { label: '姓名', value: row => row.person_name, personal: 'name' },
        { label: '身份证号', value: row => row.id_masked, width: 24 },
        { label: '班期', value: row => row.class_title, width: 40 },
        { label: '学时', value: row => row.hours_tenths / 10, kind: 'number' },
        { label: '发证', value: row => row.issued_on, kind: 'date' },
        { label: '领取', value: row => row.handed_on, kind: 'date' },
      ],
    }),
  ],
})
