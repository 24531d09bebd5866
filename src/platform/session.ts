import { createHash } from 'node:crypto'
import { sessionToken } from './auth.ts'
import type { Actor, Organisation } from './ctx.ts'
import type { Http, Session } from './http.ts'
import { dutiesWithin } from './who.ts'

interface Known {
  identity_id: string
  name: string
  staff_id: string | null
  organisation: Organisation | null
  duties: string[]
  parties: string[]
  proxies?: string[]
  twin_id: string | null
  twin_parties: string[]
}
interface BySession extends Known {
  session_id: string
  must_change_password: boolean
  second_factor: boolean
  consented: string | null
  seen_at: Date
}
interface ByKey extends Known {
  key_name: string
  reads: string[]
  acts: string[]
}

/** Writing "still here" down once a minute is enough. */
const touchEvery = 60_000

/** Who is asking, by the session's cookie: one indexed query finds person, posts and mandates. Null for strangers. */
export async function resolveActor(c: Http): Promise<{ actor: Actor; session: Session } | null> {
  const { kernel } = c.var
  const token = sessionToken(c.req.header('cookie') ?? null)
  if (!token) return null
  const row = await ask<BySession>(c, 'resolve_actor', token)
  if (!row) return null
  if (kernel.outside.now().getTime() - row.seen_at.getTime() > touchEvery)
    await kernel.auth.touch(row.session_id)
  return {
    actor: actorOf(row),
    session: {
      id: row.session_id,
      mustChangePassword: row.must_change_password,
      secondFactor: row.second_factor,
      consented: row.consented,
    },
  }
}

/** What a key for machines begins with, so that one left lying about is recognised. */
export const keyPrefix = 'xyk_'
export const hashOfKey = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Which person's key a machine shows in `Authorization: Bearer xyk_…`. Null where it shows none, or one that is not valid. */
export async function resolveKey(c: Http): Promise<Actor | null> {
  const [, token] = /^Bearer (xyk_[\w-]{20,80})$/.exec(c.req.header('authorization') ?? '') ?? []
  if (!token) return null
  const row = await ask<ByKey>(c, 'resolve_api_key', hashOfKey(token))
  if (!row) return null
  return {
    ...actorOf(row),
    name: `${row.name}（接口：${row.key_name}）`,
    key: { reads: new Set(row.reads), acts: new Set(row.acts) },
  }
}

async function ask<Row extends object>(
  c: Http,
  question: 'resolve_actor' | 'resolve_api_key',
  token: string,
): Promise<Row | undefined> {
  const { kernel, centre } = c.var
  const values = [token, centre.id, kernel.outside.now()]
  const [known] = await kernel.database.ask<Row>(`select * from ${question}($1, $2, $3)`, values)
  return known
}

const actorOf = (row: Known): Actor => ({
  kind: 'person',
  identityId: row.identity_id,
  name: row.name,
  staffId: row.staff_id,
  ...(row.organisation && { organisation: row.organisation }),
  duties: dutiesWithin(row.duties, row.organisation),
  parties: row.parties,
  ...(row.proxies && { proxies: row.proxies }),
  ...(row.twin_id && { twin: { identityId: row.twin_id, parties: row.twin_parties } }),
})
