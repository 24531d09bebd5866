import { createHash } from 'node:crypto'
import type pg from 'pg'

export interface Migration {
  /** '0001_ground.sql': the number orders them. */
  name: string
  sql: string
}

/**
 * Brings the database up to date: each new migration in a transaction of its own, under an advisory lock, so
 * that several processes may start at once. An applied migration that was edited afterwards stops the start.
 * Returns the names applied now.
 */
export async function migrate(client: pg.ClientBase, migrations: readonly Migration[]): Promise<string[]> {
  const applied: string[] = []
  if (await isCurrent(client, migrations)) return applied
  await client.query('select pg_advisory_lock(340822)')
  try {
    await client.query(`create table if not exists migration (
      name text primary key, checksum text not null, applied_at timestamptz not null default now())`)
    const known = await client.query<{ name: string; checksum: string }>(
      'select name, checksum from migration',
    )
    const checksums = new Map(known.rows.map(row => [row.name, row.checksum]))
    for (const { name, sql } of migrations.toSorted((a, b) => a.name.localeCompare(b.name))) {
      const checksum = checksumOf(sql)
      const before = checksums.get(name)
      if (before === checksum) continue
      if (before) throw new Error(`migration ${name} was changed after it had been applied`)
      await apply(client, name, sql, checksum)
      applied.push(name)
    }
  } finally {
    await client.query('select pg_advisory_unlock(340822)')
  }
  return applied
}

const checksumOf = (sql: string): string => createHash('sha256').update(sql).digest('hex')

/** The usual start: every migration is there as it was applied. One query, and no lock to wait for. */
async function isCurrent(client: pg.ClientBase, migrations: readonly Migration[]): Promise<boolean> {
  const known = await client
    .query<{ name: string; checksum: string }>('select name, checksum from migration')
    .catch(() => ({ rows: [] }))
  const checksums = new Map(known.rows.map(row => [row.name, row.checksum]))
  return migrations.every(({ name, sql }) => checksums.get(name) === checksumOf(sql))
}

async function apply(client: pg.ClientBase, name: string, sql: string, checksum: string): Promise<void> {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migration (name, checksum) values ($1, $2)', [name, checksum])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw new Error(`migration ${name} failed: ${(error as Error).message}`, { cause: error })
  }
}
