import type { Ctx } from '#platform/ctx'
import { type IntroductionSheet, pdf } from '#platform/documents'
import { dateTime, money } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import type { IntroductionView } from './pages/parts.tsx'

/** 对接登记表: both sides, what was talked, the four figures with their vouchers, follow-ups; to be signed. */
export async function sheetPdf(ctx: Ctx, c: Http, view: IntroductionView): Promise<Answer> {
  const side = ({ name, contact }: IntroductionView['asker']) =>
    [name, contact && `${contact.name} ${contact.phone}`].filter(Boolean).join('，')
  const sheet: IntroductionSheet = {
    centre: ctx.centre.name,
    title: view.title,
    state: view.state.label,
    asker: side(view.asker),
    owner: side(view.owner),
    words: view.words,
    askedOn: view.askedOn,
    talkingOn: view.talkingOn,
    officer: view.officer,
    conflict: view.conflict || (view.officer ? '承办人声明与双方没有利益冲突' : ''),
    rounds: view.rounds.map(one => ({ day: one.day, people: one.people, body: one.body })),
    sums: [
      { label: '意向额', amount: money(view.sums.intent) },
      { label: '合同额', amount: money(view.sums.contract) },
      { label: '实际成交额', amount: money(view.sums.actual) },
      { label: '回款', amount: money(view.sums.paid) },
    ],
    term: [view.term, view.yearly, view.yearly_fen === null ? '' : `每年 ${money(view.yearly_fen)}`]
      .filter(Boolean)
      .join('，'),
    figures: view.figures.map(one => ({
      day: one.day,
      kind: one.kind,
      amount: money(one.amount_fen),
      number: one.number,
      vouchers: `${one.vouchers.length} 份`,
      state: one.state.label,
    })),
    outcome: [view.outcome, view.reason].filter(Boolean).join('：'),
    followUps: view.followUps.flatMap(one =>
      one.body ? [`成交 ${one.days} 天（${one.how}）：${one.body}`] : [],
    ),
    printedAt: dateTime(ctx.now),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('introduction-sheet', sheet)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`对接登记表-${view.title}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
