import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { type Addressee, allOf, anyOf, everDid, not, theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import * as changes from './changes.ts'
import { approveActivities, manageActivities } from './duties.ts'
import * as effects from './effects.ts'
import * as inputs from './inputs.ts'
import { toldOwner } from './messages.ts'
import { spanInWords } from './moments.ts'
import { approveDays, fileDays } from './settings.ts'

export type Activity = inputs.Activity

const owner: Addressee<Pick<Activity, 'owner_id'>> = {
  says: '负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.owner_id,
  address: row => ({ staff_id: row.owner_id }),
}
const inCharge = anyOf(owner, manageActivities)
/** Who has not begun yet cannot be too late. */
const begun = (row: Activity, now: Date): string | false => row.starts_at <= now && '活动已经开始了。'

/** 5.2.2 A salon, lecture, visit or study tour: planned by one, approved by another, held, written up, filed. */
export const activityFlow = defineWorkflow({
  subject: 'activity',
  label: '活动',
  clause: '5.2.2',
  states: {
    draft: { label: '草拟中', tone: 'grey', awaits: owner },
    approving: { label: '待审批', tone: 'orange', awaits: approveActivities, clock: 'approve' },
    approved: { label: '待发布', tone: 'blue', awaits: owner },
    published: { label: '已发布', tone: 'green', awaits: owner },
    held: { label: '待归档', tone: 'orange', awaits: owner, clock: 'file' },
    closed: { label: '已归档', tone: 'grey', final: true },
    cancelled: { label: '已取消', tone: 'red', final: true },
  },
  clocks: {
    approve: { label: '审批', within: approveDays },
    file: { label: '归档', within: fileDays },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('activity.published_at', 'is not', null),
  title: row => row.title,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('activity')
      .select(['id', 'kind', 'starts_at', 'ends_at'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, `${row.kind} · ${spanInWords(row)}`]))
  },
  href: (row, actor) => (actor.staffId ? `/desk/activities/${row.id}` : `/activities/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    kind: z.string(),
    title: z.string(),
    about: z.string(),
    audience: z.string(),
    organiser: z.string(),
    place: z.string(),
    starts_at: z.date(),
    ends_at: z.date(),
    opens_at: z.date(),
    closes_at: z.date(),
    capacity: z.number().int(),
    fee_fen: z.number().int(),
    summary: z.string().nullable(),
  }),
  actions: action => ({
    plan: action<inputs.Plan>({
      label: '策划活动',
      past: '起草了活动方案',
      from: 'new',
      to: 'draft',
      by: manageActivities,
      tone: 'primary',
      input: inputs.planInput,
      prefill: inputs.knownPlan,
      effect: async (ctx, _row, input) => effects.planned(ctx, input),
    }),
    edit: action<inputs.Plan>({
      label: '修改方案',
      past: '修改了活动方案',
      from: ['draft'],
      by: inCharge,
      input: inputs.planInput,
      prefill: inputs.knownPlan,
      effect: async (ctx, _row, input) => effects.planned(ctx, input),
    }),
    illustrate: action<{ cover_alt: string }>({
      label: '换封面',
      past: '换了封面图片',
      from: ['draft', 'approving', 'approved', 'published', 'held'],
      by: inCharge,
      publishes: true,
      input: changes.cover,
      effect: async (_ctx, _row, { cover_alt }) => ({ cover_alt }),
    }),
    submit: action({
      label: '提交审批',
      past: '提交了审批',
      done: '已提交，等待另一人审批',
      from: ['draft'],
      to: 'approving',
      by: inCharge,
      tone: 'primary',
      blockedBy: (row, _actor, { now }) => begun(row, now) && '开始时间已经过了，请先修改方案。',
      effect: async (ctx, row) => effects.placed(ctx, row),
    }),
    approve: action({
      label: '批准',
      past: '批准了活动方案',
      from: ['approving'],
      to: 'approved',
      by: allOf(approveActivities, not(everDid('策划人', 'plan', 'edit', 'submit'))),
      tone: 'primary',
      tell: row => [toldOwner('approved', row)],
    }),
    sendBack: action<{ reason: string }>({
      label: '退回修改',
      past: '退回修改活动方案',
      from: ['approving'],
      to: 'draft',
      by: allOf(approveActivities, not(everDid('策划人', 'plan', 'edit', 'submit'))),
      input: inputs.reason('需要修改什么'),
      note: input => input.reason,
      effect: async (ctx, row) => effects.withoutPlace(ctx, row),
      tell: (row, { reason }) => [toldOwner('returned', row, reason)],
    }),
    publish: action({
      label: '发布',
      past: '发布了活动',
      done: '已发布，到报名时间自动开放报名',
      from: ['approved'],
      to: 'published',
      by: inCharge,
      tone: 'primary',
      publishes: true,
      blockedBy: (row, _actor, { now }) => begun(row, now),
      effect: async (ctx, row) => effects.published(ctx, row),
      consequence: effects.keepFindable,
    }),
    amend: action<changes.Amendment>({
      label: '调整名额和说明',
      past: '调整了名额或说明',
      from: ['approved', 'published'],
      by: inCharge,
      publishes: true,
      blockedBy: (row, _actor, { now }) => begun(row, now),
      input: changes.amendment,
      prefill: inputs.knownPlan,
      effect: effects.amended,
      consequence: effects.keepFindable,
    }),
    postpone: action<changes.Moving>({
      label: '改期',
      past: '改了活动时间',
      done: '已改期，正在通知报名的人逐一确认',
      from: ['approved', 'published'],
      by: inCharge,
      publishes: true,
      blockedBy: (row, _actor, { now }) => begun(row, now),
      input: changes.moving,
      effect: effects.moved,
      consequence: effects.askEverybody,
      note: (input, row) => `${spanInWords(row)}；${input.reason}`,
    }),
    cancel: action<{ reason: string }>({
      label: '取消活动',
      past: '取消了活动',
      done: '活动已取消，正在通知报名的人',
      from: ['draft', 'approving', 'approved', 'published'],
      to: 'cancelled',
      by: anyOf(inCharge, approveActivities),
      tone: 'danger',
      publishes: true,
      input: inputs.reason('取消原因（会发给每一位报名的人）'),
      note: input => input.reason,
      effect: async (ctx, row, { reason }) => ({
        cancel_reason: reason,
        ...(await effects.withoutPlace(ctx, row)),
      }),
      consequence: effects.tellEverybody,
    }),
    hold: action({
      label: '活动结束',
      past: '活动按时结束',
      from: ['published'],
      to: 'held',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    settle: action({
      label: '核对签到完毕',
      past: '核对了签到',
      from: ['held'],
      by: inCharge,
      suits: row => row.settled_at === null,
      tone: 'primary',
      confirm: '确认后，报了名没有签到的记为“未到”。纸质签到表请先补录。',
      effect: async ctx => ({ settled_at: ctx.now }),
      consequence: effects.markMissing,
    }),
    writeUp: action<{ minutes: string; summary: string }>({
      label: '写纪要',
      past: '写了活动纪要',
      from: ['held'],
      by: inCharge,
      publishes: true,
      input: changes.writtenUp,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
      consequence: effects.keepFindable,
    }),
    spend: action<changes.Spending>({
      label: '登记费用',
      past: '登记了活动费用',
      from: ['approved', 'published', 'held'],
      by: inCharge,
      input: changes.spending,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, row, { costs, costs_note }) => {
        if (inputs.totalOf(costs) > inputs.totalOf(row.budget) && costs_note === '')
          throw invalid({ costs_note: '支出超过了预算，请写明原因' })
        return { costs: JSON.stringify(costs), costs_note }
      },
    }),
    close: action({
      label: '归档',
      past: '归档了活动',
      from: ['held'],
      to: 'closed',
      by: inCharge,
      tone: 'primary',
      publishes: true,
      blockedBy: row =>
        row.settled_at === null ? '请先核对签到。' : row.minutes === null ? '请先写纪要。' : null,
      effect: async (ctx, row) => {
        if (!(await hasPhoto(ctx, row.id))) throw conflict('还没有现场照片，请先在“佐证”中上传。')
        return { closed_at: ctx.now }
      },
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['draft', 'approving', 'approved', 'published', 'held'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})

const hasPhoto = async (ctx: Ctx, id: string): Promise<boolean> =>
  (await ctx.db
    .selectFrom('activity_evidence')
    .select('id')
    .where('activity_id', '=', id)
    .where('kind', '=', 'photo')
    .where('state', '=', 'kept')
    .limit(1)
    .executeTakeFirst()) !== undefined
