import { z } from 'zod'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { files, oneOf } from '#platform/forms'
import { anyOf } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { signIn } from './arrivals.ts'
import { manageActivities, receiveGuests } from './duties.ts'
import { reason } from './inputs.ts'
import { moment, momentText } from './moments.ts'
import { activityOf, expectedPeople } from './queries.ts'
import { activityFor } from './registration-inputs.ts'

export const evidenceKinds = {
  photo: '现场照片',
  sheet: '签到表',
  receipt: '票据',
  other: '其他材料',
} as const

interface Proof {
  activity_id: string
  kind: keyof typeof evidenceKinds
  taken_at: Date
  place: string
  note: string
  shown: boolean
}
interface Paper {
  activity_id: string
  came: string[]
  reason: string
}

/** 5.2.2 What proves that an activity was held. Time and place are as whoever added it says, and are shown as such, beside what the
 * camera noted by itself. */
export const evidenceFlow = defineWorkflow({
  subject: 'activity_evidence',
  label: '活动佐证',
  keepsCamera: true,
  clause: '5.2.2',
  states: {
    kept: { label: '在档', tone: 'green', final: true },
    withdrawn: { label: '已撤下', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('activity_evidence.shown', '=', true).where('activity_evidence.state', '=', 'kept'),
  title: row => evidenceKinds[row.kind as keyof typeof evidenceKinds],
  href: (row, actor) =>
    actor.staffId ? `/desk/activities/${row.activity_id}/evidence` : `/activities/${row.activity_id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    activity_id: z.uuid(),
    kind: z.string(),
    taken_at: z.date(),
  }),
  actions: action => ({
    add: action<Proof>({
      label: '上传佐证',
      past: '上传了佐证',
      from: 'new',
      to: 'kept',
      by: anyOf(manageActivities, receiveGuests),
      tone: 'primary',
      publishes: true,
      done: '已上传',
      about: aboutIt,
      input: proof,
      prefill: async (ctx, _row, raw) => {
        const activity = await activityFor(ctx, raw.activity_id)
        return { kind: 'photo', taken_at: momentText(activity.starts_at), place: activity.place }
      },
      effect: async (ctx, _row, { activity_id, ...input }) => {
        const activity = await refuseClosed(ctx, activity_id)
        if (input.shown && input.kind !== 'photo') throw invalid({ shown: '只有照片可以公开' })
        if (input.taken_at > ctx.now) throw invalid({ taken_at: '不能晚于现在' })
        const { kind, taken_at, place, note, shown } = input
        return { activity_id: activity.id, kind, taken_at, place, note, shown, ...addedNow(ctx) }
      },
    }),
    backfill: action<Paper>({
      label: '纸质签到补录',
      past: '按纸质签到表补录了签到',
      from: 'new',
      to: 'kept',
      by: anyOf(manageActivities, receiveGuests),
      done: '已补录，名单上标注“补录”',
      about: aboutIt,
      input: paper,
      effect: async (ctx, _row, { activity_id, reason }) => {
        const activity = await refuseClosed(ctx, activity_id)
        if (ctx.now < activity.starts_at) throw conflict('活动开始以后才能补录。')
        return { activity_id, kind: 'sheet', taken_at: activity.starts_at, note: reason, ...addedNow(ctx) }
      },
      consequence: async (ctx, row, { came, reason }) => {
        const ticks = came.map(participant => ({ participant }))
        const { refused } = await signIn(ctx, row.activity_id, ticks, { method: 'paper', reason })
        if (refused[0]) throw invalid({ came: refused[0].reason })
      },
      note: input => `补录 ${input.came.length} 人：${input.reason}`,
    }),
    withdraw: action<{ reason: string }>({
      label: '撤下',
      past: '撤下了佐证',
      from: ['kept'],
      to: 'withdrawn',
      by: manageActivities,
      publishes: true,
      input: reason('撤下原因'),
      effect: async (ctx, row) => {
        await refuseClosed(ctx, row.activity_id)
        return { shown: false }
      },
      note: input => input.reason,
    }),
  }),
})

const addedNow = (ctx: Ctx) => ({ added_by: ctx.actor.staffId, added_at: ctx.now })

async function aboutIt(ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> {
  return (await activityFor(ctx, raw.activity_id).catch(() => null))?.title ?? null
}

/** What was filed stays as it was filed. */
async function refuseClosed(ctx: Ctx, id: string) {
  const activity = await activityOf(ctx, id)
  if (activity.state === 'closed') throw conflict('活动已经归档，佐证不能再变动。')
  if (activity.state === 'cancelled') throw conflict('活动已经取消。')
  return activity
}

async function proof(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const activity = await activityFor(ctx, raw.activity_id)
  return z.object({
    activity_id: z.literal(activity.id).meta({ widget: 'hidden' }),
    kind: oneOf(evidenceKinds, '材料类别', 'radio'),
    photos: files(12)
      .refine(ids => ids.length > 0, '请选择照片或文件')
      .meta({ label: '照片或文件' }),
    taken_at: moment('拍摄时间', '由您填写，页面上会注明“填报”。'),
    place: z.string().trim().max(80).default('').meta({ label: '拍摄地点' }),
    note: z.string().trim().max(200).default('').meta({ label: '说明' }),
    shown: z.boolean().default(false).meta({ label: '公开显示（照片里的人同意公开）', widget: 'checkbox' }),
  }) as unknown as z.ZodType<Proof>
}

/** All who were expected and are not in yet, to be ticked as on the sheet. */
async function paper(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const activity = await activityFor(ctx, raw.activity_id)
  const missing = (await expectedPeople(ctx, activity.id)).filter(one => one.arrived_at === null)
  if (missing.length === 0) throw conflict('名单上的人都已经签到，不用补录。')
  return z.object({
    activity_id: z.literal(activity.id).meta({ widget: 'hidden' }),
    sheets: files(12)
      .refine(ids => ids.length > 0, '请拍下签到表上传')
      .meta({ label: '签到表照片' }),
    came: z
      .array(z.enum(missing.map(one => one.id) as [string, ...string[]]))
      .min(1, '请勾选签到表上签了名的人')
      .meta({
        label: '签到表上签了名的人',
        widget: 'checkboxes',
        options: missing.map(one => ({
          value: one.id,
          label: `${one.name}（${one.phone.slice(-4) || '无号码'}）`,
        })),
      }),
    reason: z
      .string()
      .trim()
      .min(2)
      .max(200)
      .meta({ label: '为什么补录', placeholder: '例如：现场没有网络' }),
  }) as unknown as z.ZodType<Paper>
}
