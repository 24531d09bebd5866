import { describe, expect, test } from 'vitest'
import { afterClosing, onePhone, overlapping, type Spell, sameDevice, samePhoto } from './signals.ts'

/** What is asked about, and what is not. */
const at = (seconds: number): Date => new Date(1_764_295_200_000 + seconds * 1_000)
let n = 0
const signed = (
  person: string,
  device: string | null,
  seconds: number,
  more: Partial<Spell> = {},
): Spell => ({
  ...{ id: String(++n).padStart(3, '0'), session: 'am', enrolment: person, person, device, at: at(seconds) },
  ...{ starts_at: at(0), ends_at: at(10_800) },
  ...more,
})

describe('signals', () => {
  test('one phone within seconds for different people, in one half day', () => {
    const rows = [signed('甲', 'p', 0), signed('乙', 'p', 40), signed('丙', 'p', 95), signed('丁', 'p', 400)]
    const [found, ...more] = sameDevice(rows, 60)
    expect(more).toEqual([])
    expect(found?.records).toEqual(rows.slice(0, 3).map(one => one.id))
    expect(found?.figure).toBe(95)
    expect(sameDevice([signed('甲', 'p', 0), signed('乙', 'q', 1)], 60)).toEqual([])
    expect(sameDevice([signed('甲', null, 0), signed('乙', null, 1)], 60)).toEqual([])
    expect(sameDevice([signed('甲', 'p', 0), signed('乙', 'p', 1, { session: 'pm' })], 60)).toEqual([])
    // The same person twice is nobody else.
    expect(sameDevice([signed('甲', 'p', 0), signed('甲', 'p', 1)], 60)).toEqual([])
  })

  test('one phone for many over the whole class', () => {
    const rows = ['甲', '乙', '丙'].map((one, day) =>
      signed(one, 'p', day * 86_400, { session: `day ${day}` }),
    )
    expect(onePhone(rows, 3, 'class')).toHaveLength(1)
    expect(onePhone(rows.slice(1), 3, 'class')).toEqual([])
  })

  test('one person in two classes at a time; one after the other is none', () => {
    const here = signed('甲', null, 0)
    const there = signed('甲', null, 0, { session: 'b', starts_at: at(7_200), ends_at: at(14_400) })
    const later = signed('甲', null, 0, { session: 'c', starts_at: at(14_400), ends_at: at(20_000) })
    expect(overlapping([later, there, here]).map(one => one.records)).toEqual([[here.id, there.id]])
    expect(overlapping([here, { ...there, person: '乙' }])).toEqual([])
  })

  test('the same photo with two papers, and what was entered after closing without approval', () => {
    const papers = [
      { sheet: 'a', sha256: '1' },
      { sheet: 'a', sha256: '1' },
      { sheet: 'b', sha256: '1' },
      { sheet: 'c', sha256: '2' },
    ]
    expect(samePhoto(papers).map(one => one.records)).toEqual([['a', 'b']])
    const closes_at = at(60)
    const rows = [
      { ...signed('甲', null, 61), closes_at, late: false },
      { ...signed('乙', null, 61), closes_at, late: true },
      { ...signed('丙', null, 60), closes_at, late: false },
    ]
    expect(afterClosing(rows).map(one => one.records)).toEqual([[rows[0]?.id]])
  })
})
