import { createHash } from 'node:crypto'
import type pg from 'pg'

/** A learner signs in for a half day: found by their session, their record locked, set and written down. */
export async function attend(
  pool: pg.Pool,
  inOne: (mode: string, work: (client: pg.PoolClient) => Promise<unknown>) => Promise<unknown>,
  centre: number,
  session: string,
  token: string,
): Promise<unknown> {
  const actor = await pool.query('select * from resolve_actor($1, $2, now())', [
    createHash('sha256').update(token).digest('hex'),
    centre,
  ])
  return inOne('begin', async client => {
    const journal = crypto.randomUUID()
    const { rows } = await client.query(
      `select a.id from attendance a
       join enrolment e on e.centre_id = a.centre_id and e.id = a.enrolment_id
       join attendance_session s on s.centre_id = a.centre_id and s.id = a.session_id
       where a.session_id = $1 and e.identity_id = $2 and e.state = 'accepted' and a.state = 'expected'
         and now() between s.opens_at and s.closes_at for update of a`,
      [session, actor.rows[0].identity_id],
    )
    const { id } = rows[0]
    await Promise.all([
      client.query(
        `update attendance set state = 'present', at = now(), method = 'account', device = 'x' where id = $1`,
        [id],
      ),
      client.query(
        `insert into journal (id, at, flow, action, record_id, from_state, to_state, actor_kind, digest)
         values ($1, now(), 'attendance', 'signIn', $2, 'expected', 'present', 'person', 'x')`,
        [journal, id],
      ),
      client.query(
        `insert into journal_detail (journal_id, salt, actor_name, input) values ($1, 'x', '学员', '{}')`,
        [journal],
      ),
    ])
    return { id }
  })
}
