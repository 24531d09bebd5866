import { addDays, addWorkingDays, type Day, dayOf, startOfDay, workCalendar } from '#platform/calendar'
import { addMonths, lastOver, type Period, partsOf, periodBefore, periodOf } from '#platform/periods'

/**
 * The simulated year: two half-years that follow on each other, over for a quarter and more, so that their evaluations, the
 * improvements that came of them and the look back lie in the past, on whatever day the demonstration is loaded.
 */
export interface SimulatedYear {
  first: Day
  last: Day
  halves: readonly [Period, Period]
  quarters: readonly Period[]
  /** The calendar year that ends in it: what the third party looks at. */
  calendar: Period
}

export function simulatedYear(now: Date): SimulatedYear {
  const second = lastOver('half', lastOver('quarter', dayOf(now)).first)
  const first = periodBefore(second)
  const halves = [first, second] as const
  const calendar = halves.map(half => periodOf('year', half.last)).find(year => year.last <= second.last)
  if (!calendar) throw new Error(`no calendar year ends in ${first.code} and ${second.code}`)
  return {
    ...{ first: first.first, last: second.last, halves, calendar },
    quarters: halves.flatMap(half => partsOf(half, 'quarter')),
  }
}

const calendar = workCalendar([])

/** Ten in the morning of the first working day that is so many days after a day, or later. */
export const workingMorning = (day: Day, days = 0): Date =>
  new Date(startOfDay(addWorkingDays(calendar, addDays(day, days - 1), 1)).getTime() + 10 * 3_600_000)

/** In the morning after a period's end, as the clock does. */
export const morningAfter = ({ last }: Period): Date =>
  new Date(startOfDay(addDays(last, 1)).getTime() + (7 * 60 + 20) * 60_000)

/** Days after a period's end on which the results of its evaluation raise their problems. */
export const raisedAfter = { recipients: 19, self: 20, thirdParty: 54 } as const

/** From a problem until its plan is approved. */
export const approvedAfter = 12

/** A month begins with its measures at work: from this day on the records of the year are better. */
export const turnAfter = (raised: Day): Day =>
  addMonths(periodOf('month', addDays(raised, approvedAfter)).first, 1)

/** From which day on what was found in the year is better: opinions, time taken, being asked before a case is closed. */
export interface Turns {
  ratings: Day
  times: Day
  asking: Day
}
export function turnsOf({ halves, quarters, calendar: year }: SimulatedYear): Turns {
  const turn = (period: Period | undefined, days: number) =>
    turnAfter(addDays(period?.last ?? year.last, days))
  return {
    ratings: turn(quarters[0], raisedAfter.recipients),
    times: turn(halves[0], raisedAfter.self),
    asking: turn(year, raisedAfter.thirdParty),
  }
}
