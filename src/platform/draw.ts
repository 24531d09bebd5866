import { createHash } from 'node:crypto'

/*
 * Chance that can be repeated: the same seed gives the same numbers anywhere, so that anybody can draw again.
 *
 *   block i of a stream = SHA-256 of seed + '/' + i  (i = 0, 1, 2 …, decimal), read as eight 32-bit numbers, big-endian
 *   below(n) = the next number x of the stream that is less than the largest multiple of n up to 2^32; x mod n
 *   shuffle  = Fisher–Yates from the end: for i = n − 1 … 1 swap the items at i and below(i + 1)
 */

/** Fisher–Yates; every order is equally likely as far as the stream is even. */
export function shuffled<T>(items: readonly T[], below: (n: number) => number): T[] {
  const all = [...items]
  for (let i = all.length - 1; i > 0; i--) {
    const j = below(i + 1)
    ;[all[i], all[j]] = [all[j] as T, all[i] as T]
  }
  return all
}

const range = 2 ** 32

/** Whole numbers from 0 to below n, each equally likely: what would favour the small ones is left out. */
export function streamOf(seed: string): (n: number) => number {
  let block = 0
  let numbers: number[] = []
  const next = (): number => {
    if (numbers.length === 0) {
      const bytes = sha256(`${seed}/${block++}`)
      numbers = Array.from({ length: 8 }, (_, at) => bytes.readUInt32BE(at * 4))
    }
    return numbers.shift() as number
  }
  return n => {
    const even = range - (range % n)
    for (;;) {
      const x = next()
      if (x < even) return x % n
    }
  }
}

export const sha256 = (text: string): Buffer => createHash('sha256').update(text, 'utf8').digest()
