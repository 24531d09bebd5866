/** Counts per minute, in memory: a brake on scripts, one process at a time. */
export interface RateLimit {
  /** False when this one had its share of the minute. */
  allows(key: string): boolean
}

const minute = 60_000
/** How many keys are remembered; past that the oldest are forgotten. */
const mostKeys = 50_000

/** At most `perMinute` for each key; 0 switches it off. */
export function rateLimit(perMinute: number, now: () => number = Date.now): RateLimit {
  const counts = new Map<string, { count: number; until: number }>()
  return {
    allows(key) {
      if (perMinute === 0) return true
      const at = now()
      const kept = counts.get(key)
      if (kept && kept.until > at) {
        kept.count++
        return kept.count <= perMinute
      }
      counts.delete(key)
      if (counts.size >= mostKeys) counts.delete(counts.keys().next().value as string)
      counts.set(key, { count: 1, until: at + minute })
      return true
    },
  }
}
