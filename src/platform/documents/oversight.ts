/** Shapes of what is printed of feedback, checks, regulations and of the choice of providers (4.5). */

/** 服务反馈办理单 (4.5.1): one complaint with its whole way; texts are '' where there is nothing to say. */
export interface ComplaintSheet {
  centre: string
  number: string
  kind: string
  about: string
  source: string
  complainant: string
  /** '2026-11-24 10:21' */
  receivedAt: string
  acceptedAt: string | null
  limit: string
  handler: string
  body: string
  statements: readonly string[]
  refusal: string
  finding: string
  answer: string
  measures: string
  satisfaction: string
  steps: ReadonlyArray<{ at: string; what: string }>
  entries: readonly string[]
  printedAt: string
}

/** 答复函: the written answer to whoever complained. Days are '2026-11-24'. */
export interface ComplaintAnswer {
  sender: string
  number: string
  addressee: string
  receivedAt: string
  kind: string
  about: string
  finding: string
  answer: string
  measures: string
  higher: string
  contact: string
  answeredAt: string
}

/** 服务站检查表: the score sheet of a station, to be signed. */
export interface CheckSheet {
  centre: string
  station: string
  code: string
  place: string
  address: string
  head: string
  /** '2026-11-24' */
  day: string
  inspector: string
  /** Weights in percent, as they were on that day. */
  parts: ReadonlyArray<{ label: string; about: string; weight: string; score: string }>
  score: string
  grade: string
  remarks: string
  issues: string
  /** '2026-11-24' */
  printedAt: string
}

/** 整改通知书 of an inspection (DB34/T 4229-2022, 4.5.1), in the order of GB/T 9704. Days as '2026-11-24'. */
export interface RectificationNotice {
  issuer: string
  /** '2026-001' */
  number: string
  target: string
  plan: string
  inspectedOn: string
  point: string
  finding: string
  requirement: string
  dueOn: string
  phone: string
  issuedOn: string
}

/** 检查表 of an inspection (4.5.1), blank or filled in. */
export interface InspectionSheet {
  centre: string
  title: string
  version: number
  plan: string
  target: string
  inspectedOn: string | null
  /** `confirmed`: '2026-11-24 10:21' */
  inspectors: ReadonlyArray<{ name: string; confirmed: string | null }>
  /** `verdict` is '' where nobody has judged yet. */
  points: ReadonlyArray<{ text: string; help: string; verdict: string; remark: string; photos: number }>
  score: number | null
  opinion: string
  printedAt: string
}

/** 管理制度 for the wall (4.5.1). Days are '2026-11-24'; texts are '' where there is nothing to say. */
export interface WallRegulation {
  paper: 'a4' | 'a3'
  centre: string
  number: string
  title: string
  articles: ReadonlyArray<{ ordinal: string; heading: string; text: string }>
  /** 成文日期 */
  day: string
  /** From when it is in force. */
  since: string
  /** Who approved it, and when. */
  approved: string
  /** SVG of `qrSvg`, leading to the public page; '' for a draft. */
  qr: string
  printedAt: string
}

/** 服务商准入评审表 (4.5.1); texts are '' where there is nothing to say. */
export interface AdmissionSheet {
  centre: string
  name: string
  code: string
  contact: string
  appliedAt: string
  state: string
  introduction: string
  team: string
  cases: string
  /** Name, number, last day. */
  qualifications: ReadonlyArray<readonly [string, string, string]>
  /** Item, price in words. */
  offers: ReadonlyArray<readonly [string, string]>
  reviews: ReadonlyArray<{ reviewer: string; marks: readonly string[]; total: string; opinion: string }>
  average: string
  passMark: string
  opinion: string
  refusal: string
  agreement: string
  steps: ReadonlyArray<{ at: string; what: string }>
  printedAt: string
}

/** 服务商年度评估表 (4.5.1); texts are '' where there is nothing to say. */
export interface AssessmentSheet {
  centre: string
  name: string
  /** '2025-11-24 至 2026-11-23' */
  period: string
  openedAt: string
  state: string
  facts: ReadonlyArray<{ label: string; value: string }>
  marks: ReadonlyArray<{ label: string; weight: string; suggestion: string; mark: string }>
  total: string
  passMark: string
  opinion: string
  departure: string
  answer: string
  requirement: string
  report: string
  recheck: string
  decision: string
  agreement: string
  steps: ReadonlyArray<{ at: string; what: string }>
  printedAt: string
}
