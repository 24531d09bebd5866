/*
 * How scores become a ranking (名次), as pure functions of what the replay file holds. Whole numbers everywhere, so that any
 * language gives the same:
 *
 *   total of a sheet = Σ mark × weight of its criterion              in 1/100 of a point (marks 0–100, weights in per cent)
 *   mean    (平均分)      = Σ totals ÷ number of judges                   in 1/100,000 of a point, rounded half up
 *   trimmed (去头去尾)    = the same without one highest and one lowest   where at least five judged the entry; else the mean
 *   zscore  (标准分)      = mean of (n·x − S) ÷ √(n·Q − S²) per judge     in 1/1,000,000; n, S, Q: number, sum and sum of
 *                        squares of all totals that this judge gave in the round; 0 where the judge gave all the same
 *
 * The value that counts is one of the three, chosen before the first sheet is opened. Equal values: the criteria in their
 * order, by their means; then what the panel voted, where ties are voted on; then the same rank, and the next is left out.
 */

export type Rule = 'mean' | 'trimmed' | 'zscore'
export type Ties = 'shared' | 'vote'

export interface Score {
  entry: number
  judge: number
  /** 0–100 for each criterion, in the order of the rubric. */
  marks: readonly number[]
}
export interface RoundScores {
  /** Weight of each criterion, per cent; together 100. */
  weights: readonly number[]
  scores: readonly Score[]
  /** What the panel voted: entries in the order that it gave them. */
  votes: ReadonlyArray<readonly number[]>
}
export interface Standing {
  entry: number
  mean: number
  trimmed: number
  zscore: number
  /** The one that counts. */
  value: number
  /** Means of the criteria, in 1/1,000 of a point. */
  criteria: number[]
  rank: number
}

/** How many sheets of an entry are needed before the highest and the lowest are left out. */
export const trimmedFrom = 5

/** Total of one sheet in 1/100 of a point. */
export const totalOf = (weights: readonly number[], marks: readonly number[]): number =>
  weights.reduce((sum, weight, at) => sum + weight * (marks[at] ?? 0), 0)

/** The ranking of one round: highest first. Every entry that has a sheet is in it once. */
export function standings({ weights, scores, votes }: RoundScores, rule: Rule, ties: Ties): Standing[] {
  const zOf = zscores(weights, scores)
  const rows = [...Map.groupBy(scores, score => score.entry)].map(([entry, those]) => {
    const totals = those.map(score => totalOf(weights, score.marks)).sort((a, b) => a - b)
    const figures = {
      mean: meanOf(totals, 1_000),
      trimmed: meanOf(totals.length >= trimmedFrom ? totals.slice(1, -1) : totals, 1_000),
      zscore: meanOf(
        those.map(zOf).sort((a, b) => a - b),
        1,
      ),
    }
    const criteria = weights.map((_, at) =>
      meanOf(
        those.map(score => score.marks[at] ?? 0),
        1_000,
      ),
    )
    return { entry, ...figures, value: figures[rule], criteria }
  })
  return ranked(rows, ties === 'vote' ? votes : [])
}

/** The z-score of a sheet among all that its judge gave, in 1/1,000,000. Sums are exact, so a shifted scale gives the same. */
function zscores(weights: readonly number[], scores: readonly Score[]): (score: Score) => number {
  const sums = new Map(
    [...Map.groupBy(scores, score => score.judge)].map(([judge, those]) => {
      const totals = those.map(score => totalOf(weights, score.marks))
      const sum = totals.reduce((all, x) => all + x, 0)
      const squares = totals.reduce((all, x) => all + x * x, 0)
      return [judge, { n: totals.length, sum, spread: totals.length * squares - sum * sum }]
    }),
  )
  return score => {
    const { n, sum, spread } = sums.get(score.judge) ?? { n: 0, sum: 0, spread: 0 }
    return spread === 0 ? 0 : ((n * totalOf(weights, score.marks) - sum) / Math.sqrt(spread)) * 1_000_000
  }
}

const meanOf = (all: readonly number[], unit: number): number =>
  all.length === 0 ? 0 : Math.round((unit * all.reduce((sum, x) => sum + x, 0)) / all.length)

interface Rankable {
  entry: number
  value: number
  criteria: readonly number[]
}

/** Sorted, with ranks as in sport: 1, 2, 2, 4. */
function ranked<Row extends Rankable>(
  rows: readonly Row[],
  votes: ReadonlyArray<readonly number[]>,
): Array<Row & { rank: number }> {
  // The last comparison only makes the order of equals the same everywhere; it gives no rank.
  const sorted = [...rows].sort((a, b) => compared(a, b, votes) || a.entry - b.entry)
  const all: Array<Row & { rank: number }> = []
  for (const [at, row] of sorted.entries()) {
    const before = all[at - 1]
    all.push({ ...row, rank: before && compared(before, row, votes) === 0 ? before.rank : at + 1 })
  }
  return all
}

function compared(a: Rankable, b: Rankable, votes: ReadonlyArray<readonly number[]>): number {
  if (a.value !== b.value) return b.value - a.value
  for (const [at, mean] of a.criteria.entries())
    if (mean !== b.criteria[at]) return (b.criteria[at] ?? 0) - mean
  const vote = votes.find(order => order.includes(a.entry) && order.includes(b.entry))
  return vote ? vote.indexOf(a.entry) - vote.indexOf(b.entry) : 0
}

/** Entries that still share a rank: what a panel would have to vote on. */
export const tiesIn = (rows: ReadonlyArray<{ entry: number; rank: number }>): number[][] =>
  [...Map.groupBy(rows, row => row.rank).values()]
    .filter(those => those.length > 1)
    .map(those => those.map(row => row.entry))

export type AdvanceBy = 'count' | 'share' | 'all'

/** How many go on: so many, or a share in per cent, rounded up. */
export const placesFor = (by: AdvanceBy, number: number, of: number): number =>
  by === 'all' ? of : Math.min(of, by === 'count' ? number : Math.ceil((of * number) / 100))

/** Who goes on: every rank within the places; who shares the last of them goes on together. */
export const advancing = (
  rows: ReadonlyArray<{ entry: number; rank: number }>,
  places: number,
): Set<number> => new Set(rows.filter(row => row.rank <= places).map(row => row.entry))

export interface FinalRound {
  weight: number
  standings: readonly Standing[]
}
export interface Final {
  entry: number
  /** The last round that it took part in, from 1. */
  reached: number
  value: number
  rank: number
}

/**
 * The final ranking: who reached a later round stands before who did not; among equals in that the weighted values of their
 * rounds count, then the criteria of the last of them. Whoever was disqualified is left out.
 */
export function finalRanking(
  rounds: readonly FinalRound[],
  votes: ReadonlyArray<readonly number[]>,
  out: ReadonlySet<number> = new Set(),
): Final[] {
  const found = new Map<
    number,
    { entry: number; reached: number; sum: number; criteria: readonly number[] }
  >()
  for (const [at, { weight, standings: rows }] of rounds.entries())
    for (const { entry, value, criteria } of rows)
      if (!out.has(entry))
        found.set(entry, {
          ...{ entry, criteria, reached: at + 1 },
          sum: (found.get(entry)?.sum ?? 0) + weight * value,
        })
  const all: Final[] = []
  for (const [reached, those] of [...Map.groupBy(found.values(), one => one.reached)].sort(
    ([a], [b]) => b - a,
  )) {
    const before = all.length
    const rows = those.map(({ sum, ...one }) => ({ ...one, value: Math.round(sum / 100) }))
    for (const { entry, value, rank } of ranked(rows, votes))
      all.push({ entry, reached, value, rank: before + rank })
  }
  return all
}

export interface Prize {
  name: string
  places: number
  /** Of each place, before tax. */
  amount_fen: number
}

/**
 * Who gets which prize. Places are filled by rank; who shares a rank shares the money of the places that they fill together,
 * rounded down to a 分, and the name of the best of them. The sum is never above that of all places.
 */
export function allotted(
  final: ReadonlyArray<{ entry: number; rank: number }>,
  prizes: readonly Prize[],
): Array<{ entry: number; name: string; amount_fen: number }> {
  const places = prizes.flatMap(prize => Array<Prize>(prize.places).fill(prize))
  return [...Map.groupBy(final, row => row.rank)].flatMap(([rank, those]) => {
    const filled = places.slice(rank - 1, rank - 1 + those.length)
    const [best] = filled
    if (!best) return []
    const share = Math.floor(filled.reduce((sum, one) => sum + one.amount_fen, 0) / those.length)
    return those.map(({ entry }) => ({ entry, name: best.name, amount_fen: share }))
  })
}
