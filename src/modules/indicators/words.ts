import { count, percent } from '#platform/format'
import type { Measure } from '#platform/indicators'

/** A value as it is held. */
export interface Held {
  value: number
  base: number | null
}

/** The plain number behind what is held: of a rate with a base, per mille, not rounded. */
export const plain = ({ value, base }: Held): number => (base === null ? value : (value * 1000) / base)

/** In the unit that people read: 元, 学时, %. Not rounded. */
export function inUnit(measure: Measure, value: number): number {
  if (measure === 'fen') return value / 100
  return measure === 'count' ? value : value / 10
}

const wan = 1_000_000
/** '1,204 件', '3,502.16 万元', '97.3%', '12.5 学时': rounded here and nowhere before. */
export function words(measure: Measure, unit: string, value: number): string {
  if (measure === 'permille') return percent(value / 1000)
  if (measure === 'tenths') return `${decimals(value / 10, 1)} ${unit}`
  if (measure === 'count') return `${count(Math.round(value))} ${unit}`
  return Math.abs(value) >= wan ? `${decimals(value / wan, 2)} 万元` : `${decimals(value / 100, 2)} 元`
}

function decimals(value: number, most: number): string {
  const [whole = '0', part = ''] = Math.abs(value).toFixed(most).split('.')
  const kept = part.replace(/0+$/, '')
  const sign = value < 0 && (Number(whole) !== 0 || kept) ? '-' : ''
  return `${sign}${count(Number(whole))}${kept && `.${kept}`}`
}

/** Change against an earlier value as a share; null where there was nothing to compare with. */
export const change = (now: number, before: number | null): number | null =>
  before === null || before === 0 ? null : (now - before) / Math.abs(before)

/** '+12.5%', '-3%', '持平'; of rates, how many percentage points. */
export function changeWords(measure: Measure, now: number, before: number | null): string {
  if (before === null) return ''
  if (measure === 'permille') {
    const points = Math.round(now - before) / 10
    return points === 0 ? '持平' : `${points > 0 ? '+' : ''}${points} 个百分点`
  }
  const share = change(now, before)
  if (share === null) return now === 0 ? '持平' : '原为零'
  const shown = percent(share)
  return shown === '0%' || shown === '-0%' ? '持平' : share > 0 ? `+${shown}` : shown
}
