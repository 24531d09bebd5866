import { badgeOf } from '#modules/actions'
import { inCapitals } from '#platform/capitals'
import type { Ctx } from '#platform/ctx'
import { type AgreementPaper, pdf } from '#platform/documents'
import { notFound } from '#platform/errors'
import { dateTime, money } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { planIn, shownProof } from './agreement.ts'
import { amendmentFlow } from './amendment.ts'
import { whatOf } from './amendment-effects.ts'
import { amendmentsOf, orderFor } from './queries.ts'
import { serviceOrderFlow } from './workflow.ts'

/** 服务协议 as PDF, for whoever may see the order; 404 while nobody has confirmed it. */
export async function agreementPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const row = await orderFor(ctx, c.req.param('id') ?? '')
  if (row.agreement === null || row.digest === null) throw notFound('这份协议')
  const supplements = await amendmentsOf(ctx, row.id)
  const signed = (who: string, by: string | null, at: Date | null) => ({
    who,
    by: by ?? '',
    at: at ? dateTime(at) : '',
  })
  const paper: AgreementPaper = {
    title: '服务协议',
    centre: ctx.centre.name,
    number: row.number,
    state: badgeOf(serviceOrderFlow, row.state).label,
    lines: row.agreement.split('\n'),
    milestones: planIn(row).map(one => ({
      name: one.name,
      deliverable: one.deliverable,
      points: one.points.join('；'),
      dueOn: one.due_on,
      amount: money(one.price_fen),
      capitals: inCapitals(one.price_fen),
    })),
    supplements: supplements
      .filter(one => one.state === 'agreed')
      .map(one => ({
        title: `第 ${one.number} 号 ${whatOf(one.kind)}`,
        state: badgeOf(amendmentFlow, one.state).label,
        lines: one.body.split('\n'),
      })),
    signed: [
      signed('甲方（服务对象）', row.recipient_confirmed_by, row.recipient_confirmed_at),
      signed('乙方（服务商）', row.provider_confirmed_by, row.provider_confirmed_at),
    ],
    digest: row.digest,
    proof: row.in_force_at ? shownProof(row.digest) : '',
    checkAt: `${ctx.centre.origin}/agreements/check`,
    printedAt: dateTime(ctx.now),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('agreement', paper)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`服务协议-${row.number}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
