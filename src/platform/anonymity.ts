import { randomInt } from 'node:crypto'

/** Fewer could be told apart (decision 0004): what is anonymous moves, and is shown, in groups of at least so many. */
export const smallestGroup = 5

/** Fisher–Yates with random bytes of the operating system: an order that nobody can repeat. */
export function shuffle<T>(items: readonly T[]): T[] {
  const mixed = [...items]
  for (let i = mixed.length - 1; i > 0; i--) {
    const j = randomInt(i + 1)
    const kept = mixed[i] as T
    mixed[i] = mixed[j] as T
    mixed[j] = kept
  }
  return mixed
}
