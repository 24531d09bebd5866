import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { message } from '#platform/notify'
import { find, perform } from '#platform/perform'
import { type Addressee, allOf, anyOf, concerned, holds, not, theSystem } from '#platform/who'
import { type AnyWorkflow, defineWorkflow, type RowOf, workflows } from '#platform/workflow'
import { criterionKeys, type Scores, totalOf } from './criteria.ts'
import { checkAdmissions, decideAdmissions } from './duties.ts'
import * as inputs from './inputs.ts'
import { texts } from './messages.ts'
import { reviewDays } from './settings.ts'

export type Review = RowOf<'admission_review'>

const theReviewer: Addressee<Review> = {
  says: '被请的评审人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.reviewer_id,
  address: row => ({ staff_id: row.reviewer_id }),
}
const page = (row: Pick<Review, 'admission_id'>): string => `/desk/admissions/${row.admission_id}`

/** The flow of the application stands on this one, so it is asked for by name. */
const admissions = (): AnyWorkflow => workflows.get('admission') as AnyWorkflow
const admissionOf = async (ctx: Ctx, row: Review) =>
  (await find({ ...ctx, actor: system }, admissions(), row.admission_id)) as unknown as RowOf<'admission'>

/** 4.5.1 One reviewer's sheet. What others gave is hidden from whoever has not given theirs. */
export const reviewFlow = defineWorkflow({
  subject: 'admission_review',
  label: '准入评审',
  clause: '4.5.1',
  clocks: { review: { label: '评审', within: reviewDays } },
  states: {
    asked: { label: '待评审', tone: 'orange', awaits: theReviewer, clock: 'review' },
    conflicted: { label: '申请回避', tone: 'red', awaits: checkAdmissions },
    given: { label: '已评审', tone: 'green', final: true },
    replaced: { label: '已回避', tone: 'grey', final: true },
    cancelled: { label: '不再需要', tone: 'grey', final: true },
  },
  joins: {
    parent: 'admission',
    by: 'admission_id',
    settled: ['given', 'replaced', 'cancelled'],
    do: 'conclude',
  },
  visible: ({ db, actor }, query) => {
    if (actor.kind === 'system') return query
    const { staffId } = actor
    if (staffId === null) return query.where('admission_review.id', 'is', null)
    const own = db.selectFrom('admission_review').select('admission_id').where('reviewer_id', '=', staffId)
    const oversees = holds(actor, checkAdmissions, decideAdmissions)
    return query.where(eb =>
      eb.or([
        eb('admission_review.reviewer_id', '=', staffId),
        eb('admission_review.admission_id', 'in', own.where('state', '=', 'given')),
        ...(oversees ? [eb('admission_review.admission_id', 'not in', own)] : []),
      ]),
    )
  },
  title: row => `评审${row.name}`,
  href: page,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    admission_id: z.uuid(),
    reviewer_id: z.uuid(),
    total: z.number().int().nullable().meta({ description: '十分之一分' }),
    opinion: z.string().nullable(),
    given_at: z.date().nullable(),
  }),
  actions: action => ({
    ask: action<{ admission_id: string; party_id: string; name: string; reviewer_id: string }>({
      label: '请其评审',
      past: '请其评审',
      from: 'new',
      to: 'asked',
      by: theSystem,
      inner: true,
      input: z.object({
        admission_id: z.uuid(),
        party_id: z.uuid(),
        name: z.string(),
        reviewer_id: z.uuid(),
      }),
      effect: async (ctx, _row, input) => ({ ...input, asked_at: ctx.now }),
      tell: (row, _input, ctx) => [
        message(
          { staff: row.reviewer_id },
          texts.review,
          { name: row.name, days: String(reviewDays.of(ctx.centre)) },
          page(row),
        ),
      ],
    }),
    give: action<inputs.Sheet>({
      label: '打分',
      past: '交了评审表',
      from: ['asked'],
      to: 'given',
      by: allOf(theReviewer, not(concerned)),
      tone: 'primary',
      input: inputs.sheet,
      effect: async (ctx, _row, input) => {
        const scores = Object.fromEntries(criterionKeys.map(key => [key, input[key]])) as Scores
        return {
          scores: JSON.stringify(scores),
          total: totalOf(scores),
          opinion: input.opinion,
          given_at: ctx.now,
        }
      },
    }),
    declare: action<{ reason: string }>({
      label: '申请回避',
      past: '申请回避',
      done: '已记下，会另选一位评审',
      from: ['asked'],
      to: 'conflicted',
      by: theReviewer,
      input: inputs.reason('有什么利害关系', '例如：亲属在该单位任职；曾与其合作。'),
      effect: async (_ctx, _row, { reason }) => ({ conflict: reason }),
      note: input => input.reason,
      tell: row => [message({ duty: checkAdmissions.code }, texts.conflicted, { name: row.name }, page(row))],
    }),
    replace: action<{ reviewer_id: string }>({
      label: '另选评审人',
      past: '另选了评审人',
      from: ['conflicted'],
      to: 'replaced',
      by: anyOf(theSystem, allOf(checkAdmissions, not(concerned))),
      tone: 'primary',
      input: async (ctx, row) => inputs.replacement(ctx, row ? await admissionOf(ctx, row) : undefined),
      consequence: async (ctx, row, input) => {
        await perform({ ...ctx, actor: system }, admissions(), 'addReviewer', row.admission_id, input)
      },
    }),
    standDown: action<{ reason: string }>({
      label: '不再评审',
      past: '不再评审，等待另选',
      from: ['asked'],
      to: 'conflicted',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }),
      effect: async (_ctx, _row, { reason }) => ({ conflict: reason }),
      note: input => input.reason,
      tell: row => [message({ duty: checkAdmissions.code }, texts.conflicted, { name: row.name }, page(row))],
    }),
    cancel: action({
      label: '不再需要',
      past: '不再需要评审',
      from: ['asked', 'conflicted'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      tell: row => [message({ staff: row.reviewer_id }, texts.notNeeded, { name: row.name }, page(row))],
    }),
  }),
})
