import { createHash } from 'node:crypto'
import type { ClauseNumber } from '#platform/clauses'

/** One row of a 评分表. Points are in tenths. */
export interface SheetRow {
  /** Made from its levels: the same row of the next version has the same key. */
  key: string
  /** 一级、二级、三级指标: one to three. */
  levels: string[]
  explanation: string
  points: number
  /** 评价材料 that are asked for. */
  evidence: string
  /** 现场检查: what is looked at on the spot. */
  on_site: string
  clause: ClauseNumber | null
  /** 加分项: counts on top of the full marks. */
  bonus: boolean
}

export const keyOf = (levels: readonly string[]): string =>
  createHash('sha256').update(levels.join('\n')).digest('hex').slice(0, 12)

/** 一级指标: the part that has a head. */
export const partOf = (row: SheetRow): string => row.levels[0] as string
/** What is scored: the last level. */
export const indicatorOf = (row: SheetRow): string => row.levels.at(-1) as string

/** The parts of a sheet in their order. */
export const partsOf = (rows: readonly SheetRow[]): string[] => [...new Set(rows.map(partOf))]

/** Full marks and bonus, in tenths. */
export function fullMarks(rows: readonly SheetRow[]): { points: number; bonus: number } {
  const sum = (bonus: boolean) =>
    rows.filter(row => row.bonus === bonus).reduce((points, row) => points + row.points, 0)
  return { points: sum(false), bonus: sum(true) }
}

/**
 * Points of a hundred: what was reached, bonus on top, of the full marks without bonus. Not rounded. Null where the sheet
 * has no full marks.
 */
export function scoreOf(
  rows: ReadonlyArray<{ points: number; score: number; bonus: boolean }>,
): number | null {
  const full = rows.filter(row => !row.bonus).reduce((sum, row) => sum + row.points, 0)
  const reached = rows.reduce((sum, row) => sum + row.score, 0)
  return full === 0 ? null : (reached / full) * 100
}
