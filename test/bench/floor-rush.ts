import { createHash } from 'node:crypto'
import type pg from 'pg'

/** Somebody registers for an activity: a seat or a place in the line, by the lock of the activity, told and written down. */
export async function register(
  pool: pg.Pool,
  inOne: (mode: string, work: (client: pg.PoolClient) => Promise<unknown>) => Promise<unknown>,
  centre: number,
  { activity, party, token }: { activity: string; party: string; token: string },
): Promise<unknown> {
  const actor = await pool.query('select * from resolve_actor($1, $2, now())', [
    createHash('sha256').update(token).digest('hex'),
    centre,
  ])
  return inOne('begin', async client => {
    const [id, journal, notice] = [crypto.randomUUID(), crypto.randomUUID(), crypto.randomUUID()]
    await client.query('select capacity from activity where id = $1 for update', [activity])
    const { rows } = await client.query(
      `select a.capacity, coalesce(sum(r.people) filter (where r.state = 'registered'), 0)::int as taken, count(r.id)::int as before
       from activity a left join activity_registration r on r.centre_id = a.centre_id and r.activity_id = a.id
       where a.id = $1 group by a.capacity`,
      [activity],
    )
    const { capacity, taken, before } = rows[0]
    const state = taken < capacity ? 'registered' : 'waiting'
    await Promise.all([
      client.query(
        `insert into activity_registration (id, state, activity_id, turn, party_id, contact_name, contact_phone, people, channel, joined_at)
         values ($1, $2, $3, $4, $5, '报名人', '13600000001', 1, 'self', now())`,
        [id, state, activity, before + 1, party],
      ),
      client.query(
        `insert into activity_participant (id, registration_id, activity_id, name, phone) values ($1, $2, $3, '报名人', '13600000001')`,
        [crypto.randomUUID(), id, activity],
      ),
      client.query(
        `insert into journal (id, at, flow, action, record_id, to_state, actor_kind, party_id, digest)
         values ($1, now(), 'activity_registration', 'register', $2, $3, 'person', $4, 'x')`,
        [journal, id, state, party],
      ),
      client.query(
        `insert into journal_detail (journal_id, salt, actor_name, input) values ($1, 'x', '报名人', '{}')`,
        [journal],
      ),
      client.query(
        `insert into notification (id, at, identity_id, phone, template, variables, body, href)
         values ($1, now(), $2, '13600000001', 'bench', '{}', '报名成功', '/my')`,
        [notice, actor.rows[0].identity_id],
      ),
    ])
    return { id, state }
  })
}
