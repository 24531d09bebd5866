import { z } from 'zod'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden } from '#platform/errors'
import { performMany } from '#platform/perform'
import { allOf, not, theSystem } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approveAttendance } from './duties.ts'
import { runner } from './people.ts'
import { classRow } from './queries/records.ts'
import { signalLines } from './queries/review.ts'
import { attendanceFlow } from './record.ts'
import { reviewDays } from './settings.ts'
import { type Signal, signals } from './signals.ts'

export type SignalRow = RowOf<'attendance_signal'>

export interface Raising {
  kind: Signal
  key: string
  class_id: string
  figure: number
  records: string[]
  papers: string[]
}
const raising = z.object({
  kind: z.enum(Object.keys(signals) as [Signal, ...Signal[]]),
  key: z.string().min(1).max(80),
  class_id: z.uuid(),
  figure: z.number().int(),
  records: z.array(z.uuid()).max(2_000),
  papers: z.array(z.uuid()).max(200),
}) as unknown as z.ZodType<Raising>

interface Withdrawing {
  records: string[]
  note: string
}
const note = z.string().trim().min(2).max(400)

/** Never whoever runs the class. */
const reviewer = allOf(approveAttendance, not(runner))

/** 5.3.1 Something about sign-ins that is to be looked at again: a question, answered with what was found. Nothing is refused for it. */
export const signalFlow = defineWorkflow({
  subject: 'attendance_signal',
  label: '考勤疑问',
  clause: '5.3.1',
  states: {
    open: { label: '待核对', tone: 'orange', awaits: approveAttendance, clock: 'review' },
    explained: { label: '已说明', tone: 'green', final: true },
    withdrawn: { label: '已撤销记录', tone: 'grey', final: true },
  },
  clocks: { review: { label: '核对', within: reviewDays } },
  visible: ({ actor }, query) =>
    actor.kind === 'system' || actor.duties.has(approveAttendance.code)
      ? query
      : query.where('attendance_signal.id', 'is', null),
  title: row => signals[row.kind as Signal],
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('attendance_signal')
      .innerJoin('training_class', 'training_class.id', 'attendance_signal.class_id')
      .select(['attendance_signal.id', 'title'])
      .where('attendance_signal.id', 'in', [...ids])
      .execute()
    return new Map(rows.map(row => [row.id, row.title]))
  },
  href: row => `/desk/attendance/signals/${row.id}`,
  record: z.object({ id: z.uuid(), state: z.string(), kind: z.string(), class_id: z.uuid() }),
  actions: action => ({
    raise: action<Raising>({
      label: '提请核对',
      past: '提请核对',
      from: 'new',
      to: 'open',
      by: theSystem,
      inner: true,
      input: raising,
      effect: async (ctx, _row, { kind, key, class_id, figure }) => {
        const { owner_id } = await classRow(ctx, class_id)
        return { kind, key, class_id, figure, runner_id: owner_id, raised_at: ctx.now }
      },
      consequence: async (ctx, row, { records, papers }) => {
        const lines = [
          ...records.map(attendance_id => ({ attendance_id })),
          ...papers.map(sheet_id => ({ sheet_id })),
        ]
        await ctx.db
          .insertInto('attendance_signal_line')
          .values(lines.map((line, turn) => ({ signal_id: row.id, turn, ...line })))
          .execute()
      },
    }),
    explain: action<{ note: string }>({
      label: '写明情况',
      past: '核对并写明了情况',
      from: ['open'],
      to: 'explained',
      by: reviewer,
      tone: 'primary',
      input: z.object({
        note: note.meta({
          label: '问了谁，情况是怎样的',
          widget: 'textarea',
          placeholder: '例如：三位老人没有智能手机，由同村的人代扫，打电话问过本人都在场。',
        }),
      }) as z.ZodType<{ note: string }>,
      effect: async (ctx, row, input) => {
        await refuseRunner(ctx, row)
        return input
      },
      note: input => input.note,
    }),
    withdraw: action<Withdrawing>({
      label: '撤销记录',
      past: '核对后撤销了到课记录',
      from: ['open'],
      to: 'withdrawn',
      by: reviewer,
      tone: 'danger',
      confirm: '撤销的人不再算到课，会收到短信说明。',
      input: withdrawing,
      effect: async (ctx, row, input) => {
        await refuseRunner(ctx, row)
        return { note: input.note }
      },
      consequence: async (ctx, _row, input) => {
        await performMany({ ...ctx, actor: system }, attendanceFlow, 'withdraw', input.records, {
          reason: input.note.slice(0, 200),
        })
      },
      note: input => `${input.records.length} 条：${input.note}`,
    }),
  }),
})

async function refuseRunner(ctx: Ctx, row: SignalRow): Promise<void> {
  const { owner_id } = await classRow(ctx, row.class_id)
  if (ctx.actor.staffId === owner_id) throw forbidden('这个班由您负责，请由别人核对。')
}

async function withdrawing(ctx: Ctx, row: SignalRow | null) {
  const lines = row ? (await signalLines(ctx, row.id)).filter(one => one.state === 'present') : []
  if (lines.length === 0) throw conflict('没有可以撤销的到课记录，请写明情况。')
  return z.object({
    records: z
      .array(z.enum(lines.map(one => one.attendance_id) as [string, ...string[]]))
      .min(1, '请勾选要撤销的记录')
      .meta({
        label: '确认不在场的人',
        widget: 'checkboxes',
        options: lines.map(one => ({ value: one.attendance_id, label: `${one.person_name} ${one.when}` })),
      }),
    note: note.meta({ label: '怎样确认的（发给本人）', widget: 'textarea' }),
  }) as unknown as z.ZodType<Withdrawing>
}
