import { readFileSync } from 'node:fs'
import { mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { openEmbedded } from '#platform/embedded'
import { installQueue } from '#platform/jobs'
import { migrate } from '#platform/migrate'
import { migrations, root } from '#platform/migrations'

import type { Prepared } from './furnished.ts'

export interface Template {
  /** Superuser, for making and dropping databases only. */
  admin: string
  name: string
}
declare module 'vitest' {
  export interface ProvidedContext {
    /** Bare ones are migrated and empty; the others have a furnished centre. */
    database: { bare: Template; furnished: Template } | null
    /** Data folders of embedded databases that are closed; null where there is a server. */
    folder: { bare: string; furnished: string } | null
    /** What there is in the furnished centre. */
    prepared: Prepared
  }
}

/** Roles as on a real server: an owner that migrates and a login that may only take the request roles. */
export async function makeTemplate(admin: string): Promise<Template> {
  const name = 'template_centre'
  await as(admin, 'postgres', async client => {
    await client.query(readFileSync(join(root, 'db/roles.sql'), 'utf8'))
    await client.query("alter role centre_login password 'login'; alter role centre_owner password 'owner'")
    await client.query(`drop database if exists ${name}`)
    await client.query(`create database ${name} owner centre_owner`)
  })
  await prepare({ connectionString: urlOf(admin, name, 'centre_owner', 'owner') })
  return { admin, name }
}

/** The data folder of an embedded database, which takes longer to make than to copy. */
export async function makeFolder(): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), 'template-'))
  const embedded = await openEmbedded({ dataDir })
  await prepare(embedded.connection)
  await embedded.close()
  return dataDir
}

async function prepare(connection: pg.PoolConfig): Promise<void> {
  const pool = new pg.Pool({ ...connection, max: 2 })
  const client = await pool.connect()
  await migrate(client, migrations)
  client.release()
  await installQueue(pool)
  await pool.end()
}

/** A database of its own for one test file, cloned in a moment. */
export async function cloneDatabase({ admin, name }: Template, suffix: string) {
  const clone = `test_${suffix}`
  await as(admin, 'postgres', client =>
    retry(() => client.query(`create database ${clone} template ${name} owner centre_owner`)),
  )
  return {
    name: clone,
    login: urlOf(admin, clone, 'centre_login', 'login'),
    owner: urlOf(admin, clone, 'centre_owner', 'owner'),
    lose: () =>
      as(
        admin,
        'postgres',
        async client =>
          void (await client.query(
            'select pg_terminate_backend(pid) from pg_stat_activity where datname = $1',
            [clone],
          )),
      ),
    drop: () =>
      as(
        admin,
        'postgres',
        async client => void (await client.query(`drop database if exists ${clone} with (force)`)),
      ),
  }
}

/** Two clones at once disturb each other; the second waits a moment. */
async function retry<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries >= 50 || !/being accessed by other users/.test((error as Error).message)) throw error
      await new Promise(resolve => setTimeout(resolve, 100))
    }
  }
}

export function urlOf(admin: string, database: string, user: string, password: string): string {
  const url = new URL(admin)
  url.pathname = `/${database}`
  url.username = user
  url.password = password
  return url.href
}

async function as<T>(admin: string, database: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const url = new URL(admin)
  url.pathname = `/${database}`
  const client = new pg.Client(url.href)
  await client.connect()
  try {
    return await work(client)
  } finally {
    await client.end()
  }
}
