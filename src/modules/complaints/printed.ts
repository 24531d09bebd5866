import type { Ctx } from '#platform/ctx'
import { type ComplaintAnswer, type ComplaintSheet, pdf } from '#platform/documents'
import { notFound } from '#platform/errors'
import { date, dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { profileOf } from '#platform/profile'
import type { Complaint } from './duties.ts'
import { higherWay } from './settings.ts'
import { deskView, factsIn } from './view.ts'

const sent = (c: Http, name: string, made: () => Promise<Buffer>): Answer => {
  return async () =>
    c.body(new Uint8Array(await made()), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(name)}`,
      'cache-control': 'no-store',
    })
}

/** 办理单: the whole way of one complaint on paper, for the file and for signatures. */
export async function sheetPdf(ctx: Ctx, c: Http, row: Complaint): Promise<Answer> {
  const view = await deskView(ctx, row)
  const { facts } = view
  const sheet: ComplaintSheet = {
    centre: ctx.centre.name,
    number: row.number,
    kind: facts.kind,
    about: [facts.about, facts.respondent].filter(Boolean).join('：'),
    source: row.anonymous ? `${facts.channel}，匿名` : facts.channel,
    complainant: row.anonymous ? '匿名' : [row.contact_name, view.phone].filter(Boolean).join('，'),
    receivedAt: dateTime(row.submitted_at),
    acceptedAt: row.accepted_at && dateTime(row.accepted_at),
    limit: facts.limit === null ? '' : `${facts.complexity}，${facts.limit} 个工作日`,
    handler: facts.assignee,
    body: row.body,
    statements: view.statements.flatMap(one => (one.statement ? [`${one.provider}：${one.statement}`] : [])),
    refusal: row.refusal_text ? [facts.refusal, row.refusal_text].filter(Boolean).join('：') : '',
    finding: [facts.finding, facts.cause].filter(Boolean).join('，'),
    answer: row.answer ?? '',
    measures: row.measures ?? '',
    satisfaction: [facts.satisfaction, row.alone && '由承办人本人回访'].filter(Boolean).join('，'),
    steps: view.story.toReversed().map(one => ({ at: one.at, what: one.title })),
    entries: view.entries.map(one => `${dateTime(one.at)} ${one.author}（${one.label}）：${one.body}`),
    printedAt: date(ctx.now),
  }
  return sent(c, `办理单-${row.number}.pdf`, () => pdf('complaint-sheet', sheet))
}

/** 答复函: the written answer, by the centre or, where it is about the centre, by the bureau. */
export async function answerPdf(ctx: Ctx, c: Http, row: Complaint): Promise<Answer> {
  if (!row.answer) throw notFound('这份答复函')
  const { supervisor, phone, address } = profileOf(ctx.centre)
  const facts = await factsIn(ctx, row)
  const letter: ComplaintAnswer = {
    sender: row.for_bureau && supervisor ? supervisor : ctx.centre.name,
    number: row.number,
    addressee: row.anonymous ? '反映人' : (row.contact_name ?? '反映人'),
    receivedAt: date(row.submitted_at),
    kind: facts.kind,
    about: [facts.about, facts.respondent].filter(Boolean).join('：'),
    finding: facts.finding,
    answer: row.answer,
    measures: row.measures ?? '',
    higher: higherWay.of(ctx.centre),
    contact: [address, row.for_bureau ? '' : phone].filter(Boolean).join('，'),
    answeredAt: date(row.answered_at ?? ctx.now),
  }
  return sent(c, `答复函-${row.number}.pdf`, () => pdf('complaint-answer', letter))
}
