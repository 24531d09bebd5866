import type { PrintedDirectory } from './documents/directory.ts'
import type { PrintedTable, Templates } from './documents/templates.ts'
import { dateTime } from './format.ts'
import { type Column, textOf, usualWidth } from './spreadsheet.ts'
import { heavy } from './worker.ts'

export type * from './documents/templates.ts'
/** What the templates in `documents/` show. Every value is shown as text, whatever characters it holds. */
export interface Templates {
  receipt: Receipt
  table: PrintedTable
  duties: DutyDescriptions
  chart: OrganisationChart
  labels: AssetLabels
  stocktaking: StocktakingReport
  'complaint-sheet': ComplaintSheet
  'complaint-answer': ComplaintAnswer
  'admission-sheet': AdmissionSheet
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

/** A document as PDF, typeset in a worker thread. */
export async function pdf<Name extends keyof Templates>(
  template: Name,
  data: Templates[Name],
): Promise<Buffer> {
  const made = await heavy('typst', { template, data: JSON.stringify(data) })
  return Buffer.from(made.buffer, made.byteOffset, made.length)
}

/** The directory as a Word file that staff can go on with, made in a worker thread. */
export async function wordDirectory(directory: PrintedDirectory): Promise<Buffer> {
  const made = await heavy('docx', directory)
  return Buffer.from(made.buffer, made.byteOffset, made.length)
}

/** A list as a PDF on A4, with the columns of its spreadsheet; on its side when there are more than six. */
export function tablePdf<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: readonly Row[],
  about: Pick<PrintedTable, 'title' | 'centre' | 'filters'> & { printedAt: Date; landscape?: boolean },
): Promise<Buffer> {
  const isText = ({ kind = 'text' }: Column<Row>) => kind === 'text'
  const anyText = columns.some(isText)
  return pdf('table', {
    ...about,
    landscape: about.landscape ?? columns.length > 6,
    printedAt: dateTime(about.printedAt),
    columns: columns.map(column => ({
      label: column.label,
      width: anyText && !isText(column) ? 0 : (column.width ?? usualWidth),
      number: column.kind === 'number' || column.kind === 'money',
    })),
    rows: rows.map(row => columns.map(column => breakable(textOf(column, row)))),
  })
}

/** Lets long codes go on in a new line (zero-width space): in a narrow column they would run into the next. */
const breakable = (text: string): string => text.replaceAll(/[\w./:@-]{12}(?=[\w./:@-])/g, '$&\u200b')

/** A QR code as SVG, black on white with the quiet zone that scanners need. */
export async function qrSvg(text: string): Promise<string> {
  const { toString: toText } = await import('qrcode')
  return toText(text, { type: 'svg', errorCorrectionLevel: 'M', margin: 4 })
}

/** The same as PNG, e.g. for chat groups and posters; 8 pixels a module. */
export async function qrPng(text: string): Promise<Buffer> {
  const { toBuffer } = await import('qrcode')
  return toBuffer(text, { type: 'png', errorCorrectionLevel: 'M', margin: 4, scale: 8 })
}
