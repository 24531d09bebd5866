import pg from 'pg'
import type { PgBoss } from 'pg-boss'
import { type Logger, pino } from 'pino'
import { openAccessLog } from '#platform/access-log'
import { createAuth } from '#platform/auth'
import { openPageCache } from '#platform/cache'
import { mailer } from '#platform/channels/mail'
import { prober } from '#platform/channels/probe'
import { robot } from '#platform/channels/robot'
import { smsGateway } from '#platform/channels/sms'
import '#platform/clock'
import { openCentres } from '#platform/centres'
import type { Config } from '#platform/config'
import { type Database, openDatabase } from '#platform/db'
import { openEmbedded } from '#platform/embedded'
import type { Kernel } from '#platform/http'
import { installQueue, openQueue } from '#platform/jobs'
import { openMetrics } from '#platform/metrics'
import { migrate } from '#platform/migrate'
import { migrations } from '#platform/migrations'
import type { Outside } from '#platform/outside'
import { openRegions } from '#platform/regions'
import { storeOf } from '#platform/storage/configured'
import { startWorker, type Working } from './worker.ts'

export interface Opened extends Kernel {
  /** Begins to run jobs and the clock; commands beside a running server leave that to it. */
  work(): void
  close(): Promise<void>
}

export interface OpenOptions {
  /** What tests replace of the outside world. */
  outside?: Partial<Outside>
  log?: Logger
}

/** Opens everything a centre's platform stands on: database (migrated), queue, sign-in, files, outside. */
export async function openKernel(config: Config, options: OpenOptions = {}): Promise<Opened> {
  const log = options.log ?? pino({ level: config.LOG_LEVEL })
  const owner = await ownerConnection(config, log)
  await migrateAsOwner(owner.connection, log)
  const connection: pg.PoolConfig = config.embedded
    ? owner.connection
    : { connectionString: config.DATABASE_URL as string }

  const database = openDatabase(
    { ...connection, ...(config.embedded ? { max: 10 } : { max: config.DATABASE_POOL, pipeline: true }) },
    log,
  )
  // Opening it takes a few queries: the first change waits for them, the first page does not.
  let opened: Promise<PgBoss> | undefined
  database.useQueue(() => {
    opened ??= openQueue(database.pool, { works: false }).catch(error => {
      opened = undefined
      throw error
    })
    return opened
  })

  const outside: Outside = {
    now: () => new Date(),
    store: storeOf(config),
    dataDir: config.dataDir,
    secret: config.secret,
    robot,
    probe: prober(),
    ...(config.SMTP_URL && { mail: mailer(config.SMTP_URL, config.MAIL_FROM) }),
    ...(config.SMS_URL && { sms: smsGateway(config.SMS_URL, config.SMS_TOKEN) }),
    ...options.outside,
  }
  const centres = openCentres(database, config.secret)
  const regions = openRegions(database)
  const pages = openPageCache()
  const looks = openAccessLog(database, log)
  database.onChange(id => pages.renew(id))
  const auth = createAuth({ pool: database.pool, secret: config.secret, now: outside.now })
  const metrics = openMetrics()
  const kernel: Kernel = { config, database, centres, regions, pages, looks, metrics, auth, outside, log }
  let working: Working | null = null
  const listener = config.embedded ? null : await listen(connection, database, () => pages.renewAll(), log)

  return {
    ...kernel,
    work() {
      working ??= startWorker(kernel)
    },
    async close() {
      await listener?.()
      await working?.stop()
      await opened?.then(boss => boss.stop({ graceful: false })).catch(() => {})
      await looks.close()
      await database.close()
      await owner.close()
    },
  }
}

/**
 * How to reach the database as the owner of its tables: of a server by DATABASE_OWNER_URL, else DATABASE_URL; the
 * embedded database is opened, unless a running platform has it (then it is not `owned`).
 */
export async function ownerConnection(
  config: Config,
  log: Pick<Logger, 'info'> = console,
): Promise<{ connection: pg.PoolConfig; owned: boolean; close(): Promise<void> }> {
  if (config.embedded) return openEmbedded({ dataDir: config.dataDir, log: line => log.info(line) })
  const connectionString = config.DATABASE_OWNER_URL ?? (config.DATABASE_URL as string)
  return { connection: { connectionString }, owned: true, close: async () => {} }
}

/** Migrations and the queue's tables need their owner; the requests then run as less. */
async function migrateAsOwner(connection: pg.PoolConfig, log: Logger): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 2 })
  try {
    const client = await pool.connect()
    try {
      const applied = await migrate(client, migrations)
      if (applied.length > 0) log.info({ applied }, 'migrated')
    } finally {
      client.release()
    }
    await installQueue(pool)
  } finally {
    await pool.end()
  }
}

/** Other processes' changes of public pages. What happens while nobody listens is not heard: all is rendered anew. */
async function listen(
  connection: pg.PoolConfig,
  database: Database,
  missed: () => void,
  log: Logger,
): Promise<() => Promise<void>> {
  let stopped = false
  let client: pg.Client
  const connect = async (): Promise<void> => {
    client = new pg.Client(connection as pg.ClientConfig)
    client.on('notification', ({ payload }) => database.changed(Number(payload)))
    client.on('error', error => log.warn({ error: error.message }, 'lost the listening connection'))
    client.on('end', () => {
      missed()
      if (!stopped) setTimeout(() => connect().catch(() => {}), 1_000).unref()
    })
    await client.connect()
    await client.query('listen centre_changed')
    missed()
  }
  await connect()
  return async () => {
    stopped = true
    await client.end()
  }
}
