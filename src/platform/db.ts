import { EventEmitter } from 'node:events'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { DB } from '../../db/types.gen.ts'

/** The database as one transaction sees it. */
export interface Db extends Kysely<DB> {
  /** The job queue; jobs are sent inside the transaction. */
  readonly queue: Queue
  /** A job was sent: whoever works is woken once the transaction is durable. */
  queued(): void
  /** Runs once the transaction is durable. */
  readonly afterCommit: Array<() => void>
  /** Public pages of the centre are rendered anew, here and in every other process, after the commit. */
  renewPages(centreId: number): Promise<void>
}
export type Queue = Pick<PgBoss, 'send'>

/** Who a transaction runs as: a request of one centre, or the read-only region over several. */
export type Scope = { centre: number } | { centres: readonly number[] }

export interface Database {
  pool: pg.Pool
  /** Runs `work` in one read-only transaction. */
  read<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it throws. */
  write<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>
  /** Gives transactions the queue that their jobs go to. */
  useQueue(queue: Queue): void
  /** Calls back with the id of a centre whose public pages or settings changed, in whichever process. */
  onChange(listener: (centreId: number) => void): void
  /** Calls back when a transaction of this process that queued a job is durable. */
  onQueued(listener: () => void): void
  /** Another process said that a centre changed. */
  changed(centreId: number): void
  close(): Promise<void>
}

// Timestamps arrive as Date, bigint counts as number (none of ours passes 2^53), dates as 'YYYY-MM-DD'.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

export interface DatabaseOptions extends Omit<pg.PoolConfig, 'pipeline'> {
  /** Statements travel without waiting for the answer before (a server only, not the embedded database). */
  pipeline?: boolean | undefined
}

export function openDatabase(options: DatabaseOptions, log: Pick<Logger, 'error'>): Database {
  const pool = new pg.Pool({ connectionTimeoutMillis: 5_000, ...options } as pg.PoolConfig)
  pool.on('error', error => log.error({ error }, 'an idle database connection failed'))
  const changes = new EventEmitter()
  let queue: Queue = { send: () => Promise.reject(new Error('no job queue is open')) }

  async function transaction<T>(scope: Scope, readOnly: boolean, work: (db: Db) => Promise<T>): Promise<T> {
    const client = await pool.connect()
    let broken: Error | undefined
    const lost = (error: Error) => {
      broken = error
    }
    client.on('error', lost)
    try {
      const send = options.pipeline ? pipelined(client) : inTurn(client)
      // Not awaited: it travels with the first query, and if it fails every later statement fails too.
      const opened = send(opening(scope, readOnly))
      opened.catch(() => {})
      const db = transactionDb(send, queue, changes)
      const result = await work(db)
      const committed = await send('commit')
      await opened
      if (committed.command === 'ROLLBACK') throw new Error('the transaction was aborted')
      for (const act of db.afterCommit) act()
      return result
    } catch (error) {
      await client.query('rollback').catch(lost)
      throw error
    } finally {
      client.off('error', lost)
      client.release(broken)
    }
  }

  return {
    pool,
    read: (scope, work) => transaction(scope, true, work),
    write: (scope, work) => transaction(scope, false, work),
    useQueue: given => {
      queue = given
    },
    onChange: listener => changes.on('change', listener),
    onQueued: listener => changes.on('queued', listener),
    changed: centreId => changes.emit('change', centreId),
    close: () => pool.end(),
  }
}

/** One round trip opens a transaction, takes the role and names the centre. */
function opening(scope: Scope, readOnly: boolean): string {
  const mode = readOnly ? 'begin read only' : 'begin'
  if ('centre' in scope) {
    return `${mode}; set local role centre_app; set local app.centre = '${Math.trunc(scope.centre)}'`
  }
  return `${mode}; set local role region_app; set local app.centres = '{${scope.centres.map(Math.trunc)}}'`
}

type Send = (text: string, values?: unknown[]) => Promise<pg.QueryResult>

/** Statements travel at once; the server takes them in order. */
const pipelined =
  (client: pg.ClientBase): Send =>
  (text, values) =>
    client.query(text, values)

/** Each statement waits for the answer to the one before. */
function inTurn(client: pg.ClientBase): Send {
  let before: Promise<unknown> = Promise.resolve()
  return (text, values) => {
    const answer = before.then(() => client.query(text, values))
    before = answer.catch(() => {})
    return answer
  }
}

const adapter = new PostgresAdapter()
const compiler = new PostgresQueryCompiler()

/** A Kysely over the one client of an open transaction; it never opens another connection. */
function transactionDb(send: Send, queue: Queue, changes: EventEmitter): Db {
  const connection: DatabaseConnection = {
    async executeQuery<R>(query: CompiledQuery): Promise<QueryResult<R>> {
      const result = await send(query.sql, query.parameters as unknown[])
      return { rows: result.rows as R[], numAffectedRows: BigInt(result.rowCount ?? 0) }
    },
    streamQuery() {
      throw new Error('streaming is not offered: page by key instead')
    },
  }
  const db = new Kysely<DB>({
    dialect: {
      createAdapter: () => adapter,
      createQueryCompiler: () => compiler,
      createIntrospector: kysely => new PostgresIntrospector(kysely),
      createDriver: () => singleConnectionDriver(connection),
    },
  })
  const afterCommit: Array<() => void> = []
  const renewPages = async (centreId: number) => {
    await db.executeQuery(CompiledQuery.raw("select pg_notify('centre_changed', $1)", [String(centreId)]))
    afterCommit.push(() => changes.emit('change', centreId))
  }
  const queued = () => void afterCommit.push(() => changes.emit('queued'))
  return Object.assign(db, { queue, queued, afterCommit, renewPages })
}

/** Nested transactions are refused by the driver: use `savepoint`. */
function singleConnectionDriver(connection: DatabaseConnection): Driver {
  const refuse = async () => {
    throw new Error('a transaction is open already: use savepoint()')
  }
  return {
    init: async () => {},
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => {},
    destroy: async () => {},
  }
}

/** Runs `work` so that its failure undoes only what it did. */
export async function savepoint<T>(db: Db, work: () => Promise<T>): Promise<T> {
  await db.executeQuery(CompiledQuery.raw('savepoint step'))
  try {
    const result = await work()
    await db.executeQuery(CompiledQuery.raw('release savepoint step'))
    return result
  } catch (error) {
    await db.executeQuery(CompiledQuery.raw('rollback to savepoint step'))
    throw error
  }
}
