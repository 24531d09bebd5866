import type { At, Settled } from './settle.ts'

/** What somebody goes through at a centre, step by step. */
export type Life = (settled: Settled) => Promise<unknown>

/** Lives at one centre, side by side. */
export const together = (settled: Settled, lives: readonly Life[]): Promise<void> =>
  inOrder(
    settled.at,
    lives.map(life => at => life({ ...settled, at })),
  )

/**
 * Several lives at once, each step at its time: what happened earlier is entered earlier, whoever did it, as in a book
 * that is kept by the day. One step at a time.
 */
export async function inOrder(at: At, lives: ReadonlyArray<(at: At) => Promise<unknown>>): Promise<void> {
  const waiting: Array<{ time: number; go(): void }> = []
  let living = lives.length
  // Only once every life has said when it goes on is it known which is the earliest.
  const next = (): void => {
    if (waiting.length < living) return
    waiting.sort((one, other) => one.time - other.time)
    waiting.shift()?.go()
  }
  const atItsTime: At = async (actor, now, work) => {
    await new Promise<void>(go => {
      waiting.push({ time: now.getTime(), go })
      next()
    })
    return at(actor, now, work)
  }
  await Promise.all(
    lives.map(async life => {
      await life(atItsTime)
      living--
      next()
    }),
  )
}
