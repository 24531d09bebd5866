import type { Ctx } from '#platform/ctx'
import type { PrintedCertificates } from '#platform/documents'
import { pdf, qrSvg } from '#platform/documents'
import { dateTime } from '#platform/format'
import type { Http } from '#platform/http'
import { hours } from './credential.ts'
import { hows } from './inputs.ts'
import type { Batch, Certificate } from './people.ts'

const checkPath = (row: Certificate): string => `/certificates/${row.serial}/${row.code}`

/** 结业证书 as PDF, one sheet each. */
export async function certificatesPdf(ctx: Ctx, rows: readonly Certificate[]): Promise<Buffer> {
  const { origin, name } = ctx.centre
  const voids: Record<string, string> = { revoked: '已撤销', replaced: '已换发' }
  const certificates: Array<PrintedCertificates['certificates'][number]> = []
  for (const row of rows)
    certificates.push({
      ...{ name: row.name, serial: row.serial, personName: row.person_name, idMasked: row.id_masked },
      ...{ className: row.class_title, classNumber: row.class_number, hours: hours(row.hours_tenths) },
      ...{ startsOn: row.starts_on, endsOn: row.ends_on, issuedOn: row.issued_on },
      ...{ organisation: row.organisation, issuer: name, void: voids[row.state] ?? '' },
      qr: await qrSvg(`${origin}${checkPath(row)}`),
    })
  return pdf('certificates', { certificates, checkAt: `${origin}/certificates` })
}

/** 证书发放表, of the certificates that count. */
export const distributionPdf = (ctx: Ctx, batch: Batch, rows: readonly Certificate[]): Promise<Buffer> =>
  pdf('certificate-list', {
    ...{ centre: ctx.centre.name, title: batch.title, classNumber: batch.class_number },
    ...{ certificate: batch.certificate, issuedOn: rows[0]?.issued_on ?? '', printedAt: dateTime(ctx.now) },
    people: rows
      .filter(row => row.state !== 'revoked' && row.state !== 'replaced')
      .map(row => ({
        ...{ serial: row.serial, name: row.person_name, idMasked: row.id_masked },
        handed: handedInWords(row),
      })),
  })

/** '2026-11-24 本人领取'; empty where it was not handed out yet. */
export const handedInWords = (row: Pick<Certificate, 'handed_on' | 'handed_how' | 'handed_to'>): string =>
  row.handed_on && row.handed_how
    ? [row.handed_on, hows[row.handed_how as keyof typeof hows], row.handed_to].filter(Boolean).join(' ')
    : ''

/** A file made once the transaction is over. */
export const sentFile =
  (c: Http, name: string, type: string, made: () => Promise<Buffer | string>) =>
  async (): Promise<Response> => {
    const body = await made()
    return c.body(typeof body === 'string' ? body : new Uint8Array(body), 200, {
      'content-type': type,
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })
  }
