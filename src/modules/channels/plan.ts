import { z } from 'zod'
import { staffField, staffWithDuty } from '#modules/team'
import { type Day, dayOf, workingDaysBetween } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { invalid, notFound } from '#platform/errors'
import { columnsOfAll, publicationOf, recentPublications } from '#platform/publications'
import { type Addressee, anyOf, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { manageChannels } from './duties.ts'
import { line, reasonInput } from './inputs.ts'
import { planned } from './marks.ts'

export type Plan = RowOf<'publicity_plan'>
interface Planning {
  on_day: Day
  title: string
  column_code: string
  channels: string[]
  assignee_id: string
  remark: string
}

const inCharge: Addressee<Pick<Plan, 'assignee_id'>> = {
  says: '负责人',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.assignee_id,
  address: row => ({ staff_id: row.assignee_id }),
}

const planForm = async (ctx: Ctx) =>
  z.object({
    on_day: z.iso.date('请填写日期').meta({ label: '计划哪天发布', widget: 'date' }),
    title: line('主题', 60),
    column_code: z
      .string()
      .refine(code => columnsOfAll().some(one => one.code === code), '请从列出的栏目中选择')
      .meta({
        label: '栏目',
        widget: 'select',
        options: columnsOfAll().map(({ code, label }) => ({ value: code, label })),
      }),
    channels: z
      .array(z.enum(Object.keys(planned) as [string]))
      .min(1)
      .meta({
        label: '渠道',
        widget: 'checkboxes',
        options: Object.entries(planned).map(([value, label]) => ({ value, label })),
      }),
    assignee_id: staffField(await staffWithDuty(ctx, manageChannels), '谁负责'),
    remark: z
      .string()
      .trim()
      .max(500)
      .default('')
      .meta({ label: '要点', widget: 'textarea', rows: 3, help: '素材、口径、要请谁审。' }),
  }) as unknown as z.ZodType<Planning>

const since = ({ centre }: Ctx, from: Day, on_day: Day): number =>
  workingDaysBetween(centre.calendar, from, on_day)

/** 宣传计划: what is to be published when, by whom and where; done is what led to a publication. */
export const planFlow = defineWorkflow({
  subject: 'publicity_plan',
  label: '宣传计划',
  clause: '5.5',
  states: {
    planned: { label: '待完成', tone: 'blue', awaits: inCharge, clock: 'publish' },
    done: { label: '已完成', tone: 'green', final: true },
    dropped: { label: '已取消', tone: 'grey', final: true },
  },
  clocks: { publish: { label: '发布', within: row => row.work_days } },
  visible: ({ actor }, query) =>
    actor.staffId || actor.kind === 'system' ? query : query.where('publicity_plan.id', 'is', null),
  title: row => row.title,
  href: row => `/desk/channels/plans/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    on_day: z.string(),
    title: z.string(),
    column_code: z.string(),
    channels: z.array(z.string()),
  }),
  actions: action => ({
    plan: action<Planning>({
      label: '加一条计划',
      past: '列入宣传计划',
      from: 'new',
      to: 'planned',
      by: manageChannels,
      tone: 'primary',
      leave: '/desk/channels/plans',
      input: planForm,
      prefill: async (ctx, _row, raw) => ({
        assignee_id: ctx.actor.staffId,
        channels: ['portal'],
        on_day: typeof raw.on_day === 'string' ? raw.on_day : dayOf(ctx.now),
      }),
      effect: async (ctx, _row, input) => {
        if (input.on_day < dayOf(ctx.now)) throw invalid({ on_day: '不能早于今天。' })
        return { ...input, work_days: since(ctx, dayOf(ctx.now), input.on_day) }
      },
    }),
    edit: action<Planning>({
      label: '修改',
      past: '修改了计划',
      from: ['planned'],
      by: anyOf(inCharge, manageChannels),
      input: planForm,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (ctx, row, input) => {
        if (input.on_day !== row.on_day && input.on_day < dayOf(ctx.now))
          throw invalid({ on_day: '不能早于今天。' })
        const began = await plannedOn(ctx, row.id)
        return { ...input, work_days: since(ctx, began, input.on_day) }
      },
    }),
    finish: action<{ publication: string }>({
      label: '登记完成',
      past: '完成了计划',
      from: ['planned'],
      to: 'done',
      by: anyOf(inCharge, manageChannels),
      tone: 'primary',
      input: async (ctx, row) => finishForm(ctx, row),
      effect: async (ctx, _row, { publication }) => {
        const [subject = '', id = ''] = publication.split(' ')
        const found = await publicationOf(ctx, subject, id)
        if (!found) throw notFound('这条公开内容')
        return { subject, publication_id: id, publication_title: found.title, done_at: ctx.now }
      },
    }),
    drop: action<{ reason: string }>({
      label: '取消',
      past: '取消了计划',
      from: ['planned'],
      to: 'dropped',
      by: anyOf(inCharge, manageChannels),
      tone: 'danger',
      input: reasonInput('为什么取消'),
      note: input => input.reason,
      effect: async (_ctx, _row, input) => input,
    }),
    handOn: action<{ assignee_id: string; reason: string }>({
      label: '移交',
      past: '移交给同事',
      from: ['planned'],
      by: theSystem,
      inner: true,
      amongStaff: true,
      input: z.object({ assignee_id: z.uuid(), reason: z.string() }),
      effect: async (_ctx, _row, { assignee_id }) => ({ assignee_id }),
      note: input => input.reason,
    }),
  }),
})

/** Done is what was published: one of what came out lately, the planned column first. */
async function finishForm(ctx: Ctx, row: Plan | null) {
  const recent = await recentPublications(ctx, { limit: 60 })
  const first = recent.filter(one => one.column === row?.column_code)
  const options = [...first, ...recent.filter(one => one.column !== row?.column_code)].map(one => ({
    value: `${one.subject} ${one.id}`,
    label: `${dayOf(one.at)} ${one.title}`,
  }))
  return z.object({
    publication: z
      .string()
      .refine(value => options.some(option => option.value === value), '请从列出的内容中选择')
      .meta({ label: '发布了哪一条', widget: 'select', options, help: '还没有发布的，先发布再来登记。' }),
  })
}

/** The day from which its working days are counted: that of its first row in the journal. */
async function plannedOn(ctx: Ctx, id: string): Promise<Day> {
  const { opened_at } = await ctx.db
    .selectFrom('task')
    .select('opened_at')
    .where('flow', '=', 'publicity_plan')
    .where('record_id', '=', id)
    .orderBy('id')
    .limit(1)
    .executeTakeFirstOrThrow()
  return dayOf(opened_at)
}
