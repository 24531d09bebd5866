import type pg from 'pg'
import { newId } from '../ids.ts'
import type { Keys } from '../secrets.ts'

/** From where a try comes. */
export interface Meta {
  ip: string
  userAgent: string
  /** Null at the host of a region. */
  centreId: number | null
  secure: boolean
}

type Method = 'code_request' | 'code' | 'password' | 'totp'

/** How often is too often, by name and by address, within minutes. */
const limits = {
  code_request: {
    name: [
      [1, 1],
      [5, 60],
      [10, 1440],
    ],
    ip: [[30, 60]],
  },
  failures: { name: [[5, 30]], ip: [[30, 10]] },
} as const

/** Tries of every kind, counted so that guessing is slow: by name and by address. */
export function attempts({ pool, keys, now }: { pool: pg.Pool; keys: Keys; now: () => Date }) {
  /** One try at a time per name: counted and written down before anything is compared. */
  return async function attempt<T>(
    method: Method,
    name: string,
    meta: Meta,
    work: (
      client: pg.PoolClient,
    ) => Promise<{ outcome: 'ok' | 'wrong'; identityId: string | null; value: T }>,
  ): Promise<T | 'locked' | 'limited'> {
    const digest = keys.hash(`name ${name}`)
    const ipDigest = keys.hash(`ip ${meta.ip}`)
    const client = await pool.connect()
    const note = (outcome: string, identityId: string | null) =>
      client.query(
        'insert into sign_in_attempt (id, at, centre_id, method, outcome, name_digest, ip_digest, identity_id) values ($1,$2,$3,$4,$5,$6,$7,$8)',
        [newId(), now(), meta.centreId, method, outcome, digest, ipDigest, identityId],
      )
    try {
      await client.query('begin')
      await client.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [digest])
      const refused = method === 'code_request' ? 'limited' : 'locked'
      if (await tooOften(client, method, digest, ipDigest, now)) {
        await note(refused, null)
        await client.query('commit')
        return refused
      }
      const { outcome, identityId, value } = await work(client)
      await note(outcome, identityId)
      await client.query('commit')
      return value
    } catch (error) {
      await client.query('rollback').catch(() => {})
      throw error
    } finally {
      client.release()
    }
  }
}

async function tooOften(
  client: pg.PoolClient,
  method: Method,
  name: string,
  ip: string,
  now: () => Date,
): Promise<boolean> {
  const { name: byName, ip: byIp } = method === 'code_request' ? limits.code_request : limits.failures
  const counted =
    method === 'code_request'
      ? "method = 'code_request' and outcome = 'ok'"
      : "method <> 'code_request' and outcome = 'wrong'"
  const checks = [
    ...byName.map(limit => ['name_digest', name, ...limit] as const),
    ...byIp.map(limit => ['ip_digest', ip, ...limit] as const),
  ]
  for (const [column, digest, most, minutes] of checks) {
    const since = new Date(now().getTime() - minutes * 60_000)
    const { rows } = await client.query<{ n: number }>(
      `select count(*)::int as n from sign_in_attempt where ${column} = $1 and at > $2 and ${counted}`,
      [digest, since],
    )
    if ((rows[0]?.n ?? 0) >= most) return true
  }
  return false
}
