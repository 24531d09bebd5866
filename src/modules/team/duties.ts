import type { Ctx } from '#platform/ctx'
import { defineDuty, type Who } from '#platform/who'

export const manageTeam = defineDuty('team.manage', '管理岗位与人员')
/** For those who supervise or assess: their own people's accounts, and nothing of the centre's. */
export const manageAccounts = defineDuty('account.manage', '管理本单位人员账号')
/** Whoever works in the centre itself, as against those who supervise or assess it. */
export const serve = defineDuty('team.serve', '值班与请假')

/** The team is known to staff; the public sees names where they serve. */
export const knowsTeam = ({ actor }: Pick<Ctx, 'actor'>): boolean =>
  actor.staffId !== null || actor.kind === 'system'

/** The member of staff whom a record is about. */
export const oneself: Who<{ staff_id: string }> = {
  says: '本人',
  test: (actor, row) => actor.staffId === row.staff_id,
}
