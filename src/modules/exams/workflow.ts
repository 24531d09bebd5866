import { z } from 'zod'
import { dateTime } from '#platform/format'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { approveExams, planExams } from './duties.ts'
import * as effects from './effects.ts'
import { type Reason, reason } from './fields.ts'
import * as inputs from './inputs.ts'
import { toldPlanner } from './messages.ts'
import { type Exam, inCharge, planner, visibleExams } from './people.ts'
import { approveDays, markDays } from './settings.ts'

const another = allOf<Exam>(approveExams, not(everDid('安排的人', 'plan', 'edit', 'submit')), not(planner))

/**
 * 5.3.1 考试安排 of a class: planned by one, approved by another, sat within its window, closed by the clock, marked,
 * released to everybody at once.
 */
export const examFlow = defineWorkflow({
  subject: 'exam',
  label: '考试',
  clause: '5.3.1',
  states: {
    draft: { label: '草拟中', tone: 'grey', awaits: planner },
    approving: { label: '待批准', tone: 'orange', awaits: approveExams, clock: 'approve' },
    scheduled: { label: '已安排', tone: 'blue', awaits: planner, arranged: true },
    marking: { label: '评分中', tone: 'orange', awaits: planner, clock: 'mark' },
    released: { label: '已公布成绩', tone: 'green', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  clocks: {
    approve: { label: '批准', within: approveDays },
    mark: { label: '评分和公布', within: markDays },
  },
  visible: visibleExams,
  title: row => row.title,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('exam')
      .innerJoin('training_class', 'training_class.id', 'exam.class_id')
      .select(['exam.id', 'exam.opens_at', 'training_class.title'])
      .where('exam.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.title} · ${dateTime(row.opens_at)}`]))
  },
  href: (row, actor) => (actor.staffId ? `/desk/exams/${row.id}` : '/my/exams'),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    title: z.string(),
    opens_at: z.date(),
    closes_at: z.date(),
    minutes: z.number().int(),
    place: z.string(),
    pass_mark: z.number().int(),
    theory_weight: z.number().int(),
    practical_weight: z.number().int(),
    retakes: z.number().int(),
    retake_days: z.number().int(),
  }),
  actions: action => ({
    plan: action<inputs.Plan>({
      label: '安排考试',
      past: '起草了考试安排',
      from: 'new',
      to: 'draft',
      by: planExams,
      tone: 'primary',
      input: inputs.planInput,
      prefill: inputs.knownPlan,
      effect: effects.drafted,
    }),
    edit: action<inputs.Plan>({
      label: '修改',
      past: '修改了考试安排',
      from: ['draft'],
      by: inCharge,
      input: inputs.planInput,
      prefill: inputs.knownPlan,
      effect: effects.redrafted,
    }),
    submit: action({
      label: '提交审批',
      past: '提交了考试安排',
      done: '已提交，等待另一人批准',
      from: ['draft'],
      to: 'approving',
      by: inCharge,
      tone: 'primary',
      blockedBy: (row, _actor, { now }) => row.opens_at <= now && '开始时间已经过了，请先修改。',
    }),
    approve: action({
      label: '批准',
      past: '批准了考试安排',
      from: ['approving'],
      to: 'scheduled',
      by: another,
      tone: 'primary',
      blockedBy: (row, _actor, { now }) => row.closes_at <= now && '结束时间已经过了，请退回修改。',
      effect: effects.approved,
      tell: row => [toldPlanner('approved', row)],
    }),
    sendBack: action<Reason>({
      label: '退回修改',
      past: '退回了考试安排',
      from: ['approving'],
      to: 'draft',
      by: another,
      input: reason('需要修改什么'),
      note: input => input.reason,
      tell: (row, input) => [toldPlanner('returned', row, input.reason)],
    }),
    list: action({
      label: '确定考生名单',
      past: '确定了考生名单',
      done: '名单已确定，已通知考生',
      from: ['scheduled'],
      by: inCharge,
      tone: 'primary',
      blockedBy: (row, _actor, { now }) => row.closes_at <= now && '考试已经结束。',
      effect: async (ctx, row) => ({ roster_at: row.roster_at ?? ctx.now }),
      consequence: effects.listed,
    }),
    move: action<inputs.Move>({
      label: '调整时间地点',
      past: '调整了考试时间或地点',
      from: ['scheduled'],
      by: inCharge,
      input: inputs.moveInput,
      prefill: inputs.knownPlan,
      blockedBy: (row, _actor, { now }) => row.opens_at <= now && '考试已经开始。',
      note: input => input.reason,
      effect: effects.moved,
      consequence: effects.placesMoved,
    }),
    close: action({
      label: '考试结束',
      past: '到时间，考试结束',
      from: ['scheduled'],
      to: 'marking',
      by: theSystem,
      inner: true,
      consequence: effects.closed,
    }),
    release: action({
      label: '公布成绩',
      past: '公布了成绩',
      done: '已公布，已通知考生',
      from: ['marking'],
      to: 'released',
      by: inCharge,
      tone: 'primary',
      confirm: '公布后每位考生都能看到自己的成绩。',
      effect: effects.releasable,
      consequence: effects.released,
    }),
    cancel: action<Reason>({
      label: '取消考试',
      past: '取消了考试',
      from: ['draft', 'approving', 'scheduled', 'marking'],
      to: 'cancelled',
      by: anyOf(inCharge, approveExams, theSystem),
      tone: 'danger',
      input: reason('取消原因', '会发给每一位考生。'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => ({ cancel_reason: input.reason }),
      consequence: effects.calledOff,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['draft', 'approving', 'scheduled', 'marking'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})
