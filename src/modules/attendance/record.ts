import { z } from 'zod'
import { halfInWords } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import { theSystem, type Who } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { paperEnd, refuseLatePaper, refuseOutside } from './clock.ts'
import { takeAttendance } from './duties.ts'
import { toldLearner } from './messages.ts'
import { learner, ownRecords } from './people.ts'
import { learnerNames, sessionById } from './queries/records.ts'
import { leaveDays } from './settings.ts'

export type Attendance = RowOf<'attendance'>

/** How somebody was seen to be there. */
export interface Sign {
  method: 'account' | 'phone' | 'scan' | 'list' | 'offline' | 'paper'
  ticked_at?: string | undefined
  device?: string | undefined
  sheet_id?: string | undefined
}
const sign = z.object({
  method: z.enum(['account', 'phone', 'scan', 'list', 'offline', 'paper']),
  ticked_at: z.iso.datetime({ offset: true }).optional(),
  device: z.string().max(64).optional().meta({ secret: true }),
  sheet_id: z.uuid().optional(),
}) as unknown as z.ZodType<Sign>

const why = (label: string) =>
  z.object({ reason: z.string().trim().min(2).max(200).meta({ label }) }) as z.ZodType<{ reason: string }>

interface Declining {
  reason: string
  /** Whether the half day is over: then whoever did not come was absent. */
  over: '1' | '0'
}
async function declining(ctx: Ctx, row: Attendance | null) {
  const over = row && (await sessionById(ctx, row.session_id)).state === 'closed' ? '1' : '0'
  return z.object({
    reason: z.string().trim().min(2).max(200).meta({ label: '不同意的原因（发给学员）' }),
    over: z.literal(over).default(over).meta({ widget: 'hidden' }),
  }) as unknown as z.ZodType<Declining>
}

/** Whoever stands in the hall with the code of this moment: the page has seen it before it comes here. */
const whoeverIsThere: Who<unknown> = { says: '到场的人', test: () => true }

/** 5.3.1 Whether one learner was there in one half day: one record, whichever way they sign in, and however often. */
export const attendanceFlow = defineWorkflow({
  subject: 'attendance',
  label: '考勤记录',
  clause: '5.3.1',
  states: {
    // Nobody has a single one to do: the half day itself stands among what is coming up.
    expected: { label: '待签到', tone: 'grey', final: true },
    present: { label: '到课', tone: 'green', final: true },
    asked: { label: '请假待答复', tone: 'orange', awaits: takeAttendance, clock: 'leave' },
    leave: { label: '请假', tone: 'grey', final: true },
    absent: { label: '缺勤', tone: 'red', final: true },
    withdrawn: { label: '已撤销', tone: 'red', final: true },
    left: { label: '已退出', tone: 'grey', final: true },
  },
  clocks: { leave: { label: '答复请假', within: leaveDays } },
  visible: ownRecords,
  title: () => '培训考勤',
  hints: async (ctx, ids) => {
    const rows = await learnerNames(ctx, ids)
    return new Map(rows.map(row => [row.id, `${row.person_name} · ${halfInWords(row.half)}`]))
  },
  href: (row, actor) =>
    actor.staffId ? `/desk/attendance/${row.session_id}` : `/my/training/${row.enrolment_id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    session_id: z.uuid(),
    enrolment_id: z.uuid(),
    at: z.date().nullable(),
    method: z.string().nullable(),
  }),
  actions: action => ({
    signIn: action<Sign>({
      label: '签到',
      past: '签到',
      from: ['expected', 'asked', 'leave', 'absent', 'withdrawn'],
      to: 'present',
      by: whoeverIsThere,
      inner: true,
      input: sign,
      effect: signedIn,
    }),
    askLeave: action<{ reason: string }>({
      label: '请假',
      past: '提出请假',
      from: ['expected'],
      to: 'asked',
      by: learner,
      done: '已收到您的请假，答复会发到您的手机',
      input: why('为什么请假'),
      effect: async (ctx, row, { reason }) => {
        const session = await sessionById(ctx, row.session_id)
        if (ctx.now > session.closes_at) throw conflict('这个半天已经结束，请联系班级负责人说明情况。')
        return { reason }
      },
      note: input => input.reason,
    }),
    grantLeave: action({
      label: '同意请假',
      past: '同意请假',
      from: ['asked'],
      to: 'leave',
      by: takeAttendance,
      tone: 'primary',
      consequence: (ctx, row) => toldLearner(ctx, row, 'granted'),
    }),
    declineLeave: action<Declining>({
      label: '不同意请假',
      past: '没有同意请假',
      from: ['asked'],
      to: (_row, input) => (input.over === '1' ? 'absent' : 'expected'),
      by: takeAttendance,
      input: declining,
      effect: async () => ({ reason: null }),
      note: input => input.reason,
      consequence: (ctx, row, { reason }) => toldLearner(ctx, row, 'declined', reason),
    }),
    giveLeave: action<{ reason: string }>({
      label: '登记请假',
      past: '登记了请假',
      from: ['expected', 'absent'],
      to: 'leave',
      by: takeAttendance,
      input: why('请假原因'),
      effect: async (_ctx, _row, { reason }) => ({ reason }),
      note: input => input.reason,
    }),
    undo: action<{ reason: string }>({
      label: '撤销签到',
      past: '撤销了签到',
      from: ['present'],
      to: 'expected',
      by: takeAttendance,
      input: why('为什么撤销（例如：勾错了人）'),
      effect: async (ctx, row) => {
        refuseOutside(ctx.now, await sessionById(ctx, row.session_id))
        return nobodyCame
      },
      note: input => input.reason,
    }),
    enterLate: action<{ entry_id: string }>({
      label: '补录',
      past: '补录为到课',
      from: ['expected', 'asked', 'leave', 'absent', 'withdrawn'],
      to: 'present',
      by: theSystem,
      inner: true,
      input: z.object({ entry_id: z.uuid() }),
      effect: async (ctx, _row, { entry_id }) => ({ at: ctx.now, method: 'late', entry_id, reason: null }),
    }),
    withdraw: action<{ reason: string }>({
      label: '撤销记录',
      past: '核对后撤销了到课记录',
      from: ['present'],
      to: 'withdrawn',
      by: theSystem,
      inner: true,
      input: why('原因'),
      effect: async (_ctx, _row, { reason }) => ({ ...nobodyCame, reason }),
      note: input => input.reason,
      consequence: (ctx, row, { reason }) => toldLearner(ctx, row, 'withdrawn', reason),
    }),
  }),
})

const nobodyCame = {
  ...{ at: null, ticked_at: null, method: null, noted_by: null, device: null },
  ...{ sheet_id: null, entry_id: null, reason: null as string | null },
}

/** By our clock; what a device that was off the net says of its own is kept beside it, never instead of it. */
async function signedIn(ctx: Ctx, row: Attendance, { method, ticked_at, device, sheet_id }: Sign) {
  const session = await sessionById(ctx, row.session_id)
  const ticked = ticked_at ? new Date(ticked_at) : null
  const inTime = ticked && ticked >= session.opens_at && ticked <= session.closes_at && ticked <= ctx.now
  if (method === 'paper') refuseLatePaper(ctx, session)
  else if (method !== 'offline' || !inTime || ctx.now > paperEnd(ctx, session))
    refuseOutside(ctx.now, session)
  if (row.state === 'withdrawn' && session.state === 'closed')
    throw conflict('这条记录核对后已撤销，确有差错的请走补录。')
  return {
    at: ctx.now,
    ...{ method, ticked_at: inTime ? ticked : null, device: device ?? null },
    noted_by: ctx.actor.staffId,
    sheet_id: sheet_id ?? null,
    reason: null,
  }
}
