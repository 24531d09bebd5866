import { type Message, message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import type { Enrolment, TrainingClass } from './doors.ts'
import { approvesTraining } from './duties.ts'
import { daysInWords } from './words.ts'

const texts = {
  applied: defineTemplate('training.applied', '已收到您对“{title}”的报名，审核后通知您。'),
  accepted: defineTemplate(
    'training.accepted',
    '您已被“{title}”录取：{when}，{place}。来不了请先取消，把名额留给别人。',
    { sms: true },
  ),
  waiting: defineTemplate(
    'training.waiting',
    '“{title}”名额已满，您已排入候补。有空出的名额按报名先后递补，并通知您。',
    { sms: true },
  ),
  movedUp: defineTemplate(
    'training.moved_up',
    '“{title}”空出了名额，您已递补录取：{when}，{place}。来不了请先取消。',
    { sms: true },
  ),
  declined: defineTemplate('training.declined', '您对“{title}”的报名没有通过：{reason}', { sms: true }),
  ended: defineTemplate('training.no_seat', '“{title}”没有再空出名额，候补已结束。欢迎报名下一期。'),
  cancelled: defineTemplate(
    'training.cancelled',
    '“{title}”（{when}）已取消，原因：{reason}。给您带来不便，请谅解。',
    {
      sms: true,
    },
  ),
  changed: defineTemplate('training.changed', '“{title}”的课程表有变动，请看最新的时间和地点。', {
    sms: true,
  }),
  reminder: defineTemplate('training.reminder', '提醒：“{title}”{when}，{place}。请准时到场。', {
    sms: true,
  }),
  withdrawn: defineTemplate('training.withdrawn', '您已退出“{title}”：{reason}'),
  completed: defineTemplate('training.completed', '您已从“{title}”结业。请花一分钟匿名评价。', { sms: true }),
  failed: defineTemplate('training.failed', '“{title}”的结业条件您还没有达到：{reason}'),
  returned: defineTemplate('training.returned', '“{title}”的开班申请退回修改：{reason}'),
  approved: defineTemplate('training.approved', '“{title}”的开班申请已通过，可以发布。'),
  asked: defineTemplate('training.asked_more', '“{title}”申请增加经费，请审批。'),
  granted: defineTemplate('training.granted', '“{title}”增加经费的申请已通过。'),
  refused: defineTemplate('training.refused', '“{title}”增加经费的申请没有通过：{reason}'),
  planApproved: defineTemplate('training.plan_approved', '{title}已批准，开始执行。'),
  planReturned: defineTemplate('training.plan_returned', '{title}退回修改：{reason}'),
  unmasked: defineTemplate('training.unmasked', '工作人员查看了您报名“{title}”的完整证件号，用途：{reason}'),
} as const

/** Whoever enrolled: the recipient's people, or the phone that was left. Nobody, where it was taken away. */
const reader = ({ party_id, phone }: Pick<Enrolment, 'party_id' | 'phone'>) =>
  party_id !== null ? { party: party_id } : /^1\d{10}$/.test(phone) ? { phone } : null

/** What becomes of an enrolment, told to whoever enrolled. */
export function toldLearner(
  what: 'applied' | 'accepted' | 'waiting' | 'movedUp' | 'ended' | 'changed' | 'reminder' | 'completed',
  row: Enrolment,
  one: TrainingClass,
): Message | null {
  const to = reader(row)
  if (!to) return null
  const href = `/my/training/${row.id}`
  const { title, place } = one
  return what === 'accepted' || what === 'movedUp' || what === 'reminder'
    ? message(to, texts[what], { title, when: daysInWords(one), place }, href)
    : message(to, texts[what], { title }, href)
}

export function toldWithReason(
  what: 'declined' | 'cancelled' | 'withdrawn' | 'failed' | 'unmasked',
  row: Enrolment,
  one: TrainingClass,
  reason: string,
): Message | null {
  const to = reader(row)
  if (!to) return null
  const href = `/my/training/${row.id}`
  return what === 'cancelled'
    ? message(to, texts.cancelled, { title: one.title, when: daysInWords(one), reason }, href)
    : message(to, texts[what], { title: one.title, reason }, href)
}

export const toldOwner = (
  what: 'returned' | 'approved' | 'granted' | 'refused',
  one: TrainingClass,
  reason = '',
): Message =>
  what === 'returned' || what === 'refused'
    ? message({ staff: one.owner_id }, texts[what], { title: one.title, reason }, `/desk/classes/${one.id}`)
    : message({ staff: one.owner_id }, texts[what], { title: one.title }, `/desk/classes/${one.id}`)

/** That more money is asked for, to whoever may approve it. */
export const toldApprovers = (one: TrainingClass): Message =>
  message({ duty: approvesTraining.code }, texts.asked, { title: one.title }, `/desk/classes/${one.id}/costs`)

export function toldPlanner(
  what: 'approved' | 'returned',
  plan: { id: string; owner_id: string; year: number },
  reason = '',
): Message {
  const [to, href, title] = [
    { staff: plan.owner_id },
    `/desk/training-plans/${plan.id}`,
    `${plan.year} 年培训计划`,
  ]
  return what === 'approved'
    ? message(to, texts.planApproved, { title }, href)
    : message(to, texts.planReturned, { title, reason }, href)
}
