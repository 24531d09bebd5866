import { sql } from 'kysely'
import pg from 'pg'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { counted } from './indicators.ts'
import { newCentre, type World } from './world.ts'

/**
 * City and province read over several centres, in a role of their own (decisions 0003 and 0049): figures of the centres that
 * are named, and nothing else; and they write nowhere. What is held here is the database's word.
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
  await counted(app)
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
  test('reads figures over the centres that are named, and no other', async () => {
    const read = 'select distinct centre_id from indicator order by 1'
    const ids = async (centres: number[]) => (await region(centres, read)).map(row => row.centre_id)
    expect(await ids([ours.id, theirs.id])).toEqual([ours.id, theirs.id])
    expect(await ids([elsewhere.id])).toEqual([elsewhere.id])
    expect(await ids([]), 'nobody is named: nothing').toEqual([])
  })

  test('reads these tables, and of them no row of a centre that is not named', async () => {
    const readable = await may('select')
    expect(readable).toEqual(['centre', 'indicator', 'indicator_value', 'indicator_version'])
    for (const table of readable.filter(one => one !== 'centre')) {
      const rows = await region([ours.id, theirs.id], `select distinct centre_id from ${table}`)
      const seen = rows.map(row => row.centre_id)
      expect(seen, table).toContain(ours.id)
      expect(seen, table).not.toContain(elsewhere.id)
    }
  })

  test('is refused every table that holds something personal, by name or by a column', async () => {
    const { rows } = await owner.query<{ table: string }>(
      `select distinct table_name as table from information_schema.columns where table_schema = 'public'
         and (column_name ~ '(^|_)(phone|identity_id|staff_id|party_id|id_number|name_cipher|email|address|person|recipient|body)(_|$)'
           or column_name in ('contact', 'opinion', 'reason', 'note'))
         and table_name not in ('indicator_version', 'indicator', 'indicator_value') order by 1`,
    )
    const personal = new Set([
      ...rows.map(row => row.table),
      ...[
        'identity',
        'session',
        'one_time_code',
        'sign_in_attempt',
        'setup_token',
        'search_document',
        'staff',
      ],
      ...['party', 'mandate', 'consent', 'draft', 'parked_form', 'file', 'api_key', 'outbox', 'notification'],
      ...['journal', 'journal_detail', 'access_log', 'case_message', 'rating_inbox', 'contact_of_party'],
      ...['report', 'report_reporter', 'setting', 'region'],
    ])
    expect(personal.size).toBeGreaterThan(80)
    for (const table of personal) {
      expect(tables, table).toContain(table)
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

  test('calls no function that acts for a centre or a person', async () => {
    const { rows } = await owner.query<{ name: string }>(
      `select proname as name from pg_proc where pronamespace = 'public'::regnamespace and prosecdef
         and has_function_privilege('region_app', oid, 'execute') order by 1`,
    )
    // These two say whether a figure would tell of few, of the centres that are named.
    expect(rows.map(row => row.name)).toEqual(['tells_of_few', 'untold_figures'])
    const others = `select tells_of_few(${elsewhere.id}, 'x.y', '2026-10', 1, 1) as few`
    expect(await region([ours.id], others)).toEqual([{ few: false }])
  })
})
