import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  addWorkingDays,
  type Day,
  dayOf,
  dueAt,
  endOfDay,
  startOfDay,
  workCalendar,
  workingDaysBetween,
  workingDaysLeft,
} from './calendar.ts'

const calendar = workCalendar([])
const at = (text: string) => new Date(`${text}:00+08:00`)

// 2024-01-01 to 2027-12-31: years that are announced, and one that is not.
const instant = fc
  .integer({ min: Date.parse('2024-01-01'), max: Date.parse('2027-12-31') })
  .map(ms => new Date(ms))
const day = instant.map(dayOf)
const days = fc.integer({ min: 0, max: 40 })
const later = (from: Date, ms: number) => new Date(from.getTime() + ms)
const gap = fc.integer({ min: 0, max: 30 * 24 * 60 * 60 * 1000 })

describe('days in Shanghai', () => {
  it('begin and end there, wherever the process runs', () => {
    expect(dayOf(new Date('2026-11-23T15:59:59.999Z'))).toBe('2026-11-23')
    expect(dayOf(new Date('2026-11-23T16:00:00.000Z'))).toBe('2026-11-24')
    expect(startOfDay('2026-11-24').toISOString()).toBe('2026-11-23T16:00:00.000Z')
    expect(endOfDay('2026-11-24').toISOString()).toBe('2026-11-24T15:59:59.999Z')
  })

  it('contain their instants', () => {
    fc.assert(fc.property(instant, t => startOfDay(dayOf(t)) <= t && t <= endOfDay(dayOf(t))))
  })
})

describe('the published calendar', () => {
  it('knows 国庆 2025: off 1–8 October, at work on Sunday 28 September and Saturday 11 October', () => {
    const after = (n: number) => addWorkingDays(calendar, '2025-09-26', n)
    expect([1, 2, 3, 4, 5, 6, 7].map(after)).toEqual([
      '2025-09-28',
      '2025-09-29',
      '2025-09-30',
      '2025-10-09',
      '2025-10-10',
      '2025-10-11',
      '2025-10-13',
    ])
  })

  it('knows 国庆 2026: off 1–7 October, at work on Saturday 10 October', () => {
    expect(addWorkingDays(calendar, '2026-09-30', 1)).toBe('2026-10-08')
    expect(addWorkingDays(calendar, '2026-09-30', 3)).toBe('2026-10-10')
    expect(addWorkingDays(calendar, '2026-09-30', 4)).toBe('2026-10-12')
    expect(workingDaysBetween(calendar, '2026-09-30', '2026-10-12')).toBe(4)
  })

  it('says which years are announced', () => {
    expect([2004, 2025, 2026].map(calendar.announced)).toEqual([true, true, true])
    expect([2003, 2099].map(calendar.announced)).toEqual([false, false])
  })

  it('falls back to plain weekdays', () => {
    expect(calendar.isWorkingDay('2099-10-01')).toBe(true)
    expect(calendar.isWorkingDay('2099-10-03')).toBe(false)
  })

  it('yields to exceptions', () => {
    const own = workCalendar([
      { day: '2026-10-05', working: true },
      { day: '2026-10-10', working: false },
      { day: '2099-10-01', working: false },
    ])
    const after = (n: number) => addWorkingDays(own, '2026-09-30', n)
    expect([1, 2, 3, 4].map(after)).toEqual(['2026-10-05', '2026-10-08', '2026-10-09', '2026-10-12'])
    expect([2098, 2099].map(own.announced)).toEqual([false, true])
  })
})

describe('counting working days', () => {
  it('grows with n', () => {
    fc.assert(
      fc.property(day, days, (d, n) => addWorkingDays(calendar, d, n) < addWorkingDays(calendar, d, n + 1)),
    )
  })

  it('lands on a working day, and on the day itself for none', () => {
    fc.assert(fc.property(day, days, (d, n) => calendar.isWorkingDay(addWorkingDays(calendar, d, n + 1))))
    fc.assert(fc.property(day, d => addWorkingDays(calendar, d, 0) === d))
  })

  it('is undone by counting back', () => {
    fc.assert(
      fc.property(day, days, (d, n) => workingDaysBetween(calendar, d, addWorkingDays(calendar, d, n)) === n),
    )
  })

  it('adds up', () => {
    const three = fc.tuple(day, day, day).map(list => list.sort() as [Day, Day, Day])
    const between = (from: Day, to: Day) => workingDaysBetween(calendar, from, to)
    fc.assert(fc.property(three, ([a, b, c]) => between(a, b) + between(b, c) === between(a, c)))
  })
})

describe('a deadline', () => {
  const due = (allowanceDays: number, ...visits: Array<{ from: Date; to: Date | null }>) =>
    dueAt({ visits, allowanceDays, calendar })

  it('stops while the applicant supplements and goes on afterwards', () => {
    const first = { from: at('2026-11-02T10:00'), to: at('2026-11-04T09:00') }
    const second = { from: at('2026-11-16T15:00'), to: null }
    expect(due(5, first, second)).toEqual(endOfDay('2026-11-19'))
  })

  it('counts through a 调休 week', () => {
    expect(due(5, { from: at('2025-09-26T17:59'), to: null })).toEqual(endOfDay('2025-10-10'))
  })

  it('is today when earlier visits used up the allowance', () => {
    const late = { from: at('2026-11-02T10:00'), to: at('2026-11-13T10:00') }
    expect(due(5, late, { from: at('2026-11-20T10:00'), to: null })).toEqual(endOfDay('2026-11-20'))
  })

  it('needs an open visit', () => {
    expect(() => due(5)).toThrow('open visit')
    expect(() => due(5, { from: at('2026-11-02T10:00'), to: at('2026-11-03T10:00') })).toThrow('open visit')
  })

  it('grows with its allowance', () => {
    fc.assert(
      fc.property(instant, instant, gap, days, (a, b, stay, n) => {
        const visits = [{ from: a, to: later(a, stay) }]
        return due(n, ...visits, { from: b, to: null }) <= due(n + 1, ...visits, { from: b, to: null })
      }),
    )
  })

  it('is not moved by a pause that begins and ends on one day, before it passed', () => {
    fc.assert(
      fc.property(instant, gap, days, fc.nat(1000), fc.nat(1000), (from, stay, n, x, y) => {
        const whole = due(n, { from, to: null })
        const stopped = later(from, stay)
        fc.pre(stopped <= whole)
        const dayLeft = endOfDay(dayOf(stopped)).getTime() - stopped.getTime()
        const resumed = later(stopped, (dayLeft * Math.min(x, y)) / 1000)
        return +due(n, { from, to: stopped }, { from: resumed, to: null }) === +whole
      }),
    )
  })

  it('is never shortened by a pause, nor before the day of return', () => {
    fc.assert(
      fc.property(instant, gap, gap, days, (from, stay, pause, n) => {
        const to = later(from, stay)
        const open = { from: later(to, pause), to: null }
        const paused = due(n, { from, to }, open)
        return paused >= due(n, { from, to: null }) && paused >= endOfDay(dayOf(open.from))
      }),
    )
  })
})

describe('what is left', () => {
  const left = (now: string, dueDay: Day) => workingDaysLeft(calendar, at(now), endOfDay(dueDay))

  it('counts down to 0 on the last day and is negative from then on', () => {
    expect(left('2026-11-24T10:00', '2026-11-27')).toBe(3)
    expect(left('2026-11-27T23:59', '2026-11-27')).toBe(0)
    expect(left('2026-11-28T00:00', '2026-11-27')).toBe(-1)
    expect(left('2026-11-30T08:00', '2026-11-27')).toBe(-1)
    expect(left('2026-12-01T08:00', '2026-11-27')).toBe(-2)
  })

  it('is negative exactly when overdue', () => {
    fc.assert(fc.property(instant, instant, (now, t) => workingDaysLeft(calendar, now, t) < 0 === now > t))
  })
})
