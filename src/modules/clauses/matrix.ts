import {
  type ClauseNumber,
  clauseNumbers,
  clauses,
  type Evidence,
  type Gap,
  type KeptState,
  type Look,
  partsFor,
  type Verb,
} from '#platform/clauses'
import type { Ctx } from '#platform/ctx'
import { lastOver, type Period, periodOf } from '#platform/periods'

export interface ClauseLine {
  number: ClauseNumber
  part: string
  verb: Verb
  says: string
  /** What the platform does, module by module. */
  does: readonly string[]
  state: KeptState
  evidence: readonly Evidence[]
  gaps: readonly Gap[]
}

/** All 29 clauses in a period, as their modules see them. Reads only; nothing is kept from one time to the next. */
export async function clauseMatrix(
  ctx: Ctx,
  period: Period,
  wanted: readonly ClauseNumber[] = clauseNumbers,
): Promise<ClauseLine[]> {
  // All at once: a server is asked everything in one go, the embedded database one after the other.
  return Promise.all(
    wanted.map(async number => {
      const looks = await Promise.all(partsFor(number).map(part => part.look(ctx, period)))
      return {
        number,
        ...clauses[number],
        does: partsFor(number).map(part => part.does),
        state: together(speaking(looks).map(look => look.state)),
        evidence: looks.flatMap(look => look.evidence),
        gaps: looks.flatMap(look => look.gaps),
      }
    }),
  )
}

/** A part of which there is nothing, and which lacks nothing, says nothing of the clause as long as others do. */
const speaking = (looks: readonly Look[]): readonly Look[] => {
  const some = looks.filter(look => look.state !== 'kept' || look.evidence.some(one => one.count > 0))
  return some.length > 0 ? some : looks
}

/** Kept when every part is, not kept when none is at all; a clause that nobody keeps is not kept. */
export function together(states: readonly KeptState[]): KeptState {
  if (states.length > 0 && states.every(state => state === 'kept')) return 'kept'
  return states.every(state => state === 'not') ? 'not' : 'partly'
}

const icons = {
  kept: 'circle-check',
  partly: 'alert-triangle',
  not: 'circle-x',
  unused: 'circle-minus',
} as const
const tones = { kept: 'green', partly: 'orange', not: 'red', unused: 'grey' } as const
export const stateLabels = { kept: '符合', partly: '部分符合', not: '不符合', unused: '未开展' } as const
export type StateKey = keyof typeof stateLabels

/** A state in a word and a sign. What the standard only allows (可) is not broken by leaving it. */
export function stateInWords(state: KeptState, verb: Verb) {
  const key: StateKey = state === 'not' && verb === '可' ? 'unused' : state
  return { key, label: stateLabels[key], sign: icons[key], tone: tones[key] }
}

/** How many clauses stand how. */
export function tally(lines: readonly ClauseLine[]): Record<StateKey, number> {
  const counted: Record<StateKey, number> = { kept: 0, partly: 0, not: 0, unused: 0 }
  for (const { state, verb } of lines) counted[stateInWords(state, verb).key]++
  return counted
}

/** Periods that can be chosen on a day: this and earlier ones of each kind, the present first. */
export function periodChoices(today: string): Period[] {
  const present = (['quarter', 'month', 'half', 'year'] as const).map(kind => periodOf(kind, today))
  const earlier = [
    ...series(lastOver('quarter', today), 6),
    ...series(lastOver('half', today), 3),
    ...series(lastOver('year', today), 2),
    ...series(lastOver('month', today), 12),
  ]
  return [...present, ...earlier]
}

const series = (last: Period, n: number): Period[] => {
  const all = [last]
  while (all.length < n) all.push(lastOver(last.kind, (all.at(-1) as Period).first))
  return all
}
