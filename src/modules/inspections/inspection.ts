import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { files } from '#platform/forms'
import { type Addressee, allOf, concerned, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { inspect, inspector, manageInspections, organiser, reportRectification, seated } from './duties.ts'
import * as effects from './effects.ts'
import { type Assignment, assignment } from './plan.ts'
import { type Filled, pointsOf, sheetForm } from './sheet.ts'

export type Inspection = RowOf<'inspection'>

/** The first of the team; the record waits for them. */
const lead: Addressee<Inspection> = {
  says: '检查组长',
  test: (actor, row) => actor.staffId !== null && actor.staffId === row.inspector_ids[0],
  address: row => ({ staff_id: row.inspector_ids[0] ?? '' }),
}
/** 回避: who was drawn, holds the duty, is not of the centre, and acts for none whom it is about. */
const onTeam = allOf<Inspection>(seated, inspector, not(concerned))

/** States in which those who are inspected read what was found; before, it is the inspectors' work. */
export const concluded = ['rectifying', 'closed'] as const

export const showsAll = (actor: {
  kind: string
  organisation?: string
  duties: ReadonlySet<string>
}): boolean =>
  actor.kind === 'system' || (actor.organisation === 'bureau' && actor.duties.has(manageInspections.code))

/** 4.5.1 One inspection on the spot, as the draw assigned it; what was found becomes 整改单. */
export const inspectionFlow = defineWorkflow({
  subject: 'inspection',
  outsiders: inspect,
  label: '检查',
  clause: '4.5.1',
  states: {
    assigned: { label: '待检查', tone: 'blue', awaits: lead, clock: 'visit' },
    on_site: { label: '检查中', tone: 'orange', awaits: lead, clock: 'visit' },
    confirming: { label: '待检查人员确认', tone: 'orange', final: true },
    rectifying: { label: '整改中', tone: 'red', final: true },
    closed: { label: '已办结', tone: 'green', final: true },
    cancelled: { label: '已免检', tone: 'grey', final: true },
  },
  clocks: { visit: { label: '现场检查', within: row => row.visit_days } },
  joins: { parent: 'inspection_plan', by: 'plan_id', settled: ['closed', 'cancelled'], do: 'finish' },
  visible: ({ actor }, query) => {
    if (showsAll(actor)) return query
    const { staffId, parties, organisation } = actor
    const over = [...concluded]
    return query.where(eb =>
      eb.or([
        ...(staffId && organisation !== 'centre'
          ? [eb(eb.val(staffId), '=', eb.fn.any('inspection.inspector_ids'))]
          : []),
        ...(organisation !== 'centre' && actor.duties.has(inspect.code)
          ? [eb('inspection.state', 'in', over)]
          : []),
        ...(actor.duties.has(reportRectification.code) ? [eb('inspection.state', 'in', over)] : []),
        ...(parties.length > 0
          ? [eb.and([eb('inspection.party_id', 'in', [...parties]), eb('inspection.state', 'in', over)])]
          : []),
        eb('inspection.id', 'is', null),
      ]),
    )
  },
  title: row => `检查：${row.target_name}`,
  href: (row, actor) => (actor.staffId ? `/desk/inspections/${row.id}` : `/my/inspections/${row.id}`),
  party: row => row.party_id,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    plan_id: z.uuid(),
    kind: z.string(),
    target_name: z.string(),
    last_day: z.string(),
    inspected_on: z.string().nullable(),
    result: z.string().nullable(),
    score: z.number().int().nullable(),
    published_at: z.date().nullable(),
  }),
  actions: action => ({
    assign: action<Assignment>({
      label: '派出',
      past: '按抽取结果派出',
      from: 'new',
      to: 'assigned',
      by: theSystem,
      inner: true,
      input: assignment,
      effect: effects.assigned,
      consequence: effects.seatTeam,
    }),
    arrive: action({
      label: '到达现场',
      past: '到达现场',
      from: ['assigned'],
      to: 'on_site',
      by: onTeam,
      tone: 'primary',
      effect: async ctx => ({ arrived_at: ctx.now, inspected_on: dayOf(ctx.now) }),
      done: '已记下到场时间，请逐项填写检查表',
    }),
    enterLater: action<{ day: string; reason: string }>({
      label: '补录',
      past: '补录了检查',
      from: ['assigned'],
      to: 'on_site',
      by: onTeam,
      input: async ctx =>
        z.object({
          day: z.iso
            .date('请填写日期')
            .refine(day => day <= dayOf(ctx.now), '不能晚于今天')
            .meta({ label: '实际检查日期', widget: 'date' }),
          reason: z.string().trim().min(5).max(300).meta({
            label: '为什么没有当场填写',
            widget: 'textarea',
            help: '如：现场没有网络。补录会列入例外清单。',
          }),
          paper: files(6)
            .refine(ids => ids.length > 0, '请上传纸质检查表的照片')
            .meta({ label: '纸质检查表' }),
        }) as unknown as z.ZodType<{ day: string; reason: string }>,
      effect: async (ctx, _row, { day, reason }) => ({
        arrived_at: ctx.now,
        inspected_on: day,
        entered_later: reason,
      }),
      note: input => `${input.day}：${input.reason}`,
    }),
    fill: action<Filled>({
      label: '填写检查表',
      past: '填写了检查表',
      from: ['on_site'],
      by: onTeam,
      tone: 'primary',
      input: async (ctx, row) =>
        sheetForm(row ? await pointsOf(ctx, row.sheet_id, row.sheet_version) : [], ctx),
      prefill: async (_ctx, row) => ({ answers: row ? effects.answersInForm(row) : {} }),
      effect: effects.filled,
      done: '已保存；可以接着填，也可以由同组的人填其他项',
    }),
    submit: action<effects.Submission>({
      label: '提交检查结果',
      past: '提交了检查结果',
      from: ['on_site'],
      to: 'confirming',
      by: onTeam,
      blockedBy: row => Object.keys(row.answers as object).length === 0 && '请先填写检查表。',
      input: effects.submission,
      prefill: effects.usualDays,
      effect: effects.submitted,
      consequence: effects.askTeam,
      note: input => input.opinion,
    }),
    reopen: action<{ reason: string }>({
      label: '退回修改',
      past: '检查表退回修改',
      from: ['confirming'],
      to: 'on_site',
      by: theSystem,
      inner: true,
      input: z.object({ reason: z.string() }),
      effect: async () => ({ submitted_at: null }),
      note: input => input.reason,
    }),
    reseat: action<{ inspector_ids: string[]; note: string }>({
      label: '更换检查人员',
      past: '更换了检查人员',
      from: ['assigned', 'on_site'],
      by: theSystem,
      inner: true,
      publishes: true,
      input: z.object({ inspector_ids: z.array(z.uuid()), note: z.string() }),
      effect: async (_ctx, _row, { inspector_ids }) => ({ inspector_ids }),
      note: input => input.note,
    }),
    conclude: action({
      label: '检查结束',
      past: '检查人员都已确认，检查结束',
      from: ['confirming'],
      to: row => (effects.findingsIn(row).length > 0 ? 'rectifying' : 'closed'),
      by: theSystem,
      inner: true,
      publishes: true,
      effect: effects.conclusion,
      consequence: effects.issueOrders,
    }),
    settle: action({
      label: '整改完毕',
      past: '整改单都已销号',
      from: ['rectifying'],
      to: 'closed',
      by: theSystem,
      inner: true,
      publishes: true,
    }),
    publish: action({
      label: '公开结果',
      past: '检查结果已公开',
      from: [...concluded],
      by: theSystem,
      inner: true,
      publishes: true,
      effect: async ctx => ({ published_at: ctx.now }),
    }),
    excuse: action<{ reason: string }>({
      label: '免检',
      past: '决定免检',
      from: ['assigned', 'on_site'],
      to: 'cancelled',
      by: organiser,
      tone: 'danger',
      publishes: true,
      input: z.object({
        reason: z.string().trim().min(5).max(300).meta({
          label: '原因',
          widget: 'textarea',
          help: '如：对象已退出名录、已停办。免检会列入例外清单，并在公示页上显示。',
        }),
      }),
      effect: async (_ctx, _row, input) => ({ excuse: input.reason }),
      consequence: effects.tellExcused,
      note: input => input.reason,
    }),
  }),
})
