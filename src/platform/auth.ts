import { createHmac, randomInt, timingSafeEqual } from 'node:crypto'
import { Secret, TOTP } from 'otpauth'
import type pg from 'pg'
import { attempts, type Meta } from './auth/attempts.ts'
import { hashPassword, isOutdated, verifyPassword } from './auth/password.ts'
import {
  hashOfToken,
  type Lifetime,
  newToken,
  publicLifetime,
  sessionCookie,
  sessionToken,
  staffLifetime,
} from './auth/session.ts'
import { unnamed } from './ctx.ts'
import { newId } from './ids.ts'
import { keysOf } from './secrets.ts'

export type { Meta } from './auth/attempts.ts'
export { createPasswordAccount, hashPassword, passwordRule, renameIdentity } from './auth/password.ts'
export { clearedCookie, sessionToken } from './auth/session.ts'

export type SignIn =
  | { ok: true; identityId: string; cookie: string }
  | { ok: false; reason: 'wrong' | 'locked' | 'limited' | 'second-factor'; ticket?: string }

/** What became of a password or code that was to be checked. */
export type Checked = 'ok' | 'wrong' | 'locked'

/** Sign-in by one-time code (the public) and by name, password and second factor (staff). */
export type Auth = ReturnType<typeof createAuth>

export interface AuthOptions {
  pool: pg.Pool
  secret: string
  now: () => Date
}

export function createAuth({ pool, secret, now }: AuthOptions) {
  const keys = keysOf(secret, 0)

  const attempt = attempts({ pool, keys, now })

  async function openSession(identityId: string, lifetime: Lifetime, meta: Meta): Promise<string> {
    const token = newToken()
    const at = now()
    const later = (minutes: number) => new Date(at.getTime() + minutes * 60_000)
    await pool.query('delete from session where identity_id = $1 and expires_at < $2', [
      identityId,
      later(-30 * 1440),
    ])
    await pool.query(
      `insert into session (id, token, identity_id, created_at, seen_at, expires_at, idle_minutes, ends_at, user_agent)
       values ($1,$2,$3,$4,$4,$5,$6,$7,$8)`,
      [
        newId(),
        hashOfToken(token),
        identityId,
        at,
        later(lifetime.idleMinutes),
        lifetime.idleMinutes,
        later(lifetime.mostMinutes),
        meta.userAgent.slice(0, 200),
      ],
    )
    return sessionCookie(token, meta.secure, lifetime)
  }

  const codeHash = (phone: string, code: string): string =>
    createHmac('sha256', secret).update(`${phone} ${code}`).digest('hex')

  return {
    /** A six-digit code for this phone, valid five minutes and five tries; the caller sends it. Null: too often. */
    async requestCode(phone: string, meta: Meta): Promise<string | null> {
      const code = String(randomInt(1_000_000)).padStart(6, '0')
      const done = await attempt('code_request', phone, meta, async client => {
        await client.query(
          `insert into one_time_code (phone, code_hash, sent_at, expires_at, tries_left) values ($1,$2,$3,$4,5)
           on conflict (phone) do update set code_hash = excluded.code_hash, sent_at = excluded.sent_at, expires_at = excluded.expires_at, tries_left = 5`,
          [phone, codeHash(phone, code), now(), new Date(now().getTime() + 5 * 60_000)],
        )
        return { outcome: 'ok', identityId: null, value: true }
      })
      return done === true ? code : null
    },

    /** Signs in by code; a phone that is new here becomes a new identity. */
    async verifyCode(phone: string, code: string, meta: Meta): Promise<SignIn> {
      const result = await attempt<string | null>('code', phone, meta, async client => {
        const { rows } = await client.query<{ code_hash: string }>(
          'update one_time_code set tries_left = tries_left - 1 where phone = $1 and tries_left > 0 and expires_at > $2 returning code_hash',
          [phone, now()],
        )
        const right = rows[0] !== undefined && same(rows[0].code_hash, codeHash(phone, code))
        if (!right) return { outcome: 'wrong', identityId: null, value: null }
        await client.query('delete from one_time_code where phone = $1', [phone])
        const known = await client.query<{ id: string }>(
          `insert into identity (id, name, phone_number) values ($1, $2, $3)
           on conflict (phone_number) do update set phone_number = excluded.phone_number returning id`,
          [newId(), unnamed, phone],
        )
        const identityId = known.rows[0]?.id as string
        return { outcome: 'ok', identityId, value: identityId }
      })
      if (result === 'locked' || result === 'limited') return { ok: false, reason: result }
      if (result === null) return { ok: false, reason: 'wrong' }
      return { ok: true, identityId: result, cookie: await openSession(result, publicLifetime, meta) }
    },

    /**
     * Signs in by name and password; with a second factor it gives a ticket for `verifyTotp`. An account that reads for a
     * region exists at that region's host only, and the centres' accounts do not exist there.
     */
    async signInPassword(
      username: string,
      password: string,
      meta: Meta,
      regionId: number | null = null,
    ): Promise<SignIn> {
      const name = username.trim().toLowerCase()
      const result = await attempt<{ id: string; totp: boolean } | null>(
        'password',
        name,
        meta,
        async client => {
          const { rows } = await client.query<{
            id: string
            password_hash: string | null
            totp_confirmed: boolean
          }>(
            'select id, password_hash, totp_confirmed from identity where username = $1 and region_id is not distinct from $2 and erased_at is null',
            [name, regionId],
          )
          const hash = rows[0]?.password_hash ?? null
          const right = await verifyPassword(password, hash)
          if (!right || !hash || !rows[0])
            return { outcome: 'wrong', identityId: rows[0]?.id ?? null, value: null }
          const { id, totp_confirmed: totp } = rows[0]
          if (isOutdated(hash))
            await client.query('update identity set password_hash = $2 where id = $1', [
              id,
              await hashPassword(password),
            ])
          return { outcome: 'ok', identityId: id, value: { id, totp } }
        },
      )
      if (result === 'locked' || result === 'limited') return { ok: false, reason: result }
      if (result === null) return { ok: false, reason: 'wrong' }
      if (result.totp)
        return {
          ok: false,
          reason: 'second-factor',
          ticket: keys.encrypt(JSON.stringify({ id: result.id, until: now().getTime() + 5 * 60_000 })),
        }
      return { ok: true, identityId: result.id, cookie: await openSession(result.id, staffLifetime, meta) }
    },

    /** The second step, with the ticket of the first. */
    async verifyTotp(ticket: string, code: string, meta: Meta): Promise<SignIn> {
      const opened = readTicket(ticket)
      if (!opened || opened.until < now().getTime()) return { ok: false, reason: 'wrong' }
      const result = await attempt<boolean>('totp', opened.id, meta, async client => {
        const right = await useTotp(client, opened.id, code)
        return { outcome: right ? 'ok' : 'wrong', identityId: opened.id, value: right }
      })
      if (result === 'locked' || result === 'limited') return { ok: false, reason: result }
      return result
        ? { ok: true, identityId: opened.id, cookie: await openSession(opened.id, staffLifetime, meta) }
        : { ok: false, reason: 'wrong' }
    },

    /**
     * A new second factor, not in force until `confirmTotp`; the address is for the QR code. Null where one is in
     * force already: it must be removed first, by its own code.
     */
    async enrolTotp(identityId: string, label: string, issuer: string): Promise<string | null> {
      const totp = new TOTP({ issuer, label, secret: new Secret({ size: 20 }) })
      const { rowCount } = await pool.query(
        'update identity set totp_cipher = $2, totp_step = null where id = $1 and not totp_confirmed',
        [identityId, keys.encrypt(totp.secret.base32)],
      )
      return rowCount === 1 ? totp.toString() : null
    },

    /** Puts the new second factor in force, if this is its code. */
    confirmTotp: (identityId: string, code: string, meta: Meta): Promise<Checked> =>
      withTotp(identityId, code, meta, 'update identity set totp_confirmed = true where id = $1'),

    /** Removes the second factor, if this is its code. */
    disableTotp: (identityId: string, code: string, meta: Meta): Promise<Checked> =>
      withTotp(
        identityId,
        code,
        meta,
        'update identity set totp_cipher = null, totp_step = null, totp_confirmed = false where id = $1',
      ),

    /** Takes a new password where the present one is right. Other sessions end. */
    async changePassword(
      identityId: string,
      { present, next, keptSession }: { present: string; next: string; keptSession: string },
      meta: Meta,
    ): Promise<Checked> {
      const result = await attempt<Checked>('password', identityId, meta, async client => {
        const { rows } = await client.query<{ password_hash: string | null }>(
          'select password_hash from identity where id = $1',
          [identityId],
        )
        if (!(await verifyPassword(present, rows[0]?.password_hash ?? null)))
          return { outcome: 'wrong', identityId, value: 'wrong' }
        await client.query(
          'update identity set password_hash = $2, must_change_password = false where id = $1',
          [identityId, await hashPassword(next)],
        )
        await client.query('delete from session where identity_id = $1 and id <> $2', [
          identityId,
          keptSession,
        ])
        return { outcome: 'ok', identityId, value: 'ok' }
      })
      return result === 'limited' ? 'locked' : result
    },

    async sessionsOf(
      identityId: string,
    ): Promise<Array<{ id: string; created_at: Date; seen_at: Date; user_agent: string }>> {
      const { rows } = await pool.query(
        'select id, created_at, seen_at, user_agent from session where identity_id = $1 and expires_at > $2 order by seen_at desc limit 50',
        [identityId, now()],
      )
      return rows
    },

    async endSession(identityId: string, sessionId: string): Promise<void> {
      await pool.query('delete from session where identity_id = $1 and id = $2', [identityId, sessionId])
    },

    /** Sign-out everywhere; at once, because every request looks the session up. */
    async endAllSessions(identityId: string): Promise<void> {
      await pool.query('delete from session where identity_id = $1', [identityId])
    },

    /** Whose session a request's cookies name, be it over; null where it was signed out of or there is none. */
    async holderOf(cookies: string | null): Promise<string | null> {
      const { rows } = await pool.query<{ identity_id: string }>(
        'select identity_id from session where token = $1',
        [sessionToken(cookies)],
      )
      return rows[0]?.identity_id ?? null
    },

    /** Keeps a session in use alive, up to its end. */
    async touch(sessionId: string): Promise<void> {
      await pool.query(
        'update session set seen_at = $2, expires_at = least(ends_at, $2::timestamptz + make_interval(mins => idle_minutes)) where id = $1',
        [sessionId, now()],
      )
    },
  }

  function readTicket(ticket: string): { id: string; until: number } | null {
    try {
      return JSON.parse(keys.decrypt(ticket))
    } catch {
      return null
    }
  }

  /** Does `then` where the code is right; wrong ones are counted like those of a sign-in. */
  async function withTotp(identityId: string, code: string, meta: Meta, then: string): Promise<Checked> {
    const result = await attempt<Checked>('totp', identityId, meta, async client => {
      if (!(await useTotp(client, identityId, code))) return { outcome: 'wrong', identityId, value: 'wrong' }
      await client.query(then, [identityId])
      return { outcome: 'ok', identityId, value: 'ok' }
    })
    return result === 'limited' ? 'locked' : result
  }

  /** Whether this is a code of the person's second factor that was not used before (RFC 6238, 5.2); then it is used. */
  async function useTotp(client: pg.PoolClient, identityId: string, code: string): Promise<boolean> {
    const { rows } = await client.query<{ totp_cipher: string | null; totp_step: number | null }>(
      'select totp_cipher, totp_step from identity where id = $1 for update',
      [identityId],
    )
    const { totp_cipher: cipher = null, totp_step: last = null } = rows[0] ?? {}
    if (!cipher || !/^\d{6}$/.test(code)) return false
    const totp = new TOTP({ secret: Secret.fromBase32(keys.decrypt(cipher)) })
    const delta = totp.validate({ token: code, window: 1, timestamp: now().getTime() })
    if (delta === null) return false
    const step = Math.floor(now().getTime() / 30_000) + delta
    if (last !== null && step <= last) return false
    await client.query('update identity set totp_step = $2 where id = $1', [identityId, step])
    return true
  }
}

const same = (a: string, b: string): boolean =>
  a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
