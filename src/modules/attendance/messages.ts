import { halfInWords } from '#modules/training'
import type { Ctx } from '#platform/ctx'
import { message, type Recipient, tell } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import type { RowOf } from '#platform/workflow'
import { approveAttendance } from './duties.ts'

const texts = {
  granted: defineTemplate('attendance.leave_granted', '您在“{title}”{half}的请假已同意。', { sms: true }),
  declined: defineTemplate(
    'attendance.leave_declined',
    '您在“{title}”{half}的请假没有同意：{reason}如有困难请联系班级负责人。',
    { sms: true },
  ),
  withdrawn: defineTemplate(
    'attendance.withdrawn',
    '您在“{title}”{half}的到课记录核对后撤销了：{reason}有不同意见请联系中心。',
    { sms: true },
  ),
  proposed: defineTemplate('attendance.entry_proposed', '“{title}”{half}有 {people} 人申请补录，请审批。'),
  approved: defineTemplate('attendance.entry_approved', '“{title}”{half}的补录已批准。'),
  refused: defineTemplate('attendance.entry_refused', '“{title}”{half}的补录没有批准：{reason}'),
  raised: defineTemplate('attendance.signal_raised', '“{title}”的考勤有一处请核对：{question}'),
} as const

const ended = (text: string): string => (/[。！？]$/.test(text) ? text : `${text}。`)

const aboutOf = (ctx: Ctx, sessionId: string) =>
  ctx.db
    .selectFrom('attendance_session')
    .innerJoin('training_class', 'training_class.id', 'attendance_session.class_id')
    .select(['training_class.title', 'half'])
    .where('attendance_session.id', '=', sessionId)
    .executeTakeFirstOrThrow()

/** To the learner: their account, their file, or the phone that they left. */
export async function toldLearner(
  ctx: Ctx,
  row: Pick<RowOf<'attendance'>, 'enrolment_id' | 'session_id'>,
  what: 'granted' | 'declined' | 'withdrawn',
  reason = '',
): Promise<void> {
  const [{ title, half }, to] = await Promise.all([
    aboutOf(ctx, row.session_id),
    readerOf(ctx, row.enrolment_id),
  ])
  if (!to) return
  const values = { title, half: halfInWords(half) }
  const href = `/my/training/${row.enrolment_id}`
  await tell(
    ctx,
    what === 'granted'
      ? message(to, texts.granted, values, href)
      : message(to, texts[what], { ...values, reason: ended(reason) }, href),
  )
}

async function readerOf(ctx: Ctx, enrolmentId: string): Promise<Recipient | null> {
  const row = await ctx.db
    .selectFrom('enrolment')
    .select(['identity_id', 'party_id', 'phone'])
    .where('id', '=', enrolmentId)
    .executeTakeFirst()
  if (row?.party_id) return { party: row.party_id }
  if (row?.identity_id) return { identity: row.identity_id }
  return row?.phone ? { phone: row.phone } : null
}

type Entry = Pick<RowOf<'attendance_entry'>, 'id' | 'session_id' | 'runner_id'>

export async function toldApprovers(ctx: Ctx, row: Entry, people: number): Promise<void> {
  const { title, half } = await aboutOf(ctx, row.session_id)
  await tell(
    ctx,
    message(
      { duty: approveAttendance.code },
      texts.proposed,
      { title, half: halfInWords(half), people: String(people) },
      `/desk/attendance/entries/${row.id}`,
    ),
  )
}

export async function toldRunner(ctx: Ctx, row: Entry, reason: string | null): Promise<void> {
  const { title, half } = await aboutOf(ctx, row.session_id)
  const values = { title, half: halfInWords(half) }
  const [to, href] = [{ staff: row.runner_id }, `/desk/attendance/entries/${row.id}`]
  await tell(
    ctx,
    reason === null
      ? message(to, texts.approved, values, href)
      : message(to, texts.refused, { ...values, reason: ended(reason) }, href),
  )
}

export const toldReviewers = (title: string, question: string, id: string) =>
  message(
    { duty: approveAttendance.code },
    texts.raised,
    { title, question },
    `/desk/attendance/signals/${id}`,
  )
