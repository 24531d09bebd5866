import { inBrackets } from '#modules/policies'
import type { Ctx } from '#platform/ctx'
import { type ConsultationSheet, pdf, qrSvg } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { maskPhone } from '#platform/identifiers'
import { profileOf } from '#platform/profile'
import { kinds } from './codes.ts'
import type { Consultation } from './duties.ts'
import { unusedOf } from './queries/sheets.ts'
import { deskView } from './view.ts'

const sent = (c: Http, name: string, made: () => Promise<Buffer>): Answer => {
  return async () =>
    c.body(new Uint8Array(await made()), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })
}

/** 咨询接待登记表: one consultation with its whole way, for the file. */
export async function registerPdf(ctx: Ctx, c: Http, row: Consultation): Promise<Answer> {
  const view = await deskView(ctx, row)
  const cited = view.answer?.policy ?? null
  const sheet: ConsultationSheet = {
    centre: ctx.centre.name,
    number: row.number,
    channel: [view.channel, row.place].filter(Boolean).join('，'),
    kind: view.kind,
    who: [view.who, view.party?.name].filter(Boolean).join('，'),
    phone: row.contact_phone ? maskPhone(row.contact_phone) : '',
    receivedAt: dateTime(row.submitted_at),
    first: view.first,
    question: row.question.replaceAll(/(?<!\d)1[3-9]\d{9}(?!\d)/g, maskPhone),
    transfers: view.transfers.map(one =>
      [one.at, `转${one.target}${one.who}`, one.state.label, one.declined ?? ''].filter(Boolean).join('，'),
    ),
    answer: row.answer ?? '',
    policy: cited && {
      words: `${inBrackets(cited)}${cited.over ? '，已失效' : ''}`,
      link: cited.shown ? `${ctx.centre.origin}/policies/${cited.id}` : '',
    },
    basis: [row.basis, view.answer?.entry ? `知识库《${view.answer.entry.title}》` : '']
      .filter(Boolean)
      .join('；'),
    answeredBy: row.answered_by ?? '',
    answeredAt: row.answered_at ? dateTime(row.answered_at) : '',
    took: view.took,
    solved: view.solved,
    steps: view.story.toReversed().map(one => ({ at: one.at, what: one.title })),
    printedAt: date(ctx.now),
  }
  return sent(c, `咨询接待登记表-${row.number}.pdf`, () => pdf('consultation-sheet', sheet))
}

/** Blank sheets of a visit, each with its number and the code that opens its entry page. */
export async function visitPdf(ctx: Ctx, c: Http): Promise<Answer> {
  const visit = { place: c.req.query('place') ?? '', visit_on: c.req.query('day') ?? '' }
  const known = /^\d{4}-\d{2}-\d{2}$/.test(visit.visit_on) ? await unusedOf(ctx, visit) : []
  if (known.length === 0) throw notFound('这一次下乡的登记单')
  const sheets = await Promise.all(
    known.map(async ({ number }) => ({
      number,
      qr: await qrSvg(`${ctx.centre.origin}/desk/sheets/${number}`),
    })),
  )
  const { phone } = profileOf(ctx.centre)
  return sent(c, `下乡登记单-${visit.place}-${visit.visit_on}.pdf`, () =>
    pdf('visit-sheets', {
      centre: ctx.centre.name,
      phone,
      place: visit.place,
      day: visit.visit_on,
      kinds: Object.values(kinds),
      sheets,
    }),
  )
}
