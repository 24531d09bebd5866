/** 级别 of a station. */
export const levels = { town: '乡镇级', village: '村级' } as const
export type Level = keyof typeof levels

/** What a station may offer; printed on its page as they stand here. */
export const offers = [
  '代买',
  '代卖',
  '快递代收',
  '快递代发',
  '缴费充值',
  '农产品信息发布',
  '网上办事代办',
  '电商知识咨询',
] as const

/** States in which a station serves people. */
export const working = ['open', 'rectifying', 'closing'] as const
export const isWorking = (state: string): boolean => (working as readonly string[]).includes(state)
