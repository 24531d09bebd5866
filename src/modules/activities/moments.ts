import { z } from 'zod'
import { dayOf } from '#platform/calendar'
import { time, weekday } from '#platform/format'

/** An instant that is typed as day and time of the clock in Anhui. */
export const moment = (label: string, help?: string) =>
  z
    .string()
    .regex(/^20\d\d-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d$/, '请填写日期和时间')
    .transform(text => new Date(`${text}:00+08:00`))
    .refine(at => !Number.isNaN(at.getTime()), '请填写日期和时间')
    .meta({ label, widget: 'datetime', ...(help && { help }) })

/** An instant as such a field takes it: '2026-11-26T09:00'. */
export const momentText = (at: Date): string => `${dayOf(at)}T${time(at)}`

interface Span {
  starts_at: Date
  ends_at: Date
}

/** '11-26 09:00', with its year where that is another. */
export const inBrief = (at: Date, now: Date): string => {
  const day = dayOf(at)
  return `${day.slice(0, 4) === dayOf(now).slice(0, 4) ? day.slice(5) : day} ${time(at)}`
}

/** '2026-11-26 星期四 09:00–11:00' */
export const spanInWords = ({ starts_at, ends_at }: Span): string => {
  const [first, last] = [dayOf(starts_at), dayOf(ends_at)]
  const end = first === last ? time(ends_at) : `${last} ${time(ends_at)}`
  return `${first} ${weekday(first)} ${time(starts_at)}–${end}`
}

const hour = 3_600_000

/**
 * Until when somebody may answer: so many hours, but never more than a quarter of the time that is left (so that the
 * next can be asked too), half an hour at least, and not past the beginning.
 */
export const answerUntil = (now: Date, hours: number, starts_at: Date): Date => {
  const left = starts_at.getTime() - now.getTime()
  const wait = Math.max(hour / 2, Math.min(hours * hour, left / 4))
  return new Date(Math.min(now.getTime() + wait, starts_at.getTime()))
}
