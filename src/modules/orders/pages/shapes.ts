import type { Child } from 'hono/jsx'
import type { Button, Told } from '#modules/actions'
import type { FileRow } from '#platform/files'
import type { BadgeTone } from '#ui/badge'
import type { Balance } from '../balance.ts'
import type { Side } from '../duties.ts'
import type { Planned } from '../plan.ts'

export interface State {
  name: string
  label: string
  tone: BadgeTone
}
export interface Deadline {
  text: string
  tone: 'grey' | 'orange' | 'red'
}

export interface MilestoneView {
  id: string
  position: number
  name: string
  deliverable: string
  points: string[]
  /** 分 */
  price: number
  dueOn: string
  late: boolean
  state: State
  acceptedAt: Date | null
  acceptedHow: string
  deadline: Deadline | null
  /** Newest first. */
  deliveries: ReadonlyArray<{
    version: number
    note: string
    at: Date
    verdict: string | null
    failed: string[]
    reason: string
    files: FileRow[]
  }>
  buttons: Button[]
}

export interface SupplementView {
  id: string
  number: number
  what: string
  by: string
  body: string
  digest: string
  at: Date
  state: State
  buttons: Button[]
}

export interface PaymentView {
  id: string
  about: string
  amount: number
  on: string
  means: string
  note: string
  objection: string | null
  state: State
  files: FileRow[]
  buttons: Button[]
}

export interface ClaimView {
  id: string
  body: string
  answer: string | null
  at: Date
  state: State
  files: FileRow[]
  buttons: Button[]
}

/** What any page of an order shows: the recipient's, the provider's, the desk's. */
export interface OrderView {
  id: string
  number: string
  title: string
  state: State
  side: Side
  kind: string
  recipient: { id: string; name: string }
  provider: { id: string; name: string; state: string }
  caseId: string
  caseNumber: string
  scope: string
  days: number
  balance: Balance
  deadline: Deadline | null
  agreedAt: Date
  inForceAt: Date | null
  warrantyDays: number
  warrantyUntil: string | null
  inWarranty: boolean
  /** Before the agreement is in force. */
  plan: readonly Planned[]
  agreement: string | null
  digest: string | null
  /** 验证号, once it is in force. */
  proof: string | null
  confirmed: ReadonlyArray<{ who: string; by: string | null; at: Date | null }>
  milestones: MilestoneView[]
  supplements: SupplementView[]
  payments: PaymentView[]
  claims: ClaimView[]
  buttons: Button[]
  may: { propose: boolean; pay: boolean; report: boolean; complain: boolean }
  story: Told[]
  panels: Child[]
  /** What is asked of the reader now, in a sentence; null where it is nothing. */
  asked: string | null
}
