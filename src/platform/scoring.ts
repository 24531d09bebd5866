/** Marks by weights that make 100. */

/** The points of one sheet, in tenths: 0–1000. */
export const weighted = <K extends string>(
  of: Record<K, { weight: number }>,
  scores: Record<K, number>,
): number => {
  const sum = (Object.keys(of) as K[]).reduce((points, key) => points + scores[key] * of[key].weight, 0)
  return Math.round(sum / 10)
}

/** The mean of several totals, in tenths of a point. */
export const averageOf = (totals: readonly number[]): number =>
  Math.round(totals.reduce((sum, total) => sum + total, 0) / totals.length)

/** 823 → '82.3' */
export const points = (tenths: number): string => (tenths / 10).toFixed(1)
