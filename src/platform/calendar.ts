import published from 'chinese-days/dist/chinese-days.json' with { type: 'json' }

/** A calendar day in Asia/Shanghai: 'YYYY-MM-DD'. Days compare as strings. */
export type Day = string

/** Tells working days (工作日) from days off, 调休 included. */
export type WorkCalendar = {
  isWorkingDay(day: Day): boolean
  /** False for a year of which only weekends are known: its deadlines may still move. */
  announced(year: number): boolean
}

/**
 * The calendar of a centre: its own exceptions first, then the State Council's published holidays and make-up
 * days, then plain weekdays. The published notice of a year comes out in the autumn before it, so a year is
 * known when its National Day is, which no notice leaves out.
 */
export function workCalendar(exceptions: ReadonlyArray<{ day: Day; working: boolean }>): WorkCalendar {
  const own = new Map(exceptions.map(({ day, working }) => [day, working]))
  const ownYears = new Set(exceptions.map(({ day }) => Number(day.slice(0, 4))))
  return {
    isWorkingDay: day => own.get(day) ?? publishedWorkingDay(day) ?? isWeekday(day),
    announced: year => `${year}-10-01` in published.holidays || ownYears.has(year),
  }
}

const publishedWorkingDay = (day: Day): boolean | undefined =>
  day in published.workdays ? true : day in published.holidays ? false : undefined

const isWeekday = (day: Day): boolean => ![0, 6].includes(new Date(day).getUTCDay())

const dayLength = 24 * 60 * 60 * 1000
/** China has one time zone, and has had no summer time since 1991. */
const shanghaiOffset = 8 * 60 * 60 * 1000

/** The day in Shanghai on which an instant falls. */
export const dayOf = (at: Date): Day => new Date(at.getTime() + shanghaiOffset).toISOString().slice(0, 10)

/** 00:00:00.000 in Shanghai. */
export const startOfDay = (day: Day): Date => new Date(Date.parse(day) - shanghaiOffset)

/** 23:59:59.999 in Shanghai. */
export const endOfDay = (day: Day): Date => new Date(Date.parse(day) - shanghaiOffset + dayLength - 1)

/** The n-th calendar day after a day; before it where n is negative. */
export const addDays = (day: Day, n: number): Day =>
  new Date(Date.parse(day) + n * dayLength).toISOString().slice(0, 10)

const dayAfter = (day: Day): Day => addDays(day, 1)

/** The Monday of a day's week. */
export const mondayOf = (day: Day): Day => addDays(day, -((new Date(day).getUTCDay() + 6) % 7))

/** A day, or the next working day where it is none (遇休息日顺延). */
export const orNextWorkingDay = (calendar: WorkCalendar, day: Day): Day =>
  calendar.isWorkingDay(day) ? day : addWorkingDays(calendar, day, 1)

/** The n-th working day after a day, which itself is not counted (次日起算); n = 0 is the day itself. */
export function addWorkingDays(calendar: WorkCalendar, day: Day, n: number): Day {
  let reached = day
  for (let left = n; left > 0; ) {
    reached = dayAfter(reached)
    if (calendar.isWorkingDay(reached)) left -= 1
  }
  return reached
}

/** Working days after `from` up to and including `to`; 0 when `to` is not later. */
export function workingDaysBetween(calendar: WorkCalendar, from: Day, to: Day): number {
  let count = 0
  for (let day = from; day < to; ) {
    day = dayAfter(day)
    if (calendar.isWorkingDay(day)) count += 1
  }
  return count
}

/** A stay of a record in states where one clock runs; `to` is null while it lasts. */
export type Visit = { from: Date; to: Date | null }

/**
 * When a clock runs out that pauses between visits: the end of the last allowed working day. Earlier visits
 * use up the allowance (in working days); where they used all of it, the open one is due on the day it began,
 * since nobody can be late before being asked. Throws when no visit is open.
 */
export function dueAt(clock: {
  visits: readonly Visit[]
  allowanceDays: number
  calendar: WorkCalendar
}): Date {
  const { visits, allowanceDays, calendar } = clock
  const open = visits.find(visit => visit.to === null)
  if (!open) throw new Error('a deadline needs an open visit')
  const used = visits.reduce(
    (sum, { from, to }) => (to ? sum + workingDaysBetween(calendar, dayOf(from), dayOf(to)) : sum),
    0,
  )
  return endOfDay(addWorkingDays(calendar, dayOf(open.from), Math.max(0, allowanceDays - used)))
}

/**
 * Working days until a deadline: 0 on its last day, negative (−1 at least, on a weekend too) once it has
 * passed.
 */
export function workingDaysLeft(calendar: WorkCalendar, now: Date, due: Date): number {
  if (now <= due) return workingDaysBetween(calendar, dayOf(now), dayOf(due))
  return Math.min(-1, -workingDaysBetween(calendar, dayOf(due), dayOf(now)))
}
