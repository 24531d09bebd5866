import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { categoryOptions } from './categories.ts'
import { certificateKinds } from './codes.ts'
import { type Criterion, criteria, type Fitted, fitOf, type Weights } from './fit.ts'
import { units } from './units.ts'

/** What fits what: the same from both sides, within bounds, and never worse for a better price. */
const today = '2026-11-24'
const day = (n: number) => new Date(Date.parse(today) + n * 86_400_000).toISOString().slice(0, 10)

const certificate = fc.record({
  kind: fc.constantFrom(...Object.keys(certificateKinds)),
  until: fc.option(fc.integer({ min: -30, max: 400 }).map(day)),
})
const price = fc.option(fc.integer({ min: 0, max: 5_000_000 }))
const posting = (kind: 'supply' | 'demand'): fc.Arbitrary<Fitted> =>
  fc.record({
    id: fc.uuid(),
    kind: fc.constant(kind),
    party_id: fc.constantFrom('a', 'b', 'c'),
    category: fc.constantFrom(...categoryOptions.slice(0, 6).map(one => one.value)),
    quantity: fc.double({ min: 0.001, max: 1e6, noNaN: true }),
    unit: fc.constantFrom(...Object.keys(units)),
    low_fen: price,
    high_fen: price,
    place: fc.option(fc.constantFrom('340822101', '340822102', '340825100', '340100', '320000', '340822')),
    months: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { maxLength: 12 }),
    certificates: fc.array(certificate, { maxLength: 4 }),
    valid_until: fc.integer({ min: -5, max: 200 }).map(day),
    barred: fc.boolean(),
  })
const weights: fc.Arbitrary<Weights> = fc.record(
  Object.fromEntries(
    (Object.keys(criteria) as Criterion[]).map(name => [name, fc.integer({ min: 0, max: 100 })]),
  ) as Record<Criterion, fc.Arbitrary<number>>,
)

const even = Object.fromEntries(Object.keys(criteria).map(name => [name, 10])) as Weights
const tea: Fitted = {
  ...{ id: '1', kind: 'supply', party_id: 'a', category: 'tea.green', quantity: 1, unit: 'ton' },
  ...{ low_fen: 6000, high_fen: 8000, place: '340822101', months: [4, 5], certificates: [] },
  ...{ valid_until: day(90), barred: false },
}
const wanted: Fitted = {
  ...tea,
  id: '2',
  kind: 'demand',
  party_id: 'b',
  quantity: 2000,
  unit: 'jin',
  low_fen: null,
}

describe('how well two postings fit', () => {
  test('is the same from both sides, and between 0 and 100', () => {
    fc.assert(
      fc.property(posting('supply'), posting('demand'), weights, (supply, demand, by) => {
        const fit = fitOf(supply, demand, by, today)
        expect(fitOf(demand, supply, by, today)).toEqual(fit)
        if (!fit) return
        expect(fit.score).toBeGreaterThanOrEqual(0)
        expect(fit.score).toBeLessThanOrEqual(100)
        expect(Number.isInteger(fit.score)).toBe(true)
        for (const reason of fit.reasons) expect(reason.words).not.toBe('')
      }),
      { numRuns: 500 },
    )
  })

  test('is never less for a better price: asked for less, or offered more', () => {
    fc.assert(
      fc.property(
        posting('supply'),
        posting('demand'),
        weights,
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 0, max: 5_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (supply, demand, by, asked, offered, better) => {
          const apart = { party_id: 'x', barred: false }
          const seller = { ...supply, low_fen: asked + better, high_fen: null }
          const buyer = { ...demand, ...apart, low_fen: null, high_fen: offered }
          const before = fitOf(seller, buyer, by, today)?.score ?? 0
          expect(fitOf({ ...seller, low_fen: asked }, buyer, by, today)?.score ?? 0).toBeGreaterThanOrEqual(
            before,
          )
          const richer = { ...buyer, high_fen: offered + better }
          expect(fitOf(seller, richer, by, today)?.score ?? 0).toBeGreaterThanOrEqual(before)
        },
      ),
      { numRuns: 500 },
    )
  })

  test('is nothing within one party, for who is barred, between families, and after the validity', () => {
    expect(fitOf(tea, wanted, even, today)?.score).toBe(100)
    for (const change of [
      { party_id: 'a' },
      { barred: true },
      { category: 'fruit.pear' },
      { valid_until: day(-1) },
      { kind: 'supply' },
    ])
      expect(fitOf(tea, { ...wanted, ...change }, even, today), JSON.stringify(change)).toBeNull()
  })

  test('compares 斤, 公斤 and 吨, in quantity and price', () => {
    const words = (one: Fitted, other: Fitted, criterion: Criterion) =>
      fitOf(one, other, even, today)?.reasons.find(reason => reason.criterion === criterion)?.words
    expect(words(tea, wanted, 'quantity'), '2,000 斤 are a ton').toBe('数量能满足')
    expect(words(tea, { ...wanted, quantity: 4000 }, 'quantity')).toBe('能满足需要的 50%')
    const perTon = { ...tea, low_fen: 1_200_000, high_fen: null }
    expect(words(perTon, { ...wanted, high_fen: 600 }, 'price'), '12,000 a ton is 6 a 斤').toBe(
      '价格范围有重合',
    )
    expect(words(perTon, { ...wanted, high_fen: 500 }, 'price')).toBe('要价高出 20%')
    expect(words(tea, { ...wanted, unit: 'trip' }, 'price')).toContain('请面谈')
  })

  test('counts a certificate only while it is valid, and says which one is missing', () => {
    const asks = {
      ...wanted,
      certificates: [
        { kind: 'organic', until: null },
        { kind: 'sc', until: null },
      ],
    }
    const holds = {
      ...tea,
      certificates: [
        { kind: 'organic', until: day(-1) },
        { kind: 'sc', until: day(5) },
      ],
    }
    const reason = fitOf(holds, asks, even, today)?.reasons.find(one => one.criterion === 'certificates')
    expect(reason).toMatchObject({ share: 0.5, words: '缺有机产品' })
  })
})
