import { describe, expect, test } from 'vitest'
import { anomaliesOf, deviation, type Point } from './analysis.ts'
import { changeWords, inUnit, plain, words } from './words.ts'

/** 5.6.2 Comparison and anomalies, computed by hand. */
const rules = { change: 30, deviations: 2, periods: 4 }
const point = (
  value: number | null,
  before: number | null = null,
  yearBefore: number | null = null,
): Point => ({
  ...{ period: 'p', value, before, yearBefore },
})

describe('the usual', () => {
  test('of 2, 4, 4, 4, 5, 5, 7, 9 the mean is 5 and the deviation of the sample √(32 ÷ 7)', () => {
    expect(deviation(5, [2, 4, 4, 4, 5, 5, 7, 9])).toBe(0)
    expect(deviation(10, [2, 4, 4, 4, 5, 5, 7, 9])).toBeCloseTo(5 / Math.sqrt(32 / 7), 12)
  })
  test('of one, or of all alike, nothing can be said', () => {
    expect(deviation(5, [4])).toBeNull()
    expect(deviation(5, [4, 4, 4])).toBeNull()
  })
})

describe('anomalies', () => {
  const rulesOf = (points: Point[]) => anomaliesOf(points, rules).map(one => one.rule)
  test('exactly 30 % is no anomaly; more is, up or down', () => {
    expect(rulesOf([point(130, 100)])).toEqual([])
    expect(rulesOf([point(131, 100)])).toEqual(['before'])
    expect(rulesOf([point(69, null, 100)])).toEqual(['yearBefore'])
    expect(anomaliesOf([point(131, 100)], rules)[0]?.says).toBe('比上期增加 31%，超过 30%')
  })
  test('after nothing, or without anything to compare, nothing is told', () => {
    expect(rulesOf([point(50, 0), point(50), point(null, 100)])).toEqual([])
  })
  test('mean 10, deviation 2: 14 is at the edge, 15 beyond', () => {
    const usual = [8, 12, 8, 12].map(value => point(value))
    // Deviation of the sample: √(16 ÷ 3) = 2.309…; the edge lies at 14.618…
    expect(rulesOf([...usual, point(14)])).toEqual([])
    expect(rulesOf([...usual, point(15)])).toEqual(['deviation'])
  })
  test('with less than half of the periods the rule is silent', () => {
    expect(rulesOf([point(8), point(99)])).toEqual([])
    expect(rulesOf([point(8), point(9), point(99)])).toEqual(['deviation'])
  })
})

describe('words', () => {
  test('are rounded here and nowhere before', () => {
    expect(words('count', '件', 1204)).toBe('1,204 件')
    expect(words('fen', '元', 123)).toBe('1.23 元')
    expect(words('fen', '元', 350_216_000)).toBe('350.22 万元')
    expect(words('tenths', '人学时', 125)).toBe('12.5 人学时')
    expect(words('permille', '%', plain({ value: 2, base: 3 }))).toBe('66.7%')
    expect(inUnit('fen', 123)).toBe(1.23)
  })
  test('of rates the change is in percentage points', () => {
    expect(changeWords('permille', 985, 970)).toBe('+1.5 个百分点')
    expect(changeWords('count', 112, 100)).toBe('+12%')
    expect(changeWords('count', 88, 100)).toBe('-12%')
    expect(changeWords('count', 5, 0)).toBe('原为零')
    expect(changeWords('count', 5, 5)).toBe('持平')
    expect(changeWords('count', 5, null)).toBe('')
  })
})
