import type { Logger } from 'pino'
import type { Database } from './db.ts'
import { newId } from './ids.ts'

/** Who looked at whose page, file or number. Looking changes nothing, so it is no action; it is written down all the same. */
export interface Look {
  centreId: number
  at: Date
  identityId: string | null
  staffId: string | null
  /** e.g. 查看档案 */
  what: string
  /** Null where many were looked at together. */
  recordId: string | null
}

export interface AccessLog {
  /** Noted at once, written within a second: a page that is only read stays a read-only transaction. */
  note(look: Look): void
  /** Writes what was noted so far. */
  flush(): Promise<void>
  close(): Promise<void>
}

/** What waits at most; a database that stays away for longer loses the oldest. */
const mostWaiting = 10_000

export function openAccessLog(database: Database, log: Pick<Logger, 'error'>): AccessLog {
  let waiting: Look[] = []
  let writing: Promise<void> = Promise.resolve()

  const write = async (): Promise<void> => {
    const looks = waiting
    if (looks.length === 0) return
    waiting = []
    for (const [centre, rows] of Map.groupBy(looks, look => look.centreId)) {
      await database
        .write({ centre }, db => db.insertInto('access_log').values(rows.map(rowOf)).execute())
        .catch((error: Error) => {
          log.error({ error: error.message }, 'the access log could not be written; trying again')
          waiting = [...rows, ...waiting].slice(-mostWaiting)
        })
    }
  }
  const flush = (): Promise<void> => {
    writing = writing.then(write)
    return writing
  }
  const timer = setInterval(flush, 1_000)
  timer.unref()
  return {
    note: look => void waiting.push(look),
    flush,
    async close() {
      clearInterval(timer)
      await flush()
    },
  }
}

const rowOf = ({ at, identityId, staffId, what, recordId }: Look) => ({
  id: newId(),
  at,
  identity_id: identityId,
  staff_id: staffId,
  what,
  record_id: recordId,
})
