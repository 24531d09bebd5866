import { describe, expect, test } from 'vitest'
import { type House, seatsFor, served, type Wanting } from './seats.ts'

/** Who gets what is free, strictly in order, with seats that are kept for some. */
const house = (capacity: number, kept: Record<string, number>, taken: Record<string, number>): House => ({
  capacity,
  groups: Object.entries(kept).map(([code, seats]) => ({ code, label: code, seats })),
  taken: new Map(Object.entries(taken)),
})
const line = (...wants: Array<[group: string | null, people: number]>): Wanting[] =>
  wants.map(([group_code, people], index) => ({ id: String(index + 1), group_code, people }))
const ids = (rows: readonly Wanting[]): string => rows.map(one => one.id).join(' ')

describe('seats', () => {
  test('kept for a group are had by nobody else; its people use the others once their own are gone', () => {
    const one = house(10, { coop: 4 }, { '': 6 })
    expect(seatsFor(one, null)).toBe(0)
    expect(seatsFor(one, 'coop')).toBe(4)
    expect(seatsFor(house(10, { coop: 4 }, { coop: 5 }), null)).toBe(5)
    expect(seatsFor(house(10, { coop: 4 }, { coop: 5, '': 5 }), 'coop')).toBe(0)
  })

  test('go in the order of the line', () => {
    expect(ids(served(house(5, {}, { '': 3 }), line([null, 1], [null, 1], [null, 1])))).toBe('1 2')
  })

  test('are not given past somebody who needs more than are free', () => {
    expect(ids(served(house(5, {}, { '': 4 }), line([null, 3], [null, 1])))).toBe('')
    expect(ids(served(house(5, { coop: 2 }, { '': 2 }), line(['coop', 4], [null, 1], ['coop', 1])))).toBe('')
  })

  test('that are not for the first are given to whom they are kept for', () => {
    expect(
      ids(served(house(5, { coop: 2 }, { '': 3 }), line([null, 1], ['coop', 1], [null, 1], ['coop', 2]))),
    ).toBe('2')
    expect(ids(served(house(5, { coop: 2, poor: 1 }, { '': 2 }), line(['coop', 3], ['poor', 1])))).toBe('2')
  })

  test('are for all once they were released', () => {
    expect(ids(served(house(5, {}, { '': 3, coop: 1 }), line([null, 1], ['coop', 1])))).toBe('1')
  })
})
