import { beforeAll, describe, expect, test } from 'vitest'
import { system } from '#platform/ctx'
import { sealingKey, verifyJournal } from '#platform/journal'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/** The journal is append-only, sealed and signed; what somebody changes behind our back is found. */
let app: TestApp
let world: World
beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
  // Rows younger than the oldest open transaction of the whole server, other tests' included, wait for a later run.
  for (let run = 0; run < 300 && (await verify()).unsealed > 0; run++) {
    await app.runClock('journal.seal')
    await new Promise(resolve => setTimeout(resolve, 100))
  }
})

const verify = async () => {
  const centre = await app.kernel.centres.byId(world.id)
  return app.kernel.database.read({ centre: world.id }, db =>
    verifyJournal(
      { db, centre, actor: system, now: app.clock.now, log: app.kernel.log },
      sealingKey(app.kernel.config.dataDir).publicKey,
    ),
  )
}
/** As the owner of the database, who may do everything; undone by running the reverse statement. */
const asOwner = async (statement: string): Promise<void> => {
  const { default: pg } = await import('pg')
  const client = new pg.Client(
    app.kernel.config.DATABASE_OWNER_URL ?? (app.kernel.database.pool.options as import('pg').ClientConfig),
  )
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}

describe('the sealed chain', () => {
  test('is whole after the first seal', async () => {
    const found = await verify()
    expect(found.faults).toEqual([])
    expect(found.rows).toBeGreaterThan(10)
    expect(found.unsealed).toBe(0)
  })

  test('the application cannot change or delete a row', async () => {
    for (const statement of [
      "update journal set action = 'nothing'",
      'delete from journal',
      'truncate journal',
      "update journal_seal set hash = ''",
      'delete from journal_seal',
    ]) {
      const attempt = app.kernel.database.write({ centre: world.id }, async db => {
        const { sql } = await import('kysely')
        await sql.raw(statement).execute(db)
      })
      await expect(attempt, statement).rejects.toThrow(/append-only|permission denied/)
    }
  })

  test('an owner who changes a row, a detail or a seal is found out', async () => {
    const tampering: Array<[string, string]> = [
      [
        `alter table journal disable trigger user; update journal set to_state = 'closed' where id = (select min(id::text)::uuid from journal where centre_id = ${world.id})`,
        'a row',
      ],
      [
        `update journal_detail set input = '{"reason":"另一个理由"}' where journal_id = (select max(journal_id::text)::uuid from journal_detail where centre_id = ${world.id})`,
        'a detail',
      ],
      [
        `alter table journal_seal disable trigger user; update journal_seal set rows = rows - 1 where centre_id = ${world.id}`,
        'a seal',
      ],
    ]
    let known = 0
    for (const [statement, what] of tampering) {
      await asOwner(statement)
      const { faults } = await verify()
      expect(faults.length, what).toBeGreaterThan(known)
      known = faults.length
    }
  })
})
