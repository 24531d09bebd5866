import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { shuffled, streamOf } from '#platform/draw'
import { draw, nextInLine, type Pools, readPools, writePools } from './draw.ts'

/** 双随机: whatever the lists, the draw is a function of what is published, and favours nobody. */
const names = (most: number, least: number) =>
  fc
    .array(fc.string({ minLength: 1, maxLength: 12 }), { minLength: least, maxLength: most })
    .map(all => all.map((name, at) => ({ number: at + 1, name: `甲${name}` })))
const pools: fc.Arbitrary<Pools> = fc
  .record({ targets: names(30, 1), inspectors: names(12, 3), pick: fc.nat(), each: fc.nat(), near: fc.nat() })
  .map(({ targets, inspectors, pick, each, near }) => ({
    targets,
    inspectors,
    pick: 1 + (pick % targets.length),
    // At most one is kept away from a target, so that there are always enough.
    each: 2 + (each % (inspectors.length - 2)),
    avoid: [{ target: 1 + (near % targets.length), inspector: 1 + (near % inspectors.length) }],
  }))
const numbers = fc.stringMatching(/^\d{4,12}$/)
const sorted = (all: readonly number[]) => [...all].sort((a, b) => a - b)

describe('a draw', () => {
  test('from the same text and number is the same; all are in it once; nobody goes where they must not', () => {
    fc.assert(
      fc.property(pools, numbers, (lists, number) => {
        const text = writePools('年度检查', lists)
        const drawn = draw(text, number)
        expect(draw(text, number)).toEqual(drawn)
        expect(sorted(drawn.targets)).toEqual(lists.targets.map(one => one.number))
        expect(sorted(drawn.inspectors)).toEqual(lists.inspectors.map(one => one.number))
        expect(drawn.teams.map(team => team.target)).toEqual(drawn.targets.slice(0, lists.pick))
        for (const { target, inspectors } of drawn.teams) {
          expect(new Set(inspectors).size).toBe(lists.each)
          for (const inspector of inspectors) expect(lists.avoid).not.toContainEqual({ target, inspector })
        }
        // Work is shared: nobody goes much more often than another.
        const loads = lists.inspectors.map(
          ({ number }) => drawn.teams.filter(team => team.inspectors.includes(number)).length,
        )
        expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(2)
      }),
      { numRuns: 200 },
    )
  })

  test('from another number, or from lists in which one letter differs, has another seed', () => {
    fc.assert(
      fc.property(pools, numbers, (lists, number) => {
        const text = writePools('年度检查', lists)
        const { seed } = draw(text, number)
        expect(draw(text, `${number}0`).seed).not.toBe(seed)
        expect(draw(text.replace('年度检查', '年度抽查'), number).seed).not.toBe(seed)
      }),
      { numRuns: 50 },
    )
  })

  test('reads back what it published, whatever the names hold', () => {
    fc.assert(
      fc.property(pools, lists => {
        const { targets, inspectors, ...rest } = readPools(writePools('甲\n乙', lists))
        const { targets: t, inspectors: i, ...wanted } = lists
        expect(rest).toEqual(wanted)
        expect(targets.map(one => one.number)).toEqual(t.map(one => one.number))
        expect(inspectors.map(one => one.number)).toEqual(i.map(one => one.number))
      }),
      { numRuns: 100 },
    )
    expect(() => draw('', '1234')).toThrow('no list')
  })

  test('is what its description says, computed here in another way', () => {
    const text = writePools('核对', {
      pick: 2,
      each: 2,
      targets: [1, 2, 3, 4, 5].map(number => ({ number, name: `企业${number}` })),
      inspectors: [1, 2, 3].map(number => ({ number, name: `人员${number}` })),
      avoid: [],
    })
    const hex = (of: string) => createHash('sha256').update(of).digest('hex')
    const seed = `${hex(text)}:20261124`
    const block = hex(`${seed}/targets/0`)
    const order = [1, 2, 3, 4, 5]
    for (const [at, i] of [4, 3, 2, 1].entries()) {
      const j = Number.parseInt(block.slice(at * 8, at * 8 + 8), 16) % (i + 1)
      const [a, b] = [order[i] as number, order[j] as number]
      order[i] = b
      order[j] = a
    }
    const drawn = draw(text, '20261124')
    expect(drawn.seed).toBe(seed)
    expect(drawn.targets).toEqual(order)
  })
})

describe('a stream', () => {
  test('is even: each place of six goes to each of six about as often', () => {
    const counts = Array.from({ length: 6 }, () => Array<number>(6).fill(0))
    for (let n = 0; n < 6_000; n++)
      for (const [place, item] of shuffled([0, 1, 2, 3, 4, 5], streamOf(`even ${n}`)).entries())
        (counts[place] as number[])[item] = (counts[place]?.[item] ?? 0) + 1
    // Expected 1,000 each; five standard deviations are 144.
    for (const count of counts.flat()) expect(Math.abs(count - 1_000)).toBeLessThan(145)
  })

  test('leaves out what would favour small numbers', () => {
    // Of 2^32 numbers, n = 3 · 2^30 divides only the first: a quarter is left out, and none is counted twice.
    const n = 3 * 2 ** 30
    const below = streamOf('bias')
    const low = Array.from({ length: 4_000 }, () => below(n)).filter(x => x < 2 ** 30).length
    expect(low / 4_000).toBeGreaterThan(0.29)
    expect(low / 4_000).toBeLessThan(0.38)
  })
})

test('the next in line comes after the one who leaves, then from the beginning; nobody where none may', () => {
  const order = [4, 2, 5, 1, 3]
  expect(nextInLine(order, 5, () => true)).toBe(1)
  expect(nextInLine(order, 3, one => one !== 4)).toBe(2)
  expect(nextInLine(order, 3, () => false)).toBeNull()
  expect(nextInLine(order, 3, one => one === 3)).toBeNull()
})
