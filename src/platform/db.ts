import { EventEmitter } from 'node:events'
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  type QueryResult,
} from 'kysely'
import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import type { Logger } from 'pino'
import type { DB } from '../../db/types.gen.ts'
import { openStatementNames, StatementCompiler } from './statements.ts'

/** The database as one transaction sees it. */
export interface Db extends Kysely<DB> {
  /** The job queue; jobs are sent inside the transaction. */
  readonly queue: Queue
  /** A job was sent or a letter posted: whoever works on those is woken once the transaction is durable. */
  queued(what: Queued): void
  /** Runs once the transaction is durable. */
  readonly afterCommit: Array<() => void>
  /** Public pages of the centre are rendered anew, here and in every other process, after the commit. */
  renewPages(centreId: number): Promise<void>
}
export type Queue = Pick<PgBoss, 'send'>
export type Queued = 'job' | 'letter'

/** Who a transaction runs as: a request of one centre, or the read-only region over several. */
export type Scope = { centre: number } | { centres: readonly number[] }

export interface Database {
  pool: pg.Pool
  /** One query before any transaction, as the login role: who is it that asks? */
  ask<R extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<R[]>
  /** Runs `work` in one read-only transaction. */
  read<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>
  /** Runs `work` in one transaction; commits when it resolves, rolls back when it throws. */
  write<T>(scope: Scope, work: (db: Db) => Promise<T>): Promise<T>
  /** Gives transactions the queue that their jobs go to; it is opened ahead of the first that writes. */
  useQueue(open: () => Promise<Queue>): void
  /** Calls back with the id of a centre whose public pages or settings changed, in whichever process. */
  onChange(listener: (centreId: number) => void): void
  /** Calls back when a transaction of this process that queued something of this kind is durable. */
  onQueued(what: Queued, listener: () => void): void
  /** Another process said that a centre changed. */
  changed(centreId: number): void
  close(): Promise<void>
}

// Timestamps arrive as Date, bigint counts as number (none of ours passes 2^53), dates as 'YYYY-MM-DD'.
pg.types.setTypeParser(pg.types.builtins.INT8, Number)
pg.types.setTypeParser(pg.types.builtins.DATE, text => text)

export interface DatabaseOptions extends Omit<pg.PoolConfig, 'pipeline'> {
  /**
   * Statements travel without waiting for the answer before, and those that come again are kept prepared (a server only:
   * connections to the embedded database share one session).
   */
  pipeline?: boolean | undefined
}

export function openDatabase(options: DatabaseOptions, log: Pick<Logger, 'error'>): Database {
  const pool = new pg.Pool({ connectionTimeoutMillis: 5_000, ...options } as pg.PoolConfig)
  pool.on('error', error => log.error({ error: error.message }, 'an idle database connection failed'))
  // Statements here take milliseconds. PostgreSQL compiles what it takes for expensive, and guesses so of every figure over
  // several named parts: seconds of compiling for a tenth of a second of work.
  if (options.pipeline) pool.on('connect', client => void client.query('set jit = off').catch(() => {}))
  const changes = new EventEmitter()
  const nameOf = options.pipeline ? openStatementNames() : () => undefined
  const statement = options.pipeline ? keptAndTogether(nameOf) : plain
  const noQueue: Queue = { send: () => Promise.reject(new Error('no job queue is open')) }
  let openQueue = async (): Promise<Queue> => noQueue

  async function transaction<T>(scope: Scope, readOnly: boolean, work: (db: Db) => Promise<T>): Promise<T> {
    // Opening takes a connection of its own, and the embedded database has none beside an open transaction.
    const queue = readOnly ? noQueue : await openQueue()
    const client = await pool.connect()
    let broken: Error | undefined
    const lost = (error: Error) => {
      broken = error
    }
    client.on('error', lost)
    let over = false
    // What somebody forgot to wait for must not end up in the next transaction of this connection.
    const send: Send = (text, values) =>
      over ? Promise.reject(new Error('the transaction is over')) : statement(client, text, values)
    try {
      // Not awaited: it travels with the first query, and if it fails every later statement fails too.
      const opened = send(opening(scope, readOnly))
      opened.catch(() => {})
      const db = transactionDb(options.pipeline ? send : inTurn(send, opened), queue, changes)
      const result = await work(db)
      await opened
      over = true
      const committed = statement(client, 'commit')
      if (readOnly && options.pipeline) {
        // Nothing depends on it, and the connection's next transaction comes after it in any case.
        committed.catch(() => {})
        return result
      }
      if ((await committed).command === 'ROLLBACK') throw new Error('the transaction was aborted')
      for (const act of db.afterCommit) act()
      return result
    } catch (error) {
      over = true
      await client.query('rollback').catch(lost)
      if (isOutdated(error)) broken = error
      throw error
    } finally {
      client.off('error', lost)
      client.release(broken)
    }
  }

  return {
    pool,
    async ask<R extends pg.QueryResultRow>(text: string, values: unknown[]): Promise<R[]> {
      const name = nameOf(text)
      return (await pool.query<R>({ ...(name && { name }), text, values })).rows
    },
    read: (scope, work) => transaction(scope, true, work),
    write: (scope, work) => transaction(scope, false, work),
    useQueue: open => {
      openQueue = open
    },
    onChange: listener => changes.on('change', listener),
    onQueued: (what, listener) => changes.on(what, listener),
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
type Statement = (client: pg.ClientBase, text: string, values?: unknown[]) => Promise<pg.QueryResult>

const plain: Statement = (client, text, values) => client.query(text, values)

/** To a server: statements that come again are kept prepared, and those of one moment travel in one packet. */
function keptAndTogether(nameOf: (text: string) => string | undefined): Statement {
  const waiting = new WeakSet<pg.ClientBase>()
  const hold = (client: pg.ClientBase): void => {
    if (waiting.has(client)) return
    waiting.add(client)
    const { stream } = (client as pg.ClientBase & Pick<pg.Client, 'connection'>).connection
    stream.cork()
    process.nextTick(() => {
      waiting.delete(client)
      stream.uncork()
    })
  }
  return (client, text, values) => {
    hold(client)
    const name = values && nameOf(text)
    return name ? client.query({ name, text, values }) : client.query(text, values)
  }
}

/** A kept statement no longer fits, because another process has migrated: a new connection prepares it anew. */
const isOutdated = (error: unknown): error is Error =>
  error instanceof pg.DatabaseError && error.code === '0A000'

/** To the embedded database: each statement waits for the answer to the one before. */
function inTurn(send: Send, opened: Promise<unknown>): Send {
  let before = opened
  return (text, values) => {
    const answer = before.then(() => send(text, values))
    before = answer.catch(() => {})
    return answer
  }
}

const adapter = new PostgresAdapter()
const compiler = new StatementCompiler()

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
  const queued = (what: Queued) => void afterCommit.push(() => changes.emit(what))
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
