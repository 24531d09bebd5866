import { addDays, type Day, orNextWorkingDay, type WorkCalendar } from '#platform/calendar'
import {
  isPeriod,
  lastOver,
  type Period,
  type PeriodKind,
  periodAfter,
  periodFrom,
  periodOf,
  type Week,
  weekAfter,
  weekFrom,
  weekOf,
} from '#platform/periods'

/** How often a kind of brief is made; `none`: when there is something to say. */
export const rhythms = {
  week: { label: '每周', now: '本周', before: '上周' },
  month: { label: '每月', now: '本月', before: '上月' },
  quarter: { label: '每季度', now: '本季度', before: '上季度' },
  half: { label: '每半年', now: '本期', before: '上半年度' },
  year: { label: '每年', now: '本年', before: '上年' },
  none: { label: '不定期', now: '', before: '' },
} as const
export type Rhythm = keyof typeof rhythms
export type Span = Period | Week

/** The period, or week, of a code that a brief holds. */
export const spanFrom = (code: string): Span => (code.includes('-W') ? weekFrom(code) : periodFrom(code))

/** The same of what comes from outside; null where it is none. */
export function spanIn(code: string): Span | null {
  if (isPeriod(code)) return periodFrom(code)
  try {
    return weekFrom(code)
  } catch {
    return null
  }
}

export const spanOf = (rhythm: Exclude<Rhythm, 'none'>, day: Day): Span =>
  rhythm === 'week' ? weekOf(day) : periodOf(rhythm as PeriodKind, day)

export const spanAfter = (span: Span, n = 1): Span =>
  span.kind === 'week' ? weekAfter(span, n) : periodAfter(span, n)

/** The last one that is wholly over on a day. */
export const lastSpan = (rhythm: Exclude<Rhythm, 'none'>, today: Day): Span =>
  rhythm === 'week' ? weekAfter(weekOf(today), -1) : lastOver(rhythm as PeriodKind, today)

/** On which day one is opened, and by which it is sent: the next working day where that is none. */
export const daysFor = (
  calendar: WorkCalendar,
  span: Span,
  kind: { open_days: number; due_days: number },
): { opens: Day; due: Day } => ({
  opens: addDays(span.last, kind.open_days),
  due: orNextWorkingDay(calendar, addDays(span.last, kind.due_days)),
})

/** '2026年11月', as it stands in a title: without the spaces that screens have. */
export const titleWords = (span: Span): string => span.label.replaceAll(' ', '')
