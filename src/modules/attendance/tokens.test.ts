import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { keysOf } from '#platform/secrets'
import { deviceMark, hallCode, isHallCode, isTicket, newDevice, nextCodeIn, ticketFor } from './tokens.ts'

/** The code on the hall screen, and what a phone gets for it. */
const keys = keysOf('a secret of at least thirty-two characters', 1)
const limits = { seconds: 20, grace: 8 }
const at = (seconds: number): Date => new Date(1_764_295_200_000 + seconds * 1_000)

describe('the code of the hall', () => {
  test('holds for its window and a few seconds of the next, and not a second longer', () => {
    const code = hallCode(keys, 'one', at(0), 20)
    expect(isHallCode(keys, 'one', code, at(19.9), limits)).toBe(true)
    expect(isHallCode(keys, 'one', code, at(27.9), limits)).toBe(true)
    expect(isHallCode(keys, 'one', code, at(28), limits)).toBe(false)
    expect(isHallCode(keys, 'one', code, at(-0.1), limits)).toBe(false)
  })

  test('what the screen shows is always taken; that of another half day or another centre never', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 86_400_000 }),
        fc.integer({ min: 10, max: 300 }),
        (ms, seconds) => {
          const now = new Date(at(0).getTime() + ms)
          const code = hallCode(keys, 'one', now, seconds)
          expect(isHallCode(keys, 'one', code, now, { seconds, grace: 0 })).toBe(true)
          expect(isHallCode(keys, 'two', code, now, { seconds, grace: 8 })).toBe(false)
          expect(
            isHallCode(keysOf('another secret of thirty-two characters', 1), 'one', code, now, limits),
          ).toBe(false)
          const wait = nextCodeIn(now, seconds)
          expect(wait).toBeGreaterThan(0)
          expect(hallCode(keys, 'one', new Date(now.getTime() + wait * 1_000), seconds)).not.toBe(code)
        },
      ),
    )
  })
})

test('a ticket is for one phone, one half day and a few minutes', () => {
  const [mine, other] = [newDevice(), newDevice()]
  const ticket = ticketFor(keys, 'one', mine, at(0))
  expect(isTicket(keys, 'one', mine, ticket, at(299), 5)).toBe(true)
  expect(isTicket(keys, 'one', mine, ticket, at(301), 5)).toBe(false)
  expect(isTicket(keys, 'one', mine, ticket, at(-1), 5)).toBe(false)
  expect(isTicket(keys, 'one', other, ticket, at(1), 5)).toBe(false)
  expect(isTicket(keys, 'two', mine, ticket, at(1), 5)).toBe(false)
  const moved = ticketFor(keys, 'one', mine, at(0)).replace(/^[^.]+/, at(250).getTime().toString(36))
  expect(isTicket(keys, 'one', mine, moved, at(301), 5)).toBe(false)
  for (const junk of ['', '.', 'x.y', `${'z'.repeat(40)}.`, '-1.abc', 'NaN'])
    expect(isTicket(keys, 'one', mine, junk, at(1), 5)).toBe(false)
  expect(deviceMark(keys, mine)).not.toContain(mine)
})
