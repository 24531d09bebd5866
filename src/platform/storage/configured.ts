import { join } from 'node:path'
import type { Config } from '../config.ts'
import { fileStore, type Store } from '../storage.ts'
import { objectStore } from './bucket.ts'

/** The store that the configuration names: a bucket, or a folder of the data. */
export function storeOf(config: Config): Store {
  const { S3_URL: url, S3_REGION: region, S3_KEY_ID: keyId, S3_SECRET: secret, dataDir } = config
  if (!url) return fileStore(join(dataDir, 'files'))
  if (!keyId || !secret) throw new Error('配置有误，无法启动：\n  S3_URL 须同时设置 S3_KEY_ID 和 S3_SECRET')
  return objectStore({ url, region, keyId, secret })
}
