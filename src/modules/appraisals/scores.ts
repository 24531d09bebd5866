import type { ClauseNumber } from '#platform/clauses'
import type { Appraisal } from './people.ts'

/** One row of the sheet, as it was when the appraisal was commissioned. Points in tenths. */
export interface Item {
  key: string
  part: string
  clause: ClauseNumber | null
  text: string
  /** What full marks ask for. */
  standard: string
  points: number
}
/** 5.3.1 培训计划 */
export const itemLabel = (item: Pick<Item, 'clause' | 'text'>): string =>
  item.clause && !item.text.startsWith(item.clause) ? `${item.clause} ${item.text}` : item.text

/** By key of the item; tenths. */
export type Scores = Record<string, { score: number; remark: string }>

export const itemsIn = (row: Pick<Appraisal, 'items'>): Item[] => row.items as unknown as Item[]
export const scoresIn = (row: Pick<Appraisal, 'scores'>): Scores => row.scores as unknown as Scores

/** Items without a score so far. */
export const openItems = (row: Pick<Appraisal, 'items' | 'scores'>): Item[] =>
  itemsIn(row).filter(item => !scoresIn(row)[item.key])

/** Hundredths of a point out of 100; null while items are open. Rounded once, here. */
export function totalOf(row: Pick<Appraisal, 'items' | 'scores'>): number | null {
  if (openItems(row).length > 0) return null
  const items = itemsIn(row)
  const full = items.reduce((sum, item) => sum + item.points, 0)
  const got = items.reduce((sum, item) => sum + (scoresIn(row)[item.key]?.score ?? 0), 0)
  return full === 0 ? null : Math.round((got / full) * 10_000)
}

/** What each part of the sheet came to, in tenths. */
export function partsOf(row: Pick<Appraisal, 'items' | 'scores'>) {
  const scores = scoresIn(row)
  return [...Map.groupBy(itemsIn(row), item => item.part)].map(([label, items]) => ({
    label,
    n: items.length,
    full: items.reduce((sum, item) => sum + item.points, 0),
    score: items.reduce((sum, item) => sum + (scores[item.key]?.score ?? 0), 0),
  }))
}
