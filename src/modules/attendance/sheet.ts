import { z } from 'zod'
import { moment, momentText } from '#modules/activities'
import { halfInWords, runsClasses } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { conflict, invalid } from '#platform/errors'
import { files } from '#platform/forms'
import { isId } from '#platform/ids'
import { anyOf } from '#platform/who'
import { defineWorkflow, type RowOf } from '#platform/workflow'
import { refuseLatePaper, type Session } from './clock.ts'
import { takeAttendance } from './duties.ts'
import { seesAttendance } from './people.ts'
import { classRow, recordsOf, sessionById } from './queries/records.ts'
import { signInMany } from './signing.ts'
import { kinds } from './words.ts'

export type Sheet = RowOf<'attendance_sheet'>

interface Photo {
  session_id: string
  taken_at: Date
  note: string
}
interface Paper {
  session_id: string
  came: string[]
  note: string
}
const by = anyOf(takeAttendance, runsClasses)

/** 5.3.1 Photos of a half day, and its signed sheet: kept as they were taken, with what the camera noted beside them. */
export const sheetFlow = defineWorkflow({
  subject: 'attendance_sheet',
  label: '考勤佐证',
  keepsCamera: true,
  clause: '5.3.1',
  states: {
    kept: { label: '在档', tone: 'green', final: true },
    withdrawn: { label: '已撤下', tone: 'grey', final: true },
  },
  visible: ({ actor }, query) =>
    seesAttendance(actor) ? query : query.where('attendance_sheet.id', 'is', null),
  title: row => kinds[row.kind as keyof typeof kinds],
  href: row => `/desk/attendance/${row.session_id}`,
  record: z.object({
    id: z.uuid(),
    state: z.string(),
    class_id: z.uuid(),
    session_id: z.uuid(),
    kind: z.string(),
    taken_at: z.date(),
  }),
  actions: action => ({
    addPhoto: action<Photo>({
      label: '上传现场照片',
      past: '上传了现场照片',
      from: 'new',
      to: 'kept',
      by,
      done: '已上传',
      about,
      input: photo,
      prefill: async (ctx, _row, raw) => ({ taken_at: momentText((await asked(ctx, raw)).starts_at) }),
      effect: async (ctx, _row, { session_id, taken_at, note }) => {
        const session = await openForProof(ctx, session_id)
        if (taken_at > ctx.now) throw invalid({ taken_at: '不能晚于现在' })
        return { ...addedTo(ctx, session), kind: 'photo', taken_at, note }
      },
    }),
    enterPaper: action<Paper>({
      label: '录入纸质签到表',
      past: '按纸质签到表录入了签到',
      from: 'new',
      to: 'kept',
      by: takeAttendance,
      done: '已录入，名单上标注“纸质签到表”',
      about,
      input: paper,
      effect: async (ctx, _row, { session_id, note }) => {
        const session = await openForProof(ctx, session_id)
        refuseLatePaper(ctx, session)
        return { ...addedTo(ctx, session), kind: 'sheet', taken_at: ctx.now, note }
      },
      consequence: async (ctx, row, { came }) => {
        const { refused } = await signInMany(
          ctx,
          row.session_id,
          came.map(id => ({ id })),
          { method: 'paper', sheet_id: row.id },
        )
        if (refused[0]) throw invalid({ came: refused[0].reason })
      },
      note: input => `${input.came.length} 人`,
    }),
    withdraw: action<{ reason: string }>({
      label: '撤下',
      past: '撤下了考勤佐证',
      from: ['kept'],
      to: 'withdrawn',
      by: runsClasses,
      input: z.object({
        reason: z.string().trim().min(2).max(200).meta({ label: '撤下原因' }),
      }) as z.ZodType<{ reason: string }>,
      suits: row => row.kind === 'photo',
      effect: async (ctx, row) => {
        await openForProof(ctx, row.session_id)
        return {}
      },
      note: input => input.reason,
    }),
  }),
})

const addedTo = (ctx: Ctx, session: Session) => ({
  ...{ class_id: session.class_id, session_id: session.id },
  ...{ added_by: ctx.actor.staffId, added_at: ctx.now },
})

const asked = (ctx: Ctx, raw: Record<string, unknown>): Promise<Session> =>
  sessionById(ctx, isId(String(raw.session_id ?? '')) ? String(raw.session_id) : '')

async function about(ctx: Ctx, raw: Record<string, unknown>): Promise<string | null> {
  const session = await asked(ctx, raw).catch(() => null)
  return session ? `${(await classRow(ctx, session.class_id)).title} ${halfInWords(session.half)}` : null
}

/** What was filed stays as it was filed. */
async function openForProof(ctx: Ctx, id: string): Promise<Session> {
  const session = await sessionById(ctx, id)
  const { state } = await classRow(ctx, session.class_id)
  if (state === 'archived') throw conflict('这个班已经归档，佐证不能再变动。')
  if (state === 'cancelled') throw conflict('这个班已经取消。')
  if (ctx.now < session.opens_at) throw conflict('还没有到签到时间。')
  return session
}

async function photo(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const session = await asked(ctx, raw)
  return z.object({
    session_id: z.literal(session.id).meta({ widget: 'hidden' }),
    photos: files(12)
      .refine(ids => ids.length > 0, '请选择照片')
      .meta({ label: '现场照片' }),
    taken_at: moment('拍摄时间', '由您填写；照片自带的时间和位置另外显示。'),
    note: z.string().trim().max(200).default('').meta({ label: '说明' }),
  }) as unknown as z.ZodType<Photo>
}

/** All who are not signed in yet, numbered as on the sheet. */
async function paper(ctx: Ctx, _row: unknown, raw: Record<string, unknown>) {
  const session = await asked(ctx, raw)
  refuseLatePaper(ctx, session)
  const rows = await recordsOf(ctx, session.id)
  const missing = rows.flatMap((one, index) => (one.state === 'present' ? [] : [{ ...one, row: index + 1 }]))
  if (missing.length === 0) throw conflict('名单上的人都已经签到。', `/desk/attendance/${session.id}`)
  return z.object({
    session_id: z.literal(session.id).meta({ widget: 'hidden' }),
    sheets: files(6)
      .refine(ids => ids.length > 0, '请拍下签到表上传')
      .meta({ label: '签到表照片' }),
    came: z
      .array(z.enum(missing.map(one => one.id) as [string, ...string[]]))
      .min(1, '请勾选签到表上签了名的人')
      .meta({
        label: '签到表上签了名的人（按序号）',
        widget: 'checkboxes',
        options: missing.map(one => ({
          value: one.id,
          label: `${one.row} ${one.person_name}（${one.phone.slice(-4) || '无号码'}）`,
        })),
      }),
    note: z.string().trim().max(200).default('').meta({ label: '说明（可以不填）' }),
  }) as unknown as z.ZodType<Paper>
}
