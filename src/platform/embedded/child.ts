import { fsyncSync, mkdirSync, rmSync } from 'node:fs'
import { PGlite } from '@electric-sql/pglite'
import { btree_gin } from '@electric-sql/pglite/contrib/btree_gin'
import { btree_gist } from '@electric-sql/pglite/contrib/btree_gist'
import { NodeFS } from '@electric-sql/pglite/nodefs'
import { PGLiteSocketServer } from '@electric-sql/pglite-socket'
import { answers, holdFolder } from './lock.ts'

/** NodeFS whose fsync reaches the disk; PGlite's own ignores it, and a power cut could lose commits. */
class DurableFS extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const made = await super.init(...args)
    const before = made.emscriptenOpts.preRun ?? []
    const reachDisk = (mod: { FS: { filesystems: { NODEFS: { stream_ops: Record<string, unknown> } } } }) => {
      mod.FS.filesystems.NODEFS.stream_ops.fsync = (stream: { nfd: number }) => {
        fsyncSync(stream.nfd)
        return 0
      }
    }
    return {
      ...made,
      emscriptenOpts: { ...made.emscriptenOpts, preRun: [...(before as []), reachDisk as never] },
    }
  }
}

/**
 * The socket server hands messages on one by one, whoever sent them, unless a transaction is open. But Parse, Bind,
 * Execute … up to Sync belong together: another client's Parse in between would replace the unnamed statement and
 * each would get the other's rows. So an unfinished sequence counts as a transaction too.
 */
function keepSequencesTogether(db: PGlite): void {
  const sync = 'S'.charCodeAt(0)
  const simpleQuery = 'Q'.charCodeAt(0)
  let open = false
  const inTransaction = db.isInTransaction.bind(db)
  const run = db.execProtocolRawStream.bind(db)
  db.isInTransaction = () => open || inTransaction()
  db.execProtocolRawStream = async (message, options) => {
    const kind = message[0]
    open = kind !== sync && kind !== simpleQuery
    await run(message, options)
  }
}

/**
 * Commits reach the disk. The buffers are those of a small house: PGlite's own 128 MB are touched at the start, which
 * takes half a second and stays in memory, and behind them the operating system keeps the files in memory anyway.
 */
const settings = ['fsync=on', 'wal_sync_method=fsync', 'shared_buffers=32MB'].flatMap(one => ['-c', one])

/** Serves the database of a folder on a Unix socket until the parent closes its channel. */
async function serve(folder: string, socket: string): Promise<void> {
  await holdFolder(socket, folder)
  // Of another machine or container, which the lock does not see.
  if (await answers(socket)) throw new Error(`另一个进程正在使用 ${folder}`)
  rmSync(socket, { force: true })
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  const db = await PGlite.create({
    fs: new DurableFS(folder),
    extensions: { btree_gin, btree_gist },
    startParams: [...PGlite.defaultStartParams, ...settings],
  })
  keepSequencesTogether(db)
  const server = new PGLiteSocketServer({ db, path: socket, maxConnections: 100 })
  await server.start()
  process.send?.({ ready: true })

  const end = async () => {
    await server.stop().catch(() => {})
    await db.close().catch(() => {})
    process.exit(0)
  }
  process.on('message', () => process.send?.('alive'))
  process.on('disconnect', end)
  process.on('SIGTERM', end)
  // Ctrl-C reaches the whole group; the parent closes us once it has finished.
  process.on('SIGINT', () => {})
}

const [folder = '', socket = ''] = process.argv.slice(2)
serve(folder, socket).catch((error: Error) => {
  process.send?.({ failed: error.message })
  console.error(error.message)
  process.exit(1)
})
