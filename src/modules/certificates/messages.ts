import { type Message, message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { issueCertificates, proposeCertificates } from './duties.ts'
import type { Batch, Certificate } from './people.ts'

const texts = {
  proposed: defineTemplate('certificate.proposed', '“{title}”{people} 人结业，请核发证书。'),
  returned: defineTemplate('certificate.returned', '“{title}”的发证提请被退回：{reason}'),
  batch: defineTemplate('certificate.batch', '“{title}”的证书已核发，可以打印和发放。'),
  issued: defineTemplate(
    'certificate.issued',
    '您参加的“{title}”已颁发{name}，编号 {serial}。登录后在“我的证书”下载，他人可凭编号和姓名查验。',
    { sms: true },
  ),
  revoked: defineTemplate(
    'certificate.revoked',
    '您的{name}（{serial}）已撤销，原因：{reason}有异议请与中心联系。',
    { sms: true },
  ),
  asked: defineTemplate('certificate.asked', '证书 {serial} 被提请{what}，请审核。'),
  kept: defineTemplate('certificate.kept', '证书 {serial} 的提请没有同意：{reason}'),
} as const

const tab = (row: Batch): string => `/desk/classes/${row.class_id}/certificates`
const page = (row: Certificate): string => `/desk/certificates/${row.id}`

export const toldIssuers = (row: Batch) =>
  message(
    { duty: issueCertificates.code },
    texts.proposed,
    { title: row.title, people: String(row.people) },
    tab(row),
  )

export function toldOwner(what: 'returned' | 'issued', row: Batch, reason = '') {
  const to = { staff: row.owner_id }
  return what === 'issued'
    ? message(to, texts.batch, { title: row.title }, tab(row))
    : message(to, texts.returned, { title: row.title, reason }, tab(row))
}

/** Whoever has neither account nor file here is told by whoever hands the certificate out. */
export function toldHolder(what: 'issued' | 'revoked', row: Certificate): Message | null {
  const to = row.identity_id ? { identity: row.identity_id } : row.party_id ? { party: row.party_id } : null
  if (!to) return null
  const href = `/my/certificates/${row.id}`
  const { name, serial } = row
  return what === 'issued'
    ? message(to, texts.issued, { title: row.class_title, name, serial }, href)
    : message(to, texts.revoked, { name, serial, reason: ended(row.reason) }, href)
}

const ended = (sentence: string | null): string => `${(sentence ?? '').replace(/[。.]$/, '')}。`

export const toldDeciders = (what: 'revoking' | 'correcting', row: Certificate) =>
  message(
    { duty: issueCertificates.code },
    texts.asked,
    { serial: row.serial, what: what === 'revoking' ? '撤销' : '更正' },
    page(row),
  )

export const toldAsker = (row: Certificate, reason: string) =>
  message({ duty: proposeCertificates.code }, texts.kept, { serial: row.serial, reason }, page(row))
