import { createHash } from 'node:crypto'
import { parse, serialize } from 'hono/utils/cookie'
import { secretToken } from '../ids.ts'

export const cookieName = 'centre_session'

/** What the database keeps of a token: whoever reads it there cannot sign in with it. */
export const hashOfToken = (token: string): string => createHash('sha256').update(token).digest('hex')

/** The stored form of the session token in a Cookie header, or null. */
export function sessionToken(header: string | null): string | null {
  const token = header ? parse(header, cookieName)[cookieName] : undefined
  return token ? hashOfToken(token) : null
}

export interface Lifetime {
  /** A session unused for longer ends. */
  idleMinutes: number
  /** However busy, it ends after. */
  mostMinutes: number
}
export const publicLifetime: Lifetime = { idleMinutes: 30 * 1440, mostMinutes: 180 * 1440 }
export const staffLifetime: Lifetime = { idleMinutes: 30, mostMinutes: 12 * 60 }

export const newToken = (): string => secretToken() + secretToken()

/** Set-Cookie of a new session; Secure where the site is. */
export const sessionCookie = (token: string, secure: boolean, { mostMinutes }: Lifetime): string =>
  serialize(cookieName, token, {
    httpOnly: true,
    sameSite: 'Lax',
    path: '/',
    secure,
    maxAge: Math.min(mostMinutes * 60, 34_560_000),
  })

export const clearedCookie = (): string =>
  serialize(cookieName, '', { httpOnly: true, sameSite: 'Lax', path: '/', maxAge: 0 })
