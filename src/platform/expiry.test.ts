import { expect, test } from 'vitest'
import { warningDue } from './expiry.ts'

const today = '2026-11-24'

test('warns 60, 30 and 7 days before the last day, each once', () => {
  expect(warningDue('2027-01-24', today, null), '61 days').toBeNull()
  expect(warningDue('2027-01-23', today, null)).toBe(60)
  expect(warningDue('2027-01-23', today, 60)).toBeNull()
  expect(warningDue('2026-12-24', today, 60)).toBe(30)
  expect(warningDue('2026-12-01', today, 30)).toBe(7)
  expect(warningDue('2026-11-24', today, 7), 'on the last day').toBeNull()
})

test('makes up for missed ones with the latest only, and is silent once it is over', () => {
  expect(warningDue('2026-11-28', today, null)).toBe(7)
  expect(warningDue('2026-11-23', today, null)).toBeNull()
})
