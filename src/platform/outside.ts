import type { Mailer } from './channels/mail.ts'
import type { RobotLink } from './channels/robot.ts'
import type { Resolve } from './outbound.ts'
import type { Store } from './storage.ts'

/** The world outside the process: the one thing that tests replace. */
export interface Outside {
  now(): Date
  store: Store
  dataDir: string
  /** Keys of encryption and hashing are derived from it. */
  secret: string
  /** Absent: no such channel is configured. Throws when the message was not taken. */
  mail?: Mailer
  robot?: (url: string, message: string | RobotLink) => Promise<void>
  sms?: (phone: string, template: string, variables: Record<string, string>, body: string) => Promise<void>
  /** Whether an address of the web opens; it is never one within the house. Absent: nobody looks. */
  probe?: (url: string) => Promise<{ ok: true } | { ok: false; finding: string }>
  /** How names become addresses when something is pushed to them; absent: as the machine does it. */
  resolve?: Resolve
}
