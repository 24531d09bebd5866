import type { Finding } from './people.ts'

/** Where findings come from (6.2.1). Codes stand in records; they are never reused for something else. */
export const sources = {
  ratings: '服务评价',
  complaints: '投诉举报',
  inspections: '监督检查',
  assessments: '服务商评估',
  tasks: '办理时限',
  classes: '培训考勤与意见',
  self: '自评',
  recipients: '服务对象评价',
  third_party: '第三方评价',
  indicators: '统计指标',
  data: '数据质量',
  audit: '审计',
  staff: '工作人员提出',
  bureau: '主管部门提出',
} as const
export type Source = keyof typeof sources

export const severities = { minor: '一般', major: '较重', critical: '严重' } as const
export type Severity = keyof typeof severities
export const severityTones = { minor: 'grey', major: 'orange', critical: 'red' } as const
const weight: Record<Severity, number> = { minor: 0, major: 1, critical: 2 }
/** Whether one weighs at least as much as another. */
export const isAtLeast = (one: string, other: string): boolean =>
  weight[one as Severity] >= weight[other as Severity]
export const graver = (one: string, other: string): Severity =>
  (isAtLeast(one, other) ? one : other) as Severity

/** Who has to see to it; what comes back, or is left lying, goes up. */
export const levels = { centre: '经办层', director: '中心主任', bureau: '主管部门' } as const
export type Level = keyof typeof levels
const rank: Record<Level, number> = { centre: 0, director: 1, bureau: 2 }
export const isAbove = (one: string, other: string): boolean => rank[one as Level] > rank[other as Level]
export const higher = (one: string, other: string): Level => (isAbove(one, other) ? one : other) as Level
/** The first time it is seen to where the work is done; once it came back the director does, after that the bureau. */
export const levelFor = (occurrence: number): Level =>
  occurrence <= 1 ? 'centre' : occurrence === 2 ? 'director' : 'bureau'

/** What the six bones of the fishbone are called in a service (人机料法环测). */
export const categories = {
  people: '人员',
  tools: '设备与系统',
  materials: '资料与信息',
  methods: '流程与制度',
  surroundings: '环境与外部',
  checks: '检查与测量',
} as const
export type Category = keyof typeof categories

export const betters = { up: '越高越好', down: '越低越好' } as const

/** '第 2 次出现', or nothing where it is new. */
export const occurrenceWords = (row: Pick<Finding, 'occurrence'>): string =>
  row.occurrence > 1 ? `第 ${row.occurrence} 次出现` : ''

export const labelIn = (labels: Record<string, string>, code: string | null): string =>
  code === null ? '' : (labels[code] ?? code)
