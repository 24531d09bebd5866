import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addDays } from './calendar.ts'
import {
  isOver,
  isPeriod,
  lastOver,
  monthsOf,
  type PeriodKind,
  partsOf,
  periodAfter,
  periodBefore,
  periodFrom,
  periodKinds,
  periodOf,
  weekAfter,
  weekFrom,
  weekOf,
  yearBefore,
} from './periods.ts'

const kinds = Object.keys(periodKinds) as PeriodKind[]
const aDay = fc.integer({ min: 0, max: 40_000 }).map(n => addDays('1990-01-01', n))

test('a day lies in one period of each kind, whose code leads back to it', () => {
  fc.assert(
    fc.property(aDay, fc.constantFrom(...kinds), (day, kind) => {
      const period = periodOf(kind, day)
      expect(period.first <= day && day <= period.last).toBe(true)
      expect(isPeriod(period.code)).toBe(true)
      expect(periodFrom(period.code)).toEqual(period)
    }),
  )
})

test('periods follow each other without a gap, and sort by their codes', () => {
  fc.assert(
    fc.property(aDay, fc.constantFrom(...kinds), (day, kind) => {
      const period = periodOf(kind, day)
      const next = periodAfter(period)
      expect(next.first).toBe(addDays(period.last, 1))
      expect(periodBefore(next)).toEqual(period)
      expect(next.code > period.code).toBe(true)
      expect(yearBefore(period).first).toBe(`${Number(period.first.slice(0, 4)) - 1}${period.first.slice(4)}`)
    }),
  )
})

test('the months of a period make the whole of it', () => {
  fc.assert(
    fc.property(aDay, fc.constantFrom(...kinds), (day, kind) => {
      const period = periodOf(kind, day)
      const months = partsOf(period, 'month')
      expect(months).toHaveLength(periodKinds[kind].months)
      expect([months[0]?.first, months.at(-1)?.last]).toEqual([period.first, period.last])
    }),
  )
})

test('words, codes and what is over', () => {
  expect(['2026-11', '2026-Q4', '2026-H2', '2026'].map(code => periodFrom(code).label)).toEqual([
    '2026 年 11 月',
    '2026 年第四季度',
    '2026 年下半年',
    '2026 年',
  ])
  expect(monthsOf('2026-Q1')).toEqual(['2026-01', '2026-02', '2026-03'])
  for (const code of ['2026-13', '2026-Q5', '2026-H3', '26', '2026-1', '']) expect(isPeriod(code)).toBe(false)
  expect(() => periodFrom('2026-Q5')).toThrow()
  expect(lastOver('quarter', '2026-11-28').code).toBe('2026-Q3')
  expect(isOver(periodFrom('2026-11'), new Date('2026-11-30T15:59:59Z'))).toBe(false)
  expect(isOver(periodFrom('2026-11'), new Date('2026-11-30T16:00:00Z'))).toBe(true)
})

test('weeks by hand, and none is left out: 2026 has 53 of them', () => {
  expect(weekOf('2026-11-29')).toEqual({
    ...{ kind: 'week', code: '2026-W48', first: '2026-11-23', last: '2026-11-29', label: '2026 年第 48 周' },
  })
  expect(weekOf('2026-01-01').code).toBe('2026-W01')
  expect(weekOf('2027-01-03').code, 'its Thursday is in 2026').toBe('2026-W53')
  expect(weekOf('2027-01-04').code).toBe('2027-W01')
  expect(() => weekFrom('2025-W53')).toThrow()
  expect(() => weekFrom('2026-W00')).toThrow()
  fc.assert(
    fc.property(aDay, day => {
      const week = weekOf(day)
      expect(week.first <= day && day <= week.last).toBe(true)
      expect(weekFrom(week.code)).toEqual(week)
      expect(weekAfter(week).first).toBe(addDays(week.last, 1))
      expect(weekAfter(weekAfter(week), -1)).toEqual(week)
    }),
  )
})
