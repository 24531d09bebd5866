import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shownOf } from './conversion.ts'
import { monthsAfter } from './jobs.tsx'
import { digestOf, drawSample, sizeOf, writeList } from './sample.ts'

const learners = fc.uniqueArray(fc.uuid(), { minLength: 1, maxLength: 120 })
const numbers = fc.stringMatching(/^\d{16}$/)
const lists = fc
  .record({ learners, share: fc.integer({ min: 1, max: 100 }), least: fc.integer({ min: 1, max: 20 }) })
  .map(of => ({ ...of, classNumber: '2026-07', title: '助农直播实训班' }))

/** As the page says it in words, written anew by somebody who has the list and the number. */
function drawnAnew(list: string, number: string): string[] {
  const sha = (text: string) => createHash('sha256').update(text).digest()
  const ids = list
    .split('\n')
    .filter(line => line.startsWith('学员 '))
    .map(line => line.split(' ')[2] as string)
  const seed = `${sha(list).toString('hex')}:${number}/learners`
  const words: number[] = []
  let block = 0
  const below = (n: number): number => {
    for (;;) {
      if (words.length === 0) {
        const bytes = sha(`${seed}/${block++}`)
        for (let at = 0; at < 8; at++) words.push(bytes.readUInt32BE(at * 4))
      }
      const x = words.shift() as number
      if (x < 2 ** 32 - (2 ** 32 % n)) return x % n
    }
  }
  for (let i = ids.length - 1; i > 0; i--) {
    const j = below(i + 1)
    ;[ids[i], ids[j]] = [ids[j] as string, ids[i] as string]
  }
  return ids
}

describe('the sample of a spot check', () => {
  test('is the same for whoever draws it again from the list and the number', () => {
    fc.assert(
      fc.property(lists, numbers, (of, number) => {
        const list = writeList(of)
        const drawn = drawSample(list, number)
        expect(drawn).toEqual(drawnAnew(list, number).slice(0, drawn.length))
        expect(drawn.length).toBe(sizeOf(of.learners.length, of.share, of.least))
        expect(new Set(drawn).size).toBe(drawn.length)
        for (const id of drawn) expect(of.learners).toContain(id)
      }),
    )
  })

  test('is at least the share and at least the fewest, and never more than there are', () => {
    expect([
      sizeOf(60, 10, 3),
      sizeOf(61, 10, 3),
      sizeOf(12, 10, 3),
      sizeOf(2, 10, 3),
      sizeOf(5, 100, 1),
    ]).toEqual([6, 7, 3, 2, 5])
  })

  test('favours nobody: over many numbers everybody is drawn about as often', () => {
    const ids = Array.from({ length: 20 }, (_, n) => `00000000-0000-0000-0000-${String(n).padStart(12, '0')}`)
    const list = writeList({ classNumber: '2026-07', title: '班', share: 25, least: 1, learners: ids })
    const times = new Map(ids.map(id => [id, 0]))
    for (let n = 0; n < 4_000; n++)
      for (const id of drawSample(list, String(n).padStart(16, '0'))) times.set(id, (times.get(id) ?? 0) + 1)
    // 1,000 each are expected; ±6 standard deviations.
    for (const count of times.values()) expect(Math.abs(count - 1_000)).toBeLessThan(165)
  })

  test('changes with the list: who changes one letter after the fact has another digest', () => {
    const of = { classNumber: '2026-07', title: '班', share: 10, least: 1, learners: ['a'] }
    expect(digestOf(writeList(of))).not.toBe(digestOf(writeList({ ...of, title: '斑' })))
  })
})

describe('what is shown', () => {
  const counted = {
    ...{ key: 'a', label: '班', learners: 30, completed: 20, people: 19, cost_fen: 1_000_00 },
    ...{ followed: 4, unreached: 2, shops: 2, sales_fen: 500_00, employed: 1 },
  }
  test('hides what became of fewer than five, and divides by nothing that is not there', () => {
    expect(shownOf(counted, 5)).toMatchObject({ shops: null, sales: null, employed: null, completed: 20 })
    const open = shownOf({ ...counted, followed: 5 }, 5)
    expect(open).toMatchObject({ shops: 2, shopRate: 0.4, costPerShop: 500_00, salesPerYuan: 0.5 })
    expect(shownOf({ ...counted, followed: 5, cost_fen: 0, shops: 0 }, 5)).toMatchObject({
      costPerShop: null,
      salesPerYuan: null,
    })
  })

  test('months after a day end with the month where there is no such day', () => {
    expect([
      monthsAfter('2026-11-30', 3),
      monthsAfter('2026-08-31', 6),
      monthsAfter('2026-11-04', 12),
    ]).toEqual(['2027-02-28', '2027-02-28', '2027-11-04'])
    expect(monthsAfter('2027-08-31', 6)).toBe('2028-02-29')
  })
})
