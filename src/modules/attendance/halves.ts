/** What of a lesson makes half days. */
export interface LessonTime {
  /** '2026-11-26 am' */
  half: string
  starts_at: Date
  ends_at: Date
  hours_tenths: number
  place: string
}

export interface HalfDay {
  half: string
  starts_at: Date
  ends_at: Date
  opens_at: Date
  closes_at: Date
  hours_tenths: number
  place: string
}

const minute = 60_000

/** One half day for all lessons of it, by time: from its first to its last, with so many minutes around for signing in. */
export const halfDaysOf = (
  lessons: readonly LessonTime[],
  { before, after }: { before: number; after: number },
): HalfDay[] =>
  [...Map.groupBy(lessons, one => one.half)]
    .map(([half, those]) => {
      const order = those.toSorted((a, b) => a.starts_at.getTime() - b.starts_at.getTime())
      const starts_at = (order[0] as LessonTime).starts_at
      const ends_at = new Date(Math.max(...those.map(one => one.ends_at.getTime())))
      return {
        ...{ half, starts_at, ends_at },
        opens_at: new Date(starts_at.getTime() - before * minute),
        closes_at: new Date(ends_at.getTime() + after * minute),
        hours_tenths: those.reduce((sum, one) => sum + one.hours_tenths, 0),
        place: [...new Set(order.map(one => one.place))].join('、').slice(0, 160),
      }
    })
    .sort((a, b) => a.starts_at.getTime() - b.starts_at.getTime())

export const differs = (one: HalfDay, other: HalfDay): boolean =>
  one.starts_at.getTime() !== other.starts_at.getTime() ||
  one.ends_at.getTime() !== other.ends_at.getTime() ||
  one.opens_at.getTime() !== other.opens_at.getTime() ||
  one.closes_at.getTime() !== other.closes_at.getTime() ||
  one.hours_tenths !== other.hours_tenths ||
  one.place !== other.place
