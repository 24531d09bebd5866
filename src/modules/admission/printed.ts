import type { Ctx } from '#platform/ctx'
import { type AdmissionSheet, pdf } from '#platform/documents'
import { date, dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import { passMark } from './settings.ts'
import { deskView } from './view.ts'
import type { Admission } from './workflow.ts'

/** 准入评审表: the application with its results on paper, as far as the reader may see them. */
export async function sheetPdf(ctx: Ctx, c: Http, row: Admission): Promise<Answer> {
  const view = await deskView(ctx, row)
  const sheet: AdmissionSheet = {
    centre: ctx.centre.name,
    name: row.name,
    code: row.code,
    contact: `${row.contact_name}，${row.contact_phone}`,
    appliedAt: date(row.applied_at),
    state: view.state.label,
    introduction: row.introduction,
    team: [row.team_size && `${row.team_size} 人`, row.team].filter(Boolean).join('，'),
    cases: row.cases,
    qualifications: view.qualifications.map(one => [one.name, one.number, one.valid_until ?? ''] as const),
    offers: view.offers.map(one => [one.name, one.price] as const),
    reviews: view.reviews
      .filter(one => !one.hidden && one.total !== null)
      .map(one => ({
        reviewer: one.reviewer,
        marks: one.marks.map(mark => `${mark.label}（${mark.weight}%）：${mark.mark} 分`),
        total: one.total ?? '',
        opinion: one.opinion ?? '',
      })),
    average: view.score ?? '',
    passMark: `${passMark.of(ctx.centre)}`,
    opinion: row.opinion ?? '',
    refusal: view.refusal ? `${view.refusal}：${row.refusal_text}` : '',
    agreement: row.agreement ? `${row.agreement}，${row.first_day} 至 ${row.last_day}` : '',
    steps: view.story.toReversed().map(one => ({ at: one.at, what: one.title })),
    printedAt: dateTime(ctx.now),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('admission-sheet', sheet)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`准入评审表-${row.name}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
