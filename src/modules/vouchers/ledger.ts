import type { Ctx } from '#platform/ctx'
import { newId } from '#platform/ids'
import type { EntryKind } from './codes.ts'

/*
 * The ledger is the only way money of a programme moves. A trigger of the database brings the programme's fund in line
 * with every line, under the lock of the fund's row, and refuses what there is no money for; nothing else can write the
 * fund, and no line is ever changed. Locks are taken in one order: programme, redemption, voucher, fund. The fund comes
 * last and briefly (0016).
 */

export interface Entry {
  programme_id: string
  kind: EntryKind
  amount_fen: number
  voucher_id?: string
  redemption_id?: string
  /** Of a release: the voucher gives its place back, too. */
  frees?: boolean
  /** Of a top-up: so many vouchers more. */
  places?: number
}

/** The action that a line belongs to: its journal row has the same flow, action, record and time. */
export interface By {
  flow: 'voucher_programme' | 'voucher' | 'voucher_redemption'
  action: string
  id: string
}

/** Writes a line, in the action's own transaction. Nothing where the amount is nothing. */
export async function post(ctx: Ctx, by: By, entry: Entry): Promise<void> {
  if (entry.amount_fen === 0 && !entry.frees) return
  await ctx.db
    .insertInto('voucher_entry')
    .values({ id: newId(), ...entry, at: ctx.now, flow: by.flow, action: by.action, record_id: by.id })
    .execute()
}

export interface Fund {
  budget_fen: number
  available_fen: number
  reserved_fen: number
  due_fen: number
  paid_fen: number
  issued: number
  most: number
}
const empty: Fund = {
  ...{ budget_fen: 0, available_fen: 0, reserved_fen: 0, due_fen: 0, paid_fen: 0 },
  ...{ issued: 0, most: 0 },
}

/** How the money stands; all nothing before the programme is public. */
export const fundOf = async (ctx: Ctx, programmeId: string): Promise<Fund> =>
  (await fundsOf(ctx, [programmeId])).get(programmeId) ?? empty

export async function fundsOf(ctx: Ctx, programmeIds: readonly string[]): Promise<Map<string, Fund>> {
  if (programmeIds.length === 0) return new Map()
  const rows = await ctx.db
    .selectFrom('voucher_fund')
    .select(['programme_id', 'budget_fen', 'available_fen', 'reserved_fen', 'due_fen', 'paid_fen'])
    .select(['issued', 'most'])
    .where('programme_id', 'in', [...programmeIds])
    .execute()
  return new Map(programmeIds.map(id => [id, rows.find(row => row.programme_id === id) ?? empty]))
}

/** Whether one more voucher of this cap can be given. */
export const hasRoom = (fund: Fund, cap: number): boolean =>
  fund.available_fen >= cap && fund.issued < fund.most
