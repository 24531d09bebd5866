import { createHash } from 'node:crypto'
import { Agent, type IncomingMessage, request } from 'node:http'
import type pg from 'pg'
import { privacyNotice } from '#modules/identity'
import { readConfig } from '#platform/config'
import { newId } from '#platform/ids'
import { keysOf } from '#platform/secrets'
import { codeSeconds } from '../../src/modules/attendance/settings.ts'
import { hallCode } from '../../src/modules/attendance/tokens.ts'

/*
 * 5.3.1 A hall signs in: 500 people, each on a phone of their own and signed in, by the code on the screen. Each opens the
 * code and presses the button; by hand it is one statement of each kind. As the owner of the tables.
 */
export const people = 500

export interface SignIn {
  /** Sign-ins a second, ours (the code opened, then the button) and by hand-written SQL. */
  ours: number
  floor: number
  /** How many have exactly one record, and are there. */
  there: number
}

const token = (n: number): string => `bench-hall-${n}`
const uuid = (kind: string, n = 'n'): string =>
  `(substr(md5('${kind}' || ${n}), 1, 12) || '7' || substr(md5('${kind}' || ${n}), 13, 3) || '8' || substr(md5('${kind}' || ${n}), 16, 15))::uuid`

/** Half days that go on, of two classes with the same people: ours and the floor's. */
export async function prepareSignIn(client: pg.ClientBase, centre: number): Promise<string[]> {
  const rows = `from generate_series(1, ${people}) n`
  const phone = `'135' || lpad(n::text, 8, '0')`
  await client.query(
    `insert into identity (id, name, phone_number) select ${uuid('hall')}, '学员' || n, ${phone} ${rows}`,
  )
  await client.query(
    `insert into session (id, token, identity_id, created_at, seen_at, expires_at, idle_minutes, ends_at)
     select ${uuid('hall-session')}, t.token, ${uuid('hall')}, now(), now(), now() + interval '1 day', 1440, now() + interval '1 day'
     from unnest($1::text[]) with ordinality t (token, n)`,
    [
      Array.from({ length: people }, (_, n) =>
        createHash('sha256')
          .update(token(n + 1))
          .digest('hex'),
      ),
    ],
  )
  await client.query(
    `insert into consent (centre_id, id, state, identity_id, document, version, given_at)
     select ${centre}, ${uuid('hall-consent')}, 'given', ${uuid('hall')}, 'privacy', '${privacyNotice.version}', now() ${rows}`,
  )
  const sessions = [newId(), newId()]
  for (const [which, session] of sessions.entries()) await openHall(client, centre, which, session)
  for (const table of ['identity', 'session', 'consent', 'enrolment', 'attendance'])
    await client.query(`vacuum (analyze) ${table}`)
  return sessions
}

async function openHall(client: pg.ClientBase, centre: number, which: number, session: string) {
  const rows = `from generate_series(1, ${people}) n`
  const id = newId()
  const statements = [
    `insert into training_class (centre_id, id, state, number, kind, title, owner_id, about, organiser, place, capacity, starts_on,
       ends_on, opens_at, closes_at, hours_tenths, teaching_plan, published_at)
     select ${centre}, '${id}', 'running', 'bench-${which}', 'live', '直播公开课', id, '一天讲完。', '中心', '会展中心', ${people},
       current_date, current_date, now() - interval '9 days', now() - interval '1 day', 40, '讲半天。', now()
     from staff where centre_id = ${centre} order by id limit 1`,
    `insert into attendance_session (centre_id, id, state, class_id, half, starts_at, ends_at, opens_at, closes_at, hours_tenths, place)
     values (${centre}, '${session}', 'open', '${id}', '2026-01-0${which + 1} am', now(), now() + interval '3 hours',
       now() - interval '1 hour', now() + interval '4 hours', 40, '会展中心')`,
    `insert into enrolment (centre_id, id, state, class_id, turn, identity_id, person_name, phone, id_hash, channel, applied_at, accepted_at)
     select ${centre}, ${uuid(`hall-enrolment-${which}`)}, 'accepted', '${id}', n, ${uuid('hall')}, '学员' || n, ${phone}, 'bench-' || n,
       'self', now(), now() ${rows}`,
    `insert into attendance (centre_id, id, state, class_id, session_id, enrolment_id)
     select ${centre}, ${uuid(`hall-record-${which}`)}, 'expected', '${id}', '${session}', ${uuid(`hall-enrolment-${which}`)} ${rows}`,
  ]
  for (const statement of statements) await client.query(statement)
}
const phone = `'135' || lpad(n::text, 8, '0')`

/** All at once: 50 are under way, the next as soon as one is in. Returns how many a second were. */
async function everybody(one: (agent: Agent, n: number) => Promise<void>): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 50 })
  let next = 1
  const began = performance.now()
  const lane = async (): Promise<void> => {
    for (let n = next++; n <= people; n = next++) await one(agent, n)
  }
  await Promise.all(Array.from({ length: 50 }, lane))
  agent.destroy()
  return people / ((performance.now() - began) / 1000)
}

interface Sent {
  method: string
  headers?: Record<string, string>
  body?: string
}
const send = (
  agent: Agent,
  url: string,
  { method, headers = {}, body = '' }: Sent,
): Promise<IncomingMessage> =>
  new Promise((done, failed) => {
    const sent = request(url, { agent, method, headers }, answer => {
      answer.resume().once('end', () => done(answer))
    })
    sent.once('error', failed)
    sent.end(body)
  })
const expectStatus = ({ statusCode }: IncomingMessage, wanted: number, n: number): void => {
  if (statusCode !== wanted) throw new Error(`number ${n} was answered ${statusCode}`)
}

export async function measureSignIn(
  place: { centre: number; server: Record<string, string> },
  site: string,
  floor: string,
  client: pg.ClientBase,
  [hall, byHand]: readonly string[],
): Promise<SignIn> {
  const keys = keysOf(readConfig(place.server).secret, place.centre)
  const ours = await everybody(async (agent, n) => {
    const cookie = `centre_session=${token(n)}`
    const code = hallCode(keys, hall as string, new Date(), codeSeconds.fallback)
    const opened = await send(agent, `${site}/here/${hall}/${code}`, { method: 'GET', headers: { cookie } })
    expectStatus(opened, 303, n)
    const given = (opened.headers['set-cookie'] ?? []).map(one => one.split(';')[0])
    const done = await send(agent, `${site}/here/${hall}`, {
      method: 'POST',
      headers: {
        cookie: [cookie, ...given].join('; '),
        'content-type': 'application/x-www-form-urlencoded',
        origin: site,
      },
      body: 'own=1',
    })
    expectStatus(done, 200, n)
  })
  const floors = await everybody(async (agent, n) =>
    expectStatus(await send(agent, `${floor}/attend/${byHand}/${token(n)}`, { method: 'POST' }), 200, n),
  )
  const { rows } = await client.query<{ there: number }>(
    `select count(*)::int as there from attendance a where session_id = $1 and state = 'present'
       and (select count(*) from journal j where j.centre_id = a.centre_id and j.record_id = a.id) = 1`,
    [hall],
  )
  return { ours, floor: floors, there: rows[0]?.there ?? 0 }
}
