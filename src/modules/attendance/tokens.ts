import { randomBytes, timingSafeEqual } from 'node:crypto'
import type { Keys } from '#platform/secrets'

/*
 * The code on the hall screen is made of the centre's keys, the half day and the time, and stands in no table: whoever
 * has the keys can tell it, at any moment and after any restart. Windows are counted from 1970, never from the beginning of
 * the half day, so that nothing special happens when it begins.
 */

const length = 20
const windowOf = (now: Date, seconds: number): number => Math.floor(now.getTime() / 1_000 / seconds)

const codeIn = (keys: Keys, session: string, window: number, seconds: number): string =>
  keys.hash(`attendance code ${session} ${seconds} ${window}`).slice(0, length)

/** The code that the screen shows at this moment; it changes every so many seconds. */
export const hallCode = (keys: Keys, session: string, now: Date, seconds: number): string =>
  codeIn(keys, session, windowOf(now, seconds), seconds)

/** In how many seconds the next code comes: 1 to `seconds`. */
export const nextCodeIn = (now: Date, seconds: number): number =>
  seconds - (Math.floor(now.getTime() / 1_000) % seconds)

/** Whether a code is the one of this moment, or the one before and changed no longer than `grace` seconds ago. */
export function isHallCode(
  keys: Keys,
  session: string,
  code: string,
  now: Date,
  { seconds, grace }: { seconds: number; grace: number },
): boolean {
  const window = windowOf(now, seconds)
  if (same(code, codeIn(keys, session, window, seconds))) return true
  const since = now.getTime() / 1_000 - window * seconds
  return since < grace && same(code, codeIn(keys, session, window - 1, seconds))
}

/**
 * What a phone gets for a fresh code: time to sign in or to say who one is. It belongs to this phone, so that passing it
 * on helps nobody.
 */
export const ticketFor = (keys: Keys, session: string, device: string, now: Date): string => {
  const at = now.getTime().toString(36)
  return `${at}.${keys.hash(`attendance ticket ${session} ${device} ${at}`).slice(0, length)}`
}

export function isTicket(
  keys: Keys,
  session: string,
  device: string,
  ticket: string,
  now: Date,
  minutes: number,
): boolean {
  const at = Number.parseInt(ticket.split('.')[0] ?? '', 36)
  if (!Number.isSafeInteger(at) || at > now.getTime() || now.getTime() - at > minutes * 60_000) return false
  return same(ticket, ticketFor(keys, session, device, new Date(at)))
}

/** What tells one phone from another: random, of no meaning elsewhere. */
export const newDevice = (): string => randomBytes(16).toString('base64url')
export const isDevice = (text: string | undefined): text is string => /^[\w-]{22}$/.test(text ?? '')
/** As it is kept: salted with the centre's keys, so that two centres cannot compare. */
export const deviceMark = (keys: Keys, device: string): string =>
  keys.hash(`attendance device ${device}`).slice(0, 32)

/** On a learner's own code, for staff to scan. */
export const learnerCode = (keys: Keys, enrolment: string): string =>
  keys.hash(`attendance learner ${enrolment}`).slice(0, length)
export const isLearnerCode = (keys: Keys, enrolment: string, code: string): boolean =>
  same(code, learnerCode(keys, enrolment))

function same(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
