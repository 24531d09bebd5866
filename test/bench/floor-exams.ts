import { createHash } from 'node:crypto'
import type pg from 'pg'

/*
 * An exam by hand-written SQL: one transaction a step with its journal row, the answers in one column, marked in the
 * program against the key that one query brings. The clock is asked in each statement.
 */
type InOne = (mode: string, work: (client: pg.PoolClient) => Promise<unknown>) => Promise<unknown>
interface Drawn {
  id: string
  marks: number
}

const each = 20
const answers = Object.fromEntries(Array.from({ length: each }, (_, at) => [at + 1, [at % 3]]))

export async function examStep(
  pool: pg.Pool,
  inOne: InOne,
  centre: number,
  [step, id, token]: readonly string[],
): Promise<unknown> {
  const hash = createHash('sha256')
    .update(token ?? '')
    .digest('hex')
  const actor = await pool.query('select * from resolve_actor($1, $2, now())', [hash, centre])
  const who = actor.rows[0]?.identity_id
  return inOne('begin', async client => {
    if (step === 'save')
      return client.query(
        `update exam_sitting set answers = $1, saved_at = now() where id = $2 and identity_id = $3 and state = 'sitting'
           and now() <= due_at + interval '30 seconds'`,
        [JSON.stringify(answers), id, who],
      )
    const { rows } = await client.query(
      'select * from exam_sitting where id = $1 and identity_id = $2 for update',
      [id, who],
    )
    await (step === 'begin' ? begin(client, rows[0]) : handIn(client, rows[0]))
    const journal = crypto.randomUUID()
    await Promise.all([
      client.query(
        `insert into journal (id, at, flow, action, record_id, to_state, actor_kind, digest)
         values ($1, now(), 'exam_sitting', $2, $3, 'x', 'person', 'x')`,
        [journal, step, id],
      ),
      client.query(
        `insert into journal_detail (journal_id, salt, actor_name, input) values ($1, 'x', '考生', '{}')`,
        [journal],
      ),
    ])
    return null
  })
}

async function begin(client: pg.PoolClient, row: { id: string; exam_id: string }): Promise<void> {
  const { rows } = await client.query('select pools, minutes from exam where id = $1', [row.exam_id])
  const [{ ids, count, marks }] = rows[0].pools
  const drawn = [...ids].sort(() => Math.random() - 0.5).slice(0, count)
  await client.query(
    `update exam_sitting set state = 'sitting', seed = 'floor', drawn = $1, began_at = now(),
       due_at = least(now() + make_interval(mins => $2), closes_at) where id = $3`,
    [JSON.stringify(drawn.map(id => ({ id, marks }))), rows[0].minutes, row.id],
  )
}

async function handIn(
  client: pg.PoolClient,
  row: { id: string; drawn: Drawn[]; answers: Record<string, number[]> },
): Promise<void> {
  const { rows } = await client.query('select id, options from exam_question where id = any ($1)', [
    row.drawn.map(one => one.id),
  ])
  const key = new Map(rows.map(one => [one.id, one.options]))
  const marks = row.drawn.map(({ id, marks }, at) =>
    key.get(id)?.[row.answers[at + 1]?.[0] ?? -1]?.right ? marks * 10 : 0,
  )
  const sum = marks.reduce((all, one) => all + one, 0)
  await client.query(
    `update exam_sitting set state = 'marked', handed = 'self', handed_in_at = now(), theory = $1, theory_tenths = $2,
       score_tenths = $2, passed = $3 where id = $4`,
    [JSON.stringify(marks), sum, sum >= 600, row.id],
  )
}
