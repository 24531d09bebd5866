import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type Counted, figuresOf, percentText, reaches, shareOf } from './counting.ts'

/** 人次, 人数 and hours: what must hold of any class, whoever came. */
const record = fc.record({
  person: fc.constantFrom('甲', '乙', '丙', '丁', '戊'),
  present: fc.boolean(),
  late: fc.boolean(),
  hours_tenths: fc.integer({ min: 0, max: 80 }),
})
const records = fc.array(record, { maxLength: 60 })
const holds = (...args: Parameters<typeof fc.property<[Counted[], Counted[]]>>) =>
  fc.assert(fc.property(...args), { numRuns: 300 })

describe('counting', () => {
  test('two classes together: visits and hours add up, people do not count twice', () => {
    holds(records, records, (one, other) => {
      const [a, b, both] = [figuresOf(one), figuresOf(other), figuresOf([...one, ...other])]
      expect(both.visits).toBe(a.visits + b.visits)
      expect(both.late).toBe(a.late + b.late)
      expect(both.hours_tenths).toBe(a.hours_tenths + b.hours_tenths)
      expect(both.people).toBeLessThanOrEqual(a.people + b.people)
      expect(both.people).toBeGreaterThanOrEqual(Math.max(a.people, b.people))
    })
  })

  test('somebody who comes again, in whichever class, is a visit more and nobody more', () => {
    holds(records, records, (one, other) => {
      const before = figuresOf(one)
      const again = [
        ...one,
        ...one,
        ...other.filter(each => one.some(({ person, present }) => present && person === each.person)),
      ]
      expect(figuresOf(again).people).toBe(before.people)
      expect(figuresOf([...one, ...one]).visits).toBe(2 * before.visits)
    })
  })

  test('the order says nothing, and whoever was not there counts nowhere', () => {
    holds(records, records, (one, other) => {
      const absent = other.map(each => ({ ...each, present: false }))
      expect(figuresOf([...one, ...absent].reverse())).toEqual(figuresOf(one))
    })
  })

  test('never more people than visits, never more late than visits; somebody as soon as one came', () => {
    holds(records, records, one => {
      const { visits, people, late } = figuresOf(one)
      expect(people).toBeLessThanOrEqual(visits)
      expect(late).toBeLessThanOrEqual(visits)
      expect(people > 0).toBe(visits > 0)
    })
  })

  test('who was at every half day reaches every share; one more absence never helps', () => {
    fc.assert(
      fc.property(records, fc.integer({ min: 1, max: 100 }), record, (rows, percent, more) => {
        const share = shareOf(rows)
        const worse = shareOf([...rows, { ...more, present: false }])
        if (reaches(worse, percent)) expect(reaches(share, percent)).toBe(true)
        const all = shareOf(rows.map(each => ({ ...each, present: true })))
        expect(reaches(all, percent)).toBe(all.whole_tenths > 0)
      }),
    )
  })

  test('80 % of 12.5 hours is 10 hours, and 9.9 hours are not', () => {
    const whole_tenths = 125
    expect(reaches({ present_tenths: 100, whole_tenths }, 80)).toBe(true)
    expect(reaches({ present_tenths: 99, whole_tenths }, 80)).toBe(false)
    expect(percentText({ present_tenths: 7_996, whole_tenths: 10_000 })).toBe('79.9%')
    expect(reaches({ present_tenths: 0, whole_tenths: 0 }, 80)).toBe(false)
  })
})
