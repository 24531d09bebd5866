import { z } from 'zod'
import { anyOf, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { followLearners } from './duties.ts'
import * as effects from './follow-effects.ts'
import * as inputs from './inputs.ts'
import { toldFollowers, toldLearner } from './messages.ts'
import { asked, visibleFollowUps, visibleRounds } from './people.ts'
import { tries } from './settings.ts'

/** 5.3.1 跟踪 of one class, so many months after its end: learners answer by a link or are phoned. */
export const roundFlow = defineWorkflow({
  subject: 'follow_round',
  label: '结业跟踪',
  clause: '5.3.1',
  states: {
    planned: { label: '还没到时间', tone: 'grey', final: true },
    open: { label: '跟踪中', tone: 'blue', awaits: followLearners },
    closed: { label: '已结束', tone: 'green', final: true },
  },
  visible: visibleRounds,
  title: row => `跟踪 ${row.title}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('follow_round')
      .select(['id', 'class_number', 'months', 'closes_on'])
      .where('id', 'in', ids)
      .execute()
    return new Map(
      rows.map(row => [row.id, `${row.class_number} 期 · 结业 ${row.months} 个月 · ${row.closes_on} 前`]),
    )
  },
  href: row => `/desk/tracking/rounds/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    months: z.number().int(),
    due_on: z.string(),
    closes_on: z.string(),
    people: z.number().int(),
  }),
  actions: action => ({
    plan: action<inputs.Planned>({
      label: '安排跟踪',
      past: '因培训班结业，安排了跟踪',
      from: 'new',
      to: 'planned',
      by: theSystem,
      inner: true,
      input: inputs.planned,
      effect: async (_ctx, _row, input) => input,
    }),
    open: action({
      label: '开始跟踪',
      past: '到时间，开始跟踪',
      from: ['planned'],
      to: 'open',
      by: theSystem,
      inner: true,
      effect: effects.opened,
      tell: row => [toldFollowers(row)],
    }),
    close: action({
      label: '结束跟踪',
      past: '结束了跟踪',
      from: ['open'],
      to: 'closed',
      by: anyOf(followLearners, theSystem),
      confirm: '结束后学员不能再填写；没有回复的单独计数。',
      effect: async ctx => ({ closed_at: ctx.now }),
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['planned', 'open'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})

/** What became of one learner, as they say themselves; a shop, sales of a month (0 counts), work. */
export const followUpFlow = defineWorkflow({
  subject: 'follow_up',
  label: '学员跟踪',
  clause: '5.3.1',
  confidential: true,
  states: {
    open: { label: '待回复', tone: 'orange', final: true },
    answered: { label: '已回复', tone: 'green', final: true },
    unreachable: { label: '联系不上', tone: 'grey', final: true },
    missed: { label: '没有回复', tone: 'grey', final: true },
  },
  visible: visibleFollowUps,
  title: row => `结业 ${row.months} 个月跟踪`,
  href: (row, actor) =>
    actor.staffId ? `/desk/tracking/follow-ups/${row.id}` : `/my/training/${row.enrolment_id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    round_id: z.uuid(),
    months: z.number().int(),
    shop: z.boolean().nullable(),
    employment: z.string().nullable(),
  }),
  actions: action => ({
    invite: action<inputs.Invited>({
      label: '请学员填写',
      past: '请学员填写近况',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: inputs.invited,
      effect: effects.invited,
      tell: (row, input, ctx) => [toldLearner(ctx, row, input)],
    }),
    answer: action<inputs.Answered>({
      label: '填写近况',
      past: '填写了近况',
      done: '已收到，谢谢您',
      from: ['open', 'answered', 'unreachable'],
      to: 'answered',
      by: asked,
      tone: 'primary',
      input: inputs.answered,
      prefill: inputs.knownAnswer,
      effect: effects.answered,
    }),
    miss: action({
      label: '打了没通',
      past: '打了电话，没有打通',
      from: ['open'],
      by: followLearners,
      effect: async (ctx, row) => ({ tries: row.tries + 1, tried_at: ctx.now }),
    }),
    giveUp: action({
      label: '登记联系不上',
      past: '登记了联系不上',
      from: ['open'],
      to: 'unreachable',
      by: followLearners,
      blockedBy: (row, _actor, { centre }) =>
        row.tries < tries.of(centre) && `要先打 ${tries.of(centre)} 次，现在打过 ${row.tries} 次。`,
    }),
    lapse: action({
      label: '到时间结束',
      past: '到时间没有回复',
      from: ['open'],
      to: 'missed',
      by: theSystem,
      inner: true,
      effect: async () => ({ token_hash: null, token_until: null }),
    }),
  }),
})
