import { sessionToken } from '#platform/auth'
import { type Actor, stranger } from '#platform/ctx'
import type { Http, Session } from '#platform/http'
import type { Region } from '#platform/regions'

interface Row {
  session_id: string
  identity_id: string
  name: string
  seen_at: Date
}

/** Writing "still here" down once a minute is enough. */
const touchEvery = 60_000

/** The region whose host was asked. */
export const regionOf = (c: Http): Region => c.var.region as Region

/** Who reads here, by the session's cookie: an account of this region, and of no other. Null for strangers. */
export async function readerOf(c: Http): Promise<{ actor: Actor; session: Session } | null> {
  const { kernel } = c.var
  const token = sessionToken(c.req.header('cookie') ?? null)
  if (!token) return null
  const now = kernel.outside.now()
  const [row] = await kernel.database.ask<Row>(
    `select s.id as session_id, i.id as identity_id, i.name, s.seen_at
     from session s join identity i on i.id = s.identity_id
     where s.token = $1 and s.expires_at > $3 and i.region_id = $2 and i.erased_at is null`,
    [token, regionOf(c).id, now],
  )
  if (!row) return null
  if (now.getTime() - row.seen_at.getTime() > touchEvery) await kernel.auth.touch(row.session_id)
  return {
    actor: { ...stranger, kind: 'person', identityId: row.identity_id, name: row.name },
    session: { id: row.session_id, mustChangePassword: false, secondFactor: false, consented: null },
  }
}
