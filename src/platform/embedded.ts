import { type ChildProcess, fork } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { answers, whenFolderFree } from './embedded/lock.ts'

export interface Embedded {
  /** Options for a `pg.Pool` on the embedded database. */
  connection: { host: string; port: number; user: string; database: string }
  /** Whether this process started it; otherwise another one serves the same folder. */
  owned: boolean
  /** Ends the database at once, as a crash would; it is started again. For tests. */
  kill(): void
  close(): Promise<void>
}

export interface EmbeddedOptions {
  dataDir: string
  log?: (line: string) => void
  /** A query that keeps the database from answering for longer is ended with it; milliseconds. */
  stuckAfter?: number
}

const port = 5432

/**
 * The database of a data folder, in a child process behind a Unix socket: started here, or shared with the process
 * that started it. A child that ends, or does not answer for `stuckAfter`, is started again.
 */
export function openEmbedded(options: EmbeddedOptions): Promise<Embedded> {
  const folder = resolve(options.dataDir)
  const begun = beginnings.get(folder)
  if (!begun) return open(options)
  beginnings.delete(folder)
  begun.log = options.log ?? begun.log
  return begun.embedded
}

/** Begins to open it, for the `openEmbedded` that comes later in this process: both take as long as the other. */
export function beginEmbedded(dataDir: string): void {
  const begun = { log: (_line: string): void => {} } as Beginning
  begun.embedded = open({ dataDir, log: line => begun.log(line) })
  begun.embedded.catch(() => {})
  beginnings.set(resolve(dataDir), begun)
}

interface Beginning {
  embedded: Promise<Embedded>
  log(line: string): void
}
const beginnings = new Map<string, Beginning>()

async function open({ dataDir, log = () => {}, stuckAfter = 20_000 }: EmbeddedOptions): Promise<Embedded> {
  const settings = { log, stuckAfter }
  mkdirSync(dataDir, { recursive: true, mode: 0o700 })
  const host = socketFolder(dataDir)
  const socket = join(host, `.s.PGSQL.${port}`)
  const connection = { host, port, user: 'postgres', database: 'postgres' }
  const folder = join(resolve(dataDir), 'db')
  if (await answers(socket))
    return shared(socket, connection, () => own(socket, folder, connection, settings))
  return own(socket, folder, connection, settings)
}

type Connection = Embedded['connection']

/** Another process has it open. Should that one end, this one opens it in its place. */
function shared(socket: string, connection: Connection, takeOver: () => Promise<Embedded>): Embedded {
  let successor: Promise<Embedded> | null = null
  const stop = whenFolderFree(socket, () => {
    successor = takeOver()
    successor.catch(() => {})
  })
  return {
    connection,
    owned: false,
    kill: () => {},
    async close() {
      stop()
      await (await successor?.catch(() => null))?.close()
    },
  }
}

async function own(
  socket: string,
  folder: string,
  connection: Connection,
  { log, stuckAfter }: Required<Omit<EmbeddedOptions, 'dataDir'>>,
): Promise<Embedded> {
  let closing = false
  let child = await startChild(folder, socket)
  const restart = async () => {
    if (closing) return
    log('the embedded database ended; starting it again')
    try {
      child = await startChild(folder, socket)
      child.once('exit', restart)
    } catch (error) {
      log(`the embedded database did not start: ${(error as Error).message}`)
      setTimeout(restart, 1_000).unref()
    }
  }
  child.once('exit', restart)
  const watch = watchdog(
    () => child,
    stuckAfter,
    () => {
      log('the embedded database does not answer; ending the stuck query')
      child.kill('SIGKILL')
    },
  )

  return {
    connection,
    owned: true,
    kill: () => void child.kill('SIGKILL'),
    async close() {
      closing = true
      watch.stop()
      if (child.exitCode !== null || child.signalCode !== null) return
      const gone = new Promise(done => child.once('exit', done))
      if (child.connected) child.disconnect()
      else child.kill('SIGTERM')
      await gone
    },
  }
}

/** Unix socket paths are short; a long data folder gets a folder of its own among the temporary ones. */
function socketFolder(dataDir: string): string {
  const inside = resolve(dataDir)
  if (inside.length < 80) return inside
  const folder = join(tmpdir(), `centre-${createHash('sha256').update(inside).digest('hex').slice(0, 12)}`)
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

async function startChild(folder: string, socket: string): Promise<ChildProcess> {
  const here = dirname(fileURLToPath(import.meta.url))
  const built = [join(here, 'embedded-child.js'), join(here, '..', 'embedded-child.js')].find(existsSync)
  const child = fork(built ?? join(here, 'embedded', 'child.ts'), [folder, socket], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    execArgv: [],
  })
  await new Promise<void>((done, failed) => {
    child.once('message', (message: { ready?: true; failed?: string }) =>
      message.ready ? done() : failed(new Error(message.failed)),
    )
    child.once('exit', code => failed(new Error(`the embedded database ended with ${code}`)))
  })
  child.removeAllListeners('exit')
  return child
}

/**
 * Asks the child now and then for a sign of life. A query runs inside its only thread, so a child that is silent
 * for `limit` is stuck in one. (PGlite knows no statement_timeout; a long transaction of short queries is fine.)
 */
function watchdog(childNow: () => ChildProcess, limit: number, stuck: () => void): { stop(): void } {
  let waiting: NodeJS.Timeout | null = null
  const timer = setInterval(
    () => {
      const child = childNow()
      if (waiting || !child.connected) return
      waiting = setTimeout(() => {
        waiting = null
        stuck()
      }, limit)
      child.once('message', () => {
        if (waiting) clearTimeout(waiting)
        waiting = null
      })
      child.send('alive?', () => {})
    },
    Math.min(limit / 4, 5_000),
  )
  timer.unref()
  return {
    stop() {
      clearInterval(timer)
      if (waiting) clearTimeout(waiting)
    },
  }
}
