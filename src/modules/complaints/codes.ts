/** The lists by which complaints are counted: each stands here once, and as a check in the database. */

export const kinds = {
  complaint: { label: '投诉', help: '服务没做好、态度不好、超过时限、乱收费等' },
  report: { label: '举报', help: '弄虚作假、违规违纪等' },
  suggestion: { label: '建议', help: '希望我们改进什么' },
  praise: { label: '表扬', help: '谁做得好、好在哪里' },
} as const
export type Kind = keyof typeof kinds
/** Complaints and reports are looked into and found to be so or not; suggestions and praise have a short way. */
export const isGrievance = ({ kind }: { kind: string }): boolean => kind === 'complaint' || kind === 'report'

export const abouts = {
  case: { label: '我的办件', help: '在中心申请、咨询过的某一件事' },
  provider: { label: '服务商', help: '名录里为您服务的企业' },
  staff: { label: '中心工作人员', help: '窗口、咨询、对接、回访等人员' },
  place: { label: '服务站点或其他', help: '乡镇村服务站点、场地设施、网站等' },
  centre: { label: '中心、中心负责人或运营机构', help: '由主管部门直接办理，中心的人看不到' },
} as const
export type About = keyof typeof abouts

export const channels = { web: '网上', phone: '电话', counter: '窗口', letter: '来信' } as const
export type Channel = keyof typeof channels

export const refusals = {
  no_respondent: '没有明确的反映对象或事项',
  unverifiable: '线索不足，无法核实',
  out_of_scope: '不属于本中心的职责范围',
  other_procedure: '已进入复议、诉讼、仲裁等程序',
} as const
export type Refusal = keyof typeof refusals

export const findings = {
  confirmed: '属实',
  partly: '部分属实',
  unfounded: '不属实',
  unclear: '无法核实',
} as const
export type Finding = keyof typeof findings
/** What becomes of a suggestion or of praise. */
export const shortFindings = { taken_up: '采纳', noted: '已知悉' } as const
export type ShortFinding = keyof typeof shortFindings
export const isSubstantiated = (finding: string | null): boolean =>
  finding === 'confirmed' || finding === 'partly'

export const causes = {
  attitude: '服务态度',
  late: '办理超时',
  fee: '收费问题',
  quality: '服务质量',
  materials: '材料要求',
  promise: '承诺未兑现、虚假宣传',
  information: '信息不准或找不到',
  integrity: '廉洁纪律',
  facility: '场地设施',
  other: '其他',
} as const
export type Cause = keyof typeof causes

export const complexities = { simple: '简单', complex: '复杂' } as const

export const satisfactions = {
  satisfied: '满意',
  dissatisfied: '不满意',
  unreachable: '多次联系不上',
  untold: '匿名，未回访',
} as const

/** A label of one of these lists, or '' where there is none. */
export const labelIn = (list: Record<string, string | { label: string }>, key: string | null): string => {
  const found = key !== null && Object.hasOwn(list, key) ? list[key] : undefined
  return typeof found === 'string' ? found : (found?.label ?? '')
}

/** A list as the options of a field. */
export const optionsOf = (list: Record<string, string | { label: string; help?: string }>) =>
  Object.entries(list).map(([value, one]) =>
    typeof one === 'string'
      ? { value, label: one }
      : { value, label: one.label, ...(one.help && { help: one.help }) },
  )
