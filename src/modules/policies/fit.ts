import type { Day } from '#platform/calendar'
import { asked, conditionWords, factsAsked, type Group } from './conditions.ts'
import { type FactCode, factCodes, factOf, type Known, valueWords } from './dictionary.ts'
import { evaluate, fullYears, type Judged, type Verdict } from './evaluate.ts'
import type { OpenPolicy } from './queries/open.ts'
import { canAsk } from './questions.ts'
import { type WindowState, windowState } from './window.ts'

/** What is asked, what we know, and what comes of it: one condition. */
export interface Reason {
  asks: string
  known: string
  verdict: Verdict
}
export interface ReasonGroup {
  /** One of several is enough. */
  any: boolean
  verdict: Verdict
  reasons: readonly Reason[]
}

/** How one policy fits somebody. */
export interface Fit {
  id: string
  title: string
  gains: string
  amount: string
  window: WindowState
  verdict: Verdict
  groups: readonly ReasonGroup[]
  missing: readonly FactCode[]
}

interface Where {
  county: string
  today: Day
}

/** Every policy judged for one party, or for whoever answered these questions. */
export const fitsOf = (policies: readonly OpenPolicy[], known: Known, at: Where): Fit[] =>
  policies.map(policy => {
    const judged = evaluate(asked(policy), known, at.today)
    return {
      ...{ id: policy.id, title: policy.title, gains: policy.plain_gains, amount: policy.amount },
      window: windowState(policy, at.today),
      verdict: judged.verdict,
      groups: explained(judged, known, at),
      missing: judged.missing.filter(code => canAsk(code, at.county)),
    }
  })

/** The reasons in words. */
export const explained = ({ groups }: Judged, known: Known, at: Where): ReasonGroup[] =>
  groups.map(({ need, verdict, conditions }) => ({
    any: need === 'any' && conditions.length > 1,
    verdict,
    reasons: conditions.map(one => ({
      asks: conditionWords(one.condition, at.county),
      known: knownWords(one.condition.fact, known, at),
      verdict: one.verdict,
    })),
  }))

function knownWords(code: FactCode, known: Known, { county, today }: Where): string {
  const value = known[code]
  const words = valueWords(code, value, county)
  return value !== undefined && factOf(code).kind === 'since'
    ? `${words}，满 ${fullYears(value as Day, today)} 年`
    : words
}

/** The facts that these policies ask for, in the order of the dictionary. */
export const factsOfPolicies = (policies: readonly OpenPolicy[]): FactCode[] =>
  factsAsked(policies.flatMap((policy): Group[] => asked(policy)))

/** What to ask next: what most undecided policies wait for; what was passed over comes no more. */
export function nextQuestion(fits: readonly Fit[], passed: readonly string[]): FactCode | null {
  const waiting = (code: FactCode) => fits.filter(one => one.missing.includes(code)).length
  const open = factCodes.filter(code => !passed.includes(code) && waiting(code) > 0)
  return open.sort((a, b) => waiting(b) - waiting(a))[0] ?? null
}

/** Of how many undecided policies something is known once this is answered. */
export const waitingFor = (fits: readonly Fit[], code: FactCode): number =>
  fits.filter(one => one.missing.includes(code)).length
