import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { asked, type Condition, conditionGroups, type Group } from './conditions.ts'
import type { FactCode, FactValue, Known } from './dictionary.ts'
import { evaluate, fullYears, holds } from './evaluate.ts'

/** 5.1 Whether a policy fits: three answers, each true. */
const today = '2026-11-24'
const one = (
  fact: FactCode,
  operator: Condition['operator'],
  ...values: Array<string | number>
): Condition => ({
  fact,
  operator,
  values,
})
const need = (how: Group['need'], ...conditions: Condition[]): Group => ({ need: how, conditions })

describe('an answer', () => {
  const shop = need('all', one('online_shop', 'yes'), one('online_sales', 'at_least', 500_000_00))
  test('is yes, no, or asks for what is missing', () => {
    expect(evaluate([shop], { online_shop: true, online_sales: 500_000_00 }, today).verdict).toBe('yes')
    expect(evaluate([shop], { online_shop: true, online_sales: 499_999_99 }, today).verdict).toBe('no')
    const open = evaluate([shop], { online_shop: true }, today)
    expect(open).toMatchObject({ verdict: 'unknown', missing: ['online_sales'] })
  })

  test('is no as soon as one thing fails: nothing more is asked', () => {
    expect(evaluate([shop], { online_shop: false }, today)).toMatchObject({ verdict: 'no', missing: [] })
  })

  test('alternatives are enough once', () => {
    const any = need('any', one('returned', 'yes'), one('veteran', 'yes'))
    expect(evaluate([any], { veteran: true }, today).verdict).toBe('yes')
    expect(evaluate([any], { veteran: false }, today)).toMatchObject({ missing: ['returned'] })
  })

  test('what excludes itself, and what is true whatever one says, is never asked', () => {
    const never = [need('all', one('parcels', 'at_least', 10), one('parcels', 'at_most', 9))]
    const always = [need('any', one('parcels', 'at_least', 10), one('parcels', 'at_most', 12))]
    expect(evaluate(never, {}, today).verdict).toBe('no')
    expect(evaluate(always, {}, today).verdict).toBe('yes')
  })

  test('whom and where a policy is for are conditions too', () => {
    const groups = asked({ audience: ['cooperative'], region: '340822101', conditions: [] })
    expect(evaluate(groups, { kind: 'person' }, today).verdict).toBe('no')
    expect(evaluate(groups, { kind: 'cooperative' }, today).missing).toEqual(['town'])
    expect(evaluate(groups, { kind: 'cooperative', town: '340822101' }, today).verdict).toBe('yes')
    expect(asked({ audience: ['person'], region: '34', conditions: [] })[0]?.conditions).toHaveLength(1)
  })

  test('years are full ones', () => {
    expect(fullYears('2024-11-25', today)).toBe(1)
    expect(fullYears('2024-11-24', today)).toBe(2)
    expect(fullYears('2027-01-01', today)).toBe(0)
  })
})

/** A small world in which everything can be tried out. */
const domains: Partial<Record<FactCode, readonly FactValue[]>> = {
  online_shop: [true, false],
  veteran: [true, false],
  parcels: [0, 1, 2, 3, 4, 5],
  employees: [0, 1, 2, 3, 4, 5],
  kind: ['enterprise', 'sole_trader', 'cooperative', 'family_farm', 'village_collective', 'person'],
  certificates: [[], ['green'], ['organic'], ['green', 'organic']],
  founded: ['2026-11-24', '2025-11-24', '2024-11-24', '2023-11-24', '2022-11-24', '2021-11-24'],
}
const codes = Object.keys(domains) as FactCode[]

const numeric = (fact: FactCode) =>
  fc.record({
    fact: fc.constant(fact),
    operator: fc.constantFrom<Condition['operator']>('at_least', 'at_most'),
    values: fc.tuple(fc.integer({ min: 0, max: 4 })),
  })
const flag = (fact: FactCode) =>
  fc.record({
    fact: fc.constant(fact),
    operator: fc.constantFrom<Condition['operator']>('yes', 'no'),
    values: fc.constant<string[]>([]),
  })
const several = (fact: FactCode, from: readonly string[], ...operators: Condition['operator'][]) =>
  fc.record({
    fact: fc.constant(fact),
    operator: fc.constantFrom(...operators),
    values: fc.uniqueArray(fc.constantFrom(...from), { minLength: 1 }),
  })
const condition: fc.Arbitrary<Condition> = fc.oneof(
  flag('online_shop'),
  flag('veteran'),
  numeric('parcels'),
  numeric('employees'),
  numeric('founded'),
  several('kind', domains.kind as string[], 'in', 'not_in'),
  several('certificates', ['green', 'organic'], 'any_of', 'all_of'),
)
const groups: fc.Arbitrary<Group[]> = fc.array(
  fc.record({
    need: fc.constantFrom<Group['need']>('all', 'any'),
    conditions: fc.array(condition, { minLength: 1, maxLength: 4 }),
  }),
  { maxLength: 4 },
)
const known: fc.Arbitrary<Known> = fc
  .tuple(
    ...codes.map(code =>
      fc.option(fc.constantFrom(...(domains[code] as FactValue[])), { nil: undefined, freq: 1 }),
    ),
  )
  .map(values =>
    Object.fromEntries(codes.flatMap((code, at) => (values[at] === undefined ? [] : [[code, values[at]]]))),
  )

const truth = (all: readonly Group[], of: Known): boolean =>
  all.every(group => {
    const met = group.conditions.map(one => holds(one, of[one.fact] as FactValue, today))
    return group.need === 'all' ? met.every(Boolean) : met.some(Boolean)
  })

/** All ways in which what is asked and not known could turn out. */
function* completions(all: readonly Group[], of: Known): Generator<Known> {
  const next = all.flatMap(group => group.conditions).find(one => of[one.fact] === undefined)?.fact
  if (!next) yield of
  else for (const value of domains[next] as FactValue[]) yield* completions(all, { ...of, [next]: value })
}

describe('for whatever is asked and known', () => {
  test('the answer is unknown if, and only if, what is missing decides it', () => {
    fc.assert(
      fc.property(groups, known, (all, of) => {
        const outcomes = new Set<boolean>()
        for (const full of completions(all, of)) {
          outcomes.add(truth(all, full))
          if (outcomes.size === 2) break
        }
        const { verdict, missing } = evaluate(all, of, today)
        expect(verdict).toBe(outcomes.size === 2 ? 'unknown' : outcomes.has(true) ? 'yes' : 'no')
        expect(missing.length > 0).toBe(verdict === 'unknown')
      }),
      { numRuns: 400 },
    )
  })

  test('learning more never turns a yes or a no around', () => {
    fc.assert(
      fc.property(groups, known, known, (all, first, second) => {
        const before = evaluate(all, first, today).verdict
        if (before === 'unknown') return
        expect(evaluate(all, { ...second, ...first }, today).verdict).toBe(before)
      }),
      { numRuns: 400 },
    )
  })

  test('it can be kept as data', () => {
    fc.assert(
      fc.property(groups, all => {
        expect(conditionGroups.parse(JSON.parse(JSON.stringify(all)))).toEqual(all)
      }),
    )
  })
})
