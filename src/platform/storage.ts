import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { access, copyFile, type FileHandle, link, mkdir, open, rename, rm } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { Problem } from './errors.ts'
import { fileSize } from './format.ts'
import { newId } from './ids.ts'

/** Where the content of files lies, by its SHA-256. The seam for another kind of store. */
export interface Store {
  /** Bytes of one content at most: a folder takes what the disk takes, a bucket what memory holds while it is sent. */
  largest: number
  /**
   * Keeps the content and says what it is; durable when it resolves. Content of more than `limit` bytes throws
   * TooLarge as soon as that shows, and nothing of it stays.
   */
  put(content: Buffer | AsyncIterable<Uint8Array>, limit: number): Promise<{ sha256: string; size: number }>
  /** The content as a stream; one that is not here fails with ENOENT when it is read. */
  read(sha256: string): Readable
  has(sha256: string): Promise<boolean>
  /** Makes the content a file of its own at `path`, without a second copy on the disk where that can be. */
  copyTo(sha256: string, path: string): Promise<void>
  /** Forgets the content; fine if it is not here. For content that no record names any more. */
  remove(sha256: string): Promise<void>
}

/** 413: an upload of more bytes than allowed. */
export class TooLarge extends Problem {
  constructor(limit: number) {
    super(413, '文件过大', `文件不能超过 ${fileSize(limit)}，请压缩后再上传。`)
  }
}

/** Files under a folder: ab/cdef…; written aside, flushed, then renamed, so that a half file is never seen. */
export function fileStore(folder: string): Store {
  const pathOf = (sha256: string): string => {
    if (!/^[0-9a-f]{64}$/.test(sha256)) throw new Error('not a SHA-256')
    return join(folder, sha256.slice(0, 2), sha256.slice(2))
  }
  const has = (sha256: string) => exists(pathOf(sha256))
  return {
    largest: Number.MAX_SAFE_INTEGER,
    async put(content, limit) {
      await mkdir(folder, { recursive: true, mode: 0o700 })
      const aside = join(folder, `.${newId()}`)
      try {
        const written = await writeAside(aside, content, limit)
        if (!(await has(written.sha256))) await moveInto(pathOf(written.sha256), aside)
        return written
      } finally {
        await rm(aside, { force: true })
      }
    },
    read: sha256 => createReadStream(pathOf(sha256)),
    has,
    copyTo: (sha256, path) => link(pathOf(sha256), path).catch(() => copyFile(pathOf(sha256), path)),
    remove: sha256 => rm(pathOf(sha256), { force: true }),
  }
}

/** Writes and flushes the content, counting and hashing as it flows. */
async function writeAside(path: string, content: Buffer | AsyncIterable<Uint8Array>, limit: number) {
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'wx', 0o600)
  try {
    for await (const part of Buffer.isBuffer(content) ? [content] : content) {
      size += part.length
      if (size > limit) throw new TooLarge(limit)
      hash.update(part)
      await writeAll(file, part)
    }
    await file.sync()
  } finally {
    await file.close()
  }
  return { sha256: hash.digest('hex'), size }
}

/** One write may take less than it is given. */
async function writeAll(file: FileHandle, part: Uint8Array): Promise<void> {
  for (let done = 0; done < part.length; ) done += (await file.write(part, done)).bytesWritten
}

/** A rename is durable once the folder is flushed, and a new folder once its own parent is. */
async function moveInto(path: string, aside: string): Promise<void> {
  const folder = dirname(path)
  const made = await mkdir(folder, { recursive: true, mode: 0o700 })
  await rename(aside, path)
  await flush(folder)
  if (made) await flush(dirname(folder))
}

async function flush(folder: string): Promise<void> {
  // Windows opens no folders; there the rename itself is journalled.
  if (process.platform === 'win32') return
  const handle = await open(folder, 'r')
  await handle.sync()
  await handle.close()
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
