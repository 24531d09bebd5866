/** A value of a series, in the order of time; null: no data. */
export interface Point {
  period: string
  value: number | null
  before: number | null
  yearBefore: number | null
}

export interface Rules {
  /** Change in per cent from which on it is told. */
  change: number
  deviations: number
  /** How many periods before make the usual. */
  periods: number
}

/** What is out of the usual, and by which rule: a hint to look, never a verdict. */
export interface Anomaly {
  period: string
  rule: 'before' | 'yearBefore' | 'deviation'
  says: string
}

/**
 * Marks what changed by more than `change` % against the period before or the year before, and what lies more than
 * `deviations` standard deviations (of the sample, n − 1) from the mean of the `periods` before it. With less than half of
 * those periods known, or all of them alike, the second rule says nothing.
 */
export function anomaliesOf(points: readonly Point[], rules: Rules): Anomaly[] {
  return points.flatMap((point, at) => {
    if (point.value === null) return []
    const found: Anomaly[] = []
    const add = (rule: Anomaly['rule'], says: string) => found.push({ period: point.period, rule, says })
    for (const [rule, against, name] of [
      ['before', point.before, '上期'],
      ['yearBefore', point.yearBefore, '上年同期'],
    ] as const) {
      if (against === null || against === 0) continue
      const change = ((point.value - against) * 100) / Math.abs(against)
      if (Math.abs(change) > rules.change)
        add(
          rule,
          `比${name}${change > 0 ? '增加' : '减少'} ${shown(Math.abs(change))}%，超过 ${rules.change}%`,
        )
    }
    const usual = points
      .slice(Math.max(0, at - rules.periods), at)
      .flatMap(one => (one.value === null ? [] : [one.value]))
    const far = usual.length * 2 >= rules.periods ? deviation(point.value, usual) : null
    if (far !== null && Math.abs(far) > rules.deviations)
      add(
        'deviation',
        `比前 ${usual.length} 期平均数${far > 0 ? '高' : '低'} ${shown(Math.abs(far))} 个标准差，超过 ${rules.deviations} 个`,
      )
    return found
  })
}

/** How many standard deviations a value lies from the mean of others; null where they do not differ. */
export function deviation(value: number, usual: readonly number[]): number | null {
  if (usual.length < 2) return null
  const mean = usual.reduce((sum, one) => sum + one, 0) / usual.length
  const variance = usual.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (usual.length - 1)
  return variance === 0 ? null : (value - mean) / Math.sqrt(variance)
}

const shown = (n: number): string => String(Math.round(n * 10) / 10)
