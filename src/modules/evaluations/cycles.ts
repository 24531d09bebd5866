import { addDays, type Day, dayOf } from '#platform/calendar'
import { isOver, lastOver, type Period, type PeriodKind, periodAfter, periodOf } from '#platform/periods'

/** Days after a period's end that a round has in any case, however early it was begun. */
export const afterEnd = 10

/** What is opened at once, should the clock have stood still. */
const mostAtOnce = 24

/**
 * 6.1.2 The periods of a kind that are over and not evaluated yet, in order. They follow on each other without a gap: where the
 * cycle changed, the first one is that in which the first day lies that no round has looked at, though it may begin
 * earlier. Of a centre that has never been evaluated it is the last one only, if the centre worked in it at all.
 */
export function duePeriods(
  kind: PeriodKind,
  now: Date,
  known: { evaluatedUntil: Day | null; began: Day },
): Period[] {
  const first = firstDue(kind, now, known)
  const due: Period[] = []
  for (
    let period = first;
    period && isOver(period, now) && due.length < mostAtOnce;
    period = periodAfter(period)
  )
    due.push(period)
  return due
}

function firstDue(
  kind: PeriodKind,
  now: Date,
  { evaluatedUntil, began }: { evaluatedUntil: Day | null; began: Day },
): Period | null {
  if (evaluatedUntil !== null) return periodOf(kind, addDays(evaluatedUntil, 1))
  const last = lastOver(kind, dayOf(now))
  return last.last >= began ? last : null
}
