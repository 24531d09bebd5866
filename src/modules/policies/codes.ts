/** Who issued a policy, from far to near. */
export const levels = {
  national: '国家',
  provincial: '省级',
  city: '市级',
  county: '县级',
} as const
export type Level = keyof typeof levels

/** What a policy is about; followers choose among them. */
export const topics = {
  ecommerce: '电商发展',
  livestream: '直播带货',
  brand: '品牌培育',
  processing: '农产品加工',
  planting: '种植养殖',
  logistics: '快递物流',
  exhibition: '展销对接',
  startup: '创业就业',
  training: '培训学习',
  finance: '贷款融资',
  model: '示范认定',
} as const
export type Topic = keyof typeof topics

/** When one can apply. */
export const windowKinds = {
  dates: '有起止日期',
  always: '常年受理',
  unannounced: '时间待定',
} as const
export type WindowKind = keyof typeof windowKinds

export const labelsOf = (codes: readonly string[], of: Readonly<Record<string, string>>): string[] =>
  codes.flatMap(code => of[code] ?? [])

/** What stands below every result: it is no promise. */
export const noPromise = '按您填写的情况初步判断，以主管部门审核为准。'
