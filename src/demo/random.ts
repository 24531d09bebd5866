/** The same numbers every time: a small seeded generator (mulberry32). */
export interface Random {
  /** 0 ≤ x < 1 */
  next(): number
  below(n: number): number
  pick<T>(items: readonly T[]): T
  chance(share: number): boolean
}

export function random(seed: number): Random {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let t = Math.imul(state ^ (state >>> 15), 1 | state)
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296
  }
  const below = (n: number) => Math.floor(next() * n)
  return {
    next,
    below,
    pick: items => items[below(items.length)] as (typeof items)[number],
    chance: share => next() < share,
  }
}
