import { type Message, message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'

/** What those who work on the figures are told. */
export const texts = {
  toApprove: defineTemplate('indicator.to_approve', '「{name}」的口径第 {number} 版已报审，请审定。'),
  returned: defineTemplate('indicator.returned', '「{name}」的口径第 {number} 版已退回：{reason}'),
  approved: defineTemplate('indicator.approved', '「{name}」的口径第 {number} 版已审定，{since}起适用。'),
  toLock: defineTemplate('indicator.to_lock', '{period}的{what}已核对，请锁定。'),
  lockReturned: defineTemplate('indicator.lock_returned', '{period}的{what}已退回核对：{reason}'),
  locked: defineTemplate('indicator.locked', '{period}的{what}已锁定，改数请填更正单。'),
  correctionAsked: defineTemplate(
    'indicator.correction_asked',
    '「{name}」{period}申请更正：{before} 改为 {after}，请审定。',
  ),
  correctionDecided: defineTemplate('indicator.correction_decided', '「{name}」{period}的更正单{answer}。'),
}

export const atDesk = (path: string): string => `/desk/indicators/${path}`

/** Messages about records of a kind, whose pages lie at `path`, to who holds a duty. */
export const telling =
  <R extends { id: string }>(path: string) =>
  <V extends string>(
    row: R,
    duty: { code: string },
    text: Parameters<typeof message<V>>[1],
    values: Record<V, string>,
  ): Message =>
    message({ duty: duty.code }, text, values, atDesk(`${path}/${row.id}`))
