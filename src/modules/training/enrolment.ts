import { z } from 'zod'
import { unmask } from '#modules/parties'
import { anyOf, anyPerson, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { enrolsLearners, runsClasses } from './duties.ts'
import * as effects from './enrolling.ts'
import * as inputs from './enrolment-inputs.ts'
import { reason } from './fields.ts'
import { learner } from './learner.ts'
import { enrolledBy } from './queries/learners.ts'
import { reviewDays } from './settings.ts'

const learnerOrDesk = anyOf(learner, enrolsLearners)
const reviewers = anyOf(enrolsLearners, runsClasses)

/** 5.3.1 One person's place in a class (学员), or in the line for it. */
export const enrolmentFlow = defineWorkflow({
  subject: 'enrolment',
  label: '培训报名',
  clause: '5.3.1',
  states: {
    applied: { label: '待审核', tone: 'orange', awaits: enrolsLearners, clock: 'review' },
    waiting: { label: '候补中', tone: 'orange', awaits: learner, arranged: true },
    accepted: { label: '已录取', tone: 'green', awaits: learner, arranged: true },
    declined: { label: '未通过', tone: 'red', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
    withdrawn: { label: '已退出', tone: 'grey', final: true },
    completed: { label: '已结业', tone: 'green', final: true },
    failed: { label: '未结业', tone: 'red', final: true },
  },
  clocks: { review: { label: '审核', within: reviewDays } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where(enrolledBy(actor)),
  title: row => `培训报名 ${row.person_name}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('enrolment')
      .innerJoin('training_class', 'training_class.id', 'enrolment.class_id')
      .select(['enrolment.id', 'training_class.title', 'training_class.starts_on'])
      .where('enrolment.id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.title} · ${row.starts_on}`]))
  },
  href: (row, actor) => (actor.staffId ? `/desk/classes/enrolments/${row.id}` : `/my/training/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    channel: z.string(),
    groups: z.array(z.string()),
    applied_at: z.date(),
    accepted_at: z.date().nullable(),
  }),
  actions: action => ({
    enrol: action<inputs.Enrolling>({
      label: '报名',
      past: '报了名',
      from: 'new',
      to: 'applied',
      by: anyPerson,
      tone: 'primary',
      done: '已收到您的报名，审核后通知您',
      note: (_input, row) => (row.proxy_id ? '凭授权代办' : null),
      about: inputs.aboutClass,
      input: inputs.enrolling,
      prefill: inputs.knownLearner,
      effect: effects.joined,
      consequence: (ctx, row) => effects.inform(ctx, row, 'applied'),
    }),
    enter: action<inputs.Entering>({
      label: '登记报名',
      past: '登记了报名',
      from: 'new',
      to: 'applied',
      by: reviewers,
      tone: 'primary',
      done: '已登记，请审核',
      about: inputs.aboutClass,
      input: inputs.entering,
      effect: effects.entered,
      consequence: (ctx, row) => effects.inform(ctx, row, 'applied'),
    }),
    accept: action<effects.Seating>({
      label: '通过',
      past: '审核通过了报名',
      from: ['applied'],
      to: (_row, input) => (input.seated ? 'accepted' : 'waiting'),
      by: reviewers,
      tone: 'primary',
      done: '已审核通过；名额满了的排入候补',
      effect: effects.reviewed,
      consequence: (ctx, row) => effects.inform(ctx, row, row.state === 'accepted' ? 'accepted' : 'waiting'),
    }),
    decline: action<{ reason: string }>({
      label: '不通过',
      past: '没有通过报名',
      from: ['applied'],
      to: 'declined',
      by: reviewers,
      input: reason('原因', { help: '会发给报名人。' }),
      effect: async (_ctx, _row, input) => ({ reason: input.reason }),
      consequence: effects.declined,
      note: input => input.reason,
    }),
    correct: action<inputs.Correcting>({
      label: '改正信息',
      past: '改正了报名信息',
      from: ['applied', 'waiting', 'accepted'],
      by: reviewers,
      input: inputs.correcting,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => ({ ...input, town: input.town ?? null }),
    }),
    moveUp: action({
      label: '递补',
      past: '按报名先后递补录取',
      from: ['waiting'],
      to: 'accepted',
      by: theSystem,
      inner: true,
      effect: async ctx => ({ accepted_at: ctx.now }),
      consequence: (ctx, row) => effects.inform(ctx, row, 'movedUp'),
    }),
    cancel: action({
      label: '取消报名',
      past: '取消了报名',
      from: ['applied', 'waiting', 'accepted'],
      to: 'cancelled',
      by: learnerOrDesk,
      confirm: '取消后名额让给候补的人；再报名要从最后排起。',
      effect: effects.beforeStart,
      consequence: effects.freed,
    }),
    withdraw: action<{ reason: string }>({
      label: '退出培训',
      past: '退出了培训',
      from: ['accepted'],
      to: 'withdrawn',
      by: reviewers,
      input: reason('退出原因'),
      effect: effects.withdrawn,
      consequence: (ctx, row) => effects.informWithReason(ctx, row, 'withdrawn'),
      note: input => input.reason,
    }),
    complete: action<effects.Outcome>({
      label: '结业',
      past: '达到结业条件，结业',
      from: ['accepted'],
      to: 'completed',
      by: theSystem,
      inner: true,
      input: effects.outcome,
      effect: async (_ctx, _row, input) => ({ outcome: JSON.stringify(input.outcome) }),
      consequence: (ctx, row) => effects.inform(ctx, row, 'completed'),
    }),
    fail: action<effects.Outcome>({
      label: '未结业',
      past: '没有达到结业条件',
      from: ['accepted'],
      to: 'failed',
      by: theSystem,
      inner: true,
      input: effects.outcome,
      effect: async (_ctx, _row, input) => ({
        outcome: JSON.stringify(input.outcome),
        reason: input.reason,
      }),
      consequence: (ctx, row) => effects.informWithReason(ctx, row, 'failed'),
      note: input => input.reason,
    }),
    callOff: action({
      label: '随班取消',
      past: '随培训班取消',
      from: ['applied', 'waiting', 'accepted'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      consequence: effects.calledOff,
    }),
    endWaiting: action({
      label: '候补结束',
      past: '没有再空出名额，候补结束',
      from: ['waiting'],
      to: 'declined',
      by: theSystem,
      inner: true,
      effect: async () => ({ reason: '名额已满，没有再空出名额' }),
      consequence: (ctx, row) => effects.inform(ctx, row, 'ended'),
    }),
    recognise: action<{ identity_id: string }>({
      label: '认出账号',
      past: '按手机号和姓名认出了账号',
      from: ['applied', 'waiting', 'accepted', 'completed', 'failed'],
      by: theSystem,
      suits: row => row.identity_id === null,
      inner: true,
      input: z.object({ identity_id: z.uuid() }),
      effect: async (_ctx, _row, input) => input,
    }),
    tellChange: action({
      label: '通知调课',
      past: '通知了课程表的变动',
      from: ['accepted'],
      by: theSystem,
      inner: true,
      consequence: (ctx, row) => effects.inform(ctx, row, 'changed'),
    }),
    unmask: action<{ reason: string }>({
      label: '查看完整证件号',
      past: '查看了完整证件号',
      from: 'any',
      by: unmask,
      quiet: true,
      suits: row => row.id_number_encrypted !== null,
      amongStaff: true,
      input: reason('用途', { help: '会告诉本人。' }),
      note: input => input.reason,
      consequence: (ctx, row, input) => effects.informWithReason(ctx, row, 'unmasked', input.reason),
    }),
    leave: action({
      label: '随账号取消',
      past: '随账号注销取消',
      from: ['applied', 'waiting', 'accepted'],
      to: 'cancelled',
      by: theSystem,
      inner: true,
      consequence: effects.freed,
    }),
    useOpinion: action({
      label: '匿名评价',
      past: '用掉了匿名评价的机会',
      from: ['accepted', 'completed', 'failed'],
      by: theSystem,
      inner: true,
      suits: row => !row.feedback_used,
      effect: async () => ({ feedback_used: true }),
    }),
  }),
})
