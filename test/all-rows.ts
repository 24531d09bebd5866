import pg from 'pg'
import type { TestApp } from './app.ts'

/** Every row of every table as text, the queue's included, read by the owner of the database. */
export async function everyRow(app: TestApp): Promise<Array<{ table: string; text: string }>> {
  const { DATABASE_OWNER_URL } = app.kernel.config
  const client = new pg.Client(
    DATABASE_OWNER_URL
      ? { connectionString: DATABASE_OWNER_URL }
      : (app.kernel.database.pool.options as pg.ClientConfig),
  )
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ table: string }>(
      `select format('%I.%I', schemaname, tablename) as table from pg_tables where schemaname in ('public', 'pgboss')`,
    )
    const rows: Array<{ table: string; text: string }> = []
    for (const { table } of tables) {
      const found = await client.query<{ text: string }>(`select t::text as text from ${table} t`)
      rows.push(...found.rows.map(({ text }) => ({ table, text })))
    }
    return rows
  } finally {
    await client.end()
  }
}
