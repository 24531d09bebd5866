import { createHash } from 'node:crypto'
import { Agent, request } from 'node:http'
import type pg from 'pg'
import { privacyNotice } from '#modules/identity'
import { newId } from '#platform/ids'

/*
 * 5.2.2 A hot registration: 2,000 people, each on a phone of their own and signed in, for 200 seats. As the owner of the
 * tables.
 */
export const people = 2_000
export const seats = 200

export interface Rush {
  /** Registrations a second, ours and by hand-written SQL under the same lock. */
  ours: number
  floor: number
  /** What became of the people. */
  seated: number
  waiting: number
  /** Whether turns are 1 … 2,000 without a gap, and the first 200 of them have the seats. */
  inOrder: boolean
}

const token = (n: number): string => `bench-rush-${n}`
const uuid = (kind: string, n = 'n'): string =>
  `(substr(md5('${kind}' || ${n}), 1, 12) || '7' || substr(md5('${kind}' || ${n}), 13, 3) || '8' || substr(md5('${kind}' || ${n}), 16, 15))::uuid`

/** People with a session each, and two activities of 200 seats: ours and the floor's. */
export async function prepareRush(client: pg.ClientBase, centre: number): Promise<string[]> {
  const rows = `from generate_series(1, ${people}) n`
  const phone = `'136' || lpad(n::text, 8, '0')`
  const activities = [newId(), newId()]
  await client.query(
    `insert into identity (id, name, phone_number) select ${uuid('rusher')}, '报名人' || n, ${phone} ${rows}`,
  )
  await client.query(
    `insert into session (id, token, identity_id, created_at, seen_at, expires_at, idle_minutes, ends_at)
     select ${uuid('rush-session')}, t.token, ${uuid('rusher')}, now(), now(), now() + interval '1 day', 1440, now() + interval '1 day'
     from unnest($1::text[]) with ordinality t (token, n)`,
    [
      Array.from({ length: people }, (_, n) =>
        createHash('sha256')
          .update(token(n + 1))
          .digest('hex'),
      ),
    ],
  )
  const statements = [
    `insert into party (centre_id, id, state, kind, name, contact_name, contact_phone, registered_at)
     select ${centre}, ${uuid('rush-party')}, 'active', 'person', '报名人' || n, '报名人' || n, ${phone}, now() ${rows}`,
    `insert into mandate (centre_id, id, state, party_id, identity_id, person_name, phone, claimed_name, role, asked_at)
     select ${centre}, ${uuid('rush-mandate')}, 'active', ${uuid('rush-party')}, ${uuid('rusher')}, '报名人' || n, ${phone}, '报名人' || n,
       'self', now() ${rows}`,
    `insert into consent (centre_id, id, state, identity_id, document, version, given_at)
     select ${centre}, ${uuid('rush-consent')}, 'given', ${uuid('rusher')}, 'privacy', '${privacyNotice.version}', now() ${rows}`,
    ...activities.map(
      id => `insert into activity (centre_id, id, state, kind, title, about, organiser, owner_id, place, starts_at, ends_at, opens_at,
       closes_at, capacity, plan, published_at)
     select ${centre}, '${id}', 'published', '讲座', '直播电商公开课', '名师讲直播。', '中心', id, '会展中心', now() + interval '9 days',
       now() + interval '9 days 2 hours', now() - interval '1 hour', now() + interval '8 days', ${seats}, '讲两小时。', now()
     from staff where centre_id = ${centre} order by id limit 1`,
    ),
    ...['identity', 'session', 'party', 'mandate', 'consent'].map(table => `vacuum (analyze) ${table}`),
  ]
  for (const statement of statements) await client.query(statement)
  return activities
}

interface Sent {
  path: string
  headers?: Record<string, string>
  body?: string
}

/** All at once: 100 are under way, the next as soon as one has its answer. Returns how many a second were taken. */
async function register(site: string, each: (n: number) => Sent): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 100 })
  let next = 1
  const began = performance.now()
  const lane = async (): Promise<void> => {
    for (let n = next++; n <= people; n = next++) {
      const status = await post(agent, site, each(n))
      if (status !== 303 && status !== 200) throw new Error(`number ${n} was answered ${status}`)
    }
  }
  await Promise.all(Array.from({ length: 100 }, lane))
  agent.destroy()
  return people / ((performance.now() - began) / 1000)
}

const post = (agent: Agent, site: string, { path, headers = {}, body = '' }: Sent): Promise<number> =>
  new Promise((done, failed) => {
    const sent = request(`${site}${path}`, { agent, method: 'POST', headers }, answer => {
      answer.resume().once('end', () => done(answer.statusCode ?? 0))
    })
    sent.once('error', failed)
    sent.end(body)
  })

const partyOf = (n: number): string => {
  const md5 = createHash('md5').update(`rush-party${n}`).digest('hex')
  const hex = `${md5.slice(0, 12)}7${md5.slice(12, 15)}8${md5.slice(15, 30)}`
  return hex.replace(/(.{8})(.{4})(.{4})(.{4})(.{12})/, '$1-$2-$3-$4-$5')
}

export async function measureRush(
  site: string,
  floor: string,
  client: pg.ClientBase,
  [activity, byHand]: readonly string[],
): Promise<Rush> {
  const phone = (n: number): string => `136${String(n).padStart(8, '0')}`
  const ours = await register(site, n => ({
    path: '/act/activity_registration/register',
    headers: {
      cookie: `centre_session=${token(n)}`,
      'content-type': 'application/x-www-form-urlencoded',
      origin: site,
    },
    body: new URLSearchParams({
      ...{ activity_id: activity as string, party_id: partyOf(n), _key: newId() },
      ...{ contact_name: `报名人${n}`, contact_phone: phone(n) },
    }).toString(),
  }))
  const floors = await register(floor, n => ({
    path: `/register/${byHand}/${partyOf(n)}/${token(n)}`,
  }))
  const { rows } = await client.query<{ turn: number; state: string }>(
    'select turn, state from activity_registration where activity_id = $1 order by turn',
    [activity],
  )
  return {
    ...{ ours, floor: floors },
    seated: rows.filter(row => row.state === 'registered').length,
    waiting: rows.filter(row => row.state === 'waiting').length,
    inOrder: rows.every((row, n) => row.turn === n + 1 && (row.state === 'registered') === n < seats),
  }
}
