import { categoryWords, familyOf, familyWords } from './categories.ts'
import { type Certificate, certificateWords, monthWords } from './codes.ts'
import { inBase, pricePerBase, unitOf } from './units.ts'

/** What the fit of two postings looks at. */
export interface Fitted {
  id: string
  kind: string
  party_id: string
  category: string
  quantity: number
  unit: string
  low_fen: number | null
  high_fen: number | null
  place: string | null
  months: readonly number[]
  certificates: readonly Certificate[]
  valid_until: string
  /** The party is blacklisted, or suspended as a provider. */
  barred: boolean
}

export const criteria = {
  category: '品类',
  quantity: '数量',
  price: '价格',
  region: '距离',
  season: '时间',
  certificates: '证书',
  validity: '有效期',
} as const
export type Criterion = keyof typeof criteria
export type Weights = Record<Criterion, number>

export interface Reason {
  criterion: Criterion
  /** Of the whole of the criterion, 0–1. */
  share: number
  weight: number
  words: string
}
export interface Fit {
  score: number
  reasons: Reason[]
}

type Judged = [share: number, words: string]
const unknown = 0.5

/**
 * How well two postings fit, 0–100, with the reason for every part of it; null where they cannot fit at all. The same
 * whichever of the two comes first; a better price, in either's eyes, never makes it less.
 */
export function fitOf(one: Fitted, other: Fitted, weights: Weights, today: string): Fit | null {
  const supply = one.kind === 'supply' ? one : other
  const demand = supply === one ? other : one
  if (supply.kind !== 'supply' || demand.kind !== 'demand') return null
  if (supply.party_id === demand.party_id || supply.barred || demand.barred) return null
  if (familyOf(supply.category) !== familyOf(demand.category)) return null
  if (supply.valid_until < today || demand.valid_until < today) return null
  const judged: Record<Criterion, Judged> = {
    category: ofCategory(supply, demand),
    quantity: ofQuantity(supply, demand),
    price: ofPrice(supply, demand),
    region: ofRegion(supply.place, demand.place),
    season: ofSeason(supply.months, demand.months),
    certificates: ofCertificates(supply.certificates, demand.certificates, today),
    validity: ofValidity(supply.valid_until, demand.valid_until, today),
  }
  const reasons = (Object.keys(criteria) as Criterion[]).map(criterion => {
    const [share, words] = judged[criterion]
    return { criterion, share: Math.round(share * 100) / 100, weight: weights[criterion], words }
  })
  const total = reasons.reduce((sum, { weight }) => sum + weight, 0)
  // Where a centre weighs nothing, the category alone counts.
  if (total === 0) return { score: Math.round(judged.category[0] * 100), reasons }
  const points = (Object.keys(criteria) as Criterion[]).reduce(
    (sum, criterion) => sum + judged[criterion][0] * weights[criterion],
    0,
  )
  return { score: Math.round((100 * points) / total), reasons }
}

const ofCategory = (supply: Fitted, demand: Fitted): Judged =>
  supply.category === demand.category
    ? [1, `同为${categoryWords(supply.category)}`]
    : [0.4, `同属${familyWords(supply.category)}，品种不同`]

const comparable = (supply: Fitted, demand: Fitted): boolean =>
  unitOf(supply.unit).family === unitOf(demand.unit).family

function ofQuantity(supply: Fitted, demand: Fitted): Judged {
  if (!comparable(supply, demand)) return [unknown, '计量单位不同，数量请面谈']
  const share = Math.min(1, inBase(supply.quantity, supply.unit) / inBase(demand.quantity, demand.unit))
  return share === 1 ? [1, '数量能满足'] : [share, `能满足需要的 ${Math.max(1, Math.floor(share * 100))}%`]
}

/** How far the least that is asked for lies above the most that is offered; half as much again is too far. */
function ofPrice(supply: Fitted, demand: Fitted): Judged {
  const asked = supply.low_fen ?? supply.high_fen
  const offered = demand.high_fen ?? demand.low_fen
  if (asked === null || offered === null) return [unknown, '价格面议']
  if (!comparable(supply, demand)) return [unknown, '计价单位不同，价格请面谈']
  const [low, high] = [pricePerBase(asked, supply.unit), pricePerBase(offered, demand.unit)]
  if (low <= high) return [1, '价格范围有重合']
  const gap = high === 0 ? 1 : (low - high) / high
  return [Math.max(0, 1 - gap / 0.5), `要价高出 ${Math.ceil(gap * 100)}%`]
}

/** By how much of the code of the division both share: town, county, city, province. */
function ofRegion(supply: string | null, demand: string | null): Judged {
  if (supply === null || demand === null) return [unknown, '没有写明产地或到货地']
  const shared = (length: number) =>
    supply.length >= length && demand.length >= length && supply.slice(0, length) === demand.slice(0, length)
  if (shared(9)) return [1, '同一乡镇']
  if (shared(6)) return [0.85, '同县']
  if (shared(4)) return [0.6, '同市']
  if (shared(2)) return [0.4, '同省']
  return [0.1, '跨省']
}

const wholeYear = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]
function ofSeason(supply: readonly number[], demand: readonly number[]): Judged {
  const has = new Set(supply.length === 0 ? wholeYear : supply)
  const wants = demand.length === 0 ? wholeYear : demand
  const met = wants.filter(month => has.has(month))
  if (met.length === 0) return [0, '供货月份和需要的月份错开']
  if (met.length === wants.length) return [1, '时间合适']
  return [met.length / wants.length, `${monthWords(met)}能供`]
}

function ofCertificates(held: readonly Certificate[], wanted: readonly Certificate[], today: string): Judged {
  if (wanted.length === 0) return [1, '没有证书要求']
  const valid = new Set(held.filter(one => one.until === null || one.until >= today).map(one => one.kind))
  const kinds = [...new Set(wanted.map(one => one.kind))]
  const missing = kinds.filter(kind => !valid.has(kind))
  if (missing.length === 0) return [1, '要求的证书都有']
  return [(kinds.length - missing.length) / kinds.length, `缺${missing.map(certificateWords).join('、')}`]
}

const day = 86_400_000
/** A month together is time enough. */
function ofValidity(supply: string, demand: string, today: string): Judged {
  const end = supply < demand ? supply : demand
  const left = Math.round((Date.parse(end) - Date.parse(today)) / day)
  return [Math.min(1, left / 30), left >= 30 ? '都在有效期内' : `还有 ${left} 天有效`]
}
