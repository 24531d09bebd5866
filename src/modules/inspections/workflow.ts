import { sql } from 'kysely'
import { z } from 'zod'
import { addWorkingDays, dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspect, manageInspections, organiser } from './duties.ts'
import { type Drawing, drawing, type Planning, planning } from './plan.ts'
import { drawLots, fixPools } from './pools.ts'
import { leastInspectors, noticeDays } from './settings.ts'

export type Plan = RowOf<'inspection_plan'>

/** From which day on a plan may be drawn: it was public for the working days that the centre sets. */
export const drawableFrom = (plan: Pick<Plan, 'announced_on'>, centre: Ctx['centre']): string | null =>
  plan.announced_on && addWorkingDays(centre.calendar, plan.announced_on, noticeDays.of(centre))

/** 4.5.1 监督检查: announced, its lists fixed and published, drawn in the open, inspected, finished. */
export const planFlow = defineWorkflow({
  subject: 'inspection_plan',
  outsiders: inspect,
  label: '检查计划',
  clause: '4.5.1',
  states: {
    draft: { label: '拟订中', tone: 'grey', awaits: manageInspections },
    announced: { label: '公示中', tone: 'blue', awaits: manageInspections },
    fixed: { label: '待抽取', tone: 'orange', awaits: manageInspections },
    drawn: { label: '检查中', tone: 'orange', final: true },
    finished: { label: '已完成', tone: 'green', final: true },
    cancelled: { label: '已取消', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || actor.organisation === 'bureau'
      ? query
      : query.where('inspection_plan.announced_on', 'is not', null),
  title: row => row.title,
  href: (row, actor) => (actor.staffId ? `/desk/inspections/plans/${row.id}` : `/inspections/${row.id}`),
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    number: z.string(),
    title: z.string(),
    kinds: z.array(z.string()),
    first_day: z.string(),
    last_day: z.string(),
    announced_on: z.string().nullable(),
    digest: z.string().nullable(),
  }),
  actions: action => ({
    plan: action<Planning>({
      label: '拟订计划',
      past: '拟订了检查计划',
      from: 'new',
      to: 'draft',
      by: organiser,
      tone: 'primary',
      input: planning,
      prefill: async ctx => ({ inspectors_each: leastInspectors.of(ctx.centre) }),
      effect: async (ctx, _row, input) => {
        const year = Number(dayOf(ctx.now).slice(0, 4))
        return { ...input, number: sql<string>`next_inspection_number('plan', ${year}, 2)`, made_at: ctx.now }
      },
    }),
    edit: action<Planning>({
      label: '修改',
      past: '修改了计划',
      from: ['draft'],
      by: organiser,
      input: planning,
      prefill: async (_ctx, row) => ({ ...row }),
      effect: async (_ctx, _row, input) => input,
    }),
    announce: action({
      label: '公示计划',
      past: '公示了计划',
      from: ['draft'],
      to: 'announced',
      by: organiser,
      tone: 'primary',
      publishes: true,
      confirm: '公示后，范围、数量、检查表和用来抽取的号码都不能再改。',
      effect: async (ctx, row) => {
        const sheet = await ctx.db
          .selectFrom('inspection_sheet')
          .select('version')
          .where('id', '=', row.sheet_id)
          .executeTakeFirstOrThrow()
        return { announced_on: dayOf(ctx.now), sheet_version: sheet.version }
      },
    }),
    fix: action({
      label: '锁定名单',
      past: '锁定并公布了两份名单',
      from: ['announced'],
      to: 'fixed',
      by: organiser,
      tone: 'primary',
      publishes: true,
      confirm: '把现在的检查对象和检查人员编号、公布，并算出摘要；锁定后不能再改，抽取只用这两份名单。',
      effect: fixPools,
    }),
    draw: action<Drawing & { record: string }>({
      label: '抽取',
      past: '当众抽取',
      from: ['fixed'],
      to: 'drawn',
      by: organiser,
      tone: 'primary',
      publishes: true,
      confirm: '一个计划只抽一次，抽取后立即公布，不能重抽。',
      blockedBy: (row, _actor, { now, centre }) => {
        const from = drawableFrom(row, centre)
        return (
          from && dayOf(now) < from && `计划要公示满 ${noticeDays.of(centre)} 个工作日，${from} 起可以抽取。`
        )
      },
      input: drawing,
      consequence: drawLots,
      note: ({ number, witnesses, record }) =>
        [`号码 ${number}`, `见证人 ${witnesses.map(one => `${one.name}（${one.unit}）`).join('、')}`, record]
          .filter(Boolean)
          .join('；'),
      done: '已抽取并公布，检查人员和检查对象都已通知',
    }),
    cancel: action<{ reason: string }>({
      label: '取消计划',
      past: '取消了计划',
      from: ['draft', 'announced', 'fixed'],
      to: 'cancelled',
      by: organiser,
      tone: 'danger',
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(5).max(300).meta({ label: '原因', widget: 'textarea' }),
      }),
      note: input => input.reason,
    }),
    finish: action({
      label: '完成',
      past: '全部对象检查完毕',
      from: ['drawn'],
      to: 'finished',
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async ctx => ({ finished_at: ctx.now }),
    }),
  }),
})
