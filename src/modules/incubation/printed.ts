import { badgeOf } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { type AgreementPaper, pdf } from '#platform/documents'
import { notFound } from '#platform/errors'
import { dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import type { Incubation } from './people.ts'
import { incubationFlow } from './workflow.ts'

/** 孵化协议 as PDF, for whoever may see the project; 404 while there is none. */
export async function agreementPdf(ctx: Ctx, c: Http, row: Incubation): Promise<Answer> {
  if (row.agreement === null || row.digest === null) throw notFound('这份协议')
  const signed = (who: string, by: string | null, at: Date | null) => ({
    who,
    by: by ?? '',
    at: at ? dateTime(at) : '',
  })
  const paper: AgreementPaper = {
    title: '孵化协议',
    centre: ctx.centre.name,
    number: row.agreement_number ?? '',
    state: badgeOf(incubationFlow, row.state).label,
    lines: row.agreement.split('\n'),
    milestones: [],
    supplements: [],
    signed: [
      signed('甲方（中心）', row.centre_confirmed_by, row.centre_confirmed_at),
      signed('乙方（孵化企业）', row.startup_confirmed_by, row.startup_confirmed_at),
    ],
    digest: row.digest,
    proof: '',
    checkAt: '',
    printedAt: dateTime(ctx.now),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('agreement', paper)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`孵化协议-${row.agreement_number}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
