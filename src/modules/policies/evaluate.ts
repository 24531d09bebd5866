import type { Day } from '#platform/calendar'
import { type Condition, factsAsked, type Group } from './conditions.ts'
import { type FactCode, type FactValue, factOf, type Known, optionsOf } from './dictionary.ts'

export type Verdict = 'yes' | 'no' | 'unknown'

export interface Judged {
  verdict: Verdict
  groups: ReadonlyArray<{
    need: Group['need']
    verdict: Verdict
    conditions: ReadonlyArray<{ condition: Condition; verdict: Verdict }>
  }>
  /** Facts that are not known and stand where it is undecided; none where the verdict is yes or no. */
  missing: FactCode[]
}

/**
 * Whether somebody fulfils what a policy asks, as far as is known on a day. Unknown only where what is missing can still
 * make it a yes and can still make it a no: two conditions on one fact that exclude each other are a no at once.
 */
export function evaluate(groups: readonly Group[], known: Known, today: Day): Judged {
  const judged = groups.map(group => judgeGroup(group, known, today))
  const first = all(judged.map(one => one.verdict))
  const verdict = first === 'unknown' ? exactly(groups, known, today) : first
  const open = judged.flatMap((one, at) => (one.verdict === 'unknown' ? (groups[at] as Group) : []))
  return {
    verdict,
    groups: judged,
    missing: verdict === 'unknown' ? factsAsked(open).filter(code => known[code] === undefined) : [],
  }
}

function judgeGroup({ need, conditions }: Group, known: Known, today: Day): Judged['groups'][number] {
  const judged = conditions.map(condition => {
    const value = known[condition.fact]
    const verdict: Verdict = value === undefined ? 'unknown' : holds(condition, value, today) ? 'yes' : 'no'
    return { condition, verdict }
  })
  const verdicts = judged.map(one => one.verdict)
  return { need, verdict: need === 'all' ? all(verdicts) : any(verdicts), conditions: judged }
}

const all = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('no') ? 'no' : verdicts.includes('unknown') ? 'unknown' : 'yes'
const any = (verdicts: readonly Verdict[]): Verdict =>
  verdicts.includes('yes') ? 'yes' : verdicts.includes('unknown') ? 'unknown' : 'no'

/** Whether a known value meets a condition. */
export function holds({ fact, operator, values }: Condition, value: FactValue, today: Day): boolean {
  switch (operator) {
    case 'yes':
      return value === true
    case 'no':
      return value === false
    case 'at_least':
      return amountOf(fact, value, today) >= Number(values[0])
    case 'at_most':
      return amountOf(fact, value, today) <= Number(values[0])
    case 'in':
      return values.includes(value as string)
    case 'not_in':
      return !values.includes(value as string)
    case 'any_of':
      return values.some(one => (value as string[]).includes(one as string))
    case 'all_of':
      return values.every(one => (value as string[]).includes(one as string))
  }
}

const amountOf = (fact: FactCode, value: FactValue, today: Day): number =>
  factOf(fact).kind === 'since' ? fullYears(value as Day, today) : (value as number)

/** Full years from one day to another: 1 on its first anniversary. */
export const fullYears = (from: Day, to: Day): number =>
  Math.max(0, Number(to.slice(0, 4)) - Number(from.slice(0, 4)) - (to.slice(5) < from.slice(5) ? 1 : 0))

/** What a first look leaves open, settled: can it come out as a yes, and can it come out as a no? */
function exactly(groups: readonly Group[], known: Known, today: Day): Verdict {
  const conditions = groups.flatMap(group => group.conditions)
  const missing = factsAsked(groups)
    .filter(code => known[code] === undefined)
    .map(code => ({ code, values: telling(code, conditions, today) }))
  if (!canHold(groups, known, missing, today)) return 'no'
  return groups.some(group => canFail(group, known, missing, today)) ? 'unknown' : 'yes'
}

type Missing = ReadonlyArray<{ code: FactCode; values: readonly FactValue[] }>

function canHold(groups: readonly Group[], known: Known, missing: Missing, today: Day): boolean {
  const verdict = all(groups.map(group => judgeGroup(group, known, today).verdict))
  if (verdict !== 'unknown') return verdict === 'yes'
  const [next, ...rest] = missing
  return next?.values.some(value => canHold(groups, { ...known, [next.code]: value }, rest, today)) ?? false
}

/** Facts do not depend on each other, so in one group each can be looked at by itself. */
function canFail({ need, conditions }: Group, known: Known, missing: Missing, today: Day): boolean {
  const canMiss = (of: readonly Condition[], { fact }: Condition): boolean => {
    const value = known[fact]
    const values = value === undefined ? (missing.find(one => one.code === fact)?.values ?? []) : [value]
    return values.some(one => of.every(condition => !holds(condition, one, today)))
  }
  if (need === 'all') return conditions.some(one => canMiss([one], one))
  const byFact = [...Map.groupBy(conditions, one => one.fact).values()]
  return byFact.every(those => canMiss(those, those[0] as Condition))
}

/** One value for each way in which a fact can meet some of the conditions and fail the others. */
function telling(code: FactCode, conditions: readonly Condition[], today: Day): FactValue[] {
  const those = conditions.filter(one => one.fact === code)
  const ways = Map.groupBy(candidates(code, those, today), value =>
    those.map(one => (holds(one, value, today) ? 1 : 0)).join(''),
  )
  return [...ways.values()].map(([first]) => first as FactValue)
}

/** Values of a fact that stand for all it can have, as far as these conditions can tell them apart. */
function candidates(code: FactCode, conditions: readonly Condition[], today: Day): FactValue[] {
  const values = conditions.flatMap(one => one.values)
  const { kind } = factOf(code)
  if (kind === 'flag') return [true, false]
  if (kind === 'choice') {
    const named = new Set(values.map(String))
    // Of towns we know no list here: somebody may always live in another one.
    const other = code === 'town' ? '-' : Object.keys(optionsOf(code, '')).find(one => !named.has(one))
    return [...named, ...(other === undefined ? [] : [other])]
  }
  if (kind === 'choices') return subsetsOf([...new Set(values.map(String))])
  const amounts = [...new Set(values.map(Number).flatMap(n => [n - 1, n, n + 1]))].filter(n => n >= 0)
  return kind === 'since' ? amounts.map(years => yearsBefore(today, years)) : amounts
}

function subsetsOf(values: readonly string[]): string[][] {
  const found: string[][] = [[]]
  for (const one of values) for (const set of [...found]) found.push([...set, one])
  return found
}

const yearsBefore = (day: Day, years: number): Day =>
  `${String(Number(day.slice(0, 4)) - years).padStart(4, '0')}${day.slice(4)}`
