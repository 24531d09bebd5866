import { sql } from 'kysely'
import { z } from 'zod'
import { addWorkingDays, dayOf, workingDaysBetween } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { files } from '#platform/forms'
import { type Message, message } from '#platform/notify'
import { type Addressee, allOf, anyOf, concerned, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspect, manageInspections, organiser, outside, reportRectification, seated } from './duties.ts'
import { texts } from './messages.ts'
import { type Order, order } from './plan.ts'
import { checkDays, rectifyDays, strikeDays } from './settings.ts'

export type Rectification = RowOf<'rectification'>

/** Who puts it right: whoever acts for the party; where it is the centre's own, the centre. */
const responsible: Addressee<Rectification> = {
  says: '整改责任单位',
  test: (actor, row) =>
    row.party_id
      ? actor.parties.includes(row.party_id)
      : actor.organisation === 'centre' && actor.duties.has(reportRectification.code),
  address: row => (row.party_id ? { party_id: row.party_id } : { duty: reportRectification.code }),
}
/** Checked by another person: nobody who inspected, and nobody whose own it is. */
const checker: Addressee<Rectification> = {
  ...allOf<Rectification>(anyOf(inspect, manageInspections), outside, not(seated), not(concerned)),
  address: () => ({ duty: inspect.code }),
}
const striker: Addressee<Rectification> = {
  ...allOf<Rectification>(organiser, not(seated), not(concerned)),
  address: () => ({ duty: manageInspections.code }),
}

export const orderPage = (row: { id: string }): string => `/desk/inspections/orders/${row.id}`
export const myOrderPage = (row: { id: string }): string => `/my/rectifications/${row.id}`

const toResponsible = (row: Rectification): { to: Message['to']; page: string } =>
  row.party_id
    ? { to: { party: row.party_id }, page: myOrderPage(row) }
    : { to: { duty: reportRectification.code }, page: orderPage(row) }

const reason = (label: string, help?: string) =>
  z
    .string()
    .trim()
    .min(5)
    .max(300)
    .meta({ label, widget: 'textarea', ...(help && { help }) })
const moreDays = (ctx: Ctx, label: string, fallback = rectifyDays.of(ctx.centre)) =>
  z.number().int().min(1).max(120).default(fallback).meta({ label, unit: '个工作日' })

/** By when this round is due: what is left of the allowance, from the day on which the round began. */
const dueOn = (ctx: Ctx, row: Pick<Rectification, 'opened_on' | 'due_days' | 'used_days'>): string =>
  addWorkingDays(ctx.centre.calendar, row.opened_on, row.due_days - row.used_days)

/** 4.5.1 整改单: reported with pictures, checked by another person, struck off (销号), or again. */
export const rectificationFlow = defineWorkflow({
  subject: 'rectification',
  outsiders: inspect,
  label: '整改单',
  clause: '4.5.1',
  states: {
    open: { label: '待整改', tone: 'orange', awaits: responsible, clock: 'rectify' },
    reported: { label: '待核查', tone: 'blue', awaits: checker, clock: 'check' },
    checked: { label: '待销号', tone: 'blue', awaits: striker, clock: 'strike' },
    struck: { label: '已销号', tone: 'green', final: true },
    withdrawn: { label: '已撤销', tone: 'grey', final: true },
  },
  clocks: {
    rectify: { label: '整改', within: row => row.due_days },
    check: { label: '核查', within: checkDays },
    strike: { label: '销号', within: strikeDays },
  },
  joins: { parent: 'inspection', by: 'inspection_id', settled: ['struck', 'withdrawn'], do: 'settle' },
  visible: ({ actor }, query) => {
    if (actor.kind === 'system') return query
    const { duties, organisation, parties } = actor
    if (organisation !== 'centre' && (duties.has(inspect.code) || duties.has(manageInspections.code)))
      return query
    if (duties.has(reportRectification.code)) return query
    return parties.length > 0
      ? query.where('rectification.party_id', 'in', [...parties])
      : query.where('rectification.id', 'is', null)
  },
  title: row => `整改：${row.point}`,
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('rectification')
      .select(['id', 'target_name'])
      .where('id', 'in', ids)
      .execute()
    return new Map(rows.map(row => [row.id, row.target_name]))
  },
  href: (row, actor) => (actor.staffId ? orderPage(row) : myOrderPage(row)),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    number: z.string(),
    inspection_id: z.uuid(),
    target_name: z.string(),
    point: z.string(),
    finding: z.string(),
    requirement: z.string(),
    due_on: z.string(),
    rounds: z.number().int(),
  }),
  actions: action => ({
    issue: action<Order>({
      label: '下达',
      past: '下达了整改单',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: order,
      effect: async (ctx, _row, issued) => {
        const today = dayOf(ctx.now)
        return {
          ...issued,
          number: sql<string>`next_inspection_number('order', ${Number(today.slice(0, 4))}, 3)`,
          issued_at: ctx.now,
          opened_on: today,
          due_on: addWorkingDays(ctx.centre.calendar, today, issued.due_days),
        }
      },
    }),
    report: action<{ report: string }>({
      label: '报告整改情况',
      past: '报告了整改情况',
      from: ['open'],
      to: 'reported',
      by: responsible,
      tone: 'primary',
      done: '已报告，等待核查',
      input: z.object({
        report: z
          .string()
          .trim()
          .min(5)
          .max(1_000)
          .meta({ label: '做了什么', widget: 'textarea', help: '对照整改要求逐条写。' }),
        photos: files(8)
          .refine(ids => ids.length > 0, '请上传整改后的照片')
          .meta({ label: '整改后的照片或材料' }),
      }) as unknown as z.ZodType<{ report: string }>,
      effect: async (ctx, row, { report }) => ({
        report,
        reported_by: ctx.actor.identityId,
        reported_at: ctx.now,
        used_days: row.used_days + workingDaysBetween(ctx.centre.calendar, row.opened_on, dayOf(ctx.now)),
      }),
      note: input => input.report,
      tell: row => [
        message(
          { duty: inspect.code },
          texts.reported,
          { number: row.number, target: row.target_name },
          orderPage(row),
        ),
      ],
    }),
    pass: action<{ opinion: string }>({
      label: '核查合格',
      past: '核查合格',
      from: ['reported'],
      to: 'checked',
      by: checker,
      tone: 'primary',
      input: z.object({
        opinion: z
          .string()
          .trim()
          .min(2)
          .max(300)
          .meta({ label: '核查情况', widget: 'textarea', help: '怎样核查的、看到了什么。' }),
        check_photos: files(8).optional().meta({ label: '核查照片' }),
      }) as unknown as z.ZodType<{ opinion: string }>,
      effect: async (ctx, _row, { opinion }) => ({
        checked_by: ctx.actor.staffId,
        checked_at: ctx.now,
        check_opinion: opinion,
      }),
      note: input => input.opinion,
      tell: row => [
        message(
          { duty: manageInspections.code },
          texts.checked,
          { number: row.number, target: row.target_name },
          orderPage(row),
        ),
      ],
    }),
    again: action<{ reason: string; days: number }>({
      label: '不合格，重新整改',
      past: '核查不合格，要求重新整改',
      from: ['reported', 'checked'],
      to: 'open',
      by: checker,
      tone: 'danger',
      publishes: true,
      input: async ctx => z.object({ reason: reason('哪里不合格'), days: moreDays(ctx, '重新整改期限') }),
      prefill: async ctx => ({ days: rectifyDays.of(ctx.centre) }),
      effect: async (ctx, row, { reason: check_opinion, days }) => {
        const opened_on = dayOf(ctx.now)
        const due_days = row.used_days + days
        return {
          ...{ check_opinion, opened_on, due_days, due_on: dueOn(ctx, { ...row, opened_on, due_days }) },
          ...{ rounds: row.rounds + 1, overdue_told: false, checked_by: null, checked_at: null },
        }
      },
      note: input => input.reason,
      tell: (row, input) => {
        const { to, page } = toResponsible(row)
        const values = { number: row.number, day: row.due_on, reason: input.reason }
        return [message(to, texts.again, values, page)]
      },
    }),
    strike: action({
      label: '销号',
      past: '销号',
      from: ['checked'],
      to: 'struck',
      by: striker,
      tone: 'primary',
      publishes: true,
      effect: async ctx => ({ closed_at: ctx.now }),
      tell: row => {
        const { to, page } = toResponsible(row)
        return [message(to, texts.struck, { number: row.number, target: row.target_name }, page)]
      },
    }),
    extend: action<{ days: number; reason: string }>({
      label: '延长期限',
      past: '延长了整改期限',
      from: ['open'],
      by: organiser,
      input: async ctx =>
        z.object({
          days: moreDays(ctx, '延长', 5),
          reason: reason('原因', '如：需要停产改造。延长会列入例外清单。'),
        }),
      prefill: async () => ({ days: 5 }),
      effect: async (ctx, row, { days, reason: extended }) => {
        const due_days = row.due_days + days
        return { due_days, due_on: dueOn(ctx, { ...row, due_days }), extended, overdue_told: false }
      },
      note: input => `${input.days} 个工作日：${input.reason}`,
      tell: row => {
        const { to, page } = toResponsible(row)
        return [message(to, texts.extended, { number: row.number, day: row.due_on }, page)]
      },
    }),
    withdraw: action<{ reason: string }>({
      label: '撤销',
      past: '撤销了整改单',
      from: ['open', 'reported'],
      to: 'withdrawn',
      by: organiser,
      tone: 'danger',
      publishes: true,
      input: z.object({ reason: reason('原因', '如：经复核，问题不存在。撤销会列入例外清单。') }),
      effect: async ctx => ({ closed_at: ctx.now }),
      note: input => input.reason,
      tell: (row, input) => {
        const { to, page } = toResponsible(row)
        const values = { number: row.number, target: row.target_name, reason: input.reason }
        return [message(to, texts.withdrawn, values, page)]
      },
    }),
    late: action({
      label: '逾期',
      past: '逾期，已告知主管部门',
      from: ['open'],
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async () => ({ overdue_told: true }),
      tell: row => {
        const { to, page } = toResponsible(row)
        const values = { number: row.number, target: row.target_name, day: row.due_on }
        return [
          message(to, texts.overdue, values, page),
          message({ duty: manageInspections.code }, texts.overdue, values, orderPage(row)),
        ]
      },
    }),
  }),
})
