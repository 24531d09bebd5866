import type pg from 'pg'
import { pino } from 'pino'
import { clauseMatrix } from '#modules/clauses'
import { packFlow } from '#modules/packs'
import { readConfig } from '#platform/config'
import { type Actor, system } from '#platform/ctx'
import type { Kernel } from '#platform/http'
import { perform } from '#platform/perform'
import { periodOf } from '#platform/periods'
import { openKernel } from '../../src/kernel.ts'
import { runJob } from '../../src/worker.ts'

/*
 * The proof: how far every clause is kept, over a journal of years, and a pack of ten thousand records. As the owner of the
 * tables.
 */
export interface Proof {
  /** Rows of the journal. */
  journal: number
  /** Seconds of the whole matrix, and of the plainest counts of its tables by hand in one statement. */
  ours: number
  floor: number
  /** Of the pack: seconds, megabytes that the server's process grew by, records in it, and how often progress was noted. */
  pack: { seconds: number; memory: number; records: number; notes: number }
}

const uuid = (kind: string, n = 'n'): string =>
  `(substr(md5('${kind}' || ${n}), 1, 12) || '7' || substr(md5('${kind}' || ${n}), 13, 3) || '8' || substr(md5('${kind}' || ${n}), 16, 15))::uuid`

type Client = Pick<pg.ClientBase, 'query'>

/** A journal of so many rows, sealed as one, and so many people of this quarter. */
export async function prepareProof(
  client: Client,
  centre: number,
  journal: number,
  records: number,
): Promise<void> {
  await client.query(
    `insert into journal (centre_id, id, at, flow, action, record_id, actor_kind, digest, seal)
     select ${centre}, ${uuid('proof-journal')}, now() - n * interval '30 seconds', (array['service_case', 'consultation', 'enrolment',
       'activity', 'task'])[1 + n % 5], 'submit', ${uuid('proof-record', '(n / 5)')}, 'system', md5(n::text), 0
     from generate_series(1, ${journal}) n`,
  )
  await client.query(
    `insert into party (centre_id, id, state, kind, name, contact_name, contact_phone, registered_at)
     select ${centre}, ${uuid('proof-party')}, 'active', 'person', '乡亲' || n, '乡亲' || n, '138' || lpad(n::text, 8, '0'), now()
     from generate_series(1, ${records}) n`,
  )
}

/** What somebody would write who wants bare counts of the quarter. */
const byHand = (centre: number): string => `
  select ${[
    'service_case',
    'consultation',
    'activity',
    'training_class',
    'enrolment',
    'service_order',
    'article',
    'complaint',
    'finding',
    'evaluation',
  ]
    .map(table => `(select count(*) from ${table} where centre_id = ${centre}) as ${table}`)
    .join(', ')}`

/** Both, with a kernel that is open on the database; `director` asks for the pack. */
export async function timeProof(
  client: Client,
  kernel: Kernel,
  centreId: number,
  director: Actor,
): Promise<Omit<Proof, 'journal'>> {
  const centre = await kernel.centres.byId(centreId)
  const now = kernel.outside.now()
  const ctx = { centre, now, log: kernel.log }
  const day = now.toISOString().slice(0, 10)
  const matrix = () =>
    kernel.database.read({ centre: centreId }, db =>
      clauseMatrix({ ...ctx, db, actor: director }, periodOf('quarter', day)),
    )
  await matrix()
  const ours = await median(matrix)
  await client.query(byHand(centreId))
  const floor = await median(() => client.query(byHand(centreId)))
  const id = await kernel.database.write({ centre: centreId }, async db => {
    const input = { period: periodOf('quarter', day).code, clauses: ['4.2.2'] }
    return (await perform({ ...ctx, db, actor: director }, packFlow, 'build', null, input)).id
  })
  const watching = watch(kernel, centreId, id)
  const began = performance.now()
  await runJob(kernel, { job: 'pack.build', centre: centreId, data: { id } })
  const seconds = (performance.now() - began) / 1000
  const { memory, notes } = await watching.stop()
  const row = await kernel.database.read({ centre: centreId }, db =>
    db.selectFrom('evidence_pack').select(['state', 'total']).where('id', '=', id).executeTakeFirstOrThrow(),
  )
  if (row.state !== 'ready') throw new Error(`the pack is ${row.state}`)
  return { ours, floor, pack: { seconds, memory, notes, records: row.total } }
}

async function median(work: () => Promise<unknown>): Promise<number> {
  const found: number[] = []
  for (let round = 0; round < 5; round++) {
    const began = performance.now()
    await work()
    found.push((performance.now() - began) / 1000)
  }
  return found.sort((a, b) => a - b)[2] as number
}

/** How much the process grew at most, and how many states of the progress could be seen. */
function watch(kernel: Kernel, centre: number, id: string) {
  const before = process.memoryUsage.rss()
  const seen = new Set<number>()
  let most = before
  let looking: Promise<unknown> = Promise.resolve()
  const timer = setInterval(() => {
    most = Math.max(most, process.memoryUsage.rss())
    looking = kernel.database
      .read({ centre }, db =>
        db.selectFrom('evidence_pack').select('done').where('id', '=', id).executeTakeFirst(),
      )
      .then(row => seen.add(row?.done ?? 0))
  }, 100)
  return {
    async stop() {
      clearInterval(timer)
      await looking
      return { memory: (most - before) / 2 ** 20, notes: seen.size }
    },
  }
}

export async function measureProof(
  env: Record<string, string>,
  client: pg.ClientBase,
  centre: number,
  { journal, pack }: { journal: number; pack: number },
): Promise<Proof> {
  await prepareProof(client, centre, journal, pack)
  for (const table of ['journal', 'party']) await client.query(`vacuum (analyze) ${table}`)
  const kernel = await openKernel(readConfig({ ...env, DEMO: '0' }), { log: pino({ level: 'error' }) })
  try {
    const { rows } = await client.query<{ id: string; identity_id: string; name: string }>(
      `select staff.id, identity_id, staff.name from staff join staff_post on staff_id = staff.id join post on post.id = post_id
       where staff.centre_id = ${centre} and 'pack.build' = any(duties) limit 1`,
    )
    const [one] = rows
    if (!one) throw new Error('nobody may build a pack')
    const director: Actor = {
      ...{ ...system, kind: 'person', name: one.name, staffId: one.id, identityId: one.identity_id },
      duties: new Set(['pack.build', 'clause.read', 'party.read']),
    }
    return { journal, ...(await timeProof(client, kernel, centre, director)) }
  } finally {
    await kernel.close()
  }
}
