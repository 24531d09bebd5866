import { existsSync } from 'node:fs'
import { resolve } from 'node:path'
import pg from 'pg'
import { pino } from 'pino'
import { type Restored, restore, restoreKeys, type Unpacked, unpack } from '#platform/backup/restore'
import { type Config, readConfig } from '#platform/config'
import { system } from '#platform/ctx'
import { count } from '#platform/format'
import { installQueue, openQueue, queueName } from '#platform/jobs'
import { sealingKey, verifyJournal } from '#platform/journal'
import { migrations } from '#platform/migrations'
import { storeOf } from '#platform/storage/configured'
import { openKernel, ownerConnection } from '../kernel.ts'

/** `npm run restore -- FILE`: fills an empty installation from a backup and verifies what came of it. */
async function main(file: string | undefined): Promise<number> {
  if (!file || !existsSync(file)) {
    console.error('用法：npm run restore -- 文件.tar.gz（恢复到空的数据目录或空的数据库）')
    return 2
  }
  const dataDir = resolve(process.env.DATA_DIR || './data')
  const unpacked = await unpack(file, dataDir, migrations)
  try {
    await restoreKeys(unpacked, dataDir)
    const config = readConfig(process.env)
    const { connection, owned, close } = await ownerConnection(config)
    try {
      if (!owned) throw new Error('平台正在使用这个数据目录，请先停止它。')
      const done = await refill(unpacked, connection, config)
      console.log(
        `已恢复：${done.tables} 张表 ${count(done.rows)} 行，${count(done.files)} 个文件，${count(done.jobs)} 项待办任务。`,
      )
    } finally {
      await close()
    }
    return await verified(config)
  } finally {
    await unpacked.remove()
  }
}

async function refill(unpacked: Unpacked, connection: pg.PoolConfig, config: Config): Promise<Restored> {
  const pool = new pg.Pool({ ...connection, max: 2 })
  try {
    const client = await pool.connect()
    const store = storeOf(config)
    const done = await restore(unpacked, { client, store }, migrations).finally(() => client.release())
    await installQueue(pool)
    const queue = await openQueue(pool, { works: false })
    for (const { data, startAfter } of done.waiting) await queue.send(queueName, data, { startAfter })
    await queue.stop({ graceful: false })
    return done
  } finally {
    await pool.end()
  }
}

/** The journal's chain and the details' digests hold, or something was lost on the way. */
async function verified(config: ReturnType<typeof readConfig>): Promise<number> {
  const kernel = await openKernel(config, { log: pino({ level: 'warn' }) })
  try {
    const { publicKey } = sealingKey(config.dataDir)
    let faults = 0
    for (const id of await kernel.centres.all()) {
      const centre = await kernel.centres.byId(id)
      const found = await kernel.database.read({ centre: id }, db =>
        verifyJournal({ db, centre, actor: system, now: new Date(), log: kernel.log }, publicKey),
      )
      for (const fault of found.faults) console.error(`✗ ${centre.name}：${fault}`)
      faults += found.faults.length
    }
    console.log(faults === 0 ? '日志完整，恢复已核对。' : '日志与备份不符，请勿使用这次恢复。')
    return faults === 0 ? 0 : 1
  } finally {
    await kernel.close()
  }
}

process.exit(
  await main(process.argv[2]).catch((error: Error) => {
    console.error(error.message)
    return 1
  }),
)
