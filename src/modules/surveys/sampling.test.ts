import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { allocate, apportion, drawSample, oneEach, writeFrame } from './frame.ts'
import { grouped, movable, type Placed } from './groups.ts'

const plan = {
  ...{ title: '三季度调查', first: '2026-07-01', last: '2026-09-30' },
  ...{ margin: 5, confidence: 95, least: 5, response: 60 },
}
const people = (sizes: Record<string, Record<string, number>>) =>
  Object.entries(sizes).flatMap(([service, towns]) =>
    Object.entries(towns).flatMap(([town, n]) =>
      Array.from({ length: n }, (_, at) => ({ service, town, ref: `${service}${town}${at}` })),
    ),
  )

describe('the sample', () => {
  test('of 200 people: 132 answers are needed, all 200 are asked at 60 %; of 1 000, 464', () => {
    const few = writeFrame(plan, people({ a: { x: 150, y: 40 }, b: { x: 10 } }))
    expect(drawSample(few, '1234')).toMatchObject({ needed: 132 })
    expect(drawSample(few, '1234').turns).toHaveLength(200)
    const many = writeFrame(plan, people({ a: { x: 800, y: 150 }, b: { x: 48 }, c: { x: 2 } }))
    // 278 / 0.6 = 463.33
    const drawn = drawSample(many, '1234')
    expect(drawn.turns).toHaveLength(464)
    expect(new Set(drawn.turns).size).toBe(464)
    // a: 440.8, b: 22.27, c both, by hand: c has 2 for 0.93, so a and b share 457 of what is left of their quotas.
    const of = (low: number, high: number) => drawn.turns.filter(turn => turn > low && turn <= high).length
    expect([of(0, 950), of(950, 998), of(998, 1000)]).toEqual([440, 22, 2])
    expect(of(0, 800)).toBe(371) // 440 × 800 / 950 = 370.53
  })

  test('is the same for the same list and number, and another for another', () => {
    const frame = writeFrame({ ...plan, response: 100 }, people({ a: { x: 300, y: 200 } }))
    expect(drawSample(frame, '42')).toEqual(drawSample(frame, '42'))
    expect(drawSample(frame, '42')).not.toEqual(drawSample(frame, '43'))
    expect(drawSample(frame.replace('a0 ', 'a0 '), '42').turns.slice(0, 5)).toEqual(
      drawSample(frame, '42').turns.slice(0, 5),
    )
  })

  test('largest remainder, by hand: 10 by 3 : 3 : 1 is 4 4 2', () => {
    // 4.29, 4.29, 1.43: one place is left, and 1.43 has the largest remainder.
    expect(apportion(10, [3, 3, 1])).toEqual([4, 4, 2])
    expect(apportion(10, [1, 1, 1])).toEqual([4, 3, 3])
    expect(apportion(0, [1, 2])).toEqual([0, 0])
    expect(apportion(3, [0, 0])).toEqual([0, 0])
  })

  test('for any services: sums are kept, nobody is asked who is not there, every service has its least', () => {
    const sizes = fc.array(fc.integer({ min: 1, max: 500 }), { minLength: 1, maxLength: 20 })
    fc.assert(
      fc.property(
        sizes,
        fc.integer({ min: 0, max: 3_000 }),
        fc.integer({ min: 1, max: 30 }),
        (all, wanted, least) => {
          const places = allocate(wanted, all, least)
          const base = all.map(size => Math.min(size, least))
          const sum = (list: number[]) => list.reduce((total, one) => total + one, 0)
          return (
            sum(places) === Math.max(Math.min(wanted, sum(all)), sum(base)) &&
            places.every((one, at) => one <= (all[at] as number) && one >= (base[at] as number))
          )
        },
      ),
    )
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1_000 }), sizes, (total, weights) => {
        const parts = apportion(total, weights)
        const sum = weights.reduce((a, b) => a + b, 0)
        return (
          parts.reduce((a, b) => a + b, 0) === total &&
          parts.every((part, at) => Math.abs(part - (total * (weights[at] as number)) / sum) < 1 + 1e-6)
        )
      }),
    )
  })

  test('asks everybody once, about the service that the fewest had', () => {
    const at = new Date()
    const rows = [
      ...['p', 'q', 'r'].map(person => ({ person, service: 'common', at })),
      { person: 'q', service: 'rare', at },
    ]
    expect(oneEach(rows).map(row => `${row.person} ${row.service}`)).toEqual([
      'p common',
      'q rare',
      'r common',
    ])
  })
})

describe('groups of answers', () => {
  const rowsOf = (...groups: Array<[string | null, string | null, number]>): Placed[] =>
    groups.flatMap(([service, town, n]) => Array.from({ length: n }, () => ({ service, town })))
  const counted = (rows: readonly Placed[]) =>
    [...Map.groupBy(rows, row => `${row.service}/${row.town}`)]
      .map(([key, some]) => `${key} ${some.length}`)
      .sort()

  test('four wait; five of one service move without their towns where those are fewer', () => {
    expect(movable(rowsOf(['a', 'x', 4]))).toEqual([])
    expect(counted(movable(rowsOf(['a', 'x', 5], ['a', 'y', 4], ['b', 'x', 3])))).toEqual(['a/x 5'])
    expect(counted(movable(rowsOf(['a', 'x', 3], ['a', 'y', 2], ['b', 'x', 3])))).toEqual(['a/null 5'])
  })

  test('at the end nothing under five stands alone, and nothing can be told by what it is not', () => {
    expect(grouped(rowsOf(['a', 'x', 4]))).toEqual([])
    expect(
      counted(grouped(rowsOf(['a', 'x', 6], ['a', 'y', 5], ['b', 'x', 5], ['c', 'x', 7], ['d', 'x', 2]))),
    ).toEqual([
      // d is too small, and so would be 其他 alone: b joins it. In it no town is told.
      ...['a/x 6', 'a/y 5', 'c/x 7', 'null/null 7'],
    ])
    expect(counted(grouped(rowsOf(['a', 'x', 6], ['a', 'y', 2])))).toEqual(['a/null 8'])
  })

  test('for any answers: none is lost from five on, every group has five, on every level', () => {
    const some = fc.array(
      fc.record({
        service: fc.constantFrom('a', 'b', 'c', 'd', null),
        town: fc.constantFrom('x', 'y', 'z', null),
      }),
      { maxLength: 80 },
    )
    fc.assert(
      fc.property(some, rows => {
        const out = grouped(rows)
        const sizes = (key: (row: Placed) => string) =>
          [...Map.groupBy(out, key).values()].map(one => one.length)
        return (
          out.length === (rows.length < 5 ? 0 : rows.length) &&
          sizes(row => `${row.service}`).every(n => n >= 5) &&
          sizes(row => `${row.service}/${row.town}`).every(n => n >= 5)
        )
      }),
    )
    fc.assert(
      fc.property(some, rows =>
        [...Map.groupBy(movable(rows), row => `${row.service}/${row.town}`).values()].every(
          one => one.length >= 5,
        ),
      ),
    )
  })
})
