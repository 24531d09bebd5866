import { staffNames } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { pdf, qrSvg, type WallRegulation } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { find } from '#platform/perform'
import { valuesAt } from './history.ts'
import type { Regulation } from './inputs.ts'
import { articlesOf, versionOf } from './queries.ts'
import { ordinal, piecesOf, plain } from './text.ts'
import { regulationFlow } from './workflow.ts'

/** 上墙版: the text in force (else the draft, marked as one) in the order of GB/T 9704, on A4 or A3. */
export async function wallPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const row = (await find(ctx, regulationFlow, c.req.param('id') ?? '')) as unknown as Regulation
  const number = row.version ?? row.latest_version
  const [version, articles] = await Promise.all([
    versionOf(ctx, row.id, number),
    articlesOf(ctx, row.id, number),
  ])
  if (!version) throw notFound('这项制度')
  const inForce = version.in_force_at !== null && version.ended_at === null
  const [values, approver] = await Promise.all([
    valuesAt(ctx, articles, version.ended_at),
    staffNames(ctx, [version.approved_by]),
  ])
  const document: WallRegulation = {
    paper: c.req.query('paper') === 'a3' ? 'a3' : 'a4',
    centre: ctx.centre.name,
    number: version.number,
    title: inForce ? version.name : `${version.name}（${version.ended_at ? '已废止' : '草案'}）`,
    articles: articles.map(one => ({
      ordinal: ordinal(one.rank),
      heading: one.heading,
      text: plain(piecesOf(one.body, values)),
    })),
    day: version.effective_from ?? dayOf(version.saved_at),
    since: version.in_force_at && version.effective_from ? version.effective_from : '',
    approved: version.approved_at
      ? `${approver.get(version.approved_by ?? '') ?? ''} ${date(version.approved_at)}`
      : '',
    qr: inForce ? await qrSvg(`${ctx.centre.origin}/regulations/${row.id}`) : '',
    printedAt: date(ctx.now),
  }
  const name = `${version.name}-上墙版-${document.paper.toUpperCase()}.pdf`
  return async () =>
    c.body(new Uint8Array(await pdf('regulation', document)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })
}
