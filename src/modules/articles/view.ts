import { badgeOf, buttonsFor, story } from '#modules/actions'
import { staffNames } from '#modules/team'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { filesOf } from '#platform/files'
import { dateTime } from '#platform/format'
import type { StepItem } from '#ui/steps'
import { toCheck } from './check.ts'
import {
  type Origin,
  origins,
  type ReviewStage,
  stageNumber,
  stageOf,
  stages,
  type TermKind,
  termKinds,
} from './codes.ts'
import { type Changed, changesBetween } from './diff.ts'
import type { Article } from './inputs.ts'
import type { DeskView, ReviewView } from './pages/article.tsx'
import { brokenLinks } from './queries/links.ts'
import {
  columns,
  type Edit,
  editsOf,
  policyTitle,
  type Review,
  reviewsOf,
  type Version,
  versionOf,
} from './queries.ts'
import { readingsOf } from './readers.ts'
import { articleFlow } from './workflow.ts'

/** All that the workbench shows of one article; `asked` may name two savings to compare. */
export async function deskView(
  ctx: Ctx,
  row: Article,
  asked: { from?: string; to?: string },
): Promise<DeskView> {
  const working = (await versionOf(ctx, row.id, row.latest_version)) as Version
  const [checks, edits, reviews, files, links, reads, buttons, told] = await Promise.all([
    toCheck(ctx, row),
    editsOf(ctx, row.id),
    reviewsOf(ctx, row.id),
    filesOf(ctx, 'article', row.id),
    brokenLinks(ctx, row.id),
    readingsOf(ctx, row.id),
    buttonsFor(ctx, articleFlow, row),
    story(ctx, { recordId: row.id }),
  ])
  const shown = row.version !== null && row.state !== 'withdrawn'
  const among = (ids: readonly string[]) => files.filter(file => ids.includes(file.id))
  return {
    ...{ id: row.id, title: working.title, body: working.body, correction: working.correction },
    state: badgeOf(articleFlow, row.state),
    expired: shown && row.valid_until !== null && row.valid_until < dayOf(ctx.now),
    shown: shown ? `/news/${row.id}` : null,
    publishAt: row.publish_at ? dateTime(row.publish_at) : null,
    withdrawReason: row.withdraw_reason,
    steps: stepsOf(row, reviews),
    facts: await factsOf(ctx, row, working),
    words: checks.words.map(word => ({ ...word, kind: termKinds[word.kind as TermKind] })),
    faults: checks.faults,
    reviews: reviews.toReversed().map(reviewView),
    ...(await differences(row, edits, asked)),
    cover: among(working.cover_file ? [working.cover_file] : [])[0] ?? null,
    attachments: among(working.attachment_files),
    permits: among(working.permit_files),
    broken: links,
    ...{ reads, buttons, story: told },
  }
}

export async function factsOf(ctx: Ctx, row: Article, version: Version) {
  const [known, names, policy] = await Promise.all([
    columns(ctx, 'all'),
    staffNames(ctx, row.writers),
    policyTitle(ctx, version.policy_id),
  ])
  const column = known.find(one => one.id === version.column_id)?.name ?? ''
  return [
    { label: '栏目', value: column },
    { label: '采编', value: row.writers.map(id => names.get(id) ?? '').join('、') },
    { label: '作者署名', value: version.byline },
    { label: '来源', value: `${version.source}（${origins[version.origin as Origin]}）` },
    { label: '原文网址', value: version.source_link ?? '' },
    { label: '摘要', value: version.summary },
    { label: '封面说明', value: version.cover_alt },
    { label: '有效期至', value: version.valid_until ?? '' },
    { label: '相关政策', value: policy?.title ?? '' },
    { label: '版本', value: `第 ${version.version} 版` },
    { label: '首次发布', value: row.published_at ? dateTime(row.published_at) : '' },
    { label: '最近更正', value: row.corrected_at ? dateTime(row.corrected_at) : '' },
  ]
}

/** 采编 → 一审 → 二审 → 三审签发 → 发布, of the round that is under way; with two reviews there is no 二审. */
function stepsOf(row: Article, reviews: readonly Review[]): StepItem[] {
  const done = ['published', 'scheduled', 'withdrawn'].includes(row.state)
  const now = done ? 4 : stageNumber[stageOf(row.state)]
  const way = (Object.keys(stages) as Array<keyof typeof stages>).filter(
    stage => row.reviews === 3 || stage !== 'review2',
  )
  const passed = new Map(
    reviews
      .filter(
        one => one.version === row.latest_version && one.round === row.round && one.verdict === 'passed',
      )
      .map(one => [one.stage, `${one.who ?? ''} ${dateTime(one.at)}`]),
  )
  return [
    ...way.map((stage): StepItem => {
      const at = stageNumber[stage]
      const hint = passed.get(stage)
      return {
        label: stages[stage],
        state: at < now ? 'done' : at === now && row.state !== 'dropped' ? 'current' : 'todo',
        ...(hint && { hint }),
      }
    }),
    {
      label: row.state === 'scheduled' ? '定时发布' : row.state === 'withdrawn' ? '撤稿' : '发布',
      state: row.state === 'published' || row.state === 'withdrawn' ? 'done' : done ? 'current' : 'todo',
    },
  ]
}

export const reviewView = (one: Review): ReviewView => ({
  ...{ version: one.version, round: one.round, opinion: one.opinion, corrected: one.corrected },
  stage: stages[one.stage as ReviewStage],
  who: one.who ?? '',
  verdict: one.verdict === 'passed' ? (one.stage === 'review3' ? '同意签发' : '通过') : '退回修改',
  returned: one.verdict === 'returned',
  at: dateTime(one.at),
})

const keyOf = (edit: Edit): string => `${edit.version}.${edit.number}`
const saysOf = (edit: Edit): string =>
  `第 ${edit.version} 版 · ${edit.stage === 'write' ? '采编' : `${stages[edit.stage as ReviewStage]}校对`} ${edit.who ?? ''} · ${dateTime(edit.at)}`

/**
 * Two savings side by side: those that were asked for; else the last one and the one that it should be held against, which
 * is what the writer handed in, or of a correction what the public reads.
 */
async function differences(row: Article, edits: readonly Edit[], asked: { from?: string; to?: string }) {
  const to = edits.find(edit => keyOf(edit) === asked.to) ?? edits.at(-1)
  const handedIn = edits.findLast(edit => edit.version === row.latest_version && edit.stage === 'write')
  const read = edits.findLast(edit => edit.version === row.version)
  const usual = handedIn && handedIn !== to ? handedIn : row.version !== row.latest_version ? read : edits[0]
  const from = edits.find(edit => keyOf(edit) === asked.from) ?? usual
  const changes = from && to ? await changesBetween(from, to) : []
  return {
    chosen: { from: from ? keyOf(from) : '', to: to ? keyOf(to) : '', changes },
    choices: edits.map(edit => ({ value: keyOf(edit), label: saysOf(edit) })),
    edits: await eachChange(row, edits),
  }
}

/** What each saving of the working version changed; the first of a first version is all new, and says nothing. */
async function eachChange(row: Article, edits: readonly Edit[]) {
  const views: Array<{ key: string; says: string; changes: Changed[] }> = []
  for (const [at, edit] of edits.entries()) {
    const before = edits[at - 1]
    if (edit.version !== row.latest_version || !before) continue
    views.push({ key: keyOf(edit), says: saysOf(edit), changes: await changesBetween(before, edit) })
  }
  return views.toReversed().slice(0, 30)
}
