import { expect, test } from 'vitest'
import { divided } from './shares.ts'

/** Numbers that look random and are the same every time. */
function numbers(seed: number): (below: number) => number {
  let state = seed
  return below => {
    state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
    return (state >>> 8) % below
  }
}

test('for any price and any shares the parts add up exactly, and none is negative', () => {
  const next = numbers(5_601)
  for (let round = 0; round < 5_000; round++) {
    const shares = Array.from({ length: 1 + next(8) }, () => next(101))
    const price = next(2) === 0 ? next(500) : next(16_000_000) * 1_000 + next(1_000)
    const parts = divided(price, shares)
    expect(
      parts.reduce((sum, one) => sum + one, 0),
      `${price} by ${shares}`,
    ).toBe(price)
    expect(Math.min(...parts), `${price} by ${shares}`).toBeGreaterThanOrEqual(0)
    const sum = shares.reduce((all, one) => all + one, 0)
    if (sum > 0)
      for (const [at, part] of parts.entries())
        expect(Math.abs(part - (price * (shares[at] as number)) / sum)).toBeLessThanOrEqual(1.001)
  }
})

test('what is left goes to the largest remainders', () => {
  expect(divided(100, [1, 1, 1])).toEqual([34, 33, 33])
  expect(divided(500_001, [20, 40, 40])).toEqual([100_000, 200_001, 200_000])
  expect(divided(0, [30, 70])).toEqual([0, 0])
  expect(divided(7, [0, 0])).toEqual([0, 7])
  expect(divided(7, [])).toEqual([])
})
