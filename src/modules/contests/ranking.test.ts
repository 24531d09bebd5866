import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assigned } from './assigning.ts'
import {
  advancing,
  allotted,
  finalRanking,
  placesFor,
  type Rule,
  type Score,
  standings,
  tiesIn,
  totalOf,
} from './ranking.ts'

/** Every judge gives every entry marks by some criteria; sometimes only few values, so that there are ties. */
const weightsOf = (n: number): fc.Arbitrary<number[]> =>
  fc.array(fc.integer({ min: 1, max: 9 }), { minLength: n, maxLength: n }).map(parts => {
    const sum = parts.reduce((all, x) => all + x, 0)
    const weights = parts.map(x => Math.max(1, Math.floor((100 * x) / sum)))
    weights[0] = (weights[0] ?? 0) + 100 - weights.reduce((all, x) => all + x, 0)
    return weights
  })
const round = (judges = { min: 1, max: 7 }) =>
  fc
    .record({
      entries: fc.integer({ min: 1, max: 8 }),
      judges: fc.integer(judges),
      criteria: fc.integer({ min: 1, max: 4 }),
      // Away from both ends, so that a scale can be shifted.
      mark: fc.constantFrom(fc.integer({ min: 20, max: 80 }), fc.constantFrom(50, 60)),
    })
    .chain(({ entries, judges, criteria, mark }) =>
      fc.record({
        weights: weightsOf(criteria),
        scores: fc
          .array(fc.array(mark, { minLength: criteria, maxLength: criteria }), {
            minLength: entries * judges,
            maxLength: entries * judges,
          })
          .map(all =>
            all.map(
              (marks, at): Score => ({
                entry: 1 + (at % entries),
                judge: 1 + Math.floor(at / entries),
                marks,
              }),
            ),
          ),
      }),
    )
const rules = fc.constantFrom<Rule>('mean', 'trimmed', 'zscore')
const ranks = (rows: ReadonlyArray<{ entry: number; rank: number }>) =>
  Object.fromEntries(rows.map(row => [row.entry, row.rank]))

describe('a ranking', () => {
  test('is the same in whatever order the sheets come, and however judges are numbered', () => {
    fc.assert(
      fc.property(
        round(),
        rules,
        fc.array(fc.nat(), { minLength: 60, maxLength: 60 }),
        ({ weights, scores }, rule, keys) => {
          const mixed = scores
            .map((score, at) => ({ key: keys[at % 60] ?? 0, score: { ...score, judge: 90 - score.judge } }))
            .sort((a, b) => a.key - b.key)
            .map(one => one.score)
          const plain = standings({ weights, scores, votes: [] }, rule, 'shared')
          expect(standings({ weights, scores: mixed, votes: [] }, rule, 'shared')).toEqual(plain)
        },
      ),
    )
  })

  test('does not depend on the numbers of the entries', () => {
    fc.assert(
      fc.property(round(), rules, ({ weights, scores }, rule) => {
        const other = scores.map(score => ({ ...score, entry: 100 - score.entry }))
        const plain = ranks(standings({ weights, scores, votes: [] }, rule, 'shared'))
        const turned = ranks(standings({ weights, scores: other, votes: [] }, rule, 'shared'))
        for (const [entry, rank] of Object.entries(plain)) expect(turned[100 - Number(entry)]).toBe(rank)
      }),
    )
  })

  test('by z-scores stays as it is where one judge is stricter by the same on every criterion', () => {
    fc.assert(
      fc.property(round(), fc.integer({ min: -20, max: 20 }), ({ weights, scores }, shift) => {
        const stricter = scores.map(score =>
          score.judge === 1 ? { ...score, marks: score.marks.map(mark => mark + shift) } : score,
        )
        const [plain, shifted] = [scores, stricter].map(all =>
          standings({ weights, scores: all, votes: [] }, 'zscore', 'shared'),
        )
        expect(shifted?.map(row => [row.entry, row.zscore, row.rank])).toEqual(
          plain?.map(row => [row.entry, row.zscore, row.rank]),
        )
      }),
    )
  })

  test('keeps every figure within what the judges gave; trimmed drops one of each end from five on', () => {
    fc.assert(
      fc.property(round(), ({ weights, scores }) => {
        for (const row of standings({ weights, scores, votes: [] }, 'mean', 'shared')) {
          const totals = scores
            .filter(one => one.entry === row.entry)
            .map(one => totalOf(weights, one.marks) * 1_000)
            .sort((a, b) => a - b)
          const [low, high] = [totals[0] as number, totals.at(-1) as number]
          for (const figure of [row.mean, row.trimmed]) {
            expect(figure).toBeGreaterThanOrEqual(low)
            expect(figure).toBeLessThanOrEqual(high)
          }
          if (totals.length < 5) expect(row.trimmed).toBe(row.mean)
          else {
            expect(row.trimmed).toBeGreaterThanOrEqual(totals[1] as number)
            expect(row.trimmed).toBeLessThanOrEqual(totals.at(-2) as number)
          }
        }
      }),
    )
  })

  test('goes down as ranks go up, leaves out no place, and a better mark never makes it worse', () => {
    fc.assert(
      fc.property(
        round(),
        fc.constantFrom<Rule>('mean', 'trimmed'),
        fc.nat(),
        ({ weights, scores }, rule, pick) => {
          const rows = standings({ weights, scores, votes: [] }, rule, 'shared')
          for (const [at, row] of rows.entries()) {
            const before = rows[at - 1]
            expect(row.rank === at + 1 || row.rank === before?.rank).toBe(true)
            if (before) expect(before.value).toBeGreaterThanOrEqual(row.value)
          }
          const chosen = scores[pick % scores.length] as Score
          const better = scores.map(one =>
            one === chosen ? { ...one, marks: one.marks.map(mark => mark + 5) } : one,
          )
          const after = ranks(standings({ weights, scores: better, votes: [] }, rule, 'shared'))
          expect(after[chosen.entry]).toBeLessThanOrEqual(ranks(rows)[chosen.entry] as number)
        },
      ),
    )
  })

  test('breaks ties by the criteria in their order, then as the panel voted, then not at all', () => {
    const score = (entry: number, marks: number[]): Score => ({ entry, judge: 1, marks })
    const scores = [score(1, [80, 60]), score(2, [60, 80]), score(3, [60, 80]), score(4, [10, 10])]
    const round = { weights: [50, 50], scores, votes: [[3, 2]] }
    expect(ranks(standings(round, 'mean', 'shared'))).toEqual({ 1: 1, 2: 2, 3: 2, 4: 4 })
    expect(tiesIn(standings(round, 'mean', 'shared'))).toEqual([[2, 3]])
    expect(ranks(standings(round, 'mean', 'vote'))).toEqual({ 1: 1, 3: 2, 2: 3, 4: 4 })
    expect(
      [...advancing(standings(round, 'mean', 'shared'), 2)],
      'who shares the last place goes on',
    ).toEqual([1, 2, 3])
  })

  test('z-scores see through a judge who gives everything high', () => {
    const given = (judge: number, marks: number[]): Score[] =>
      marks.map((mark, at) => ({ entry: at + 1, judge, marks: [mark] }))
    const scores = [...given(1, [90, 80, 70]), ...given(2, [60, 50, 40]), ...given(3, [99, 99, 99])]
    const rows = standings({ weights: [100], scores, votes: [] }, 'zscore', 'shared')
    expect(rows.map(row => [row.entry, row.zscore])).toEqual([
      [1, 816_497],
      [2, 0],
      [3, -816_497],
    ])
  })
})

test('a share is rounded up, a number is never above how many there are', () => {
  expect([placesFor('share', 50, 5), placesFor('count', 8, 5), placesFor('all', 1, 5)]).toEqual([3, 5, 5])
})

test('the final ranking weighs rounds, and a later round stands before an earlier one', () => {
  const row = (entry: number, value: number) => ({
    ...{ entry, value, mean: value, trimmed: value, zscore: 0, criteria: [value], rank: 0 },
  })
  const rounds = [
    { weight: 40, standings: [row(1, 900), row(2, 800), row(3, 950)] },
    { weight: 60, standings: [row(1, 700), row(2, 790)] },
  ]
  expect(finalRanking(rounds, [])).toEqual([
    { entry: 2, reached: 2, value: 794, rank: 1 },
    { entry: 1, reached: 2, value: 780, rank: 2 },
    { entry: 3, reached: 1, value: 380, rank: 3 },
  ])
  expect(finalRanking(rounds, [], new Set([2])).map(one => one.entry)).toEqual([1, 3])
})

describe('prizes', () => {
  const prizes = [
    { name: '一等奖', places: 1, amount_fen: 10_000_00 },
    { name: '二等奖', places: 2, amount_fen: 5_000_01 },
  ]
  test('who shares a rank shares what its places bring', () => {
    const final = [1, 1, 3, 4].map((rank, at) => ({ entry: at + 1, rank }))
    expect(allotted(final, prizes)).toEqual([
      { entry: 1, name: '一等奖', amount_fen: 7_500_00 },
      { entry: 2, name: '一等奖', amount_fen: 7_500_00 },
      { entry: 3, name: '二等奖', amount_fen: 5_000_01 },
    ])
  })
  test('are never more than was set aside, however many share a rank', () => {
    fc.assert(
      fc.property(
        round(),
        fc.array(fc.record({ places: fc.integer({ min: 1, max: 4 }), amount_fen: fc.nat(9_999_99) }), {
          maxLength: 4,
        }),
        ({ weights, scores }, some) => {
          const list = some.map((one, at) => ({ ...one, name: `第 ${at} 等` }))
          const given = allotted(standings({ weights, scores, votes: [] }, 'mean', 'shared'), list)
          const sum = given.reduce((all, one) => all + one.amount_fen, 0)
          expect(sum).toBeLessThanOrEqual(list.reduce((all, one) => all + one.places * one.amount_fen, 0))
        },
      ),
    )
  })
})

describe('assignment', () => {
  const names = (n: number, of: string) => Array.from({ length: n }, (_, at) => `${of}${at}`)
  test('gives every entry its judges, nobody twice, nobody where they stand aside, and shares the work', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 9 }),
        fc.integer({ min: 1, max: 5 }),
        fc.array(fc.tuple(fc.nat(19), fc.nat(8)), { maxLength: 12 }),
        (n, m, each, aside) => {
          const [entries, judges] = [names(n, '作'), names(m, '评')]
          const apart = ({ entry, judge }: { entry: string; judge: string }) =>
            aside.some(([e, j]) => entry === `作${e}` && judge === `评${j}`)
          const { pairs, missing } = assigned(entries, judges, each, { apart })
          for (const entry of entries) {
            const own = pairs.filter(pair => pair.entry === entry).map(pair => pair.judge)
            const may = judges.filter(judge => !apart({ entry, judge })).length
            expect(new Set(own).size).toBe(own.length)
            expect(own.length).toBe(Math.min(each, may))
            expect(missing.get(entry) ?? 0).toBe(Math.max(0, each - may))
          }
          expect(pairs.some(apart)).toBe(false)
          if (aside.length === 0) {
            const loads = judges.map(judge => pairs.filter(pair => pair.judge === judge).length)
            expect(Math.max(...loads) - Math.min(...loads)).toBeLessThanOrEqual(1)
          }
        },
      ),
    )
  })
  test('fills up what is missing and leaves the rest as it was', () => {
    const has = [
      { entry: '甲', judge: '一' },
      { entry: '乙', judge: '二' },
    ]
    const { pairs } = assigned(['甲', '乙'], ['一', '二', '三'], 2, { apart: () => false, has })
    expect(pairs).toEqual([
      { entry: '甲', judge: '三' },
      { entry: '乙', judge: '一' },
    ])
  })
})
