import pg from 'pg'
import { backUp } from '#platform/backup'
import { readConfig } from '#platform/config'
import { count } from '#platform/format'
import { storeOf } from '#platform/storage/configured'
import { ownerConnection } from '../kernel.ts'

/** `npm run backup -- FILE`: everything in one file, taken while the platform runs (or not). */
async function main(file: string | undefined): Promise<number> {
  if (!file) {
    console.error('用法：npm run backup -- 文件.tar.gz')
    return 2
  }
  const config = readConfig(process.env)
  const { connection, close } = await ownerConnection(config)
  const client = new pg.Client(connection)
  try {
    await client.connect()
    const store = storeOf(config)
    const made = await backUp({ client, store, dataDir: config.dataDir }, file)
    console.log(
      `已备份到 ${file}：${made.tables} 张表 ${count(made.rows)} 行，${count(made.files)} 个文件，${count(made.jobs)} 项待办任务。`,
    )
    console.log('备份内有个人信息和密钥，请妥善保管。')
    return 0
  } catch (error) {
    console.error((error as Error).message)
    return 1
  } finally {
    await client.end().catch(() => {})
    await close()
  }
}

process.exit(await main(process.argv[2]))
