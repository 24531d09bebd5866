import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { buffer } from 'node:stream/consumers'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { fileStore, type Store, TooLarge } from './storage.ts'

let folder: string
let store: Store

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'store-'))
  store = fileStore(folder)
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const filesIn = async (): Promise<string[]> =>
  (await readdir(folder, { recursive: true, withFileTypes: true }))
    .filter(entry => entry.isFile())
    .map(entry => join(entry.parentPath, entry.name).slice(folder.length + 1))

describe('the store of files', () => {
  test('gives back what was put, by its SHA-256', async () => {
    const { sha256, size } = await store.put(Buffer.from('abc'), 3)
    expect(sha256).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad')
    expect(size).toBe(3)
    expect(await filesIn()).toEqual([join('ba', sha256.slice(2))])
    expect(await store.has(sha256)).toBe(true)
    expect(String(await buffer(store.read(sha256)))).toBe('abc')
  })

  test('takes a stream, in parts of any size', async () => {
    const content = randomBytes(1_000_003)
    const parts = [content.subarray(0, 1), content.subarray(1, 700_000), content.subarray(700_000)]
    const { sha256, size } = await store.put(Readable.from(parts), 2_000_000)
    expect(size).toBe(content.length)
    expect((await buffer(store.read(sha256))).equals(content)).toBe(true)
  })

  test('keeps the same content once, also when it comes twice at once', async () => {
    const [one, two] = await Promise.all([
      store.put(Buffer.from('same'), 10),
      store.put(Readable.from([Buffer.from('same')]), 10),
    ])
    expect(one).toEqual(two)
    expect(await filesIn()).toHaveLength(1)
  })

  test('stops a stream at the limit and leaves nothing behind', async () => {
    let pulled = 0
    const endless = (async function* () {
      for (;;) {
        pulled++
        yield Buffer.alloc(1024)
      }
    })()
    const refused = await store.put(endless, 10 * 1024).catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(TooLarge)
    expect(refused).toMatchObject({ status: 413, message: '文件不能超过 10.0 KB，请压缩后再上传。' })
    expect(pulled).toBe(11)
    expect(await filesIn()).toEqual([])
  })

  test('leaves nothing behind when the sender breaks off', async () => {
    const broken = (async function* () {
      yield Buffer.from('half')
      throw new Error('connection lost')
    })()
    await expect(store.put(broken, 100)).rejects.toThrow('connection lost')
    expect(await filesIn()).toEqual([])
  })

  test('forgets what is removed, and minds nothing that is not there', async () => {
    const { sha256 } = await store.put(Buffer.from('gone'), 10)
    await store.remove(sha256)
    await store.remove(sha256)
    expect(await store.has(sha256)).toBe(false)
    await expect(buffer(store.read(sha256))).rejects.toThrow('ENOENT')
  })

  test('takes nothing but a SHA-256 for a name', () => {
    expect(() => store.read('../../etc/passwd')).toThrow('not a SHA-256')
  })
})
