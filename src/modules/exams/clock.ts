/*
 * The exam clock. It is counted from the beginning that is stored, never from a page: a reload, another phone or a
 * wrong clock on it change nothing.
 */

const minute = 60_000
const second = 1_000

/** When a sitting is over: after its minutes, and never later than the window of the exam. */
export const dueAt = (begun: Date, minutes: number, closes: Date): Date =>
  new Date(Math.min(begun.getTime() + minutes * minute, closes.getTime()))

export type Phase = 'running' | 'grace' | 'over'

/** Where the clock stands. In the grace, what is on its way is still taken; after it nothing is. */
export function phaseOf(due: Date, now: Date, graceSeconds: number): Phase {
  if (now.getTime() <= due.getTime()) return 'running'
  return now.getTime() <= due.getTime() + graceSeconds * second ? 'grace' : 'over'
}

/** Until when answers are taken. */
export const lastMoment = (due: Date, graceSeconds: number): Date =>
  new Date(due.getTime() + graceSeconds * second)

/** Whole minutes that are left, rounded up; 0 when it is over. */
export const minutesLeft = (due: Date, now: Date): number =>
  Math.max(0, Math.ceil((due.getTime() - now.getTime()) / minute))
