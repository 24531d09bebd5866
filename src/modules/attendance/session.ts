import { z } from 'zod'
import { halfInWords } from '#modules/training'
import { conflict } from '#platform/errors'
import { theSystem } from '#platform/who'
import { defineWorkflow } from '#platform/workflow'
import { takeAttendance } from './duties.ts'
import type { HalfDay } from './halves.ts'
import { seesAttendance } from './people.ts'
import { closeRecords, expectLearners, someoneCame } from './queries/records.ts'

const times = z.object({
  half: z.string().regex(/^\d{4}-\d\d-\d\d (am|pm|eve)$/),
  starts_at: z.date(),
  ends_at: z.date(),
  opens_at: z.date(),
  closes_at: z.date(),
  hours_tenths: z.number().int().min(1),
  place: z.string().max(160),
})
const planned = times.extend({ class_id: z.uuid() })

/** 5.3.1 A half day of a class for which attendance is taken. It follows the lessons and the clock; nobody opens it by hand. */
export const sessionFlow = defineWorkflow({
  subject: 'attendance_session',
  label: '考勤半天',
  clause: '5.3.1',
  states: {
    planned: { label: '未开始', tone: 'grey', awaits: takeAttendance, arranged: true },
    open: { label: '签到中', tone: 'green', awaits: takeAttendance, arranged: true },
    closed: { label: '已结束', tone: 'blue', final: true },
    dropped: { label: '已取消', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    seesAttendance(actor) ? query : query.where('attendance_session.id', 'is', null),
  title: row => `${halfInWords(row.half)} 考勤`,
  href: row => `/desk/attendance/${row.id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    half: z.string(),
    starts_at: z.date(),
    ends_at: z.date(),
    hours_tenths: z.number().int(),
  }),
  actions: action => ({
    plan: action<HalfDay & { class_id: string }>({
      label: '列入考勤',
      past: '按课程表列入考勤',
      from: 'new',
      to: 'planned',
      by: theSystem,
      inner: true,
      input: planned,
      effect: async (_ctx, _row, input) => input,
      consequence: (ctx, row) => expectLearners(ctx, row),
    }),
    retime: action<HalfDay>({
      label: '改时间',
      past: '按课程表改了考勤时间',
      from: ['planned', 'open', 'dropped'],
      to: row => (row.state === 'open' ? 'open' : 'planned'),
      by: theSystem,
      inner: true,
      input: times,
      effect: async (_ctx, _row, { half: _half, ...input }) => input,
    }),
    expect: action({
      label: '补齐名单',
      past: '按学员名单补齐了考勤',
      from: ['planned', 'open', 'closed'],
      by: theSystem,
      inner: true,
      consequence: (ctx, row) => expectLearners(ctx, row),
    }),
    open: action({
      label: '开始签到',
      past: '开始签到',
      from: ['planned'],
      to: 'open',
      by: theSystem,
      inner: true,
      consequence: (ctx, row) => expectLearners(ctx, row),
    }),
    close: action({
      label: '结束签到',
      past: '结束签到',
      from: ['planned', 'open'],
      to: 'closed',
      by: theSystem,
      inner: true,
      consequence: async (ctx, row) => {
        await expectLearners(ctx, row)
        await closeRecords(ctx, row.id)
      },
    }),
    drop: action({
      label: '取消',
      past: '课程取消，不再考勤',
      from: ['planned', 'open', 'closed'],
      to: 'dropped',
      by: theSystem,
      inner: true,
      effect: async (ctx, row) => {
        if (await someoneCame(ctx, row.id)) throw conflict('这个半天已经有人签到。')
        return {}
      },
    }),
  }),
})
