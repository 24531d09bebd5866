import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/**
 * City and province read over several centres, in a role of their own (decision 0003): the centres that are named, and
 * nothing else; and they write nowhere. No page does so yet: what is held here is the database's word.
 */
let app: TestApp
let ours: World
let theirs: World
let elsewhere: World
let owner: pg.Pool
let tables: string[]
beforeAll(async () => {
  app = await testApp()
  ours = await newCentre(app)
  theirs = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
  elsewhere = await newCentre(app, { name: '宿松县电子商务公共服务中心' })
  for (const world of [ours, theirs, elsewhere]) await world.citizen('13800000361', '杨雪')
  const { DATABASE_OWNER_URL } = app.kernel.config
  owner = DATABASE_OWNER_URL
    ? new pg.Pool({ connectionString: DATABASE_OWNER_URL, max: 1 })
    : app.kernel.database.pool
  const { rows } = await owner.query<{ table: string }>(
    `select relname as table from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'v') order by 1`,
  )
  tables = rows.map(row => row.table)
})
afterAll(async () => {
  if (owner !== app.kernel.database.pool) await owner?.end()
})

const region = (centres: number[], text: string): Promise<Array<Record<string, unknown>>> =>
  app.kernel.database.read({ centres }, async db => {
    return (await sql<Record<string, unknown>>`${sql.raw(text)}`.execute(db)).rows
  })

/** Whether the role may do that to the table, as the database says. */
const may = async (privilege: string): Promise<string[]> => {
  const { rows } = await owner.query<{ table: string }>(
    `select t as table from unnest($1::text[]) t where case when $2 in ('delete', 'truncate')
       then has_table_privilege('region_app', t::regclass, $2) else has_any_column_privilege('region_app', t::regclass, $2) end`,
    [tables, privilege],
  )
  return rows.map(row => row.table)
}

describe('the region', () => {
  test('counts over the centres that are named, and no other', async () => {
    const count = 'select centre_id, count(*)::int as n from staff group by 1 order by 1'
    expect(await region([ours.id, theirs.id], count)).toEqual([
      { centre_id: ours.id, n: 7 },
      { centre_id: theirs.id, n: 7 },
    ])
    expect(await region([elsewhere.id], count)).toEqual([{ centre_id: elsewhere.id, n: 7 }])
    expect(await region([], count), 'nobody is named: nothing').toEqual([])
  })

  test('sees no row of a centre that is not named, in any table', async () => {
    const readable = await may('select')
    expect(readable.length).toBeGreaterThan(15)
    let seen = 0
    for (const table of readable.filter(one => one !== 'centre')) {
      const rows = await region([ours.id, theirs.id], `select distinct centre_id from ${table}`)
      expect(
        rows.map(row => row.centre_id),
        table,
      ).not.toContain(elsewhere.id)
      seen += rows.length
    }
    expect(seen, 'of ours it sees something').toBeGreaterThan(10)
  })

  test('reads nothing about persons, and nothing that opens something', async () => {
    const readable = await may('select')
    for (const table of [
      ...['identity', 'session', 'one_time_code', 'sign_in_attempt', 'setup_token', 'search_document'],
      ...['party', 'mandate', 'consent', 'draft', 'parked_form', 'file', 'api_key', 'outbox', 'notification'],
      ...['journal_detail', 'access_log', 'case_message', 'rating_inbox', 'rating_right', 'contact_of_party'],
    ]) {
      expect(tables, table).toContain(table)
      expect(readable, table).not.toContain(table)
      await expect(region([ours.id], `select 1 from ${table}`), table).rejects.toThrow(/permission denied/)
    }
  })

  test('writes nowhere, also outside a read-only transaction', async () => {
    for (const privilege of ['insert', 'update', 'delete', 'truncate'])
      expect(await may(privilege), privilege).toEqual([])
    for (const change of [
      "update staff set name = '改了名'",
      'delete from task',
      "insert into setting (centre_id, code, value) values (1, 'x', '1')",
    ]) {
      const tried = app.kernel.database.write({ centres: [ours.id] }, async db => {
        return sql`${sql.raw(change)}`.execute(db)
      })
      await expect(tried, change).rejects.toThrow(/permission denied/)
    }
  })

  test('calls none of the functions that act for a centre or a person', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
         and has_function_privilege('region_app', oid, 'execute') order by 1`,
    )
    expect(rows.map(row => row.name)).toEqual([])
  })
})
