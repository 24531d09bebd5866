import { badgeOf } from '#modules/actions'
import type { Ctx } from '#platform/ctx'
import { pdf } from '#platform/documents'
import { dateTime } from '#platform/format'
import type { Answer, Http } from '#platform/http'
import type { Article } from './inputs.ts'
import { editsOf, reviewsOf, type Version, versionOf } from './queries.ts'
import { factsOf, reviewView } from './view.ts'
import { articleFlow } from './workflow.ts'

/** 稿件审签单: all who wrote, read and signed the working version, with what they said and when. */
export async function sheetPdf(ctx: Ctx, c: Http, row: Article): Promise<Answer> {
  const version = (await versionOf(ctx, row.id, row.latest_version)) as Version
  const [facts, reviews, edits, { passagesOf }] = await Promise.all([
    factsOf(ctx, row, version),
    reviewsOf(ctx, row.id),
    editsOf(ctx, row.id),
    import('#platform/rich-text'),
  ])
  const own = reviews.filter(one => one.version === row.latest_version)
  const data = {
    centre: ctx.centre.name,
    title: version.title,
    state: badgeOf(articleFlow, row.state).label,
    facts: facts.filter(fact => fact.value !== ''),
    correction: version.correction ?? '',
    checked: (version.checked_words as unknown as string[]).join('、'),
    reviews: own.map(reviewView).map(({ stage, who, verdict, opinion, at, round, corrected }) => ({
      ...{ stage, who, verdict, opinion, at, corrected },
      round: `第 ${round} 次送审`,
    })),
    writing: edits
      .filter(edit => edit.version === row.latest_version && edit.stage === 'write')
      .map(edit => ({ who: edit.who ?? '', at: dateTime(edit.at) })),
    body: passagesOf(version.body),
    printedAt: dateTime(ctx.now),
  }
  return async () =>
    c.body(new Uint8Array(await pdf('article-sheet', data)), 200, {
      'content-type': 'application/pdf',
      'content-disposition': `inline; filename*=UTF-8''${encodeURIComponent(`稿件审签单-${version.title}.pdf`)}`,
      'cache-control': 'no-store',
    })
}
