import { division, fullName } from '#platform/divisions'
import { money } from '#platform/format'
import { maskName } from '#platform/identifiers'
import { type Certificate, certificateWords } from './codes.ts'
import { unitWords } from './units.ts'

const yuan = (fen: number): string => money(fen).replace(/\.00$/, '')

/** '¥60–¥80／斤', '¥60／斤起', '不超过 ¥80／斤', '面议' */
export function priceWords(low: number | null, high: number | null, unit: string): string {
  const per = `／${unitWords(unit)}`
  if (low === null && high === null) return '面议'
  if (low !== null && high !== null)
    return low === high ? yuan(low) + per : `${yuan(low)}–${yuan(high)}${per}`
  return low !== null ? `${yuan(low)}${per}起` : `不超过 ${yuan(high as number)}${per}`
}

/** 石牌镇 龙泉村茶山; of another province its name. */
export const placeWords = (place: string | null, note: string): string =>
  [place ? (place.length > 6 ? (division(place)?.name ?? '') : fullName(place)) : '', note]
    .filter(Boolean)
    .join(' ')

/** Firms are named to everybody; a person by the family name only. */
export const publicName = (name: string, kind: string): string => (kind === 'person' ? maskName(name) : name)

/** 有机产品（至 2027-05-01）; what has run out is not shown to the public. */
export const certificateList = (certificates: readonly Certificate[], today: string): string =>
  certificates
    .filter(one => one.until === null || one.until >= today)
    .map(one => `${certificateWords(one.kind)}${one.until ? `（至 ${one.until}）` : ''}`)
    .join('、')
