import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { telephone } from '#platform/identifiers'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { runsClasses } from './duties.ts'
import { day, money, reason, split, text, words } from './fields.ts'

export type Lecturer = RowOf<'lecturer'>

interface Profile {
  name: string
  title: string
  organisation: string
  phone: string
  about: string
  topics: string
  fee_fen: number
  consent: boolean
}
const profile = z.object({
  name: words('姓名', 2, 20),
  title: text('职称、资质', 40),
  organisation: text('单位', 60),
  phone: telephone.default('').meta({ label: '电话', help: '只供工作人员联系。' }),
  about: words('简历', 10, 3_000, { rows: 5, help: '从业经历、擅长什么；同意公开的，对外公开。' }),
  topics: words('讲授内容', 2, 120, { help: '多项用顿号隔开，例如：直播带货、选品、短视频。' }),
  fee_fen: money('每学时讲课费', { help: '不取报酬的填 0。' }),
  consent: z.boolean().default(false).meta({
    label: '本人同意公开姓名和简历',
    widget: 'checkbox',
    help: '同意的，在“培训”的讲师页面上介绍；随时可以撤回。',
  }),
}) as unknown as z.ZodType<Profile>

const columns = (ctx: Ctx, { topics, consent, ...plain }: Profile, before: string | null) => ({
  ...plain,
  topics: split(topics),
  consent_on: consent ? (before ?? dayOf(ctx.now)) : null,
})

interface Agreement {
  agreement_from: string
  agreement_until: string
  agreement: string[]
}
const agreement = z
  .object({
    agreement_from: day('协议起'),
    agreement_until: day('协议止', { help: '到期前会提醒；到期后排不了课。' }),
    agreement: files(5).meta({ label: '协议（扫描件）' }),
  })
  .refine(input => input.agreement_until >= input.agreement_from, {
    path: ['agreement_until'],
    message: '不能早于协议起',
  }) as unknown as z.ZodType<Agreement>

/** 讲师: who teaches, on what, by which agreement, at what fee. */
export const lecturerFlow = defineWorkflow({
  subject: 'lecturer',
  label: '讲师',
  clause: '5.3.1',
  states: {
    active: { label: '在库', tone: 'green', final: true },
    ended: { label: '已退库', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('lecturer.state', '=', 'active').where('lecturer.consent_on', 'is not', null),
  // The agreement is for the staff alone.
  hidesFile: async ({ actor }) => !actor.staffId,
  title: row => row.name,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('lecturer')
      .select(['id', 'title', 'organisation'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, [row.title, row.organisation].filter(Boolean).join(' · ')]))
  },
  href: (row, actor) =>
    actor.staffId ? `/desk/courses/lecturers/${row.id}` : `/training/lecturers/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    name: z.string(),
    title: z.string(),
    organisation: z.string(),
    about: z.string(),
    topics: z.array(z.string()),
  }),
  actions: action => ({
    add: action<Profile>({
      label: '登记讲师',
      past: '登记了讲师',
      from: 'new',
      to: 'active',
      by: runsClasses,
      tone: 'primary',
      publishes: true,
      input: profile,
      effect: async (ctx, _row, input) => columns(ctx, input, null),
    }),
    edit: action<Profile>({
      label: '修改',
      past: '修改了讲师信息',
      from: ['active'],
      by: runsClasses,
      publishes: true,
      input: profile,
      prefill: async (_ctx, row) => ({
        ...row,
        topics: row?.topics.join('、'),
        consent: row?.consent_on !== null,
      }),
      effect: async (ctx, row, input) => columns(ctx, input, row.consent_on),
    }),
    agree: action<Agreement>({
      label: '登记协议',
      past: '登记了授课协议',
      from: ['active'],
      by: runsClasses,
      tone: 'primary',
      input: agreement,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, { agreement_from, agreement_until }) => ({
        agreement_from,
        agreement_until,
        reminded_on: null,
      }),
      note: input => `${input.agreement_from} 至 ${input.agreement_until}`,
    }),
    end: action<{ reason: string }>({
      label: '退库',
      past: '让讲师退库',
      from: ['active'],
      to: 'ended',
      by: runsClasses,
      tone: 'danger',
      publishes: true,
      input: reason('原因'),
      effect: async (_ctx, _row, input) => ({ end_reason: input.reason }),
      note: input => input.reason,
    }),
    restore: action({
      label: '重新入库',
      past: '让讲师重新入库',
      from: ['ended'],
      to: 'active',
      by: runsClasses,
      publishes: true,
      effect: async () => ({ end_reason: null }),
    }),
  }),
})
