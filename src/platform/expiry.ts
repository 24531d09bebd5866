import { type Day, startOfDay } from './calendar.ts'

/** How many days before a licence or contract ends people are warned. */
export const warnDaysBefore = [60, 30, 7] as const

/**
 * Which warning is due today for something that is valid to the end of `until`: 60, 30 or 7, or null. `warned` is the
 * last one that was given; one that was missed is made up for by the next, never by two at once.
 */
export function warningDue(until: Day, today: Day, warned: number | null): number | null {
  const left = Math.round((startOfDay(until).getTime() - startOfDay(today).getTime()) / 86_400_000)
  if (left < 0) return null
  const due = warnDaysBefore.findLast(days => left <= days)
  return due !== undefined && (warned === null || due < warned) ? due : null
}
