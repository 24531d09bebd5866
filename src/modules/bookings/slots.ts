import { type Day, startOfDay } from '#platform/calendar'

const half = 30 * 60_000
const twoDigits = (n: number): string => String(n).padStart(2, '0')

/** Every half hour of a day, '00:00' to '23:30': what a booking begins and ends on. */
export const halfHours: readonly string[] = Array.from(
  { length: 48 },
  (_, n) => `${twoDigits(Math.floor(n / 2))}:${n % 2 ? '30' : '00'}`,
)

/** The half hours from opening to closing, both included. */
export const between = (opens: string, closes: string): readonly string[] =>
  halfHours.filter(time => time >= opens && time <= closes)

/** The instant of '09:30' on a day in Shanghai. */
export const instantOf = (day: Day, time: string): Date => {
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return new Date(startOfDay(day).getTime() + (hours * 60 + minutes) * 60_000)
}

interface Span {
  starts_at: Date
  ends_at: Date
}

export const overlap = (one: Span, other: Span): boolean =>
  one.starts_at < other.ends_at && other.starts_at < one.ends_at

/** Free stretches of a day that last at least half an hour, as times; `from` cuts off what is over. */
export function freeBetween(
  day: Day,
  { opens, closes }: { opens: string; closes: string },
  taken: readonly Span[],
  from: Date,
): Array<{ from: string; to: string }> {
  const free: Array<{ from: string; to: string }> = []
  for (const time of between(opens, closes).slice(0, -1)) {
    const starts_at = instantOf(day, time)
    const span = { starts_at, ends_at: new Date(starts_at.getTime() + half) }
    if (starts_at < from || taken.some(other => overlap(span, other))) continue
    const end = halfHours[halfHours.indexOf(time) + 1] ?? '24:00'
    const last = free.at(-1)
    if (last?.to === time) last.to = end
    else free.push({ from: time, to: end })
  }
  return free
}
