import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { conflict, forbidden, invalid } from '#platform/errors'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inCharge, owner, runsClasses } from './duties.ts'
import { day, reason, split, words } from './fields.ts'

export type Survey = RowOf<'training_survey'>

interface Questions {
  title: string
  about: string
  topics: string
  closes_on: string
}
const questions = z
  .object({
    title: words('调查名称', 4, 40),
    about: words('说明', 10, 1_000, { rows: 3, help: '为什么调查、结果怎么用；对外公开。' }),
    topics: words('可选的培训内容', 4, 300, { help: '用顿号隔开，2 至 30 项；填的人从中选。' }),
    closes_on: day('截止日期'),
  })
  .refine(input => split(input.topics).length >= 2 && split(input.topics).length <= 30, {
    path: ['topics'],
    message: '请写 2 至 30 项',
  }) as unknown as z.ZodType<Questions>

const finding = z.object({
  finding: words('调查结论', 10, 2_000, { rows: 5, help: '大家最需要什么、准备怎么安排；会对外公开。' }),
}) as unknown as z.ZodType<{ finding: string }>

const drafted = async (ctx: Ctx, _row: Survey, { topics, ...plain }: Questions) => {
  if (plain.closes_on < dayOf(ctx.now)) throw invalid({ closes_on: '不能早于今天' })
  return { ...plain, topics: split(topics) }
}

/** 培训需求调查: asked of everybody, counted by topic and town, the reason of the next plan. */
export const surveyFlow = defineWorkflow({
  subject: 'training_survey',
  label: '培训需求调查',
  clause: '5.3.1',
  states: {
    draft: { label: '草拟中', tone: 'grey', awaits: owner },
    open: { label: '调查中', tone: 'green', awaits: owner, arranged: true },
    closed: { label: '已结束', tone: 'grey', final: true },
    cancelled: { label: '已作废', tone: 'red', final: true },
  },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system'
      ? query
      : query.where('training_survey.state', 'in', ['open', 'closed']),
  title: row => row.title,
  href: (row, actor) =>
    actor.staffId ? `/desk/training-plans/surveys/${row.id}` : `/training/surveys/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    title: z.string(),
    about: z.string(),
    topics: z.array(z.string()),
    closes_on: z.string(),
    finding: z.string().nullable(),
  }),
  actions: action => ({
    draft: action<Questions>({
      label: '新的需求调查',
      past: '起草了需求调查',
      from: 'new',
      to: 'draft',
      by: runsClasses,
      tone: 'primary',
      input: questions,
      effect: async (ctx, row, input) => {
        if (!ctx.actor.staffId) throw forbidden()
        return { ...(await drafted(ctx, row, input)), owner_id: ctx.actor.staffId }
      },
    }),
    edit: action<Questions>({
      label: '修改',
      past: '修改了需求调查',
      from: ['draft'],
      by: inCharge,
      input: questions,
      prefill: async (_ctx, row) => ({ ...row, topics: row?.topics.join('、') }),
      effect: drafted,
    }),
    publish: action({
      label: '发布',
      past: '发布了需求调查',
      from: ['draft'],
      to: 'open',
      by: inCharge,
      tone: 'primary',
      publishes: true,
      effect: async (ctx, row) => {
        if (row.closes_on < dayOf(ctx.now)) throw conflict('截止日期已经过了，请先修改。')
        return { published_at: ctx.now }
      },
    }),
    close: action({
      label: '结束调查',
      past: '结束了需求调查',
      from: ['open'],
      to: 'closed',
      by: inCharge,
      publishes: true,
    }),
    expire: action({
      label: '到期结束',
      past: '到期结束',
      from: ['open'],
      to: 'closed',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    conclude: action<{ finding: string }>({
      label: '写结论',
      past: '写了调查结论',
      from: ['closed'],
      by: inCharge,
      tone: 'primary',
      publishes: true,
      input: finding,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    cancel: action<{ reason: string }>({
      label: '作废',
      past: '作废了需求调查',
      from: ['draft'],
      to: 'cancelled',
      by: inCharge,
      tone: 'danger',
      input: reason('原因'),
      note: input => input.reason,
    }),
    handOn: action<{ owner_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事负责',
      from: ['draft', 'open'],
      by: theSystem,
      inner: true,
      input: z.object({ owner_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { owner_id }) => ({ owner_id }),
      note: input => input.reason,
    }),
  }),
})
