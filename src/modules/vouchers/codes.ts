/** From whose account it is paid. What leaves the centre's own appears among its public funds by itself. */
export const accounts = { centre: '中心账户', bureau: '主管部门直接拨付' } as const
export type Account = keyof typeof accounts

export const payees = { provider: '付给服务商', recipient: '补给领券人' } as const
export type Payee = keyof typeof payees

/** Lines of the ledger (资金台账). */
export const entryKinds = {
  budget: '预算下达',
  top_up: '追加预算',
  give_back: '结余退回',
  reserve: '领券预留',
  release: '预留退回',
  redeem: '核销',
  undo: '撤销核销',
  pay: '拨付',
  reclaim: '追回',
} as const
export type EntryKind = keyof typeof entryKinds

/** Hints for the checker. None says that anything is wrong. */
export const signals = {
  same_phone: '领券人和服务商登记的联系电话相同',
  same_contact: '领券人和服务商登记的联系人同名',
  same_person: '有人同时受领券人和服务商授权办事',
  same_day: '协议生效后很快就申请兑付',
  same_file: '有一份材料在别的兑付申请里交过',
} as const
export type Signal = keyof typeof signals
export const signalWords = (code: string): string => signals[code as Signal] ?? code

/** 单号：2026-01 0012 */
export const voucherNumber = (code: string, turn: number): string =>
  `${code}-${String(turn).padStart(4, '0')}`
