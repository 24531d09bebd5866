/** 年度评估的打分表 (4.5.1): what is looked at, and how much each counts. The weights make 100. */
export const criteria = {
  service: { label: '服务质量', weight: 30, about: '承接的订单办成、办好了没有' },
  timeliness: { label: '履约时效', weight: 25, about: '是否按约定的工期交付' },
  ratings: { label: '服务评价', weight: 20, about: '服务对象的评价' },
  complaints: { label: '反馈投诉', weight: 15, about: '查证属实的投诉举报，配合处理的情况' },
  upkeep: { label: '资料维护', weight: 10, about: '资质有效、内容按时确认' },
} as const
export type Criterion = keyof typeof criteria
export type Scores = Record<Criterion, number>

export const criterionKeys = Object.keys(criteria) as Criterion[]

/** A mark that is further from its suggestion than this needs a reason. */
export const farOff = 20
