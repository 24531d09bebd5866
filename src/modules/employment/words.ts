import { division, fullName } from '#platform/divisions'
import { money } from '#platform/format'
import { type PayPeriod, payPeriods, wordsOf } from './codes.ts'

const yuan = (fen: number): string => money(fen).replace(/\.00$/, '')

/** '¥4,000–¥6,000／月', '¥150／天', '没有补贴' */
export const payWords = (low: number | null, high: number | null, per: string): string => {
  if (low === null || high === null) return '没有补贴'
  const range =
    Number(low) === Number(high) ? yuan(Number(low)) : `${yuan(Number(low))}–${yuan(Number(high))}`
  return `${range}／${wordsOf(payPeriods, per as PayPeriod)}`
}

/** 高河镇 电商产业园 2 号楼 */
export const placeWords = (town: string | null, note: string): string =>
  [town ? (division(town)?.name ?? fullName(town)) : '', note].filter(Boolean).join(' ')
