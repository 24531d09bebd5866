import { expect, test } from 'vitest'
import { hashPassword, isOutdated, makePasswordsCheap, verifyPassword } from './password.ts'

const password = 'Huaining-2026'
/** Made by the version before: 2^15, once. */
const before = 'scrypt$MDEyMzQ1Njc4OWFiY2RlZg$y9J1aHQslMJ_XhAjmN9yJqRG2NURtr32N3GELK72Wb8'

test('a hash says what it cost, opens for its password only, and never twice alike', async () => {
  const hash = await hashPassword(password)
  expect(hash).toMatch(/^scrypt\$ln=15,r=8,p=3\$[\w-]{22}\$[\w-]{43}$/)
  expect(await hashPassword(password)).not.toBe(hash)
  expect(await verifyPassword(password, hash)).toBe(true)
  expect(await verifyPassword(`${password} `, hash)).toBe(false)
  expect(await verifyPassword(password, hash.replace('p=3', 'p=2')), 'what it says counts').toBe(false)
  expect(isOutdated(hash)).toBe(false)
})

test('one of before still opens, and is known as outdated', async () => {
  expect(await verifyPassword(password, before)).toBe(true)
  expect(await verifyPassword('Huaining-2025', before)).toBe(false)
  expect(isOutdated(before)).toBe(true)
})

test('where there is no hash nothing opens, not even with nothing', async () => {
  makePasswordsCheap()
  expect(await verifyPassword(password, null)).toBe(false)
  expect(await verifyPassword('', null)).toBe(false)
})
