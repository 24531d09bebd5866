export const postingKinds = { supply: '供给', demand: '需求' } as const
export type PostingKind = keyof typeof postingKinds

export const certificateKinds = {
  green: '绿色食品',
  organic: '有机产品',
  origin: '地理标志',
  sc: '食品生产许可（SC）',
  test: '检测报告',
  pass: '承诺达标合格证',
  other: '其他证书',
} as const
export type CertificateKind = keyof typeof certificateKinds
export const certificateWords = (kind: string): string => certificateKinds[kind as CertificateKind] ?? kind

export interface Certificate {
  kind: string
  /** Its last day, where it has one. */
  until: string | null
}

export const deliveryWays = {
  pickup: '上门自提',
  express: '快递',
  truck: '货运送到',
  cold: '冷链送到',
} as const
export const deliveryWords = (ways: readonly string[]): string =>
  ways.map(one => deliveryWays[one as keyof typeof deliveryWays] ?? one).join('、')

/** 5–7 月, 11 月–次年 1 月; months that are apart one by one */
export function monthWords(months: readonly number[]): string {
  const [first, last] = [months[0], months.at(-1)]
  if (first === undefined || last === undefined || months.length === 12) return '全年'
  if (months.length === 1) return `${first} 月`
  const follows = months.every((month, at) => at === 0 || month === ((months[at - 1] as number) % 12) + 1)
  if (!follows) return `${months.join('、')} 月`
  return last > first ? `${first}–${last} 月` : `${first} 月–次年 ${last} 月`
}

/** What came of an introduction, in figures that are never added together. */
export const figureKinds = {
  intent: '意向额',
  contract: '合同额',
  actual: '实际成交额',
  paid: '回款',
} as const
export type FigureKind = keyof typeof figureKinds
export const figureWords = (kind: string): string => figureKinds[kind as FigureKind] ?? kind
