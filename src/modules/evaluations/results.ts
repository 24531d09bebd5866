/**
 * What a round came to, in one shape for all three kinds. Nothing is rounded here. It is kept with the round when the
 * results are fixed, so that what was published stays what it was.
 */
export interface Results {
  /** On a scale of 0 (or 1) to `full`; null where too few answered to say. */
  score: number | null
  /** 满分: 100 of a score sheet, 5 of a questionnaire. */
  full: number
  /** What was counted: answers, samples, rows of the sheet. */
  n: number
  /** 份, 项, 件 */
  unit: string
  /** How many were asked; null where nobody is asked. With `n` it makes the response rate. */
  invited: number | null
  /** 95 % interval of the score, where it is an estimate from a sample. */
  interval: { low: number; high: number } | null
  distribution: ReadonlyArray<{ label: string; count: number }>
  /** Parts of the sheet, dimensions of the questionnaire. `score` null: too few. */
  parts: ReadonlyArray<{ label: string; score: number | null; full: number; n: number }>
  /** By service, with its key of `ItemServed`. `score` null: too few to show. */
  byService: ReadonlyArray<{ service: string; label: string; n: number; score: number | null }>
  /** Rounds are comparable where the `id` is the same: a version of a sheet or a questionnaire, never just its name. */
  instrument: { id: string; label: string; version: number }
  /** How it was weighted, what was left out: sentences for the public. */
  notes: readonly string[]
  /** 样本较少 and the like: sentences for the public. */
  warnings: readonly string[]
}

/** Whether two rounds may be compared: by the same instrument, and both have a score. */
export const comparable = (one: Results, other: Results): boolean =>
  one.instrument.id === other.instrument.id &&
  one.full === other.full &&
  one.score !== null &&
  other.score !== null

/** Share of those asked who answered; null where nobody was asked. */
export const responseRate = ({ n, invited }: Results): number | null =>
  invited === null || invited === 0 ? null : n / invited
