import { sql } from 'kysely'
import { beforeAll, describe, expect, test } from 'vitest'
import type { Db } from '#platform/db'
import { type TestApp, testApp } from './app.ts'
import { newCentre, type World } from './world.ts'

/** What the database is asked, and what of it is kept from one transaction to the next (decision 0007). */
let app: TestApp
let world: World
const onServer = Boolean(process.env.TEST_POSTGRES)

beforeAll(async () => {
  app = await testApp()
  world = await newCentre(app)
})

const read = <T>(work: (db: Db) => Promise<T>): Promise<T> =>
  app.kernel.database.read({ centre: world.id }, work)

describe('a statement that comes again', () => {
  const names = (limit: number, kind: string) =>
    read(db =>
      db
        .selectFrom('staff')
        .select('name')
        .where('organisation', '=', kind as 'centre')
        .orderBy('name')
        .limit(limit)
        .execute(),
    )

  test('gives what it gave, for other values and limits as well', async () => {
    const first = await names(3, 'centre')
    expect(first).toHaveLength(3)
    for (let times = 0; times < 8; times++) {
      expect(await names(3, 'centre')).toEqual(first)
      expect(await names(3, 'bureau')).toEqual([{ name: '周健' }])
      expect(await names(2, 'centre')).toEqual(first.slice(0, 2))
    }
  })

  test.runIf(onServer)('is kept by the server from its second time on, its limit written out', async () => {
    const kept = () =>
      read(async db => {
        const listed = await sql<{ statement: string }>`select statement from pg_prepared_statements`.execute(
          db,
        )
        return listed.rows.map(row => row.statement).filter(text => text.includes('"joined_on" ='))
      })
    const ask = () =>
      read(db => db.selectFrom('staff').select('id').where('joined_on', '=', '2026-01-01').limit(7).execute())
    await ask()
    expect(await kept()).toEqual([])
    await ask()
    expect(await kept()).toEqual([expect.stringMatching(/limit 7$/)])
    await ask()
    expect(await kept(), 'once').toHaveLength(1)
  })
})

describe('a statement that nobody waited for', () => {
  test('is refused once its transaction is over', async () => {
    let left: Db | undefined
    await read(async db => {
      left = db
    })
    const late = () => left?.selectFrom('staff').select('id').limit(1).execute()
    await expect(late()).rejects.toThrow('the transaction is over')
    await expect(
      app.kernel.database.write({ centre: world.id }, async db => {
        left = db
        throw new Error('undone')
      }),
    ).rejects.toThrow('undone')
    await expect(late(), 'after a failure too').rejects.toThrow('the transaction is over')
  })

  test('cannot write into the next transaction of its connection, another centre’s', async () => {
    const other = await newCentre(app, { name: '太湖县电子商务公共服务中心' })
    const rename = (db: Db) =>
      db.updateTable('staff').set({ name: '改了名' }).where('name', '=', '李卫东').execute()
    let left: Db | undefined
    await app.kernel.database.write({ centre: world.id }, async db => {
      left = db
    })
    await app.kernel.database.write({ centre: other.id }, async db => {
      await db.selectFrom('staff').select('id').limit(1).execute()
      await expect(rename(left as Db)).rejects.toThrow('the transaction is over')
      await db.selectFrom('staff').select('id').limit(1).execute()
    })
    for (const { id } of [world, other]) {
      const found = await app.kernel.database.read({ centre: id }, db =>
        db.selectFrom('staff').select('name').where('name', '=', '李卫东').execute(),
      )
      expect(found).toHaveLength(1)
    }
  })
})
