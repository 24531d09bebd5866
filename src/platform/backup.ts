import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, open, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { create } from 'tar'
import { queueName } from './jobs.ts'
import type { Store } from './storage.ts'

/*
 * A backup is one tar.gz: manifest.json, tables/*.jsonl (a JSON object a row), jobs.jsonl (what was still to be done),
 * files/<sha256>, keys/*. It is logical, so that an embedded database can move to a server and back; all tables are
 * read in one snapshot. Files are written before the rows that name them and never change, so what the snapshot
 * names is there, or was dropped since because nothing names it any more.
 */

export interface Table {
  name: string
  columns: string[]
  rows: number
  sha256: string
}
export interface Manifest {
  format: 1
  made: string
  migrations: Array<{ name: string; checksum: string }>
  tables: Table[]
  files: string[]
  jobs: number
  keys: string[]
}

/** What lies beside the database and is needed to read it: signs sessions, encrypts numbers, signs seals. */
const keyFiles = ['secret', 'journal-key.pem']

export interface Place {
  /** As the owner of the tables, who is not subject to row-level security. */
  client: pg.ClientBase
  store: Store
  dataDir: string
}

export interface Summary {
  tables: number
  rows: number
  files: number
  jobs: number
}

/** Writes everything of an installation to `file` (mode 0600), while it runs. Throws where the file exists. */
export async function backUp({ client, store, dataDir }: Place, file: string): Promise<Summary> {
  const target = resolve(file)
  if (existsSync(target)) throw new Error(`${target} 已存在，请换一个文件名。`)
  const staging = join(dataDir, `.backup-${randomUUID()}`)
  await mkdir(join(staging, 'tables'), { recursive: true, mode: 0o700 })
  await mkdir(join(staging, 'files'))
  await mkdir(join(staging, 'keys'))
  try {
    const { tables, jobs, migrations } = await snapshot(client, staging)
    const files: string[] = []
    for (const sha256 of await filesNamed(staging)) {
      const there = await store.copyTo(sha256, join(staging, 'files', sha256)).then(
        () => true,
        error => unlessDropped(client, sha256, error),
      )
      if (there) files.push(sha256)
    }
    const keys = keyFiles.filter(name => existsSync(join(dataDir, name)))
    for (const name of keys) await copyFile(join(dataDir, name), join(staging, 'keys', name))
    const manifest: Manifest = {
      format: 1,
      made: new Date().toISOString(),
      migrations,
      tables,
      files,
      jobs,
      keys,
    }
    await writeFile(join(staging, 'manifest.json'), JSON.stringify(manifest, null, 2))
    await pack(staging, target)
    return summaryOf(manifest)
  } finally {
    await rm(staging, { recursive: true, force: true })
  }
}

/** False for content that nobody names any more; where somebody does, that it is missing is the failure it looks like. */
async function unlessDropped(client: pg.ClientBase, sha256: string, error: Error): Promise<false> {
  const { rowCount } = await client.query('select 1 from file where sha256 = $1 limit 1', [sha256])
  if (rowCount) throw error
  return false
}

/** Reads every table, and the jobs that wait, as of one moment. */
async function snapshot(client: pg.ClientBase, staging: string) {
  await client.query('begin isolation level repeatable read read only')
  try {
    const { rows: migrations } = await client.query<Manifest['migrations'][number]>(
      'select name, checksum from migration order by name',
    )
    const tables: Table[] = []
    for (const table of await tablesOf(client))
      tables.push({
        ...table,
        ...(await dump(client, selectOf(table), staging, `tables/${table.name}.jsonl`)),
      })
    const waiting = `select data, start_after from pgboss.job where name = '${queueName}' and state in ('created', 'retry', 'active')`
    const { rows: jobs } = await dump(client, waiting, staging, 'jobs.jsonl')
    return { migrations, tables, jobs }
  } finally {
    await client.query('commit')
  }
}

/** Our tables with the columns that hold data of their own (a generated one is made again). */
async function tablesOf(client: pg.ClientBase): Promise<Array<{ name: string; columns: string[] }>> {
  const { rows } = await client.query<{ name: string; columns: string[] }>(`
    select c.relname as name, array_agg(a.attname::text order by a.attnum) as columns
    from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and c.relname <> 'migration'
    group by c.relname order by c.relname`)
  return rows
}

export const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const selectOf = ({ name, columns }: { name: string; columns: string[] }): string =>
  `select ${columns.map(quoted).join(', ')} from ${quoted(name)}`

/** Rows at a time: a table of any size passes through little memory. */
export const batch = 2_000

/** Writes the rows of a query, one JSON object a line. */
async function dump(
  client: pg.ClientBase,
  query: string,
  folder: string,
  name: string,
): Promise<Pick<Table, 'rows' | 'sha256'>> {
  const out = createWriteStream(join(folder, name), { mode: 0o600 })
  const hash = createHash('sha256')
  let count = 0
  await client.query(
    `declare everything no scroll cursor for select row_to_json(t)::text as line from (${query}) t`,
  )
  for (;;) {
    const { rows } = await client.query<{ line: string }>(`fetch ${batch} from everything`)
    if (rows.length === 0) break
    count += rows.length
    const text = rows.map(row => `${row.line}\n`).join('')
    hash.update(text)
    if (!out.write(text)) await once(out, 'drain')
  }
  await client.query('close everything')
  out.end()
  await finished(out)
  return { rows: count, sha256: hash.digest('hex') }
}

/** The contents that the snapshot's files name, each once. */
async function filesNamed(staging: string): Promise<string[]> {
  const named = new Set<string>()
  for await (const line of linesOf(join(staging, 'tables', 'file.jsonl'))) named.add(JSON.parse(line).sha256)
  return [...named].sort()
}

/** Writes aside, flushes, then renames: a backup that is there is whole. */
async function pack(staging: string, target: string): Promise<void> {
  const aside = `${target}.part`
  await mkdir(dirname(target), { recursive: true })
  await create({ gzip: true, file: aside, cwd: staging, portable: true }, [
    'manifest.json',
    'jobs.jsonl',
    'keys',
    'tables',
    'files',
  ])
  await chmod(aside, 0o600)
  const handle = await open(aside, 'r')
  await handle.sync()
  await handle.close()
  await rename(aside, target)
}

export const summaryOf = ({ tables, files, jobs }: Manifest): Summary => ({
  tables: tables.length,
  rows: tables.reduce((sum, table) => sum + table.rows, 0),
  files: files.length,
  jobs,
})

/** The lines of a file, one by one. */
export const linesOf = (path: string) =>
  createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
