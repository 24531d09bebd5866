import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { isFew } from '../suppression.ts'
import { type Cell, type Sum, suppressSums } from './sums.ts'

/** 5.6.2 What few reported is not shown, and cannot be computed from what is. */
const least = 3
const town = (key: string, value: number, reporters: number): Cell => ({ key, value, reporters, open: true })
const county = (parts: readonly Cell[]): Cell => ({
  ...{ key: 'county', value: parts.reduce((sum, one) => sum + one.value, 0), open: true },
  reporters: parts.reduce((sum, one) => sum + (one.reporters ?? 0), 0),
})
const hiddenOf = (parts: Cell[]) =>
  [
    ...suppressSums(
      [...parts, county(parts)],
      [{ whole: 'county', parts: parts.map(one => one.key) }],
      least,
    ),
  ].sort()

describe('by hand', () => {
  test('nobody is few: everything is shown', () => {
    expect(hiddenOf([town('a', 10, 3), town('b', 20, 5)])).toEqual([])
  })
  test('one town of two firms: the smallest other goes with it', () => {
    expect(hiddenOf([town('a', 10, 2), town('b', 50, 4), town('c', 20, 6)])).toEqual(['a', 'c'])
  })
  test('two towns of one firm each: what both leave over is of two, so a third goes', () => {
    expect(hiddenOf([town('a', 10, 1), town('b', 9, 1), town('c', 70, 9), town('d', 60, 8)])).toEqual([
      'a',
      'b',
      'd',
    ])
  })
  test('three of one each leave over three', () => {
    expect(hiddenOf([town('a', 10, 1), town('b', 9, 1), town('c', 7, 1), town('d', 60, 8)])).toEqual([
      'a',
      'b',
      'c',
    ])
  })
  test('a county of two firms is not shown at all', () => {
    expect(hiddenOf([town('a', 10, 1), town('b', 9, 1)])).toEqual(['a', 'b', 'county'])
  })
  test('zeroes hide nothing', () => {
    expect(hiddenOf([town('a', 10, 2), town('b', 0, 5), town('c', 20, 6)])).toEqual(['a', 'c'])
  })
  test('goods and services of one town: neither leads to the other by their sum', () => {
    const cells = [
      ...[town('goods a', 10, 2), town('services a', 30, 4), town('all a', 40, 6)],
      ...[town('goods b', 50, 5), town('services b', 60, 6), town('all b', 110, 8)],
      ...[town('goods', 60, 7), town('services', 90, 10), town('all', 150, 14)],
    ]
    const sums = [
      ...['', ' a', ' b'].map(of => ({ whole: `all${of}`, parts: [`goods${of}`, `services${of}`] })),
      ...['goods', 'services', 'all'].map(of => ({ whole: of, parts: [`${of} a`, `${of} b`] })),
    ]
    const hidden = suppressSums(cells, sums, least)
    expect(hidden.has('goods a')).toBe(true)
    expect(isDetermined('goods a', hidden, sums)).toBe(false)
  })
})

/** Rank over the rationals, without fractions (Bareiss), as somebody would do who wants to know. */
function rank(given: bigint[][]): number {
  const rows = given.map(row => [...row])
  let top = 0
  let last = 1n
  for (let column = 0; column < (rows[0]?.length ?? 0) && top < rows.length; column++) {
    const pivot = rows.findIndex((row, at) => at >= top && row[column] !== 0n)
    if (pivot < 0) continue
    const chosen = rows[pivot] as bigint[]
    rows[pivot] = rows[top] as bigint[]
    rows[top] = chosen
    for (let at = top + 1; at < rows.length; at++) {
      const row = rows[at] as bigint[]
      const factor = row[column] as bigint
      rows[at] = row.map((n, i) => (n * (chosen[column] as bigint) - factor * (chosen[i] as bigint)) / last)
    }
    last = chosen[column] as bigint
    top++
  }
  return top
}

/** A hidden figure is determined exactly where leaving it out lowers the rank. */
function isDetermined(key: string, hidden: ReadonlySet<string>, sums: readonly Sum[]): boolean {
  const matrix = (keys: string[]) =>
    sums.map(({ whole, parts }) => keys.map(one => (one === whole ? 1n : parts.includes(one) ? -1n : 0n)))
  const all = [...hidden]
  return rank(matrix(all)) > rank(matrix(all.filter(one => one !== key)))
}

describe('whatever was reported', () => {
  const cell = fc.record({
    value: fc.integer({ min: 0, max: 60 }),
    reporters: fc.integer({ min: 0, max: 6 }),
    open: fc.boolean(),
  })
  // Goods and services by town, with both kinds of sums.
  const table = fc.array(fc.tuple(cell, cell), { minLength: 1, maxLength: 7 })
  const build = (rows: ReadonlyArray<readonly [Omit<Cell, 'key'>, Omit<Cell, 'key'>]>) => {
    const add = (key: string, parts: readonly Cell[]): Cell => ({ ...county(parts), key })
    const goods = rows.map(([one], at) => ({ ...one, key: `goods ${at}` }))
    const services = rows.map(([, one], at) => ({ ...one, key: `services ${at}` }))
    const both = rows.map((_, at) => add(`all ${at}`, [goods[at] as Cell, services[at] as Cell]))
    const wholes = [add('goods', goods), add('services', services), add('all', both)]
    const sums: Sum[] = [
      ...rows.map((_, at) => ({ whole: `all ${at}`, parts: [`goods ${at}`, `services ${at}`] })),
      { whole: 'all', parts: ['goods', 'services'] },
      ...['goods', 'services', 'all'].map(of => ({ whole: of, parts: rows.map((_, at) => `${of} ${at}`) })),
    ]
    return { cells: [...goods, ...services, ...both, ...wholes], sums }
  }

  test('no figure of few is shown, and none can be computed from the others and the totals', () => {
    fc.assert(
      fc.property(table, rows => {
        const { cells, sums } = build(rows)
        const hidden = suppressSums(cells, sums, least)
        for (const one of cells.filter(each => isFew(each.reporters, least))) {
          expect(hidden.has(one.key), one.key).toBe(true)
          expect(isDetermined(one.key, hidden, sums), `${one.key} is told`).toBe(false)
        }
        for (const one of cells.filter(each => !each.open)) expect(hidden.has(one.key)).toBe(true)
      }),
      { numRuns: 500 },
    )
  })

  test('what a sum leaves over is of enough', () => {
    fc.assert(
      fc.property(table, rows => {
        const { cells, sums } = build(rows)
        const hidden = suppressSums(cells, sums, least)
        const by = new Map(cells.map(one => [one.key, one]))
        for (const { parts } of sums.filter(one => !hidden.has(one.whole))) {
          const left = parts.filter(part => hidden.has(part)).map(part => by.get(part) as Cell)
          if (!left.some(one => isFew(one.reporters, least))) continue
          expect(left.reduce((sum, one) => sum + (one.reporters ?? 0), 0)).toBeGreaterThanOrEqual(least)
        }
      }),
      { numRuns: 500 },
    )
  })
})
