import type { ActivityFile, SignInSheet } from './activities.ts'
import type { ArticleSheet } from './articles.ts'
import type { AttendanceSheet } from './attendance.ts'
import type { DistributionList, PrintedCertificates } from './certificates.ts'
import type { ConsultationSheet, PolicySheet, VisitSheets } from './consulting.ts'
import type { Honour } from './contests.ts'
import type { PrintedDirectory } from './directory.ts'
import type { InternshipAgreement, InternshipCertificate } from './employment.ts'
import type { ExamPaperSheet, ExamScoreSheets } from './exams.ts'
import type { IntroductionSheet } from './matching.ts'
import type { AgreementPaper } from './orders.ts'
import type {
  AdmissionSheet,
  AssessmentSheet,
  CheckSheet,
  ComplaintAnswer,
  ComplaintSheet,
  InspectionSheet,
  RectificationNotice,
  WallRegulation,
} from './oversight.ts'
import type { PrintedPaper } from './papers.ts'
import type { SurveySlips } from './surveys.ts'
import type { ClassFile } from './training.ts'

export type * from './activities.ts'
export type * from './articles.ts'
export type * from './attendance.ts'
export type * from './certificates.ts'
export type * from './consulting.ts'
export type * from './contests.ts'
export type * from './employment.ts'
export type * from './exams.ts'
export type * from './matching.ts'
export type * from './orders.ts'
export type * from './oversight.ts'
export type * from './papers.ts'
export type * from './surveys.ts'
export type * from './training.ts'

/** What the templates in `documents/` show. Every value is shown as text, whatever characters it holds. */
export interface Templates {
  receipt: Receipt
  table: PrintedTable
  duties: DutyDescriptions
  chart: OrganisationChart
  labels: AssetLabels
  'survey-slips': SurveySlips
  stocktaking: StocktakingReport
  'complaint-sheet': ComplaintSheet
  'complaint-answer': ComplaintAnswer
  'admission-sheet': AdmissionSheet
  'assessment-sheet': AssessmentSheet
  'introduction-sheet': IntroductionSheet
  'internship-agreement': InternshipAgreement
  'internship-certificate': InternshipCertificate
  agreement: AgreementPaper
  check: CheckSheet
  rectification: RectificationNotice
  inspection: InspectionSheet
  directory: PrintedDirectory
  regulation: WallRegulation
  'policy-sheet': PolicySheet
  'consultation-sheet': ConsultationSheet
  'visit-sheets': VisitSheets
  'activity-sheet': SignInSheet
  'activity-file': ActivityFile
  'article-sheet': ArticleSheet
  'attendance-sheet': AttendanceSheet
  certificates: PrintedCertificates
  'certificate-list': DistributionList
  'class-file': ClassFile
  honour: Honour
  paper: PrintedPaper
  'exam-paper': ExamPaperSheet
  'exam-score': ExamScoreSheets
}

/** 受理回执, handed over or downloaded when an application came in or was accepted. */
export interface Receipt {
  centre: string
  /** Printed at the foot, e.g. 地址, 电话, 服务时间. */
  contact: ReadonlyArray<{ label: string; value: string }>
  /** 受理编号 of the case. */
  number: string
  /** 查询码, with which anybody may ask how the case stands. */
  code: string
  item: string
  /** Masked: paper gets lost. */
  applicant: string
  /** '2026-11-24 10:21' */
  submittedAt: string
  /** '2026-11-24 10:21'; null while nobody has accepted it: then the paper only says that it came in. */
  acceptedAt: string | null
  /** '受理后 5 个工作日' */
  promise: string
  /** SVG of `qrSvg`, leading to the page that shows how the case stands. */
  progressQr: string
  /** SVG of `qrSvg`, leading to where it can be rated once it is closed. */
  ratingQr: string
  printedAt: string
}

/** Any list on A4; made by `tablePdf`. */
export interface PrintedTable {
  title: string
  centre: string
  /** What the list was filtered by, as its page shows it. */
  filters: ReadonlyArray<{ label: string; value: string }>
  /** A width of 0 is as wide as the column needs; the others share what is left in proportion. */
  columns: ReadonlyArray<{ label: string; width: number; number: boolean }>
  rows: ReadonlyArray<readonly string[]>
  landscape: boolean
  printedAt: string
}

/** 岗位职责 of a centre (DB34/T 4229-2022, 4.2.1). */
export interface DutyDescriptions {
  title: string
  centre: string
  posts: ReadonlyArray<{
    name: string
    summary: string
    holders: readonly string[]
    /** What each duty lets one do, in words; none where it only lets one read. */
    duties: ReadonlyArray<{ label: string; actions: readonly string[] }>
  }>
  /** '2026-11-24' */
  printedAt: string
}

/** 组织架构图 of a centre (DB34/T 4229-2022, 4.2.1). */
export interface OrganisationChart {
  title: string
  centre: string
  tree: readonly PrintedPost[]
  /** '2026-11-24' */
  printedAt: string
}
interface PrintedPost {
  name: string
  unit: string
  holders: readonly string[]
  below: readonly PrintedPost[]
}

/** 资产标签 on sheets of 24 (A4, 3 × 8 labels of 70 × 37 mm). */
export interface AssetLabels {
  centre: string
  /** Which of the 24 the first goes on, from 1: what a sheet has lost already is left out. */
  start: number
  /** Lines to cut along, for plain paper. */
  lines: boolean
  labels: ReadonlyArray<{
    number: string
    name: string
    funds: string
    /** The text of the programme's plate; '' where it carries none. */
    mark: string
    /** SVG of `qrSvg`, leading to the thing. */
    qr: string
  }>
}

/** 盘点表 of one stock-taking, to be signed. */
export interface StocktakingReport {
  title: string
  centre: string
  /** State, range, days, who counted: what stands above. */
  facts: ReadonlyArray<{ label: string; value: string }>
  /** Each outcome with how many, and what they cost in 元. */
  sums: ReadonlyArray<{ label: string; count: string; cost: string }>
  differences: ReadonlyArray<{
    number: string
    name: string
    outcome: string
    details: string
    explanation: string
    remedy: string
  }>
  lines: ReadonlyArray<{
    number: string
    name: string
    place: string
    keeper: string
    cost: string
    result: string
    counter: string
  }>
  printedAt: string
}
