interface Unit {
  label: string
  family: 'weight' | 'piece' | 'volume' | 'time' | 'area'
  /** How many of the family's base unit it is: kilogram, piece, litre, day, mu. */
  factor: number
}

/** Units of one family compare: 2,000 斤 are 1 吨, and 12 元/斤 is 24 元/公斤. */
export const units = {
  kg: { label: '公斤', family: 'weight', factor: 1 },
  jin: { label: '斤', family: 'weight', factor: 0.5 },
  ton: { label: '吨', family: 'weight', factor: 1_000 },
  piece: { label: '件', family: 'piece', factor: 1 },
  dozen: { label: '打（12 件）', family: 'piece', factor: 12 },
  litre: { label: '升', family: 'volume', factor: 1 },
  trip: { label: '车次', family: 'time', factor: 1 },
  mu: { label: '亩', family: 'area', factor: 1 },
} as const satisfies Record<string, Unit>
export type UnitCode = keyof typeof units

export const unitOf = (code: string): Unit => units[code as UnitCode] ?? units.piece
export const unitWords = (code: string): string => unitOf(code).label.replace(/（.*/, '')

/** A quantity in the base unit of its family. */
export const inBase = (quantity: number, unit: string): number => quantity * unitOf(unit).factor

/** A price per unit as 分 per base unit. */
export const pricePerBase = (fen: number, unit: string): number => fen / unitOf(unit).factor

/** '500 斤' */
export const amountWords = (quantity: number, unit: string): string =>
  `${quantity.toLocaleString('en-US', { maximumFractionDigits: 3 })} ${unitWords(unit)}`
