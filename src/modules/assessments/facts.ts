import { addDays, type Day } from '#platform/calendar'
import { type Criterion, criterionKeys, farOff, type Scores } from './criteria.ts'

/** Both days included. */
export interface Period {
  from: Day
  to: Day
}

/** One order that a provider agreed to. */
export interface Order {
  case_id: string
  number: string
  title: string
  agreed_on: Day
  due_on: Day
  delivered_on: Day | null
  outcome: 'under_way' | 'done' | 'cancelled' | 'handed_back'
  /** Since when the outcome is what it is; null while it is under way. */
  ended_on: Day | null
}

/** What is known of a provider in a period. Ratings: the mean in tenths, null where too few to be shown. */
export interface PeriodFacts {
  orders: Counts
  ratings: { total: number; average: number | null }
  /** Found to be so. */
  complaints: number
  /** In words: what is over, or that there is none at all. */
  qualifications: string[]
  /** Days on which the entry was hidden because nobody confirmed it. */
  hiddenDays: number
  list: Order[]
}

export interface Counts {
  taken: number
  done: number
  cancelled: number
  handedBack: number
  /** To be delivered in the period, and of those by the day agreed on. */
  due: number
  onTime: number
}

/**
 * What happened to orders within a period: each thing counts in the period in which it happened, so that consecutive
 * periods count everything once. What was given up before it was due is neither late nor on time.
 */
export function countOrders(orders: readonly Order[], period: Period): Counts {
  const within = (day: Day | null): boolean => day !== null && period.from <= day && day <= period.to
  const ended = (outcome: Order['outcome']): number =>
    orders.filter(one => one.outcome === outcome && within(one.ended_on)).length
  const due = orders.filter(one => within(one.due_on) && !givenUp(one))
  return {
    taken: orders.filter(one => within(one.agreed_on)).length,
    done: ended('done'),
    cancelled: ended('cancelled'),
    handedBack: ended('handed_back'),
    due: due.length,
    onTime: due.filter(one => !isLate(one, period)).length,
  }
}

/** Delivered after the day agreed on, or not at all by the end of a period in which it was due. */
export const isLate = (order: Order, { to }: Period): boolean =>
  !givenUp(order) && (order.delivered_on === null ? order.due_on <= to : order.delivered_on > order.due_on)

const givenUp = ({ outcome, ended_on, delivered_on, due_on }: Order): boolean =>
  (outcome === 'cancelled' || outcome === 'handed_back') &&
  delivered_on === null &&
  (ended_on as Day) <= due_on

/** Does anything of an order fall into the period? */
export const touches = (order: Order, { from, to }: Period): boolean =>
  [order.agreed_on, order.due_on, order.ended_on].some(day => day !== null && from <= day && day <= to)

/** How many calendar days of a period a provider's entry was hidden: from the day on which it was, to the day before it came back. */
export function daysHidden(turns: ReadonlyArray<{ hidden: boolean; day: Day }>, period: Period): number {
  let since: Day | null = null
  let sum = 0
  for (const { hidden, day } of [...turns, { hidden: false, day: addDays(period.to, 1) }]) {
    if (hidden) since ??= day
    else if (since !== null) {
      const from = since > period.from ? since : period.from
      const to = day <= period.to ? day : addDays(period.to, 1)
      sum += Math.max(0, (Date.parse(to) - Date.parse(from)) / dayLength)
      since = null
    }
  }
  return sum
}
const dayLength = 86_400_000

/** Marks that the facts suggest; null where there is nothing to go by. A person marks. */
export function suggested({
  orders,
  ratings,
  complaints,
  qualifications,
  hiddenDays,
}: PeriodFacts): Record<Criterion, number | null> {
  const ended = orders.done + orders.handedBack
  const served = orders.taken + ended + orders.due > 0
  return {
    service: ended > 0 ? share(orders.done, ended) : null,
    timeliness: orders.due > 0 ? share(orders.onTime, orders.due) : null,
    ratings: ratings.average === null ? null : ratings.average * 2,
    complaints: served || complaints > 0 ? Math.max(0, 100 - complaints * 25) : null,
    upkeep: Math.max(0, 100 - qualifications.length * 20 - hiddenDays),
  }
}
const share = (part: number, whole: number): number => Math.round((part / whole) * 100)

/** Which marks are so far from their suggestion that a reason is asked for. */
export const departing = (scores: Scores, suggestions: Record<Criterion, number | null>): Criterion[] =>
  criterionKeys.filter(key => {
    const suggestion = suggestions[key]
    return suggestion !== null && Math.abs(scores[key] - suggestion) > farOff
  })
