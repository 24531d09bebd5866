import type { Logger } from 'pino'
import type { WorkCalendar } from './calendar.ts'
import type { Db } from './db.ts'
import type { Keys } from './secrets.ts'

/** Always the first argument: what a query or an action may know of its surroundings. */
export interface Ctx {
  /** The open transaction, already limited to the centre by row-level security. */
  db: Db
  centre: Centre
  actor: Actor
  now: Date
  log: Logger
}

/** The centre a request is addressed to, with its settings and calendar; read once and shared by requests. */
export interface Centre {
  id: number
  /** GB/T 2260 code of the county. */
  division: string
  name: string
  /** e.g. https://huaining.example: base of links, QR codes and public ids. */
  origin: string
  demo: boolean
  settings: ReadonlyMap<string, unknown>
  calendar: WorkCalendar
  keys: Keys
}

/** Who acts. A stranger has not signed in; the system is the clock. */
export type Organisation = 'centre' | 'bureau' | 'assessor'

export interface Actor {
  kind: 'person' | 'stranger' | 'system'
  /** Global identity; null for strangers and the system. */
  identityId: string | null
  name: string
  /** Staff of this centre, or null. */
  staffId: string | null
  /** Of staff: for whom they work. What supervises the operator is never done by who works for it. */
  organisation?: Organisation
  /** Codes of the duties that the actor's posts bundle. */
  duties: ReadonlySet<string>
  /** Parties (服务对象, 服务商) that the actor holds a valid mandate for. */
  parties: readonly string[]
  /**
   * People for whom the actor acts by 代办授权: it opens what the actor asked for on their behalf, and nothing else of
   * theirs. Absent: nobody.
   */
  proxies?: readonly string[]
  /** Of staff: their own account as a member of the public. It opens nothing here; it tells what they must not decide. */
  twin?: { identityId: string; parties: readonly string[] }
  /** Set where somebody who has not signed in showed the receipt code of a record: of which one. */
  holdsCodeOf?: string
  /** Set where a machine acts with the person's key: it reaches these flows only. */
  key?: { reads: ReadonlySet<string>; acts: ReadonlySet<string> }
}

export const stranger: Actor = {
  kind: 'stranger',
  identityId: null,
  name: '访客',
  staffId: null,
  duties: new Set(),
  parties: [],
}

export const system: Actor = { ...stranger, kind: 'system', name: '系统' }

/** The name of somebody who has signed in and not yet said who they are. */
export const unnamed = '未登记姓名'
