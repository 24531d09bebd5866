import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { openCentre } from '#modules/team'
import { readConfig } from '#platform/config'
import { items, notices } from '../../src/demo/items.ts'
import { demoPassword, huaining, providers, recipients, staff } from '../../src/demo/people.ts'
import { settle } from '../../src/demo/settle.ts'
import { openKernel, ownerConnection } from '../../src/kernel.ts'
import '../../src/modules.ts'
import { cloneDatabase, makeTemplate } from '../database.ts'
import { fillDirectory } from './directory.ts'
import { fill } from './fill.ts'
import { fillLibrary } from './library.ts'
import type { Place } from './measure.ts'

/** A settled centre of so many cases on the embedded database. */
export async function embeddedPlace(rows: number): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'))
  const facts = await furnish({ DATA_DIR: dataDir }, rows)
  return {
    ...facts,
    server: { DATA_DIR: dataDir },
    floor: { SOCKET: dataDir },
    close: () => rm(dataDir, { recursive: true, force: true, maxRetries: 5, retryDelay: 300 }),
  }
}

/**
 * The same on a PostgreSQL server, with the roles that a real one has. `services`: matching and the hot registration are
 * measured there too; how many cases there are means nothing to them.
 */
export async function serverPlace(adminUrl: string, rows: number, { services = false } = {}): Promise<Place> {
  const dataDir = await mkdtemp(join(tmpdir(), 'bench-'))
  const clone = await cloneDatabase(await makeTemplate(adminUrl), `bench_${rows}`)
  const env = { DATA_DIR: dataDir, DATABASE_URL: clone.login, DATABASE_OWNER_URL: clone.owner }
  const facts = await furnish(env, rows)
  return {
    ...facts,
    server: env,
    floor: { DATABASE_URL: clone.login },
    owner: services ? () => asOwner(clone.owner) : undefined,
    async close() {
      await clone.drop()
      await rm(dataDir, { recursive: true, force: true })
    },
  }
}

async function asOwner(connection: string): Promise<pg.Client> {
  const client = new pg.Client(connection)
  await client.connect()
  // Ended with its database, when the measuring failed.
  client.on('error', () => {})
  return client
}

/** The named cast, then rows in any number. */
async function furnish(env: Record<string, string>, rows: number): Promise<Pick<Place, 'centre' | 'item'>> {
  const config = readConfig({ ...env, DEMO: '0' })
  const log = pino({ level: 'error' })
  const kernel = await openKernel(config, { log })
  const origin = 'http://127.0.0.1'
  const { host: _, ...cast } = huaining
  const id = await openCentre(kernel, { ...cast, host: 'bench.test', origin, demo: true })
  const settled = await settle(
    kernel,
    id,
    { staff, password: demoPassword, items, recipients, providers, notices },
    new Date(Date.now() - 730 * 86_400_000),
  )
  await kernel.close()
  const owner = await ownerConnection(config, log)
  const client = new pg.Client(owner.connection as pg.ClientConfig)
  await client.connect()
  await fill(client, settled, rows)
  await fillDirectory(client, id)
  await fillLibrary(client, id, rows > 10_000 ? 50_000 : 500)
  await client.end()
  await owner.close()
  return { centre: id, item: settled.items.get('ZX-001') as string }
}
