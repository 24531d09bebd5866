import { weighted } from '#platform/scoring'

/** 评审表: what reviewers look at, and how much each counts. The weights make 100. */
export const criteria = {
  ability: { label: '服务能力', weight: 30, about: '人员、设备和流程做得了所申报的项目' },
  record: { label: '业绩案例', weight: 25, about: '做过、做成过，成效能核实' },
  price: { label: '报价', weight: 20, about: '价格合理，说明清楚，没有另收的费用' },
  credit: { label: '资质信用', weight: 15, about: '资质齐全有效，没有失信和属实投诉' },
  local: { label: '本地服务', weight: 10, about: '能上门，能听懂本地话，响应快' },
} as const
export type Criterion = keyof typeof criteria
export type Scores = Record<Criterion, number>

export const criterionKeys = Object.keys(criteria) as Criterion[]

export const totalOf = (scores: Scores): number => weighted(criteria, scores)
