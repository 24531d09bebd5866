import type { ClauseNumber } from './clauses.ts'
import type { Ctx } from './ctx.ts'
import type { Period, PeriodKind } from './periods.ts'
import type { Tally } from './tally.ts'

/** What one town contributes; `town` is its division code, null where the record has none. */
export interface Counted {
  town: string | null
  /** In the indicator's measure; of a rate with a base: its numerator. */
  value: number
  /** Of a rate: the denominator, so that parts add up exactly and nothing is rounded before it is shown. */
  base?: number
  /** How many different parties or persons stand behind it; few of them are not shown to everybody. Absent: not of single ones. */
  reporters?: number
}

/** How a value is held and shown: whole units, 分 (shown as 元), tenths (学时), or a rate (shown in %, see `base`). */
export type Measure = 'count' | 'fen' | 'tenths' | 'permille'

/**
 * 统计指标 that is counted from records (5.6.2). The module that owns the records declares it beside its queries; what is
 * reported from outside stands in the dictionary as data. The definition (口径) is shown wherever the figure is.
 */
export interface Indicator {
  /** 'training.learners': the module, and what is counted. Never reused for another definition. */
  code: string
  label: string
  group: string
  clause: ClauseNumber
  /** 口径: what is counted and what is not, and by which day a record belongs to a period. */
  definition: string
  /** 计算方法, in words. */
  formula: string
  /** 人次, 人, 件, 元, % … */
  unit: string
  measure: Measure
  /** The shortest period for which it makes sense. */
  frequency: PeriodKind
  /**
   * Whether months add up to quarters and towns to the county. 人次 do; 人数 do not: who comes twice is one person, so every
   * period is counted anew, and the whole county too (see `whole`).
   */
  adds: boolean
  /** How far it may be public: not at all, the county's figure (as where it says nothing), or its towns too. */
  opens?: 'none' | 'county' | 'towns'
  /** Of nothing shorter than a month is it known: it is not counted by the week. */
  wholeMonths?: true
  /** The value by town; towns without any are left out. */
  count(ctx: Ctx, period: Period): Promise<Counted[]>
  /** The value of the whole county where towns do not add up; null where there is nothing to say. */
  whole?(ctx: Ctx, period: Period): Promise<Omit<Counted, 'town'> | null>
  /** 结构: the value by category, the largest first. */
  parts?(ctx: Ctx, period: Period): Promise<Array<Omit<Counted, 'town'> & { label: string }>>
  /** Address of the list of exactly those records, with its filters. */
  records(period: Period): string
  /** The records themselves, where they may be listed one by one, and their flow; set by `defineTally`. */
  rows?: Tally['rows']
  flow?: string | null
}

export const indicators = new Map<string, Indicator>()

export function defineIndicator(indicator: Indicator): Indicator {
  if (indicators.has(indicator.code)) throw new Error(`indicator ${indicator.code} is defined twice`)
  indicators.set(indicator.code, indicator)
  return indicator
}
