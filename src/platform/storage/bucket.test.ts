import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { AwsV4Signer } from 'aws4fetch'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { TooLarge } from '../storage.ts'
import { objectStore } from './bucket.ts'

const keys = { keyId: 'AKIDCENTRE', secret: 'a secret of the bucket', region: 'cn-east-1' }
const objects = new Map<string, Buffer>()
let server: Server
let url: string
/** How many of the next requests fail, as a store under load does. */
let failing = 0

/** What the signature of a request must be (AWS Signature Version 4), by the bucket's own copy of the secret. */
async function expected(request: IncomingMessage): Promise<string> {
  const signer = new AwsV4Signer({
    method: request.method ?? '',
    url: `http://${request.headers.host}${request.url}`,
    headers: { 'x-amz-content-sha256': String(request.headers['x-amz-content-sha256']) },
    datetime: String(request.headers['x-amz-date']),
    accessKeyId: keys.keyId,
    secretAccessKey: keys.secret,
    region: keys.region,
    service: 's3',
  })
  return (await signer.sign()).headers.get('authorization') ?? ''
}

beforeAll(async () => {
  server = createServer(async (request, response) => {
    const body = await buffer(request)
    const key = request.url ?? ''
    if (failing-- > 0) return response.writeHead(503).end()
    if (request.headers.authorization !== (await expected(request))) return response.writeHead(403).end()
    if (request.method === 'PUT') objects.set(key, body)
    if (request.method === 'DELETE') objects.delete(key)
    const found = objects.get(key)
    response.writeHead(request.method === 'DELETE' ? 204 : found ? 200 : 404)
    response.end(request.method === 'GET' ? found : undefined)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/files`
})
afterAll(() => server.close())

describe('the store in a bucket', () => {
  test('gives back what was put, by its SHA-256, and forgets it', async () => {
    const store = objectStore({ url, ...keys })
    const content = randomBytes(300_000)
    const { sha256, size } = await store.put(
      Readable.from([content.subarray(0, 7), content.subarray(7)]),
      400_000,
    )
    expect(size).toBe(content.length)
    expect([...objects.keys()]).toEqual([`/files/${sha256}`])
    expect((await buffer(store.read(sha256))).equals(content)).toBe(true)
    const folder = await mkdtemp(join(tmpdir(), 'bucket-'))
    await store.copyTo(sha256, join(folder, 'copy'))
    expect((await readFile(join(folder, 'copy'))).equals(content)).toBe(true)
    await rm(folder, { recursive: true })
    await store.remove(sha256)
    expect(await store.has(sha256)).toBe(false)
    await expect(buffer(store.read(sha256))).rejects.toMatchObject({ code: 'ENOENT' })
  })

  test('asks again where the bucket is busy', async () => {
    failing = 2
    const { sha256 } = await objectStore({ url, ...keys }).put(Buffer.from('once'), 10)
    expect(objects.get(`/files/${sha256}`)?.toString()).toBe('once')
  })

  test('is refused with another secret, and says so', async () => {
    await expect(objectStore({ url, ...keys, secret: 'guessed' }).put(Buffer.from('x'), 10)).rejects.toThrow(
      '403',
    )
  })

  test('keeps nothing of what is too large, and nothing but hashes is an address', async () => {
    const store = objectStore({ url, ...keys })
    objects.clear()
    await expect(store.put(Readable.from([Buffer.alloc(8), Buffer.alloc(8)]), 10)).rejects.toThrow(TooLarge)
    expect(objects.size).toBe(0)
    await expect(store.has('../other')).rejects.toThrow('SHA-256')
  })
})
