import { describe, expect, test } from 'vitest'
import { openStatementNames } from './statements.ts'

describe('the name of a statement', () => {
  test('comes with its second use, and stays', () => {
    const nameOf = openStatementNames()
    expect(nameOf('select 1')).toBeUndefined()
    const name = nameOf('select 1')
    expect(name).toBeTruthy()
    expect(nameOf('select 1')).toBe(name)
  })

  test('is its own: no two texts share one', () => {
    const nameOf = openStatementNames()
    const texts = Array.from({ length: 50 }, (_, n) => `select ${n}`)
    for (const text of texts) nameOf(text)
    expect(new Set(texts.map(nameOf)).size).toBe(50)
  })

  test('is given to 400 at most; those that have one keep it', () => {
    const nameOf = openStatementNames()
    const texts = Array.from({ length: 500 }, (_, n) => `select ${n}`)
    for (let times = 0; times < 3; times++) for (const text of texts) nameOf(text)
    const names = texts.map(nameOf)
    expect(new Set(names.filter(Boolean)).size).toBe(400)
    expect(names.slice(400).some(Boolean)).toBe(false)
    expect(names[0]).toBeTruthy()
  })

  test('is not owed to texts that came once among thousands: memory of them has an end', () => {
    const nameOf = openStatementNames()
    nameOf('select 0')
    for (let n = 1; n <= 2_000; n++) nameOf(`select ${n}`)
    expect(nameOf('select 0'), 'forgotten').toBeUndefined()
    expect(nameOf('select 0')).toBeTruthy()
  })
})
