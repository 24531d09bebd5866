import { defineDuty } from '#platform/who'

export const proposeCertificates = defineDuty('certificate.propose', '提请颁发、更正和撤销结业证书')
/** Never by who asked for it. */
export const issueCertificates = defineDuty('certificate.issue', '核发、更正和撤销结业证书')
export const handCertificates = defineDuty('certificate.hand', '发放结业证书')

/** Whoever holds one of these works on certificates, and sees them. */
export const certificateDuties = [proposeCertificates, issueCertificates, handCertificates] as const
