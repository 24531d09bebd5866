import { plain } from '#modules/shell'
import type { Ctx } from '#platform/ctx'
import { pdf, qrSvg, type Receipt } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { maskName } from '#platform/identifiers'
import { profileOf } from '#platform/profile'
import { holds } from '#platform/who'
import { registerCases } from './duties.ts'
import { progressLink, ratingLink } from './links.ts'
import { ReceiptPage } from './pages/receipt.tsx'
import { caseView } from './view.ts'

/** What the receipt says. */
async function receiptOf(ctx: Ctx, id: string): Promise<Receipt> {
  const { view, row } = await caseView(ctx, id)
  // It carries the code and the rating link: neither a provider nor a supervisor is to have them.
  if (view.lookupCode === null) throw notFound('这份回执')
  const { address, phone, hours } = profileOf(ctx.centre)
  const [progressQr, ratingQr] = await Promise.all([
    qrSvg(progressLink(ctx, view.number)),
    qrSvg(ratingLink(ctx, id)),
  ])
  const contact = [
    { label: '地址', value: address },
    { label: '电话', value: phone },
    { label: '办公时间', value: hours },
  ]
  return {
    centre: ctx.centre.name,
    contact: contact.flatMap(({ label, value }) => (value ? [{ label, value }] : [])),
    number: view.number,
    code: view.lookupCode,
    item: view.title,
    applicant: view.party ? nameOnPaper(view.party) : '',
    submittedAt: dateTime(row.submitted_at),
    acceptedAt: row.accepted_at && dateTime(row.accepted_at),
    promise: `受理后 ${row.promised_days + row.extended_days} 个工作日`,
    progressQr,
    ratingQr,
    printedAt: date(ctx.now),
  }
}

/** Paper gets lost: a person's name is masked, a firm's is not a secret. */
const nameOnPaper = ({ name, kind }: { name: string; kind: string }): string =>
  kind === 'person' ? maskName(name) : name

export async function showReceipt(ctx: Ctx, c: Http): Promise<Response> {
  const receipt = await receiptOf(ctx, c.req.param('id') ?? '')
  const title = receipt.acceptedAt ? '受理回执' : '收件回执'
  const links = [
    { href: c.req.path.replace(/\/receipt$/, ''), label: ctx.actor.staffId ? '打开办件' : '回到这件' },
    ...(holds(ctx.actor, registerCases) ? [{ href: '/desk/counter', label: '再登记一件' }] : []),
  ]
  const pdfAt = `${c.req.path}.pdf`
  return plain(c, { title }, <ReceiptPage title={title} receipt={receipt} pdf={pdfAt} links={links} />)
}

export async function receiptPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const receipt = await receiptOf(ctx, c.req.param('id') ?? '')
  return async () =>
    c.body(new Uint8Array(await pdf('receipt', receipt)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`回执-${receipt.number}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
