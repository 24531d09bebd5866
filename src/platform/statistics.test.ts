import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { meanInterval, momentsOf, sampleSize, tQuantile, welch, wilson, zQuantile } from './statistics.ts'

/** Against tables and cases that were worked out by hand. */
describe('statistics', () => {
  test('quantiles as in the tables of textbooks', () => {
    expect(zQuantile(0.95)).toBeCloseTo(1.959964, 6)
    expect(zQuantile(0.9)).toBeCloseTo(1.644854, 6)
    expect(zQuantile(0.99)).toBeCloseTo(2.575829, 6)
    expect(tQuantile(1, 0.95)).toBeCloseTo(12.7062, 4)
    expect(tQuantile(4, 0.95)).toBeCloseTo(2.776445, 5)
    expect(tQuantile(9, 0.9)).toBeCloseTo(1.833113, 5)
    expect(tQuantile(30, 0.99)).toBeCloseTo(2.749996, 5)
    expect(tQuantile(1_000_000, 0.95)).toBeCloseTo(1.959966, 5)
  })

  test('the mean of 5 4 4 3 5: 4.2, s² = 0.7, ± 2.776445 × √(0.7 / 5)', () => {
    const interval = meanInterval(momentsOf([5, 4, 4, 3, 5]), 0.95)
    expect(interval?.value).toBeCloseTo(4.2, 12)
    expect(interval?.low).toBeCloseTo(4.2 - 1.038851, 5)
    expect(interval?.high).toBeCloseTo(4.2 + 1.038851, 5)
    expect(meanInterval(momentsOf([5]), 0.95)).toBeNull()
  })

  test("Wilson's interval of 8 in 10: 0.4902 to 0.9433; of 0 in 10 it is not a point", () => {
    expect(wilson(8, 10, 0.95)?.low).toBeCloseTo(0.4902, 4)
    expect(wilson(8, 10, 0.95)?.high).toBeCloseTo(0.9433, 4)
    expect(wilson(0, 10, 0.95)).toMatchObject({ value: 0, low: 0 })
    expect(wilson(0, 10, 0.95)?.high).toBeCloseTo(0.2775, 4)
    expect(wilson(0, 0, 0.95)).toBeNull()
  })

  test('sizes for 5 % at 95 %: 385 of very many, 278 of 1 000, 80 of 100, all of 5', () => {
    expect(sampleSize(100_000_000, 0.05, 0.95)).toBe(385)
    expect(sampleSize(1_000, 0.05, 0.95)).toBe(278)
    expect(sampleSize(100, 0.05, 0.95)).toBe(80)
    expect(sampleSize(5, 0.05, 0.95)).toBe(5)
    expect(sampleSize(0, 0.05, 0.95)).toBe(0)
  })

  test("Welch's test of 5 5 4 5 4 and 3 4 3 2 4: t = 3.13, df = 6.9, p ≈ 0.017", () => {
    // Means 4.6 and 3.2; variances 0.3 and 0.7; t = 1.4 / √0.2 = 3.1305, df = 0.04 / (0.0036 / 4 + 0.0196 / 4) = 6.8966.
    const found = welch(momentsOf([5, 5, 4, 5, 4]), momentsOf([3, 4, 3, 2, 4]))
    expect(found?.t).toBeCloseTo(3.1305, 4)
    expect(found?.df).toBeCloseTo(6.8966, 4)
    expect(found?.p).toBeGreaterThan(0.016)
    expect(found?.p).toBeLessThan(0.018)
    expect(welch(momentsOf([4, 4, 4]), momentsOf([4, 4, 4]))?.p).toBe(1)
    expect(welch(momentsOf([4]), momentsOf([4, 4, 4]))).toBeNull()
  })

  test('an interval holds its value, grows with confidence and stays a share', () => {
    const marks = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 2, maxLength: 60 })
    fc.assert(
      fc.property(marks, values => {
        const [narrow, wide] = [0.9, 0.99].map(one => meanInterval(momentsOf(values), one))
        if (!narrow || !wide) return false
        return (
          wide.low <= narrow.low + 1e-9 &&
          narrow.low <= narrow.value + 1e-9 &&
          narrow.value <= narrow.high + 1e-9 &&
          narrow.high <= wide.high + 1e-9
        )
      }),
    )
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 5_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (n, share) => {
          const hits = Math.floor(n * share)
          const found = wilson(hits, n, 0.95)
          return (
            found !== null &&
            found.low >= 0 &&
            found.high <= 1 &&
            found.low <= hits / n + 1e-12 &&
            found.high >= hits / n - 1e-12
          )
        },
      ),
    )
  })

  test('the wanted margin is kept by the size that is computed for it, and by no smaller one', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 200_000 }),
        fc.constantFrom(0.03, 0.05, 0.1),
        (people, margin) => {
          const n = sampleSize(people, margin, 0.95)
          const half = (size: number) =>
            1.959963985 * Math.sqrt((0.25 / size) * ((people - size) / (people - 1)))
          return (
            n <= people &&
            (n === people || half(n) <= margin + 1e-9) &&
            (n === 1 || half(n - 1) > margin - 1e-9)
          )
        },
      ),
    )
  })
})
