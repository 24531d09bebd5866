import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/** No query, address, file or search result of one centre reaches another's people. */
let app: TestApp
let ours: World
let theirs: World
beforeAll(async () => {
  app = await testApp()
  ours = await newCentre(app)
  theirs = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
})

describe('the database itself', () => {
  const tables = async (): Promise<string[]> => {
    const { rows } = await app.kernel.database.pool.query<{ table: string }>(
      `select c.relname as table from pg_class c join pg_namespace n on n.oid = c.relnamespace
       join pg_attribute a on a.attrelid = c.oid and a.attname = 'centre_id'
       where n.nspname = 'public' and c.relkind = 'r' order by 1`,
    )
    return rows.map(row => row.table)
  }

  test('every table with a centre has row-level security, and the centre in its primary and foreign keys', async () => {
    const found = await tables()
    expect(found.length).toBeGreaterThan(20)
    const { rows } = await app.kernel.database.pool.query<{ table: string; secured: boolean; key: string[] }>(
      `select c.relname as table, c.relrowsecurity as secured,
         array(select a.attname::text from pg_index i join pg_attribute a on a.attrelid = c.oid and a.attnum = any (i.indkey)
               where i.indrelid = c.oid and i.indisprimary) as key
       from pg_class c where c.relname = any ($1) and c.relnamespace = 'public'::regnamespace`,
      [found],
    )
    // Who tried to sign in is the platform's; the search index is reached through a function only (below).
    const exempt = new Set(['sign_in_attempt', 'search_document'])
    for (const row of rows.filter(one => !exempt.has(one.table))) {
      expect(row.secured, `${row.table} has row-level security`).toBe(true)
      expect(row.key, `${row.table} has the centre in its key`).toContain('centre_id')
    }
    const { rows: loose } = await app.kernel.database.pool.query<{ name: string }>(
      `select con.conname as name from pg_constraint con
       where con.contype = 'f' and con.conrelid::regclass::text = any ($1) and con.confrelid::regclass::text = any ($1)
         and not exists (select from pg_attribute a where a.attrelid = con.conrelid and a.attname = 'centre_id' and a.attnum = any (con.conkey))`,
      [found],
    )
    expect(
      loose.map(row => row.name),
      'foreign keys that could point into another centre',
    ).toEqual([])
  })

  test('the search index, which has no policy, cannot be asked directly', async () => {
    const asked = app.kernel.database.read({ centre: ours.id }, db =>
      db.selectFrom('search_document').selectAll().limit(1).execute(),
    )
    await expect(asked).rejects.toThrow(/permission denied/)
  })

  test('a transaction of one centre reads and writes nothing of another, whatever it asks', async () => {
    for (const table of await tables()) {
      const seen = await app.kernel.database
        .read(
          { centre: ours.id },
          async db =>
            (
              await sql<{
                n: number
              }>`select count(*)::int as n from ${sql.table(table)} where centre_id = ${theirs.id}`.execute(
                db,
              )
            ).rows[0]?.n,
        )
        .catch((error: Error) => (/permission denied/.test(error.message) ? 0 : Promise.reject(error)))
      expect(seen, table).toBe(0)
    }
    const moved = app.kernel.database.write({ centre: ours.id }, db =>
      sql`insert into draft (centre_id, id, identity_id, flow, action, input, saved_at)
          values (${theirs.id}, gen_random_uuid(), gen_random_uuid(), 'x', 'x', '{}', now())`.execute(db),
    )
    await expect(moved).rejects.toThrow(/row-level security/)
    const stolen = await app.kernel.database.write({ centre: ours.id }, db =>
      sql`update party set name = '改名' where centre_id = ${theirs.id}`.execute(db),
    )
    expect(stolen.numAffectedRows ?? 0n).toBe(0n)
  })
})

describe('people of another centre', () => {
  test('staff of the neighbour are strangers to our workbench, on our own host too', async () => {
    const neighbour = await theirs.worker('李卫东')
    expect((await neighbour.get('/desk')).status, 'at home he is somebody').toBe(200)
    const here = app.visitor(ours.host)
    for (const [name, value] of neighbour.cookies) here.cookies.set(name, value)
    expect((await here.get('/desk')).status).toBe(403)
    expect((await here.get('/desk/parties')).status).toBe(403)
    expect((await here.post(`/act/party/register`, { name: '某某' })).status).toBe(403)
    expect((await here.call('GET', '/api/v1/service_case')).json<{ contents: unknown[] }>().contents).toEqual(
      [],
    )
  })

  test('a search finds only what is of this centre', async () => {
    const director = await ours.worker('李卫东')
    const neighbour = await theirs.worker('李卫东')
    const ourName = [...ours.parties.keys()][0] as string
    const page = (await director.get(`/desk/search?q=${encodeURIComponent(ourName)}`)).text
    const link = /\/go\/party\/[0-9a-f-]{36}/.exec(page)?.[0] as string
    expect(link).toBeTruthy()
    expect((await director.get(link)).location).toMatch(/^\/desk\/parties\//)
    const there = await neighbour.get(`/desk/search?q=${encodeURIComponent(ourName)}`)
    expect(there.text).not.toContain(link)
    expect((await neighbour.get(link)).status).toBe(404)
  })

  test('the public pages of each host show their own directory', async () => {
    const item = ours.items.get('ZX-001')
    expect((await ours.stranger().get(`/items/${item}`)).status).toBe(200)
    expect((await theirs.stranger().get(`/items/${item}`)).status).toBe(404)
    expect((await theirs.stranger().get('/')).text).toContain('太湖县')
    expect((await ours.stranger().get('/')).text).not.toContain('太湖县')
  })
})
