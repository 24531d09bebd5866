import { createHash, randomUUID } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type pg from 'pg'
import { extract } from 'tar'
import {
  batch,
  linesOf,
  type Manifest,
  type Place,
  quoted,
  type Summary,
  summaryOf,
  type Table,
} from '../backup.ts'
import { type Migration, migrate } from '../migrate.ts'

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
    for (const table of tables) {
      // What triggers keep (the balance of a ledger) is in the backup already.
      await client.query(`alter table ${quoted(table.name)} disable trigger user`)
      await fill(client, folder, table)
      await client.query(`alter table ${quoted(table.name)} enable trigger user`)
    }
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
