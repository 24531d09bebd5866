import { dayOf } from '#platform/calendar'
import type { Ctx } from '#platform/ctx'
import { type Counted, type Indicator, indicators, type Measure } from '#platform/indicators'
import { lastOver, type Period, periodBefore } from '#platform/periods'
import type { Improvement } from './people.ts'

/** What an improvement is measured by: an indicator that is counted here, or something measured by hand. */
export interface Gauge {
  label: string
  unit: string
  measure: Measure
  indicator: Indicator | null
}

/** Measured by hand, in tenths: a mark of 4.3, a share of 97.5 %. */
export const gaugeOf = (row: Pick<Improvement, 'indicator_code' | 'measured' | 'unit'>): Gauge => {
  const indicator = row.indicator_code === null ? null : (indicators.get(row.indicator_code) ?? null)
  return indicator
    ? { label: indicator.label, unit: indicator.unit, measure: indicator.measure, indicator }
    : { label: row.measured || '（指标已停用）', unit: row.unit, measure: 'tenths', indicator: null }
}

/** How many held units make one that is shown. Rates are held in thousandths of a per cent: 89.96 % is not 90 %. */
const scales: Record<Measure, number> = { count: 1, fen: 100, tenths: 10, permille: 1_000 }
export const held = (shown: number, measure: Measure): number => Math.round(shown * scales[measure])
/** '97.5', without its unit. */
export const bare = (value: number, measure: Measure): string => String(value / scales[measure])
/** For reading: two decimals at most, unless a rounded value would look like a whole one: 89.996 is not 90. */
export function toRead(value: number, measure: Measure): string {
  const exact = value / scales[measure]
  const rounded = Math.round(exact * 100) / 100
  return String(Number.isInteger(rounded) ? exact : rounded)
}
/** '97.5 %' */
export const inUnits = (value: number | null, { unit, measure }: Pick<Gauge, 'unit' | 'measure'>): string =>
  value === null ? '没有数据' : `${toRead(value, measure)} ${unit}`.trim()
export const shownNumber = (value: number, measure: Measure): number => value / scales[measure]

/** The value of the whole county in a period, as it is held; null where nothing says it. */
export async function valueIn(ctx: Ctx, indicator: Indicator, period: Period): Promise<number | null> {
  const whole = indicator.adds
    ? total(await indicator.count(ctx, period))
    : await indicator.whole?.(ctx, period)
  if (!whole) return null
  if (whole.base === undefined) return whole.value
  return whole.base === 0 ? null : Math.round((whole.value / whole.base) * 100 * scales.permille)
}

/** Parts add up; of a rate its numerators and its denominators do. */
const total = (parts: readonly Counted[]): Pick<Counted, 'value' | 'base'> => {
  const sum = (of: (part: Counted) => number) => parts.reduce((all, part) => all + of(part), 0)
  const isRate = parts.some(part => part.base !== undefined)
  return { value: sum(part => part.value), ...(isRate && { base: sum(part => part.base ?? 0) }) }
}

/** The last so many periods that are over, oldest first. */
export function periodsBefore(ctx: Ctx, indicator: Indicator, n: number): Period[] {
  const periods: Period[] = []
  let period = lastOver(indicator.frequency, dayOf(ctx.now))
  for (let i = 0; i < n; i++) {
    periods.unshift(period)
    period = periodBefore(period)
  }
  return periods
}

export const reached = (row: Pick<Improvement, 'better' | 'target'>, value: number): boolean =>
  row.target !== null && (row.better === 'down' ? value <= row.target : value >= row.target)
