import { type Material, priceText, type Step } from '#modules/catalogue'
import { derivedId } from '#platform/ids'
import type { Offer, ServiceRow } from './queries.ts'

/** What every form of the directory says alike: in words where it has no field of its own. */

export const stepsOf = (row: ServiceRow): Step[] => row.steps as unknown as Step[]
export const materialsOf = (row: ServiceRow): Material[] => row.materials as unknown as Material[]

export const descriptionOf = (row: ServiceRow): string => `${row.summary}\n\n${row.content}`

/** The steps in words, and within how many working days. */
export function processOf(row: ServiceRow): string {
  const lines = stepsOf(row).map(
    ({ title, text, days }, at) =>
      `${at + 1}. ${title}${text && `：${text}`}${days === null ? '' : days === 0 ? '（当场）' : `（${days} 个工作日）`}`,
  )
  return [...lines, `承诺时限：受理后 ${row.promised_days} 个工作日。`].join('\n')
}

/** Where one goes: the address of the counter, and where in it; items often repeat the address. */
export function whereOf(row: ServiceRow, counter: { address: string } | null): string {
  const address = counter?.address ?? ''
  return row.place.includes(address) ? row.place : `${address} ${row.place}`.trim()
}

export interface Cost {
  id: string
  /** Whose price it is; null for the centre's own. */
  provider: { id: string; name: string } | null
  option: string
  /** In 元; absent where it is agreed on case by case. */
  amount?: number
  note: string
}

/** What it costs: as the item says, and what each listed provider asks for it. */
export const costsOf = (row: ServiceRow, offers: readonly Offer[]): Cost[] => [
  {
    id: derivedId(row.id, 'cost'),
    provider: null,
    option: priceText({ ...row, price_fen: null }),
    ...(row.price_kind === 'free' ? { amount: 0 } : row.price_fen !== null && yuan(row.price_fen)),
    note: [row.price_unit, row.price_note].filter(Boolean).join('，'),
  },
  ...offers.map(({ id, name, price_fen, price_note }) => ({
    id: derivedId(row.id, `cost/${id}`),
    provider: { id, name },
    option: `${name}参考报价`,
    ...(price_fen !== null && yuan(price_fen)),
    note: [price_fen === null ? '面议' : row.price_unit, price_note].filter(Boolean).join('，'),
  })),
]

const yuan = (fen: number): { amount: number } => ({ amount: fen / 100 })
