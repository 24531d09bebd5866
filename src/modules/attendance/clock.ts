import type { Ctx } from '#platform/ctx'
import { conflict } from '#platform/errors'
import type { RowOf } from '#platform/workflow'
import { paperHours } from './settings.ts'

export type Session = RowOf<'attendance_session'>

/** 409 where nobody can sign in just now. By the time itself: the state only follows it, a minute later at most. */
export function refuseOutside(now: Date, row: Pick<Session, 'state' | 'opens_at' | 'closes_at'>): void {
  const why = whyOutside(now, row)
  if (why) throw conflict(why)
}
export function whyOutside(now: Date, row: Pick<Session, 'state' | 'opens_at' | 'closes_at'>): string | null {
  if (row.state === 'dropped') return '这个半天的课已经取消。'
  if (now < row.opens_at) return '还没有到签到时间。'
  if (now > row.closes_at || row.state === 'closed') return '签到已经结束。确实在场的，请找班级负责人补录。'
  return null
}

/** Until when paper, and what devices kept while they were off the net, can be entered without approval. */
export const paperEnd = (ctx: Ctx, session: Pick<Session, 'closes_at'>): Date =>
  new Date(session.closes_at.getTime() + paperHours.of(ctx.centre) * 3_600_000)

export function refuseLatePaper(ctx: Ctx, session: Session): void {
  if (session.state === 'dropped') throw conflict('这个半天的课已经取消。')
  if (ctx.now < session.starts_at) throw conflict('上课以后才能录入签到表。')
  if (ctx.now > paperEnd(ctx, session))
    throw conflict('已经过了直接录入的时间，请走补录，由不负责这个班的人审批。')
}
