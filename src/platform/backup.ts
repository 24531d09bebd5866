import { createHash, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { createReadStream, createWriteStream, existsSync } from 'node:fs'
import { chmod, copyFile, mkdir, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import type pg from 'pg'
import { create, extract } from 'tar'
import { queueName } from './jobs.ts'
import { type Migration, migrate } from './migrate.ts'
import type { Store } from './storage.ts'

/*
 * A backup is one tar.gz: manifest.json, tables/*.jsonl (a JSON object a row), jobs.jsonl (what was still to be done),
 * files/<sha256>, keys/*. It is logical, so that an embedded database can move to a server and back; all tables are
 * read in one snapshot. Files are written before the rows that name them and never change, so what the snapshot
 * names is there.
 */

interface Table {
  name: string
  columns: string[]
  rows: number
  sha256: string
}
interface Manifest {
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
    const files = await filesNamed(staging)
    for (const sha256 of files) await store.copyTo(sha256, join(staging, 'files', sha256))
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

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`
const selectOf = ({ name, columns }: { name: string; columns: string[] }): string =>
  `select ${columns.map(quoted).join(', ')} from ${quoted(name)}`

/** Rows at a time: a table of any size passes through little memory. */
const batch = 2_000

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

const summaryOf = ({ tables, files, jobs }: Manifest): Summary => ({
  tables: tables.length,
  rows: tables.reduce((sum, table) => sum + table.rows, 0),
  files: files.length,
  jobs,
})

export interface Unpacked {
  folder: string
  manifest: Manifest
  remove(): Promise<void>
}

/**
 * Unpacks a backup into the data folder and checks every checksum in it. Throws, and leaves nothing behind, where
 * something is missing, changed, or was made by a newer program.
 */
export async function unpack(file: string, dataDir: string, known: readonly Migration[]): Promise<Unpacked> {
  const folder = join(dataDir, `.restore-${randomUUID()}`)
  const remove = () => rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  try {
    await extract({ file: resolve(file), cwd: folder })
    const manifest: Manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8'))
    if (manifest.format !== 1) throw new Error('备份的格式不认识，可能由更新的程序所作。')
    const unknown = manifest.migrations.find(({ name }) => !known.some(migration => migration.name === name))
    if (unknown) throw new Error(`备份由更新的程序所作（${unknown.name}），请先升级程序。`)
    for (const { name, sha256 } of manifest.tables)
      await check(join(folder, 'tables', `${name}.jsonl`), sha256)
    for (const sha256 of manifest.files) await check(join(folder, 'files', sha256), sha256)
    return { folder, manifest, remove }
  } catch (error) {
    await remove()
    throw error
  }
}

async function check(path: string, sha256: string): Promise<void> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part)
  if (hash.digest('hex') !== sha256)
    throw new Error(`备份不完整：${path.split('/').slice(-2).join('/')} 校验不符。`)
}

/** Puts the keys of a backup in their place. Throws where another key lies there already. */
export async function restoreKeys({ folder, manifest }: Unpacked, dataDir: string): Promise<void> {
  for (const name of manifest.keys) {
    const target = join(dataDir, name)
    const content = await readFile(join(folder, 'keys', name))
    if (!existsSync(target)) await writeFile(target, content, { mode: 0o600, flag: 'wx' })
    else if (!content.equals(await readFile(target)))
      throw new Error(`${target} 已有另一把密钥。请恢复到一个空的数据目录。`)
  }
}

export interface Restored extends Summary {
  /** What was still to be done when the backup was made; the caller queues it again. */
  waiting: Array<{ data: object; startAfter: Date }>
}

/**
 * Fills an empty database from an unpacked backup: the schema as it was then, the rows in one transaction, then the
 * migrations made since. Throws, and changes nothing, where a centre is there already.
 */
export async function restore(
  { folder, manifest }: Unpacked,
  { client, store }: Omit<Place, 'dataDir'>,
  known: readonly Migration[],
): Promise<Restored> {
  const { rows: there } = await client.query("select to_regclass('public.centre') as centre")
  if (there[0]?.centre) {
    const { rows } = await client.query('select 1 from centre limit 1')
    if (rows.length > 0) throw new Error('数据库里已有服务中心。只能恢复到一个空的数据库。')
  }
  const then = new Set(manifest.migrations.map(migration => migration.name))
  const applied = await migrate(
    client,
    known.filter(migration => then.has(migration.name)),
  )
  if (applied.length < then.size && !(await sameSchema(client, manifest)))
    throw new Error('数据库的结构比备份新。请恢复到一个空的数据库。')
  for (const sha256 of manifest.files) {
    const kept = await store.put(createReadStream(join(folder, 'files', sha256)), Number.MAX_SAFE_INTEGER)
    if (kept.sha256 !== sha256) throw new Error(`文件 ${sha256} 写入后校验不符。`)
  }
  await load(client, folder, manifest)
  await migrate(client, known)
  const waiting: Restored['waiting'] = []
  for await (const line of linesOf(join(folder, 'jobs.jsonl'))) {
    const { data, start_after } = JSON.parse(line)
    waiting.push({ data, startAfter: new Date(start_after) })
  }
  return { ...summaryOf(manifest), waiting }
}

async function sameSchema(client: pg.ClientBase, { migrations }: Manifest): Promise<boolean> {
  const { rows } = await client.query<{ n: number }>('select count(*)::int as n from migration')
  return rows[0]?.n === migrations.length
}

/** Rows go in without foreign keys, which are then made again and so checked: no order of tables is needed. */
async function load(client: pg.ClientBase, folder: string, { tables }: Manifest): Promise<void> {
  await client.query('begin')
  try {
    const { rows: keys } = await client.query<{ table: string; name: string; definition: string }>(`
      select conrelid::regclass::text as table, quote_ident(conname) as name, pg_get_constraintdef(oid) as definition
      from pg_constraint where contype = 'f' and connamespace = 'public'::regnamespace and conparentid = 0`)
    for (const { table, name } of keys) await client.query(`alter table ${table} drop constraint ${name}`)
    for (const table of tables) await fill(client, folder, table)
    for (const { table, name, definition } of keys)
      await client.query(`alter table ${table} add constraint ${name} ${definition}`)
    await client.query("select setval(pg_get_serial_sequence('centre', 'id'), (select max(id) from centre))")
    // Transaction numbers of another database mean nothing here; those of sealed rows are part of the seal.
    await client.query('alter table journal disable trigger journal_append_only')
    await client.query('update journal set xid = pg_current_xact_id() where seal is null')
    await client.query('alter table journal enable trigger journal_append_only')
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}

async function fill(client: pg.ClientBase, folder: string, { name, columns, rows }: Table): Promise<void> {
  const list = columns.map(quoted).join(', ')
  const insert = `insert into ${quoted(name)} (${list}) overriding system value
    select ${list} from json_populate_recordset(null::${quoted(name)}, $1)`
  let lines: string[] = []
  let done = 0
  const flush = async () => {
    if (lines.length === 0) return
    const { rowCount } = await client.query(insert, [`[${lines.join(',')}]`])
    done += rowCount ?? 0
    lines = []
  }
  for await (const line of linesOf(join(folder, 'tables', `${name}.jsonl`))) {
    lines.push(line)
    if (lines.length >= batch) await flush()
  }
  await flush()
  if (done !== rows) throw new Error(`${name}：备份有 ${rows} 行，恢复了 ${done} 行。`)
}

const linesOf = (path: string) =>
  createInterface({ input: createReadStream(path), crlfDelay: Number.POSITIVE_INFINITY })
