import pg from 'pg'
import type { TestApp } from './app.ts'

/** Every row of every table as text, by table: read as the owner of the database, whom no policy holds back. */
export async function everyRow(app: TestApp): Promise<Map<string, string>> {
  const { DATABASE_OWNER_URL } = app.kernel.config
  const client = new pg.Client(DATABASE_OWNER_URL ?? (app.kernel.database.pool.options as pg.ClientConfig))
  await client.connect()
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema') order by 1`,
    )
    const found = new Map<string, string>()
    for (const { name } of tables) {
      const { rows } = await client.query<{ text: string | null }>(
        `select string_agg(row::text, E'\\n') as text from ${name} row`,
      )
      found.set(name.replace(/^public\./, ''), rows[0]?.text ?? '')
    }
    return found
  } finally {
    await client.end()
  }
}

/** The tables that hold the text, in whatever column. */
export const tablesWith = async (app: TestApp, text: string): Promise<string[]> =>
  [...(await everyRow(app))].flatMap(([table, rows]) => (rows.includes(text) ? [table] : []))
