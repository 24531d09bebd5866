import { kindWords } from './kinds.ts'

export interface Wanted {
  kind: string
  by_day: string | null
  town: string | null
  /** What kind of party asks. */
  party_kind: string
}

export interface Candidate {
  id: string
  kind: string
  town: string | null
  audiences: readonly string[]
  valid_until: string | null
  /** How often it was recommended lately. */
  recommended: number
}

export interface Fit {
  id: string
  points: number
  /** In words, for the officer who chooses and the recipient who reads it. */
  reasons: string[]
}

interface Words {
  town(code: string): string
  partyKind(kind: string): string
  days: number
}

/**
 * What could serve a need, best first, each with its reasons. Whom a resource is not for does not get it. Of those that
 * serve as well as each other, the one that was recommended less comes first: no favourites.
 */
export const fitting = (wanted: Wanted, candidates: readonly Candidate[], words: Words): Fit[] =>
  candidates
    .filter(one => one.audiences.length === 0 || one.audiences.includes(wanted.party_kind))
    .map(one => ({ ...fitOf(wanted, one, words), recommended: one.recommended }))
    .sort(
      (a, b) =>
        b.points - a.points || a.recommended - b.recommended || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
    )
    .map(({ recommended: _, ...fit }) => fit)

function fitOf(wanted: Wanted, one: Candidate, words: Words): Fit {
  const said: Array<[points: number, reason: string]> = [
    one.kind === wanted.kind
      ? [50, `类别相符：${kindWords(one.kind)}`]
      : [0, `类别不同：${kindWords(one.kind)}`],
    one.town === null
      ? [20, '面向全县']
      : one.town === wanted.town
        ? [25, `就在${words.town(one.town)}`]
        : [5, `主要在${words.town(one.town)}`],
    one.audiences.length === 0 ? [10, '对象不限'] : [15, `面向${words.partyKind(wanted.party_kind)}`],
    one.valid_until === null || wanted.by_day === null || one.valid_until >= wanted.by_day
      ? [10, one.valid_until ? `有效至 ${one.valid_until}` : '长期有效']
      : [0, `有效期到 ${one.valid_until}，早于需要的日期`],
    [
      0,
      one.recommended === 0
        ? `近 ${words.days} 天没有推荐过`
        : `近 ${words.days} 天推荐过 ${one.recommended} 次`,
    ],
  ]
  return {
    id: one.id,
    points: said.reduce((sum, [points]) => sum + points, 0),
    reasons: said.map(([, reason]) => reason),
  }
}
