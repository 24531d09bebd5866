import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import type { Ctx } from '#platform/ctx'
import { park, parked } from '#platform/drafts'
import { signInFirst } from '#platform/errors'
import { type Http, writeIn } from '#platform/http'
import { isId } from '#platform/ids'

/** More than this is no form that somebody typed. */
const mostTyped = 300_000

/**
 * The session is over: what was typed is kept, and shown again after signing in at the form of the same path. `query` is
 * what that form's address needs besides, e.g. the item applied for.
 */
export async function parkAndSignIn(
  c: Http,
  sent: FormData,
  query: Record<string, string | undefined> = {},
): Promise<Response> {
  const typed = new URLSearchParams()
  for (const [name, value] of sent)
    if (typeof value === 'string' && !name.startsWith('_')) typed.append(name, value)
  if (typed.toString().length > mostTyped) throw signInFirst()
  const whose = await c.var.kernel.auth.holderOf(c.req.header('cookie') ?? null)
  const id = await writeIn(c, ctx => park(ctx, c.req.path, typed, whose))
  setCookie(c, 'parked', id, { path: '/', maxAge: 3600, httpOnly: true, sameSite: 'Lax' })
  const known = Object.entries(query).filter((pair): pair is [string, string] => pair[1] !== undefined)
  const back = [c.req.path, new URLSearchParams(known).toString()].filter(Boolean).join('?')
  return c.redirect(`/sign-in?back=${encodeURIComponent(back)}`, 303)
}

/** What was typed into the form of this path before the session was over; asked for once. */
export async function parkedForm(ctx: Ctx, c: Http): Promise<URLSearchParams | null> {
  const id = getCookie(c, 'parked')
  const typed = id && isId(id) ? await parked(ctx, id, c.req.path) : null
  if (typed) deleteCookie(c, 'parked', { path: '/' })
  return typed
}
