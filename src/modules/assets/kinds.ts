/** What kinds of things a centre has: equipment of 4.3.2, vehicles of 4.3.5. */
export const categories = {
  office: '办公设备',
  computer: '计算机与网络',
  media: '摄影直播与多媒体',
  display: '展示展陈',
  furniture: '家具用具',
  logistics: '仓储物流设备',
  vehicle: '车辆',
  other: '其他',
} as const
export type Category = keyof typeof categories

/** Whose money it was. What public money bought is accounted for, and not scrapped without the bureau. */
export const fundSources = {
  central: '中央财政专项',
  provincial: '省级财政',
  county: '县级财政',
  own: '运营机构自有',
  donated: '捐赠',
  borrowed: '借入',
} as const
export type FundSource = keyof typeof fundSources
export const publicFunds: readonly string[] = ['central', 'provincial', 'county']

export const disposals = {
  sold: '变卖',
  dismantled: '回收拆解',
  given: '捐赠',
  handed_over: '上交或移交',
  written_off: '核销（实物已不在）',
} as const
export type Disposal = keyof typeof disposals

/** The text of the plate that what the programme paid for carries. */
export const programmeMark = '电子商务进农村综合示范项目'

/** States in which a thing is still on the books. */
export const onTheBooks = ['in_use', 'repair', 'lent', 'missing', 'scrapping', 'disposing'] as const
