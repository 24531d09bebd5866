import { sessionToken } from './auth.ts'
import type { Actor } from './ctx.ts'
import type { Http, Session } from './http.ts'

interface ActorRow {
  session_id: string
  identity_id: string
  name: string
  must_change_password: boolean
  seen_at: Date
  staff_id: string | null
  duties: string[]
  parties: string[]
}

/** Writing "still here" down once a minute is enough. */
const touchEvery = 60_000

/** Who is asking, by the signed cookie: one indexed query finds person, posts and mandates. Null for strangers. */
export async function resolveActor(c: Http): Promise<{ actor: Actor; session: Session } | null> {
  const { kernel, centre } = c.var
  const token = sessionToken(c.req.header('cookie') ?? null)
  if (!token) return null
  const { rows } = await kernel.database.pool.query<ActorRow>('select * from resolve_actor($1, $2, $3)', [
    token,
    centre.id,
    kernel.outside.now(),
  ])
  const row = rows[0]
  if (!row) return null
  if (kernel.outside.now().getTime() - row.seen_at.getTime() > touchEvery)
    await kernel.auth.touch(row.session_id)
  return {
    actor: {
      kind: 'person',
      identityId: row.identity_id,
      name: row.name,
      staffId: row.staff_id,
      duties: new Set(row.duties),
      parties: row.parties,
    },
    session: { id: row.session_id, mustChangePassword: row.must_change_password },
  }
}
