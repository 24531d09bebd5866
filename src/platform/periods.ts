import { addDays, type Day, dayOf, endOfDay, mondayOf, startOfDay } from './calendar.ts'

/** Statistical periods (统计期): whole calendar months, quarters, half-years and years in Asia/Shanghai. */

/** '2026-11' */
export type Month = string
/** '2026-Q4' */
export type Quarter = string
/** '2026-11', '2026-Q4', '2026-H2' or '2026'. Codes of one kind sort by time. */
export type PeriodCode = string

export const periodKinds = {
  month: { label: '月', months: 1 },
  quarter: { label: '季度', months: 3 },
  half: { label: '半年', months: 6 },
  year: { label: '年', months: 12 },
} as const
export type PeriodKind = keyof typeof periodKinds

export interface Period {
  kind: PeriodKind
  code: PeriodCode
  first: Day
  last: Day
  /** '2026 年第四季度' */
  label: string
}

/**
 * A week from Monday to Sunday, named as ISO 8601 names it: the year is that of its Thursday. Figures are not kept by the
 * week; what is counted can be counted over its days.
 */
export interface Week extends Omit<Period, 'kind' | 'code'> {
  kind: 'week'
  /** '2026-W48' */
  code: string
}

/** The same day so many months later; the last of the month where that month is shorter. */
export function addMonths(from: Day, months: number): Day {
  const [year, month, date] = from.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate()
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10)
}

export const monthOf = (day: Day): Month => day.slice(0, 7)
export const firstDay = (month: Month): Day => `${month}-01`
export const nextMonth = (month: Month): Month => monthOf(addMonths(firstDay(month), 1))
export const lastDay = (month: Month): Day => addDays(firstDay(nextMonth(month)), -1)
export const quarterOf = (day: Day): Quarter => periodOf('quarter', day).code
export const monthsOf = (period: PeriodCode): Month[] =>
  partsOf(periodFrom(period), 'month').map(part => part.code)
/** '2026 年 11 月' */
export const monthWords = (month: Month): string => `${month.slice(0, 4)} 年 ${Number(month.slice(5))} 月`
export const quarterWords = (quarter: Quarter): string => periodFrom(quarter).label

/** The period of a kind in which a day lies. */
export function periodOf(kind: PeriodKind, day: Day): Period {
  const { months } = periodKinds[kind]
  const year = day.slice(0, 4)
  const at = Math.floor((Number(day.slice(5, 7)) - 1) / months)
  const first = addMonths(`${year}-01-01`, at * months)
  return {
    kind,
    first,
    last: addDays(addMonths(first, months), -1),
    ...named(kind, year, at + 1),
  }
}

function named(kind: PeriodKind, year: string, n: number): { code: PeriodCode; label: string } {
  switch (kind) {
    case 'month':
      return { code: `${year}-${String(n).padStart(2, '0')}`, label: `${year} 年 ${n} 月` }
    case 'quarter':
      return { code: `${year}-Q${n}`, label: `${year} 年第${'一二三四'[n - 1]}季度` }
    case 'half':
      return { code: `${year}-H${n}`, label: `${year} 年${n === 1 ? '上' : '下'}半年` }
    case 'year':
      return { code: year, label: `${year} 年` }
  }
}

const shapes: ReadonlyArray<[PeriodKind, RegExp]> = [
  ['month', /^\d{4}-(0[1-9]|1[0-2])$/],
  ['quarter', /^\d{4}-Q([1-4])$/],
  ['half', /^\d{4}-H([12])$/],
  ['year', /^\d{4}$/],
]

/** Whether a text is the code of a period. */
export const isPeriod = (code: string): boolean => shapes.some(([, shape]) => shape.test(code))

/** The period of a code; throws where it is none: check what comes from outside with `isPeriod`. */
export function periodFrom(code: PeriodCode): Period {
  for (const [kind, shape] of shapes) {
    const found = shape.exec(code)
    if (!found) continue
    const month = kind === 'year' ? 1 : (Number(found[1]) - 1) * periodKinds[kind].months + 1
    return periodOf(kind, `${code.slice(0, 4)}-${String(month).padStart(2, '0')}-01`)
  }
  throw new Error(`no period: ${code}`)
}

/** The period so many of its kind later; earlier where n is negative. */
export const periodAfter = (period: Period, n = 1): Period =>
  periodOf(period.kind, addMonths(period.first, n * periodKinds[period.kind].months))

/** 上期: the one before (环比). */
export const periodBefore = (period: Period): Period => periodAfter(period, -1)

/** 上年同期: the same of the year before (同比). */
export const yearBefore = (period: Period): Period =>
  periodAfter(period, -12 / periodKinds[period.kind].months)

/** The periods of a smaller kind (or the same) that make it, in order. */
export function partsOf(period: Period, kind: PeriodKind): Period[] {
  const parts: Period[] = []
  for (let part = periodOf(kind, period.first); part.first <= period.last; part = periodAfter(part))
    parts.push(part)
  return parts
}

/** The last period of a kind that is wholly over on a day. */
export const lastOver = (kind: PeriodKind, today: Day): Period => periodBefore(periodOf(kind, today))

/** Whether a period is wholly over at a moment. */
export const isOver = (period: Period, now: Date): boolean => dayOf(now) > period.last

/** The week in which a day lies. */
export function weekOf(day: Day): Week {
  const first = mondayOf(day)
  const year = addDays(first, 3).slice(0, 4)
  const one = mondayOf(`${year}-01-04`)
  const number = 1 + Math.round((Date.parse(first) - Date.parse(one)) / (7 * 86_400_000))
  const code = `${year}-W${String(number).padStart(2, '0')}`
  return { kind: 'week', code, first, last: addDays(first, 6), label: `${year} 年第 ${number} 周` }
}

/** The week of a code; throws where there is none. */
export function weekFrom(code: string): Week {
  const found = /^(\d{4})-W(\d\d)$/.exec(code)
  const week = found && weekOf(addDays(mondayOf(`${found[1]}-01-04`), 7 * (Number(found[2]) - 1)))
  if (week?.code !== code) throw new Error(`no week: ${code}`)
  return week
}

/** The week so many weeks later; earlier where n is negative. */
export const weekAfter = (week: Week, n = 1): Week => weekOf(addDays(week.first, 7 * n))

/** Its first and its last instant, for comparing with timestamps. */
export const instantsOf = (period: Pick<Period, 'first' | 'last'>): { from: Date; until: Date } => ({
  from: startOfDay(period.first),
  until: endOfDay(period.last),
})
