import type { Ctx } from '#platform/ctx'
import { approveAttendance } from './duties.ts'
import type { SignalRow } from './signal.ts'

export const mayReview = (ctx: Ctx): boolean => ctx.actor.duties.has(approveAttendance.code)

/** A question to whoever was there; never a verdict. */
export function signalWords({ kind, figure }: Pick<SignalRow, 'kind' | 'figure'>): string {
  switch (kind) {
    case 'same_device':
      return `一部手机在 ${figure} 秒里给几个人签到，是互相代扫吗，人都在场吗？`
    case 'one_phone':
      return `一部手机给这个班的 ${figure} 个人签过到，他们是自己到场、请人代扫的吗？`
    case 'overlap':
      return '同一个人在同一时间的两个班都有到课记录，是哪一个班签错了，还是中途换了班？'
    case 'same_photo':
      return `同一张照片交了 ${figure} 次，是传重了，还是拿错了？`
    default:
      return `停止签到以后才录入，最晚的晚了 ${figure} 分钟，当时是怎样签的？`
  }
}
