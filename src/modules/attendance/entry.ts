import { z } from 'zod'
import { halfInWords } from '#modules/training'
import { type Ctx, system } from '#platform/ctx'
import { conflict, forbidden } from '#platform/errors'
import { files } from '#platform/forms'
import { performMany } from '#platform/perform'
import { allOf, everDid, not } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { approveAttendance, takeAttendance } from './duties.ts'
import { toldApprovers, toldRunner } from './messages.ts'
import { runner, seesAttendance } from './people.ts'
import { classRow, recordsOf, sessionById } from './queries/records.ts'
import { entryLines } from './queries/review.ts'
import { attendanceFlow } from './record.ts'
import { entryDays } from './settings.ts'

export type Entry = RowOf<'attendance_entry'>

interface Proposing {
  session_id: string
  came: string[]
  reason: string
}
type Reason = { reason: string }
const reason = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(200).meta({ label }) }) as z.ZodType<Reason>

/** Somebody else, who does not run the class. */
const approver = allOf(approveAttendance, not(runner), not(everDid('提出补录的人', 'propose')))

/** 5.3.1 补录: whom nobody signed in in time, with the reason why; it counts once somebody else has approved it, and is marked for good. */
export const entryFlow = defineWorkflow({
  subject: 'attendance_entry',
  label: '考勤补录',
  clause: '5.3.1',
  states: {
    proposed: { label: '待审批', tone: 'orange', awaits: approveAttendance, clock: 'approve' },
    approved: { label: '已批准', tone: 'green', final: true },
    refused: { label: '未批准', tone: 'red', final: true },
    cancelled: { label: '已撤回', tone: 'grey', final: true },
  },
  clocks: { approve: { label: '补录审批', within: entryDays } },
  visible: ({ actor }, query) =>
    seesAttendance(actor) ? query : query.where('attendance_entry.id', 'is', null),
  title: () => '考勤补录',
  hints: async (ctx, ids) => {
    const rows = await ctx.db
      .selectFrom('attendance_entry')
      .innerJoin('attendance_session', 'attendance_session.id', 'attendance_entry.session_id')
      .innerJoin('training_class', 'training_class.id', 'attendance_entry.class_id')
      .select(['attendance_entry.id', 'half', 'title'])
      .where('attendance_entry.id', 'in', [...ids])
      .execute()
    return new Map(rows.map(row => [row.id, `${row.title} · ${halfInWords(row.half)}`]))
  },
  href: row => `/desk/attendance/entries/${row.id}`,
  record: z.object({ id: z.uuid(), state: z.string(), class_id: z.uuid(), session_id: z.uuid() }),
  actions: action => ({
    propose: action<Proposing>({
      label: '申请补录',
      past: '申请补录',
      from: 'new',
      to: 'proposed',
      by: takeAttendance,
      done: '已提交，批准后计入，并一直标注“补录”',
      about: async (ctx, raw) =>
        typeof raw.session_id === 'string' ? halfInWords((await closedSession(ctx, raw)).half) : null,
      input: proposing,
      effect: async (ctx, _row, input) => {
        const session = await closedSession(ctx, input)
        const { owner_id } = await classRow(ctx, session.class_id)
        return {
          ...{ class_id: session.class_id, session_id: session.id, runner_id: owner_id },
          ...{ reason: input.reason, proposed_at: ctx.now },
        }
      },
      consequence: async (ctx, row, { came }) => {
        await ctx.db
          .insertInto('attendance_entry_line')
          .values(came.map(attendance_id => ({ entry_id: row.id, attendance_id })))
          .execute()
        await toldApprovers(ctx, row, came.length)
      },
      note: input => `${input.came.length} 人：${input.reason}`,
    }),
    approve: action({
      label: '批准补录',
      past: '批准了补录',
      from: ['proposed'],
      to: 'approved',
      by: approver,
      tone: 'primary',
      confirm: '批准后这些人计为到课，所有统计和打印都标注“补录”。',
      effect: refuseRunner,
      consequence: approved,
    }),
    refuse: action<Reason>({
      label: '不批准',
      past: '没有批准补录',
      from: ['proposed'],
      to: 'refused',
      by: approver,
      tone: 'danger',
      input: reason('不批准的原因'),
      effect: async (ctx, row, input) => {
        await refuseRunner(ctx, row)
        return { answer: input.reason }
      },
      note: input => input.reason,
      consequence: (ctx, row, input) => toldRunner(ctx, row, input.reason),
    }),
    cancel: action({
      label: '撤回补录',
      past: '撤回了补录申请',
      from: ['proposed'],
      to: 'cancelled',
      by: everDid('提出补录的人', 'propose'),
    }),
  }),
})

/** Whoever has come to run the class since does not decide either. */
async function refuseRunner(ctx: Ctx, row: Entry): Promise<undefined> {
  const { owner_id } = await classRow(ctx, row.class_id)
  if (ctx.actor.staffId === owner_id) throw forbidden('这个班由您负责，补录请由别人审批。')
}

/** Whoever signed in by another way meanwhile stays as they were. */
async function approved(ctx: Ctx, row: Entry): Promise<void> {
  const lines = await entryLines(ctx, row.id)
  await performMany(
    { ...ctx, actor: system },
    attendanceFlow,
    'enterLate',
    lines.filter(one => one.state !== 'present').map(one => one.attendance_id),
    { entry_id: row.id },
  )
  await toldRunner(ctx, row, null)
}

async function closedSession(ctx: Ctx, raw: Record<string, unknown> | Proposing) {
  const session = await sessionById(ctx, String(raw.session_id ?? ''))
  if (session.state === 'dropped') throw conflict('这个半天的课已经取消。')
  if (session.state !== 'closed') throw conflict('签到结束以后才需要补录。', `/desk/attendance/${session.id}`)
  return session
}

async function proposing(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const session = await closedSession(ctx, raw)
  const missing = (await recordsOf(ctx, session.id)).filter(one => one.state !== 'present')
  if (missing.length === 0)
    throw conflict('名单上的人都已经到课，不用补录。', `/desk/attendance/${session.id}`)
  return z.object({
    session_id: z.literal(session.id).meta({ widget: 'hidden' }),
    came: z
      .array(z.enum(missing.map(one => one.id) as [string, ...string[]]))
      .min(1, '请勾选要补录的人')
      .meta({
        label: '确实在场、没有签上的人',
        widget: 'checkboxes',
        options: missing.map(one => ({
          value: one.id,
          label: `${one.person_name}（${one.phone.slice(-4) || '无号码'}）`,
        })),
      }),
    reason: z
      .string()
      .trim()
      .min(2)
      .max(200)
      .meta({ label: '为什么补录', placeholder: '例如：手机没电，签了纸质表' }),
    proof: files(6).meta({ label: '能说明情况的照片（可以不传）' }),
  }) as unknown as z.ZodType<Proposing>
}
