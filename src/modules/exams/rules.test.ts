import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueAt, lastMoment, minutesLeft, phaseOf } from './clock.ts'
import { drawPaper, optionOrder, type Pool, tooShort, totalOf } from './drawing.ts'
import type { Content } from './kinds.ts'
import { finalScore, markOf } from './marking.ts'

const pools: fc.Arbitrary<Pool[]> = fc.array(
  fc.record({
    kind: fc.constantFrom('single', 'multiple', 'judgement', 'fill'),
    count: fc.integer({ min: 1, max: 6 }),
    marks: fc.integer({ min: 1, max: 10 }),
    ids: fc.uniqueArray(
      fc.integer({ min: 0, max: 30 }).map(n => `q${n}`),
      { maxLength: 20 },
    ),
  }),
  { minLength: 1, maxLength: 5 },
)

describe('drawing', () => {
  test('the same seed gives the same paper; nothing stands on it twice; every rule is kept where there is enough', () => {
    fc.assert(
      fc.property(pools, fc.string(), (all, seed) => {
        const paper = drawPaper(all, seed)
        expect(drawPaper(structuredClone(all), seed)).toEqual(paper)
        const shuffledIds = all.map(one => ({ ...one, ids: [...one.ids].reverse() }))
        expect(drawPaper(shuffledIds, seed), 'the order of the list has no say').toEqual(paper)
        expect(new Set(paper.map(one => one.id)).size).toBe(paper.length)
        if (tooShort(all)) return
        expect(paper).toHaveLength(all.reduce((sum, one) => sum + one.count, 0))
        expect(paper.reduce((sum, one) => sum + one.marks, 0)).toBe(totalOf(all))
      }),
      { numRuns: 500 },
    )
  })

  test('different seeds give different papers, and every question has its chance', () => {
    const ids = Array.from({ length: 10 }, (_, n) => `q${n}`)
    const pool: Pool[] = [{ kind: 'single', count: 3, marks: 2, ids }]
    const drawn = Array.from({ length: 400 }, (_, n) => drawPaper(pool, `seed ${n}`))
    expect(new Set(drawn.map(one => JSON.stringify(one))).size).toBeGreaterThan(200)
    const often = ids.map(id => drawn.filter(paper => paper.some(one => one.id === id)).length)
    for (const n of often) expect(n).toBeGreaterThan(70)
  })

  test('options are all there, in an order of the seed', () => {
    const content = { options: Array.from({ length: 6 }, (_, n) => ({ text: `${n}`, right: n === 0 })) }
    fc.assert(
      fc.property(fc.string(), fc.string(), (seed, id) => {
        const order = optionOrder(content as Content, seed, id)
        expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5])
        expect(optionOrder(content as Content, seed, id)).toEqual(order)
      }),
    )
    const firsts = Array.from({ length: 300 }, (_, n) => optionOrder(content as Content, `s${n}`, 'q')[0])
    for (const at of [0, 1, 2, 3, 4, 5])
      expect(firsts.filter(one => one === at).length, 'the right one stands anywhere').toBeGreaterThan(20)
  })
})

const plain = { stem: '', options: [], truth: null, accepted: [], points: [] }
const choice = (kind: 'single' | 'multiple', right: boolean[]): Content => ({
  ...{ ...plain, kind },
  options: right.map((one, n) => ({ text: `${n}`, right: one })),
})

describe('marking', () => {
  test('is never below nothing or above all; all right gives all; one wrong gives nothing', () => {
    fc.assert(
      fc.property(
        fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }).filter(all => all.includes(true)),
        fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 10 }),
        fc.integer({ min: 1, max: 20 }),
        fc.constantFrom('full', 'partial'),
        (right, given, marks, rule) => {
          const content = choice('multiple', right)
          const got = markOf(content, given, marks, rule as 'full')
          expect(got).toBeGreaterThanOrEqual(0)
          expect(got).toBeLessThanOrEqual(marks * 10)
          expect(Number.isInteger(got)).toBe(true)
          const key = right.flatMap((one, at) => (one ? [at] : []))
          expect(markOf(content, [...key, ...key], marks, rule as 'full')).toBe(marks * 10)
          const wrong = right.indexOf(false)
          if (wrong >= 0) expect(markOf(content, [...key, wrong], marks, rule as 'full')).toBe(0)
          const chosen = new Set(given)
          const hits = key.filter(at => chosen.has(at)).length
          if (hits < key.length && rule === 'full') expect(got).toBe(0)
        },
      ),
    )
    const two = choice('multiple', [true, true, true, false])
    expect([markOf(two, [0], 2, 'partial'), markOf(two, [0, 1], 2, 'partial')]).toEqual([6, 13])
    expect(markOf(two, [0, 3], 2, 'partial')).toBe(0)
    expect(markOf(two, undefined, 2, 'partial')).toBe(0)
  })

  test('single choice, true or false, words in any width and case', () => {
    const single = choice('single', [false, true])
    expect([[1], [0], [0, 1], [], true, '1'].map(given => markOf(single, given, 3, 'full'))).toEqual([
      30, 0, 0, 0, 0, 0,
    ])
    const truth: Content = { ...plain, kind: 'judgement', truth: false }
    expect([true, false, undefined].map(given => markOf(truth, given, 1, 'full'))).toEqual([0, 10, 0])
    const fill: Content = { ...plain, kind: 'fill', accepted: ['七 天', 'Gmv'] }
    expect(['七天', ' ＧＭＶ', '七', ''].map(given => markOf(fill, given, 2, 'full'))).toEqual([20, 20, 0, 0])
  })

  test('the result is the weighted share of both, between 0 and 100', () => {
    const part = (got: number, most: number, weight: number) => ({ got, most, weight })
    expect(finalScore([part(800, 1000, 60), part(300, 500, 40)])).toBe(720)
    expect(finalScore([part(455, 500, 100)])).toBe(910)
    expect(finalScore([])).toBe(0)
    fc.assert(
      fc.property(fc.nat(1000), fc.nat(1000), fc.integer({ min: 40, max: 60 }), (a, b, weight) => {
        const both = finalScore([part(a, 1000, weight), part(b, 1000, 100 - weight)])
        expect(both).toBeGreaterThanOrEqual(Math.min(a, b) - 1)
        expect(both).toBeLessThanOrEqual(Math.max(a, b) + 1)
      }),
    )
  })
})

describe('the exam clock', () => {
  const moment = fc.date({ min: new Date('2026-01-01'), max: new Date('2027-01-01'), noInvalidDate: true })
  test('is a function of what is stored: looking at it later, or elsewhere, moves nothing', () => {
    fc.assert(
      fc.property(
        moment,
        fc.integer({ min: 5, max: 300 }),
        fc.integer({ min: 1, max: 600 }),
        fc.integer({ min: 0, max: 300 }),
        fc.array(fc.integer({ min: -5, max: 40_000 }), { maxLength: 12 }),
        (begun, minutes, window, grace, looks) => {
          const closes = new Date(begun.getTime() + window * 60_000)
          const due = dueAt(begun, minutes, closes)
          expect(due.getTime() - begun.getTime()).toBe(Math.min(minutes, window) * 60_000)
          const order = { running: 0, grace: 1, over: 2 }
          let before = 0
          for (const seconds of looks.toSorted((a, b) => a - b)) {
            const now = new Date(begun.getTime() + seconds * 1_000)
            const phase = phaseOf(due, now, grace)
            expect(order[phase], 'it never goes back').toBeGreaterThanOrEqual(before)
            before = order[phase]
            expect(phase === 'over').toBe(now > lastMoment(due, grace))
            expect(minutesLeft(due, now) === 0).toBe(now >= due)
          }
        },
      ),
    )
  })

  test('the last second counts, the one after the grace does not', () => {
    const due = new Date('2026-11-24T10:00:00Z')
    const at = (seconds: number) => phaseOf(due, new Date(due.getTime() + seconds * 1_000), 30)
    expect([at(-1), at(0), at(1), at(30), at(31)]).toEqual(['running', 'running', 'grace', 'grace', 'over'])
  })
})
