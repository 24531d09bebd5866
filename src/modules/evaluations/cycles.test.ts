import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { addDays, startOfDay } from '#platform/calendar'
import { type Actor, stranger } from '#platform/ctx'
import { lastOver, type Period, type PeriodKind, periodKinds, periodOf } from '#platform/periods'
import type { Facts } from '#platform/who'
import { judge } from '#platform/workflow'
import { blocking, coverLines } from './coverage.ts'
import { duePeriods } from './cycles.ts'
import { defaultRows } from './default-sheet.ts'
import { gapFlow } from './gap.ts'
import { fullMarks, type SheetRow, scoreOf } from './score-sheet.ts'
import { sheetFlow } from './sheet.ts'
import { evaluationFlow } from './workflow.ts'

/** 6.1.2 and 6.1.3 without a database: the clock of cycles, coverage, and the arithmetic of a sheet. */
const kinds = Object.keys(periodKinds) as PeriodKind[]
const aDay = fc.integer({ min: 0, max: 8_000 }).map(n => addDays('2020-01-01', n))
const noon = (day: string) => new Date(startOfDay(day).getTime() + 12 * 3_600_000)

describe('the clock of cycles', () => {
  test('by hand: half a year, a quarter, a year', () => {
    const known = { evaluatedUntil: '2026-06-30', began: '2024-01-01' }
    expect(duePeriods('half', noon('2026-12-31'), known)).toEqual([])
    expect(duePeriods('half', noon('2027-01-01'), known).map(one => one.code)).toEqual(['2026-H2'])
    expect(duePeriods('quarter', noon('2027-01-01'), known).map(one => one.code)).toEqual([
      '2026-Q3',
      '2026-Q4',
    ])
    // 2026 began before what was evaluated last: the year is due all the same, or its second half never would be.
    expect(duePeriods('year', noon('2027-01-01'), known).map(one => one.code)).toEqual(['2026'])
    const never = { evaluatedUntil: null, began: '2026-11-24' }
    expect(duePeriods('half', noon('2026-12-01'), never), 'before there was a centre').toEqual([])
    expect(duePeriods('half', noon('2027-01-01'), never).map(one => one.code)).toEqual(['2026-H2'])
  })

  test('whatever the cycles were, no day stays without evaluation, and no period comes twice', () => {
    fc.assert(
      fc.property(
        aDay,
        fc.array(fc.tuple(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 500 })), {
          minLength: 1,
          maxLength: 12,
        }),
        (start, steps) => {
          let until: string | null = null
          let today = start
          const seen = new Set<string>()
          for (const [kind, days] of steps) {
            today = addDays(today, days)
            // Very many come in several mornings.
            for (;;) {
              const due: Period[] = duePeriods(kind, noon(today), {
                evaluatedUntil: until,
                began: '2019-01-01',
              })
              if (due.length === 0) break
              for (const period of due) {
                expect(period.last < today, 'only what is over').toBe(true)
                expect(seen.has(period.code)).toBe(false)
                if (until !== null) {
                  expect(period.first <= addDays(until, 1), 'no day between').toBe(true)
                  expect(period.last > until, 'always something new').toBe(true)
                }
                seen.add(period.code)
                until = period.last
              }
            }
            // Nothing that is over is left, as far as the cycle of the day reaches.
            if (until !== null) expect(periodOf(kind, addDays(until, 1)).last >= today).toBe(true)
          }
        },
      ),
    )
  })

  test('a centre that was never evaluated begins with the last period in which it worked', () => {
    fc.assert(
      fc.property(aDay, aDay, fc.constantFrom(...kinds), (today, began, kind) => {
        const due = duePeriods(kind, noon(today), { evaluatedUntil: null, began })
        const last = lastOver(kind, today)
        expect(due.map(one => one.code)).toEqual(last.last >= began ? [last.code] : [])
      }),
    )
  })
})

describe('who', () => {
  const director: Actor = {
    ...stranger,
    ...{ kind: 'person', staffId: 'a', duties: new Set(['evaluation.run', 'evaluation.approve']) },
  }
  const having = (...actions: string[]): Facts => ({
    did: new Map([['a', new Set(actions)]]),
    now: new Date(0),
    centre: {} as Facts['centre'],
  })

  test('organised it does not approve it; whoever explained a gap does not accept it', () => {
    const approves = (facts: Facts) =>
      judge(evaluationFlow, 'approve', director, { state: 'results' }, facts).may
    expect([approves(having()), approves(having('begin')), approves(having('conclude'))]).toEqual([
      true,
      false,
      false,
    ])
    const accepts = (facts: Facts) => judge(gapFlow, 'accept', director, { state: 'explained' }, facts).may
    expect([accepts(having()), accepts(having('explain'))]).toEqual([true, false])
    const adopts = (facts: Facts) => judge(sheetFlow, 'adopt', director, { state: 'draft' }, facts).may
    expect([adopts(having()), adopts(having('upload'))]).toEqual([true, false])
  })
})

describe('coverage', () => {
  const service = fc.constantFrom('consulting', 'training', 'a', 'b', 'c', 'd')
  const numbers = fc.dictionary(service, fc.integer({ min: 0, max: 4 }))
  const aGap = fc.record({
    service,
    state: fc.constantFrom('open', 'explained', 'accepted', 'covered'),
    explanation: fc.string(),
  })

  test('a round is free to be closed exactly when everything that was provided is covered or accepted', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(service),
        numbers,
        numbers,
        fc.uniqueArray(aGap, { selector: one => one.service }),
        fc.integer({ min: 1, max: 3 }),
        (served, counts, ratings, gaps, enough) => {
          const lines = coverLines(
            served.map(key => ({ service: key, label: key, clause: '5.1', count: 1, href: '/desk' })),
            {
              ...{ gaps, enough, ratings: new Map(Object.entries(ratings)) },
              covered: new Map(
                Object.entries(counts).map(([key, count]) => [key, { count, says: `${count}` }]),
              ),
            },
          )
          expect(
            lines.map(line => line.service),
            'what was not provided need not be looked at',
          ).toEqual(served)
          const named = new Set(blocking(lines).map(line => line.service))
          for (const key of served) {
            const looked = (counts[key] ?? 0) > 0 || (ratings[key] ?? 0) >= enough
            const accepted = gaps.some(gap => gap.service === key && gap.state === 'accepted')
            expect(named.has(key), key).toBe(!looked && !accepted)
          }
        },
      ),
    )
  })
})

describe('a sheet', () => {
  test('of the 29 clauses makes a hundred points', () => {
    const rows = defaultRows()
    expect(rows).toHaveLength(29)
    expect(fullMarks(rows)).toEqual({ points: 1_000, bonus: 0 })
    expect(new Set(rows.map(row => row.key)).size).toBe(29)
  })

  test('is scored of a hundred; bonus comes on top; nothing is rounded', () => {
    // 5 of 6 and 2 of 3 points, and 1 of 2 as a bonus: 8 of 9.
    const rows = [
      { points: 60, score: 50, bonus: false },
      { points: 30, score: 20, bonus: false },
      { points: 20, score: 10, bonus: true },
    ]
    expect(scoreOf(rows)).toBeCloseTo(88.888_888, 5)
    expect(scoreOf([{ points: 20, score: 10, bonus: true }])).toBeNull()
    expect(fullMarks(rows as unknown as SheetRow[])).toEqual({ points: 90, bonus: 20 })
  })
})
