/** A span of the week in which the centre is open: RFC 5545 days and times of the clock in Anhui. */
export interface Span {
  days: readonly WeekDay[]
  /** '08:30' */
  opens: string
  closes: string
}
export const weekDays = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'] as const
export type WeekDay = (typeof weekDays)[number]

const working = weekDays.slice(0, 5)
const named: ReadonlyArray<readonly [RegExp, readonly WeekDay[]]> = [
  [/工作日/, working],
  [/每天|每日|全年|全周/, weekDays],
  [/双休日|周末/, ['SA', 'SU']],
]
const dayAt = (name: string): number => ({ 天: 6, 末: 6 })[name] ?? '一二三四五六日'.indexOf(name)
const range =
  /(?:周|星期|礼拜)([一二三四五六日天])\s*(?:至|到|[-–—~～])\s*(?:周|星期|礼拜)?([一二三四五六日天末])/
const single = /(?:周|星期|礼拜)([一二三四五六日天](?:[、，,和及]\s*(?:周|星期|礼拜)?[一二三四五六日天])*)/
const times = /(\d{1,2})[:：](\d{2})\s*(?:至|到|[-–—~～]{1,2})\s*(\d{1,2})[:：](\d{2})/g

/**
 * What a centre wrote as its 办公时间, e.g. '工作日 8:30–12:00、14:00–17:30；周六 9:00–12:00'. Whatever it does not
 * understand as a whole it leaves to be read by people: an empty list, never half of the truth.
 */
export function spansOf(text: string): Span[] {
  const spans: Span[] = []
  let days: readonly WeekDay[] | null = null
  for (const part of text.split(/[；;\n]/).filter(one => one.trim())) {
    days = daysOf(part) ?? days
    const found = [...part.matchAll(times)]
    if (!days || found.length === 0) return []
    for (const [, fromHour, fromMinute, toHour, toMinute] of found) {
      const opens = clock(fromHour, fromMinute)
      const closes = clock(toHour, toMinute)
      if (!opens || !closes || opens >= closes) return []
      spans.push({ days, opens, closes })
    }
  }
  return spans
}

function daysOf(part: string): readonly WeekDay[] | null {
  const known = named.find(([words]) => words.test(part))
  if (known) return known[1]
  const [, first, last] = range.exec(part) ?? []
  if (first && last && dayAt(first) <= dayAt(last)) return weekDays.slice(dayAt(first), dayAt(last) + 1)
  const listed = single.exec(part)?.[1]?.match(/[一二三四五六日天]/g)
  return listed ? weekDays.filter((_, at) => listed.some(name => dayAt(name) === at)) : null
}

function clock(hour = '', minute = ''): string | null {
  const valid = Number(hour) <= 24 && Number(minute) < 60 && Number(hour) * 60 + Number(minute) <= 24 * 60
  return valid ? `${hour.padStart(2, '0')}:${minute}` : null
}
