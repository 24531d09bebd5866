import { getCookie, setCookie } from 'hono/cookie'
import { type Http, isSecure } from './http.ts'
import { secretToken } from './ids.ts'

/**
 * By what a reading is counted once: the session, or a mark of this browser for one part of the site that says nothing else.
 * Whoever counts keeps no more of it than a hash for the day.
 */
export function readerOf(c: Http, path: string): string {
  const known = c.var.session?.id ?? getCookie(c, 'reader')
  const reader = known ?? secretToken()
  if (!known) setCookie(c, 'reader', reader, { path, httpOnly: true, sameSite: 'Lax', secure: isSecure(c) })
  return reader.slice(0, 80)
}
