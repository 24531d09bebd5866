import type { Option } from '#platform/forms'

/** What is offered: a job, an internship or practice, or a post for somebody with rare skills. */
export const postKinds = { job: '岗位', internship: '实习实践', talent: '人才引进' } as const
export type PostKind = keyof typeof postKinds

export const trades = {
  operation: '店铺运营',
  stream: '直播主播',
  service: '客服',
  design: '美工摄影',
  warehouse: '仓储打包',
  logistics: '物流配送',
  production: '生产加工',
  technical: '技术开发',
  finance: '财务行政',
  management: '管理',
  other: '其他',
} as const
export type Trade = keyof typeof trades

export const employments = { full: '全职', part: '兼职', temporary: '季节性用工', intern: '实习' } as const
export type Employment = keyof typeof employments

export const payPeriods = { month: '月', day: '天', hour: '小时', year: '年' } as const
export type PayPeriod = keyof typeof payPeriods

export const educations = {
  none: '不限',
  middle: '初中',
  high: '高中',
  vocational: '中专、技校',
  college: '大专',
  bachelor: '本科',
  master: '研究生',
} as const
export type Education = keyof typeof educations

/** Why a post was closed, as the employer says; `left`: the employer is gone. */
export const endReasons = {
  through_us: '通过中心招到了人',
  otherwise: '从别处招到了人',
  no_longer: '不招了',
  left: '用人单位已退出',
} as const
export type EndReason = keyof typeof endReasons

export const marks = { excellent: '优秀', good: '良好', pass: '合格', fail: '不合格' } as const
export type Mark = keyof typeof marks

export const insurances = { employer: '单位投保', school: '学校投保', both: '双方各投保' } as const
export const channels = { portal: '网上', counter: '窗口', phone: '电话' } as const
export const checkWays = { self: '本人答复', phone: '电话', visit: '上门' } as const
export const outcomes = { hired: '已录用', cooperating: '已合作', none: '没有谈成' } as const

/** The words for a code that the database holds. */
export const wordsOf = (of: Record<string, string>, code: string): string => of[code] ?? code

/** Codes as a filter or a select lists them. */
export const optionsOf = (of: Record<string, string>): Option[] =>
  Object.entries(of).map(([value, label]) => ({ value, label }))
