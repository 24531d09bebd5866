import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { holdFolder } from './embedded/lock.ts'
import { type Embedded, openEmbedded } from './embedded.ts'

let fresh: string
let dataDir: string
const open: Embedded[] = []
const pools: pg.Pool[] = []
const folder = () => mkdtemp(join(tmpdir(), 'embedded-'))

// A new database takes longer to make than to copy.
beforeAll(async () => {
  fresh = await folder()
  const embedded = await openEmbedded({ dataDir: fresh })
  await embedded.close()
})
afterAll(() => rm(fresh, { recursive: true, force: true }))

beforeEach(async () => {
  dataDir = await folder()
  await cp(fresh, dataDir, { recursive: true })
})
afterEach(async () => {
  await Promise.all(pools.splice(0).map(pool => pool.end().catch(() => {})))
  for (const one of open.splice(0).reverse()) await one.close()
  await rm(dataDir, { recursive: true, force: true })
})

async function start(options: { stuckAfter?: number } = {}): Promise<Embedded> {
  const embedded = await openEmbedded({ dataDir, ...options })
  open.push(embedded)
  return embedded
}

function poolOn(embedded: Embedded): pg.Pool {
  const pool = new pg.Pool({ ...embedded.connection, max: 8, connectionTimeoutMillis: 10_000 })
  pool.on('error', () => {})
  pools.push(pool)
  return pool
}

describe('the embedded database', () => {
  test('many clients at once each get their own rows', async () => {
    const embedded = await start()
    const [one, other] = [poolOn(embedded), poolOn(embedded)]
    const asked = Array.from({ length: 400 }, (_, n) =>
      (n % 2 ? one : other)
        .query('select $1::int as n, $2::text as t', [n, `text ${n}`])
        .then(({ rows }) => rows[0].n === n && rows[0].t === `text ${n}`),
    )
    expect((await Promise.all(asked)).every(Boolean)).toBe(true)
  })

  test('what was committed is there after the process was killed', async () => {
    const first = await start()
    const pool = poolOn(first)
    await pool.query('create table kept (n int primary key)')
    const acknowledged: number[] = []
    const writing = (async () => {
      for (let n = 0; n < 5_000; n++) {
        await pool.query('insert into kept values ($1)', [n])
        acknowledged.push(n)
      }
    })().catch(() => {})
    while (acknowledged.length < 150) await new Promise(resolve => setTimeout(resolve, 5))
    first.kill()
    await writing
    const again = poolOn(first)
    const { rows } = await eventually(() => again.query<{ n: number }>('select n from kept'))
    const found = new Set(rows.map(row => row.n))
    expect(acknowledged.filter(n => !found.has(n))).toEqual([])
    expect(acknowledged.length).toBeGreaterThanOrEqual(150)
  })

  test('a query that never ends is ended, and the next one is answered', async () => {
    const embedded = await start({ stuckAfter: 1_500 })
    const pool = poolOn(embedded)
    await pool.query('select 1')
    await expect(pool.query('select count(*) from generate_series(1, 100000000000)')).rejects.toThrow()
    const { rows } = await eventually(() => pool.query('select 2 as n'))
    expect(rows[0].n).toBe(2)
  }, 60_000)

  test('a second opener of the folder shares it, and leaves it running', async () => {
    const first = await start()
    await poolOn(first).query('create table shared (n int)')
    const second = await start()
    expect(second.owned).toBe(false)
    await poolOn(second).query('insert into shared values (7)')
    await second.close()
    expect((await poolOn(first).query('select n from shared')).rows).toEqual([{ n: 7 }])
  })

  test('a second opener goes on by itself when the first one ends', async () => {
    const first = await start()
    await poolOn(first).query('create table handed (n int)')
    const second = await start()
    await first.close()
    const pool = poolOn(second)
    await eventually(() => pool.query('insert into handed values (7)'))
    expect((await pool.query('select n from handed')).rows).toEqual([{ n: 7 }])
  })
})

describe('the lock of a folder', () => {
  test('whoever comes while another is finishing waits for it, and not for ever', async () => {
    const socket = join(dataDir, 'lock.test')
    const holds = `const { holdFolder } = await import(${JSON.stringify(new URL('./embedded/lock.ts', import.meta.url).href)})
      await holdFolder(${JSON.stringify(socket)}, 'folder'); process.send('held'); process.on('message', () => process.exit())`
    const other = spawn(process.execPath, ['--input-type=module', '-e', holds], {
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    await once(other, 'message')
    await expect(holdFolder(socket, 'folder', 300)).rejects.toThrow('另一个进程正在使用 folder')
    const mine = holdFolder(socket, 'folder')
    other.send('end')
    await mine
    await expect(holdFolder(socket, 'folder', 300), 'it is mine now').rejects.toThrow()
  })
})

async function eventually<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 0; ; tries++) {
    try {
      return await work()
    } catch (error) {
      if (tries > 60) throw error
      await new Promise(resolve => setTimeout(resolve, 250))
    }
  }
}
