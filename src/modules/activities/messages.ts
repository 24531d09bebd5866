import { message } from '#platform/notify'
import { defineTemplate } from '#platform/templates'
import { inBrief, spanInWords } from './moments.ts'

const texts = {
  registered: defineTemplate(
    'activity.registered',
    '您已报名“{title}”：{when}，{place}。请准时到场，凭二维码签到。',
    {
      sms: true,
    },
  ),
  waiting: defineTemplate(
    'activity.waiting',
    '“{title}”名额已满，您已排入候补。有空出的名额会按先后通知您，请留意。',
    { sms: true },
  ),
  offered: defineTemplate(
    'activity.offered',
    '“{title}”为您空出了名额，请在 {until} 前确认，过时让给下一位。',
    {
      sms: true,
    },
  ),
  lapsed: defineTemplate('activity.lapsed', '“{title}”的名额没有及时确认，已让给下一位。'),
  moved: defineTemplate(
    'activity.moved',
    '“{title}”改到 {when}，{place}。原因：{reason}。请在 {until} 前确认是否参加。',
    { sms: true },
  ),
  movedWaiting: defineTemplate(
    'activity.moved_waiting',
    '“{title}”改到 {when}，{place}。您仍在候补中，先后不变。',
  ),
  cancelled: defineTemplate(
    'activity.cancelled',
    '“{title}”（{when}）已取消，原因：{reason}。给您带来不便，请谅解。',
    {
      sms: true,
    },
  ),
  reminder: defineTemplate(
    'activity.reminder',
    '提醒：“{title}”{when}，{place}。来不了请先取消，把名额留给别人。',
    {
      sms: true,
    },
  ),
  full: defineTemplate('activity.no_seat', '“{title}”没有再空出名额，候补已结束。欢迎参加下一次活动。'),
  returned: defineTemplate('activity.returned', '活动方案“{title}”退回修改：{reason}'),
  approved: defineTemplate('activity.approved', '活动方案“{title}”已通过，可以发布。'),
} as const

interface Activity {
  title: string
  starts_at: Date
  ends_at: Date
  place: string
  owner_id: string
  id: string
}
interface Registration {
  id: string
  party_id: string | null
  contact_phone: string
  answer_until: Date | null
}

/** Whoever registered: the recipient's people, or the phone that was left. Nobody, where neither is known. */
const reader = ({ party_id, contact_phone }: Registration) =>
  party_id !== null ? { party: party_id } : contact_phone ? { phone: contact_phone } : null

const page = ({ id }: Registration): string => `/my/activities/${id}`
const about = (one: Activity) => ({ title: one.title, when: spanInWords(one), place: one.place })

/** What becomes of a registration, told to whoever registered. */
export function toldOf(
  what: 'registered' | 'waiting' | 'offered' | 'lapsed' | 'movedWaiting' | 'reminder' | 'full',
  registration: Registration,
  activity: Activity,
  now: Date,
) {
  const to = reader(registration)
  if (!to) return null
  const until = registration.answer_until ? inBrief(registration.answer_until, now) : ''
  const href = page(registration)
  const { title, when, place } = about(activity)
  switch (what) {
    case 'registered':
      return message(to, texts.registered, { title, when, place }, href)
    case 'reminder':
      return message(to, texts.reminder, { title, when, place }, href)
    case 'movedWaiting':
      return message(to, texts.movedWaiting, { title, when, place }, href)
    case 'offered':
      return message(to, texts.offered, { title, until }, href)
    default:
      return message(to, texts[what], { title }, href)
  }
}

export function toldWithReason(
  what: 'moved' | 'cancelled',
  registration: Registration,
  activity: Activity,
  reason: string,
  now: Date,
) {
  const to = reader(registration)
  if (!to) return null
  const { title, when, place } = about(activity)
  const until = registration.answer_until ? inBrief(registration.answer_until, now) : ''
  return what === 'moved'
    ? message(to, texts.moved, { title, when, place, reason, until }, page(registration))
    : message(to, texts.cancelled, { title, when, reason }, page(registration))
}

export const toldOwner = (what: 'returned' | 'approved', one: Activity, reason = '') =>
  what === 'returned'
    ? message(
        { staff: one.owner_id },
        texts.returned,
        { title: one.title, reason },
        `/desk/activities/${one.id}`,
      )
    : message({ staff: one.owner_id }, texts.approved, { title: one.title }, `/desk/activities/${one.id}`)
