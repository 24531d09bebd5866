import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { find } from '#platform/perform'
import { allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import type { TrainingClass } from './doors.ts'
import { approvesTraining, checksCosts, inCharge, owner, runsClasses } from './duties.ts'
import * as effects from './effects.ts'
import { reason } from './fields.ts'
import * as inputs from './inputs.ts'
import { toldApprovers, toldOwner } from './messages.ts'
import { approveDays, fileDays, finishDays } from './settings.ts'
import { daysInWords, kindLabel } from './words.ts'

const another = allOf(approvesTraining, not(everDid('申请人', 'plan', 'edit', 'apply')), not(owner))

/** 5.3.1 培训班 (班期): applied for by one, approved by another, enrolled for, held, completed, settled, filed. */
export const classFlow = defineWorkflow({
  subject: 'training_class',
  label: '培训班',
  clause: '5.3.1',
  states: {
    draft: { label: '草拟中', tone: 'grey', awaits: owner },
    approving: { label: '待审批', tone: 'orange', awaits: approvesTraining, clock: 'approve' },
    approved: { label: '待发布', tone: 'blue', awaits: owner },
    published: { label: '已发布', tone: 'green', awaits: owner, arranged: true },
    running: { label: '培训中', tone: 'blue', awaits: owner, arranged: true },
    finishing: { label: '待结业', tone: 'orange', awaits: owner, clock: 'finish' },
    completed: { label: '已结业，待归档', tone: 'orange', awaits: owner, clock: 'file' },
    archived: { label: '已归档', tone: 'grey', final: true },
    cancelled: { label: '已取消', tone: 'red', final: true },
  },
  clocks: {
    approve: { label: '审批', within: approveDays },
    finish: { label: '结业', within: finishDays },
    file: { label: '归档', within: fileDays },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('training_class.published_at', 'is not', null),
  title: row => row.title,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('training_class')
      .select(['id', 'number', 'kind', 'starts_on', 'ends_on'])
      .where('id', 'in', ids)
      .execute()
    return new Map(
      rows.map(row => [row.id, `${row.number} 期 · ${kindLabel(row.kind)} · ${daysInWords(row)}`]),
    )
  },
  href: (row, actor) => (actor.staffId ? `/desk/classes/${row.id}` : `/training/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    number: z.string(),
    kind: z.string(),
    title: z.string(),
    about: z.string(),
    audience: z.string(),
    organiser: z.string(),
    place: z.string(),
    starts_on: z.string(),
    ends_on: z.string(),
    opens_at: z.date(),
    closes_at: z.date(),
    capacity: z.number().int(),
    hours_tenths: z.number().int(),
    has_exam: z.boolean(),
    certificate: z.string(),
  }),
  actions: action => ({
    plan: action<inputs.Plan>({
      label: '新开培训班',
      past: '起草了开班申请',
      from: 'new',
      to: 'draft',
      by: runsClasses,
      tone: 'primary',
      input: inputs.classInput,
      prefill: inputs.knownClass,
      effect: effects.drafted,
    }),
    edit: action<inputs.Plan>({
      label: '修改',
      past: '修改了开班申请',
      from: ['draft'],
      by: inCharge,
      input: inputs.classInput,
      prefill: inputs.knownClass,
      effect: effects.redrafted,
    }),
    apply: action({
      label: '提交开班申请',
      past: '提交了开班申请',
      done: '已提交，等待另一人审批',
      from: ['draft'],
      to: 'approving',
      by: inCharge,
      tone: 'primary',
      effect: effects.appliedFor,
    }),
    approve: action({
      label: '同意开班',
      past: '同意开班',
      from: ['approving'],
      to: 'approved',
      by: another,
      tone: 'primary',
      tell: row => [toldOwner('approved', row)],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改开班申请',
      from: ['approving'],
      to: 'draft',
      by: another,
      input: reason('需要修改什么'),
      note: input => input.reason,
      tell: (row, input) => [toldOwner('returned', row, input.reason)],
    }),
    publish: action({
      label: '发布',
      past: '发布了培训班',
      done: '已发布，到报名时间自动开放报名',
      from: ['approved'],
      to: 'published',
      by: inCharge,
      tone: 'primary',
      publishes: true,
      effect: effects.published,
      consequence: effects.keepFindable,
    }),
    amend: action<inputs.Amendment>({
      label: '调整名额和介绍',
      past: '调整了名额或介绍',
      from: ['approved', 'published'],
      by: inCharge,
      publishes: true,
      input: inputs.amendment,
      prefill: inputs.knownClass,
      effect: effects.amended,
      consequence: effects.keepFindable,
    }),
    begin: action({
      label: '开班',
      past: '按时开班',
      from: ['published'],
      to: 'running',
      by: theSystem,
      inner: true,
      publishes: true,
      consequence: effects.begun,
    }),
    finish: action({
      label: '课程结束',
      past: '课程结束，待办理结业',
      from: ['running'],
      to: 'finishing',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    complete: action({
      label: '办理结业',
      past: '办理了结业',
      done: '已结业，每位学员的结果在“学员”中',
      from: ['finishing'],
      to: 'completed',
      by: inCharge,
      tone: 'primary',
      confirm: '按结业条件逐人判定，判定后不能撤回。请先核对签到和成绩。',
      publishes: true,
      effect: effects.completed,
      consequence: effects.judged,
    }),
    writeUp: action<{ summary: string }>({
      label: '写总结',
      past: '写了培训总结',
      from: ['running', 'finishing', 'completed'],
      by: inCharge,
      input: inputs.writtenUp,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    askMore: action<inputs.Overspend>({
      label: '申请增加经费',
      past: '申请增加经费',
      from: ['published', 'running', 'finishing', 'completed'],
      by: inCharge,
      suits: row => row.over_asked_fen === null && row.settled_at === null,
      input: inputs.overspend,
      effect: async (_ctx, _row, input) => ({
        over_asked_fen: input.over_asked_fen,
        over_reason: input.reason,
      }),
      note: input => input.reason,
      tell: row => [toldApprovers(row)],
    }),
    grantMore: action({
      label: '同意增加经费',
      past: '同意增加经费',
      from: ['published', 'running', 'finishing', 'completed'],
      by: allOf(approvesTraining, not(everDid('申请人', 'askMore')), not(owner)),
      suits: row => row.over_asked_fen !== null,
      confirm: '同意后，费用可以超出原预算相应的数额。',
      effect: async (_ctx, row) => ({
        over_fen: row.over_fen + (row.over_asked_fen ?? 0),
        over_asked_fen: null,
      }),
      tell: row => [toldOwner('granted', row)],
    }),
    refuseMore: action<{ reason: string }>({
      label: '不同意增加',
      past: '没有同意增加经费',
      from: ['published', 'running', 'finishing', 'completed'],
      by: allOf(approvesTraining, not(everDid('申请人', 'askMore')), not(owner)),
      suits: row => row.over_asked_fen !== null,
      input: reason('原因'),
      effect: async (_ctx, row) => ({
        over_asked_fen: null,
        over_reason: row.over_fen === 0 ? null : row.over_reason,
      }),
      note: input => input.reason,
      tell: (row, input) => [toldOwner('refused', row, input.reason)],
    }),
    settle: action({
      label: '结清经费',
      past: '结清了经费',
      from: ['finishing', 'completed'],
      by: allOf(checksCosts, not(owner)),
      suits: row => row.settled_at === null,
      confirm: '结清后不能再登记费用。',
      effect: effects.settled,
      consequence: effects.costsSettled,
    }),
    archive: action({
      label: '归档',
      past: '归档了培训班',
      from: ['completed'],
      to: 'archived',
      by: inCharge,
      tone: 'primary',
      blockedBy: row =>
        row.summary === null ? '请先写培训总结。' : row.settled_at === null ? '请先结清经费。' : null,
      effect: effects.archived,
    }),
    cancel: action<{ reason: string }>({
      label: '取消培训班',
      past: '取消了培训班',
      done: '培训班已取消，正在通知报名的人',
      from: ['draft', 'approving', 'approved', 'published', 'running'],
      to: 'cancelled',
      by: anyOf(inCharge, approvesTraining),
      tone: 'danger',
      publishes: true,
      input: reason('取消原因', { help: '会发给每一位报名的人。' }),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => ({ cancel_reason: input.reason }),
      consequence: effects.calledOff,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['draft', 'approving', 'approved', 'published', 'running', 'finishing', 'completed'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})

/** The class, if the actor may know of it; 404 otherwise. */
export async function classById(ctx: Ctx, id: string): Promise<TrainingClass> {
  return (await find(ctx, classFlow, id)) as unknown as TrainingClass
}
