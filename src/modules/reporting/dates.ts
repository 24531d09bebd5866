import { addDays, type Day, orNextWorkingDay } from '#platform/calendar'
import type { Centre } from '#platform/ctx'
import type { Period } from '#platform/periods'
import { auditDay, dueDay, lockDay } from './settings.ts'

/** The days by which a sheet is due, audited and locked. */
export interface RoundDays {
  due_on: Day
  audit_on: Day
  lock_on: Day
}

/**
 * By when a period's sheets are due: by the settings of the centre, counted from the end of the period, or so many days
 * after it where the form says so; audit and lock follow at the same distance as usual.
 */
export function roundDays(centre: Centre, period: Period, formDay: number | null): RoundDays {
  const { calendar } = centre
  const [due, audit, lock] = [dueDay.of(centre), auditDay.of(centre), lockDay.of(centre)]
  const first = formDay ?? due
  const after = (days: number): Day => orNextWorkingDay(calendar, addDays(period.last, days))
  const due_on = after(first)
  const audit_on = later(after(first + Math.max(0, audit - due)), due_on)
  return { due_on, audit_on, lock_on: later(after(first + Math.max(0, lock - due)), audit_on) }
}

const later = (one: Day, other: Day): Day => (one > other ? one : other)
