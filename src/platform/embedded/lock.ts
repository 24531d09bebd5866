import { rmSync } from 'node:fs'
import { connect, createServer } from 'node:net'

/**
 * Who has a data folder open, from before the first file is touched until the process is gone: two on one folder would
 * destroy what was committed. On Linux a name of the kernel's, which ends with its process; elsewhere a file, which a
 * crash leaves behind and the next one clears away.
 */
const lockOf = (socket: string): string =>
  process.platform === 'linux' ? `\0centre${socket}` : `${socket}.lock`

/** Holds the folder as long as this process lives; whoever is just finishing is waited for. Throws where it is in use. */
export async function holdFolder(socket: string, folder: string, patience = 15_000): Promise<void> {
  const lock = lockOf(socket)
  for (const until = Date.now() + patience; !(await taken(lock)); ) {
    if (Date.now() > until) throw new Error(`另一个进程正在使用 ${folder}`)
    await new Promise(done => setTimeout(done, 100))
  }
}

/** Calls back once whoever holds the folder is gone; the returned function stops listening. */
export function whenFolderFree(socket: string, free: () => void): () => void {
  const held = connect(lockOf(socket))
  held.unref()
  held.on('error', () => {})
  held.once('close', free)
  return () => {
    held.off('close', free)
    held.destroy()
  }
}

const taken = (lock: string): Promise<boolean> =>
  new Promise((done, failed) => {
    const server = createServer(guest => guest.unref().on('error', () => {}))
    server.unref()
    server.once('error', async (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EADDRINUSE') return failed(error)
      if (!lock.startsWith('\0') && !(await answers(lock))) rmSync(lock, { force: true })
      done(false)
    })
    server.listen(lock, () => done(true))
  })

/** A socket that accepts is held by a living process; one left over after a crash refuses. */
export const answers = (socket: string): Promise<boolean> =>
  new Promise(done => {
    const probe = connect(socket)
    probe.once('connect', () => {
      probe.destroy()
      done(true)
    })
    probe.once('error', () => done(false))
  })
