import type { Http } from '#platform/http'
import { privacyNotice } from './consent.ts'
import { secondFactorRequired } from './settings.ts'

/** Pages that one may open whatever is still to be done. */
const free = /^\/(account|sign-out|assets\/|icon|senior|files\/|act\/(consent\/give|mandate\/registerSelf))/

/**
 * Where someone who has just signed in must go first: to change the first password, to set up the second factor, to
 * say who they are, to agree to a new privacy notice. Null where nothing is in the way.
 */
export function firstThing(c: Http): string | null {
  const { session, actor, centre } = c.var
  const { path } = c.req
  if (!session || free.test(path)) return null
  if (session.mustChangePassword) return '/account'
  if (actor.staffId) return !session.secondFactor && secondFactorRequired.of(centre) ? '/account' : null
  if (session.consented === privacyNotice.version) return null
  const newcomer = actor.parties.length === 0
  const shows = c.req.method === 'GET'
  if (!(shows ? /^\/(my|act)(\/|$)/ : /^\/(my|act|api\/v1)\//).test(path)) return null
  // Who acts for nobody here yet is led there from the pages; what they send is judged by its own rules.
  if (newcomer && !shows) return null
  const url = new URL(c.req.url)
  const first = newcomer ? '/act/mandate/registerSelf' : '/act/consent/give'
  return `${first}?back=${encodeURIComponent(url.pathname + url.search)}`
}
