import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { ReadableStream } from 'node:stream/web'
import type { AwsClient } from 'aws4fetch'
import { type Store, TooLarge } from '../storage.ts'

export interface ObjectStoreOptions {
  /** The bucket's address: `https://bucket.oss-cn-hangzhou.aliyuncs.com/` or `http://minio:9000/bucket/`. */
  url: string
  region: string
  keyId: string
  secret: string
}

/** A bucket that says nothing for so long is not waited for. */
const patience = 60_000

/** An S3-compatible store, for several servers that share their files. Keys are the SHA-256. */
export function objectStore({ url, region, keyId, secret }: ObjectStoreOptions): Store {
  const base = url.endsWith('/') ? url : `${url}/`
  let client: AwsClient | undefined

  /** Answers with what the store says; anything but success or 404 is an error. */
  async function ask(method: string, sha256: string, body?: Buffer): Promise<Response> {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    const { AwsClient } = await import('aws4fetch')
    client ??= new AwsClient({
      accessKeyId: keyId,
      secretAccessKey: secret,
      service: 's3',
      region,
      retries: 3,
    })
    const sent = body && { body: new Uint8Array(body), headers: { 'x-amz-content-sha256': sha256 } }
    const answer = await client.fetch(base + sha256, {
      method,
      signal: AbortSignal.timeout(patience),
      ...sent,
    })
    if (!answer.ok && answer.status !== 404)
      throw new Error(`the object store answered ${answer.status} to ${method}`)
    return answer
  }

  async function* content(sha256: string): AsyncGenerator<Uint8Array> {
    const answer = await ask('GET', sha256)
    if (!answer.ok || !answer.body) throw Object.assign(new Error(`no content ${sha256}`), { code: 'ENOENT' })
    yield* Readable.fromWeb(answer.body as ReadableStream)
  }

  const has = async (sha256: string): Promise<boolean> => (await ask('HEAD', sha256)).ok

  return {
    largest: 1_900 * 1024 * 1024,
    async put(given, limit) {
      const body = await whole(given, limit)
      const sha256 = createHash('sha256').update(body).digest('hex')
      if (!(await has(sha256)) && !(await ask('PUT', sha256, body)).ok)
        throw new Error('the object store has no such bucket')
      return { sha256, size: body.length }
    },
    read: sha256 => Readable.from(content(sha256)),
    has,
    copyTo: (sha256, path) => pipeline(content(sha256), createWriteStream(path, { mode: 0o600 })),
    remove: async sha256 => void (await ask('DELETE', sha256)),
  }
}

/** All of it in memory: the request needs its size and hash ahead, and uploads are limited. */
async function whole(content: Buffer | AsyncIterable<Uint8Array>, limit: number): Promise<Buffer> {
  const parts: Uint8Array[] = []
  let size = 0
  for await (const part of Buffer.isBuffer(content) ? [content] : content) {
    size += part.length
    if (size > limit) throw new TooLarge(limit)
    parts.push(part)
  }
  return Buffer.concat(parts)
}
