import { sql } from 'kysely'
import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { stageOf } from './codes.ts'
import { reviewFirst, reviewSecond, signArticles, writeArticles } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { toldEditors, toldWriters } from './messages.ts'
import { firstDays, secondDays, signDays } from './settings.ts'
import { currentReviewer, reviewers } from './who.ts'

type Article = inputs.Article

const revising = (row: Article): boolean => row.state.startsWith('revising')
const inReview = [
  'review1',
  'review2',
  'review3',
  'revising_review1',
  'revising_review2',
  'revising_review3',
] as const
/** A step of a first version, and the same of a correction. */
const both = <S extends 'review1' | 'review2' | 'review3'>(row: Article, stage: S) =>
  revising(row) ? (`revising_${stage}` as const) : stage

const review = async (ctx: Ctx, row: Article, verdict: 'passed' | 'returned', opinion: string) => {
  const stage = stageOf(row.state)
  if (stage !== 'write') await effects.keepReview(ctx, row, stage, verdict, opinion)
}

/**
 * 5.5 An article goes through 三审三校: one writes, three others read, correct and sign, each another person, kept apart for
 * every version; then it is public, at once or at its time. A correction goes the same way while the public still reads
 * what it corrects.
 */
export const articleFlow = defineWorkflow({
  subject: 'article',
  label: '稿件',
  clause: '5.5',
  clocks: {
    review1: { label: '一审', within: firstDays, anew: true },
    review2: { label: '二审', within: secondDays, anew: true },
    review3: { label: '三审签发', within: signDays, anew: true },
  },
  states: {
    draft: { label: '采编中', tone: 'grey', awaits: writeArticles },
    review1: { label: '待一审', tone: 'orange', awaits: reviewFirst, clock: 'review1' },
    review2: { label: '待二审', tone: 'orange', awaits: reviewSecond, clock: 'review2' },
    review3: { label: '待签发', tone: 'orange', awaits: signArticles, clock: 'review3' },
    // A job publishes it at its minute; `after` counts working days.
    scheduled: { label: '定时发布', tone: 'blue', final: true },
    published: { label: '已发布', tone: 'green', final: true },
    revising: { label: '更正中', tone: 'blue', awaits: writeArticles },
    revising_review1: { label: '更正待一审', tone: 'orange', awaits: reviewFirst, clock: 'review1' },
    revising_review2: { label: '更正待二审', tone: 'orange', awaits: reviewSecond, clock: 'review2' },
    revising_review3: { label: '更正待签发', tone: 'orange', awaits: signArticles, clock: 'review3' },
    withdrawn: { label: '已撤稿', tone: 'red', final: true },
    dropped: { label: '已作废', tone: 'grey', final: true },
  },
  // The public reads published versions at /news; the record itself, with its proofs and opinions, is the house's own.
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where(sql<boolean>`false`),
  title: row => row.title,
  href: row => `/desk/articles/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    column_id: z.uuid(),
    title: z.string(),
    summary: z.string(),
    version: z.number().int().nullable().meta({ description: '公开的版本' }),
    valid_until: z.string().nullable(),
    published_at: z.date().nullable(),
    corrected_at: z.date().nullable(),
    publish_at: z.date().nullable(),
  }),
  actions: action => ({
    write: action<inputs.Content>({
      label: '写稿件',
      past: '采编了稿件',
      from: 'new',
      to: 'draft',
      by: writeArticles,
      tone: 'primary',
      input: inputs.content,
      prefill: inputs.start,
      effect: effects.begun,
      consequence: effects.saveContent,
    }),
    edit: action<inputs.Content>({
      label: '修改',
      past: '修改了稿件',
      from: ['draft', 'revising'],
      by: writeArticles,
      input: inputs.edited,
      prefill: inputs.start,
      effect: effects.changed,
      consequence: effects.saveContent,
    }),
    submit: action<inputs.Checked>({
      label: '提交一审',
      past: '提交了一审',
      done: '已提交，等待一审',
      from: ['draft', 'revising'],
      to: row => both(row, 'review1'),
      by: writeArticles,
      tone: 'primary',
      input: inputs.handIn,
      effect: effects.handedIn,
      consequence: effects.keepChecked,
    }),
    proof: action<inputs.Words>({
      label: '校对修改',
      past: '校对时修改了文字',
      done: '已修改，改动会标明是您改的',
      from: inReview,
      by: currentReviewer,
      input: inputs.proofread,
      prefill: inputs.start,
      effect: effects.proofread,
      consequence: effects.saveProof,
    }),
    pass1: action<inputs.Opinion>({
      label: '一审通过',
      past: '一审通过',
      from: ['review1', 'revising_review1'],
      // Where the centre has two reviews, the second is the signing.
      to: row => both(row, row.reviews === 2 ? 'review3' : 'review2'),
      by: reviewers.review1,
      tone: 'primary',
      input: inputs.passing('一审意见'),
      effect: async (ctx, row, { opinion }) => {
        await review(ctx, row, 'passed', opinion)
        return effects.passed(ctx, row)
      },
      consequence: effects.keepChecked,
      note: input => input.opinion,
    }),
    pass2: action<inputs.Opinion>({
      label: '二审通过',
      past: '二审通过',
      from: ['review2', 'revising_review2'],
      to: row => both(row, 'review3'),
      by: reviewers.review2,
      tone: 'primary',
      input: inputs.passing('二审意见'),
      effect: async (ctx, row, { opinion }) => {
        await review(ctx, row, 'passed', opinion)
        return effects.passed(ctx, row)
      },
      consequence: effects.keepChecked,
      note: input => input.opinion,
    }),
    publish: action<inputs.Opinion>({
      label: '签发并发布',
      past: '签发发布',
      from: ['review3', 'revising_review3', 'scheduled'],
      to: 'published',
      by: anyOf(reviewers.review3, theSystem),
      tone: 'primary',
      publishes: true,
      input: inputs.signing,
      effect: async (ctx, row, { opinion }) => {
        await review(ctx, row, 'passed', opinion)
        return effects.published(ctx, row)
      },
      consequence: effects.followPublishing,
      note: input => input.opinion || null,
      tell: row => toldWriters('published', row),
    }),
    schedule: action<inputs.Scheduling>({
      label: '签发，定时发布',
      past: '签发，定时发布',
      done: '已签发，到时间自动发布',
      from: ['review3'],
      to: 'scheduled',
      by: reviewers.review3,
      input: inputs.scheduling,
      effect: async (ctx, row, { opinion, publish_at }) => {
        await review(ctx, row, 'passed', opinion)
        return { publish_at, ...(await effects.passed(ctx, row)) }
      },
      note: input => input.opinion,
    }),
    unschedule: action<{ reason: string }>({
      label: '取消定时',
      past: '取消了定时发布',
      done: '已取消定时，退回采编',
      from: ['scheduled'],
      to: 'draft',
      by: anyOf(signArticles, writeArticles),
      input: inputs.reason('取消的原因', '退回采编，改好后重新送审。'),
      effect: async () => ({ publish_at: null, passed: [] }),
      note: input => input.reason,
      tell: (row, { reason }) => toldWriters('returned', row, reason),
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改',
      from: inReview,
      to: row => (revising(row) ? 'revising' : 'draft'),
      by: currentReviewer,
      input: inputs.reason('需要修改什么'),
      effect: async (ctx, row, { reason }) => {
        await review(ctx, row, 'returned', reason)
        return { passed: [] }
      },
      note: input => input.reason,
      tell: (row, { reason }) => toldWriters('returned', row, reason),
    }),
    correct: action<inputs.Correction>({
      label: '更正',
      past: '开始更正',
      done: '已存为新版本；签发之前，公众仍看原来的',
      from: ['published'],
      to: 'revising',
      by: writeArticles,
      input: inputs.correction,
      prefill: inputs.start,
      effect: effects.corrected,
      consequence: effects.saveContent,
      note: input => input.correction,
    }),
    discard: action({
      label: '放弃更正',
      past: '放弃了更正',
      from: ['revising'],
      to: 'published',
      by: writeArticles,
      confirm: '更正的内容不再使用，公开的版本不变。',
      effect: effects.discarded,
      consequence: effects.discard,
    }),
    prolong: action<{ valid_until: string; reason: string }>({
      label: '更新有效期',
      past: '更新了有效期',
      from: ['published'],
      by: signArticles,
      suits: row => row.valid_until !== null,
      publishes: true,
      input: inputs.prolonging,
      prefill: async (_ctx, row) => ({ valid_until: row?.valid_until }),
      effect: async (_ctx, _row, { valid_until }) => ({ valid_until }),
      consequence: effects.prolong,
      note: input => `有效期至 ${input.valid_until}。${input.reason}`,
    }),
    /** The pages are made anew, so that they say 已过期 from today on. */
    expire: action({
      label: '到期',
      past: '过了有效期，页面标明已过期',
      from: ['published', 'revising', ...inReview.filter(state => state.startsWith('revising'))],
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async (_ctx, row) => ({ expiry_told: row.valid_until }),
      tell: row => [toldEditors('expired', row)],
    }),
    withdraw: action<{ reason: string }>({
      label: '撤稿',
      past: '撤稿',
      from: ['scheduled', 'published', 'revising', ...inReview.filter(state => state.startsWith('revising'))],
      to: 'withdrawn',
      by: anyOf(signArticles, reviewSecond),
      tone: 'danger',
      publishes: true,
      input: inputs.reason('撤稿原因', '撤稿后公众不再看到；原因留在台账里。'),
      effect: async (_ctx, _row, { reason }) => ({ withdraw_reason: reason, publish_at: null }),
      consequence: effects.keepFindable,
      note: input => input.reason,
      tell: (row, { reason }) => toldWriters('withdrawn', row, reason),
    }),
    drop: action<{ reason: string }>({
      label: '作废',
      past: '作废了稿件',
      from: ['draft'],
      to: 'dropped',
      by: writeArticles,
      tone: 'danger',
      input: inputs.reason('作废原因'),
      note: input => input.reason,
    }),
  }),
})
