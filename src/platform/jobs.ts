import { CompiledQuery } from 'kysely'
import type pg from 'pg'
import { PgBoss } from 'pg-boss'
import packageOfBoss from 'pg-boss/package.json' with { type: 'json' }
import type { Centre, Ctx } from './ctx.ts'
import type { Db } from './db.ts'
import type { Outside } from './outside.ts'

/** What a job works with. Transactions are opened by the job itself, so that nothing slow happens inside one. */
export interface Work {
  centre: Centre
  now: Date
  log: Ctx['log']
  outside: Outside
  /** Says that the process is to end: long work breaks off, and begins anew later. */
  stopping: AbortSignal
  read<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
  write<T>(work: (ctx: Ctx) => Promise<T>): Promise<T>
}

export interface Job<D extends object> {
  name: string
  /** Runs for every centre at these times (Asia/Shanghai). */
  cron?: string
  /** Takes minutes: it runs beside the others, one such after the other. */
  long?: true
  run(work: Work, data: D): Promise<void>
}

// biome-ignore lint/suspicious/noExplicitAny: the registry holds jobs of every kind of data
export const jobs = new Map<string, Job<any>>()

/** Declares a job; names are unique. */
export function defineJob<D extends object>(job: Job<D>): Job<D> {
  if (jobs.has(job.name)) throw new Error(`job ${job.name} is declared twice`)
  jobs.set(job.name, job)
  return job
}

/** A job waits in this queue; all jobs share it, so that an idle centre polls once. */
export const queueName = 'work'
export interface Waiting {
  job: string
  centre: number
  data: object
}

/** Queues a job in the action's own transaction: it runs if, and only if, that commits. */
export async function enqueue<D extends object>(
  ctx: Ctx,
  job: Job<D>,
  data: D,
  startAfter?: Date,
): Promise<void> {
  const waiting: Waiting = { job: job.name, centre: ctx.centre.id, data }
  await ctx.db.queue.send(queueName, waiting, {
    db: inTransaction(ctx.db),
    ...(startAfter && { startAfter }),
  })
  if (!startAfter) ctx.db.queued('job')
}

const inTransaction = (db: Db) => ({
  executeSql: async (text: string, values: unknown[] = []) => {
    const { rows } = await db.executeQuery(CompiledQuery.raw(text, values))
    return { rows: rows as unknown[] }
  },
})

/** What became of an action, as announced down the list of modules. */
export interface Announcement {
  flow: string
  action: string
  recordId: string
  journalId: string
}
type Handler = Job<Announcement>
const handlers = new Map<string, Handler[]>()

/** `on('service_case.close', …)`: a later module reacts to an earlier one's action, in a job of its own. */
export function on(
  what: string,
  name: string,
  run: Handler['run'],
  options: Pick<Handler, 'long'> = {},
): void {
  const job = defineJob<Announcement>({ name, run, ...options })
  handlers.set(what, [...(handlers.get(what) ?? []), job])
}

export async function announce(
  ctx: Ctx,
  { publishes, ...announcement }: Announcement & { publishes: boolean },
): Promise<void> {
  for (const job of handlers.get(`${announcement.flow}.${announcement.action}`) ?? [])
    await enqueue(ctx, job, announcement)
  if (publishes) await ctx.db.renewPages(ctx.centre.id)
}

/** Opens the queue over the same pool. Its tables are there already: `installQueue`. */
export async function openQueue(pool: pg.Pool, options: { works: boolean }): Promise<PgBoss> {
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    migrate: false,
    createSchema: false,
    supervise: options.works,
    schedule: options.works,
    monitorVacuum: false,
    reindex: false,
  })
  boss.on('error', () => {})
  await boss.start()
  return boss
}

/** Creates or updates the queue's tables and grants, as their owner; one query where nothing is to do. */
export async function installQueue(pool: pg.Pool): Promise<void> {
  const isCurrent = await pool
    .query<{ current: boolean }>(
      `select version = ${packageOfBoss.pgboss.schema} and has_table_privilege('centre_app', 'pgboss.job_common', 'insert')
         and exists (select from pgboss.queue where name = '${queueName}') as current from pgboss.version`,
    )
    .then(
      ({ rows }) => rows[0]?.current === true,
      () => false,
    )
  if (isCurrent) return
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    supervise: false,
    schedule: false,
  })
  boss.on('error', () => {})
  await boss.start()
  await boss.createQueue(queueName, {
    retryLimit: 8,
    retryDelay: 5,
    retryBackoff: true,
    expireInSeconds: 600,
    deleteAfterSeconds: 3 * 86_400,
  })
  await pool.query('grant usage on schema pgboss to centre_app, centre_login')
  await pool.query('grant select, insert, update, delete on all tables in schema pgboss to centre_login')
  await pool.query('grant select on all tables in schema pgboss to centre_app')
  await pool.query('grant execute on all functions in schema pgboss to centre_app, centre_login')
  // Last, because it tells that everything before is done.
  await pool.query('grant insert on pgboss.job, pgboss.job_common to centre_app')
  await boss.stop({ graceful: false })
}
