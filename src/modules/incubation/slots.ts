import { addDays, type Day, dayOf, startOfDay } from '#platform/calendar'
import { time, weekday } from '#platform/format'

/** 每周时间: on that day of the week (1 is Monday), from when to when. */
export interface Hours {
  weekday: number
  from: string
  to: string
}
export interface Leave {
  from: Day
  to: Day
}
export interface Span {
  starts_at: Date
  ends_at: Date
}
export interface Availability {
  hours: readonly Hours[]
  leaves: readonly Leave[]
  slot_minutes: number
}

const minute = 60_000
const minutesOf = (clock: string): number => Number(clock.slice(0, 2)) * 60 + Number(clock.slice(3))
const weekdayOf = (day: Day): number => ((new Date(day).getUTCDay() + 6) % 7) + 1

/** The slots of one day, whoever has them: whole ones only, none on leave. */
export function slotsOn(day: Day, { hours, leaves, slot_minutes }: Availability): Span[] {
  if (leaves.some(({ from, to }) => from <= day && day <= to)) return []
  const midnight = startOfDay(day).getTime()
  return hours
    .filter(one => one.weekday === weekdayOf(day))
    .flatMap(({ from, to }) => {
      const [first, last] = [minutesOf(from), minutesOf(to)]
      const many = Math.max(0, Math.floor((last - first) / slot_minutes))
      return Array.from({ length: many }, (_, at) => {
        const starts_at = new Date(midnight + (first + at * slot_minutes) * minute)
        return { starts_at, ends_at: new Date(starts_at.getTime() + slot_minutes * minute) }
      })
    })
    .sort((a, b) => a.starts_at.getTime() - b.starts_at.getTime())
}

export const overlaps = (a: Span, b: Span): boolean => a.starts_at < b.ends_at && b.starts_at < a.ends_at

/** Slots from now on that nobody has, over so many days. */
export function freeSlots(of: Availability, taken: readonly Span[], now: Date, days: number): Span[] {
  const first = dayOf(now)
  return Array.from({ length: days }, (_, at) => slotsOn(addDays(first, at), of))
    .flat()
    .filter(slot => slot.starts_at > now && !taken.some(one => overlaps(one, slot)))
}

/** The slot that begins then, if there is one at all: inside the hours, not on leave. */
export const slotAt = (of: Availability, at: Date): Span | undefined =>
  slotsOn(dayOf(at), of).find(slot => slot.starts_at.getTime() === at.getTime())

/** '11-26 星期四 09:00–10:00' */
export const slotWords = ({ starts_at, ends_at }: Span): string =>
  `${dayOf(starts_at).slice(5)} ${weekday(dayOf(starts_at))} ${time(starts_at)}–${time(ends_at)}`
