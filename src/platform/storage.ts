import { createHash } from 'node:crypto'
import { createReadStream, existsSync } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { newId } from './ids.ts'

/** Where the content of files lies, by its SHA-256. The seam for another kind of store. */
export interface Store {
  /** Keeps the content and says what it is; throws where it is larger than `limit` bytes. Durable when it resolves. */
  put(content: Buffer, limit: number): Promise<{ sha256: string; size: number }>
  read(sha256: string): Readable
  has(sha256: string): Promise<boolean>
}

/** Files under a folder: ab/cdef…; written aside, flushed, then renamed, so that a half file is never seen. */
export function fileStore(folder: string): Store {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    return join(folder, sha256.slice(0, 2), sha256.slice(2))
  }
  return {
    async put(content, limit) {
      if (content.length > limit) throw new Error(`larger than ${limit} bytes`)
      const sha256 = createHash('sha256').update(content).digest('hex')
      const path = pathOf(sha256)
      if (!existsSync(path)) await writeDurably(path, content)
      return { sha256, size: content.length }
    },
    read: sha256 => createReadStream(pathOf(sha256)),
    has: async sha256 => stat(pathOf(sha256)).then(() => true, () => false),
  }
}

async function writeDurably(path: string, content: Buffer): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  const aside = join(dirname(path), `.${newId()}`)
  try {
    const file = await open(aside, 'wx', 0o600)
    await file.writeFile(content)
    await file.sync()
    await file.close()
    await rename(aside, path)
    const folder = await open(dirname(path), 'r')
    await folder.sync()
    await folder.close()
  } catch (error) {
    await rm(aside, { force: true })
    throw error
  }
}
