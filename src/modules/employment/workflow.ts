import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { message } from '#platform/notify'
import { allOf, anyPerson, concerned, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { postKinds, wordsOf } from './codes.ts'
import { registerJobs, reviewJobs } from './duties.ts'
import { texts } from './messages.ts'
import { type JobPost, keeper, poster, visiblePosts } from './people.ts'
import * as effects from './post-effects.ts'
import * as inputs from './post-inputs.ts'
import { type Reason, reason } from './reason.ts'
import { reviewDays } from './settings.ts'

const { deskPage, ownPage } = effects

/** Who reviews it neither wrote it down nor owns it. */
const reviewer = allOf(reviewJobs, not(everDid('登记的人', 'register', 'edit')), not(concerned))
const toReview = (row: JobPost) =>
  message({ duty: reviewJobs.code }, texts.toReview, { title: row.title }, deskPage(row))

/**
 * 5.3.2 岗位、实习实践、人才引进: written by an employer or for one, reviewed against a list (no fee, no unlawful condition),
 * public until its day, kept open by one tap, closed with the reason. What ran out stays to be found, marked.
 */
export const jobPostFlow = defineWorkflow({
  subject: 'job_post',
  label: '岗位',
  clause: '5.3.2',
  states: {
    submitted: { label: '待审核', tone: 'blue', awaits: reviewJobs, clock: 'review' },
    returned: { label: '待修改', tone: 'orange', awaits: poster },
    published: { label: '招聘中', tone: 'green', final: true },
    expired: { label: '已到期', tone: 'orange', final: true },
    closed: { label: '已结束', tone: 'grey', final: true },
  },
  clocks: { review: { label: '审核', within: reviewDays, anew: true } },
  visible: visiblePosts,
  title: row => row.title,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('job_post')
      .innerJoin('party', 'party.id', 'job_post.party_id')
      .select(['job_post.id', 'job_post.kind', 'party.name'])
      .where('job_post.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${wordsOf(postKinds, row.kind)} · ${row.name}`]))
  },
  href: (row, actor) => (actor.staffId ? deskPage(row) : ownPage(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    title: z.string(),
    trade: z.string(),
    employment: z.string(),
    places: z.number().int(),
    low_fen: z.number().nullable(),
    high_fen: z.number().nullable(),
    pay_per: z.string(),
    town: z.string().nullable(),
    valid_until: z.string(),
    end_reason: z.string().nullable(),
  }),
  actions: action => ({
    submit: action<inputs.Submitting>({
      label: '发布岗位',
      past: '提交了岗位',
      done: '已提交，审核后公开',
      from: 'new',
      to: 'submitted',
      by: anyPerson,
      tone: 'primary',
      keep: '存草稿',
      input: inputs.submitting,
      about: async (_ctx, raw) => wordsOf(postKinds, String(raw.kind ?? '')) || null,
      prefill: inputs.known,
      effect: effects.submitted,
      tell: row => [toReview(row)],
    }),
    register: action<inputs.Registering>({
      label: '登记岗位',
      past: '登记了岗位',
      from: 'new',
      to: 'submitted',
      by: registerJobs,
      tone: 'primary',
      input: inputs.registering,
      effect: effects.registered,
      tell: row => [toReview(row)],
    }),
    publish: action<inputs.Reviewing>({
      label: '审核通过并公开',
      past: '逐项核对，审核通过并公开',
      from: ['submitted'],
      to: 'published',
      by: reviewer,
      tone: 'primary',
      publishes: true,
      blockedBy: (row, _actor, { now }) =>
        row.valid_until < dayOf(now) && '有效期已过，请退回修改，或替对方改有效期。',
      input: inputs.reviewing,
      effect: effects.published,
      consequence: effects.keepFindable,
      note: input => input.review_words || null,
      tell: row => [
        message(
          { party: row.party_id },
          texts.published,
          { title: row.title, day: row.valid_until },
          ownPage(row),
        ),
      ],
    }),
    return: action<Reason>({
      label: '退回修改',
      past: '退回修改',
      from: ['submitted'],
      to: 'returned',
      by: reviewer,
      input: reason('哪里要改', '会告知用人单位，写清怎么改。'),
      note: input => input.reason,
      tell: (row, input) => [
        message(
          { party: row.party_id },
          texts.returned,
          { title: row.title, reason: input.reason },
          ownPage(row),
        ),
      ],
    }),
    confirmOpen: action({
      label: '还在招',
      past: '确认还在招',
      done: '已续上',
      from: ['published', 'expired'],
      to: 'published',
      by: keeper,
      tone: 'primary',
      publishes: true,
      effect: effects.confirmedOpen,
      consequence: effects.keepFindable,
    }),
    close: action<inputs.Closing>({
      label: '结束招聘',
      past: '结束了招聘',
      done: '已结束，还没有结果的应聘会告知对方',
      from: ['submitted', 'returned', 'published', 'expired'],
      to: 'closed',
      by: keeper,
      tone: 'danger',
      publishes: true,
      input: inputs.closing,
      effect: effects.closed,
      consequence: effects.afterClosing,
    }),
    edit: action<inputs.About>({
      label: '修改',
      past: '修改了岗位',
      done: '已提交，审核后公开',
      from: ['submitted', 'returned', 'published', 'expired'],
      to: 'submitted',
      by: keeper,
      publishes: true,
      confirm: '修改后要重新审核，审核前不公开。只想延长有效期，点“还在招”就行。',
      input: inputs.revising,
      prefill: inputs.known,
      effect: effects.revised,
      consequence: effects.keepFindable,
      tell: row => [toReview(row)],
    }),
    joinFair: action<inputs.Fair>({
      label: '带到招聘会',
      past: '报名把岗位带到招聘会',
      from: ['published'],
      by: keeper,
      publishes: true,
      input: inputs.joining,
      consequence: effects.joinedFair,
    }),
    leaveFair: action<inputs.Leaving>({
      label: '不去招聘会了',
      past: '撤下招聘会上的岗位',
      from: ['published', 'expired'],
      by: keeper,
      publishes: true,
      input: inputs.leaving,
      consequence: effects.leftFair,
    }),
    remind: action({
      label: '提醒到期',
      past: '提醒到期',
      from: ['published'],
      by: theSystem,
      inner: true,
      effect: async (_ctx, row) => ({ reminded_until: row.valid_until }),
      tell: row => [
        message(
          { party: row.party_id },
          texts.ending,
          { title: row.title, day: row.valid_until },
          ownPage(row),
        ),
      ],
    }),
    expire: action({
      label: '到期',
      past: '有效期已到，标明“已到期”',
      from: ['published'],
      to: 'expired',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: effects.keepFindable,
      tell: row => [message({ party: row.party_id }, texts.expired, { title: row.title }, ownPage(row))],
    }),
    endWithEmployer: action({
      label: '随单位退出结束',
      past: '用人单位已退出，招聘结束',
      from: ['submitted', 'returned', 'published', 'expired'],
      to: 'closed',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async ctx => ({ end_reason: 'left', ended_on: dayOf(ctx.now) }),
      consequence: effects.afterClosing,
    }),
  }),
})
