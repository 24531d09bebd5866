import { date, dateTime } from './format.ts'
import type { CellValue } from './worker/xlsx.ts'
import { heavy } from './worker.ts'

/** One column of an exported list. */
export interface Column<Row> {
  label: string
  /** A day may also come as the text '2026-11-24'. */
  value: (row: Row) => string | number | Date | null | undefined
  /** `money` is in 分 and shown in 元. */
  kind?: 'text' | 'number' | 'money' | 'date' | 'dateTime'
  /** In characters of the Latin alphabet; a Chinese one is as wide as two. */
  width?: number
}

/** CSV as Excel and WPS open it: UTF-8 with byte order mark, RFC 4180; no cell can act as a formula. */
export function csv<Row>(columns: ReadonlyArray<Column<Row>>, rows: readonly Row[]): string {
  const head = columns.map(column => quoted(harmless(column.label)))
  const body = rows.map(row => columns.map(column => quoted(harmless(textOf(column, row)))))
  return `\ufeff${[head, ...body].map(cells => cells.join(',')).join('\r\n')}\r\n`
}

/** An XLSX file with one sheet named by the title: numbers are numbers, days and times are Shanghai's. */
export async function xlsx<Row>(
  columns: ReadonlyArray<Column<Row>>,
  rows: readonly Row[],
  { title }: { title: string },
): Promise<Buffer> {
  const file = await heavy('xlsx', {
    name: sheetName(title),
    columns: columns.map(({ label, kind = 'text', width = usualWidth }) => ({ label, kind, width })),
    rows: rows.map(row => columns.map(column => cellOf(column, row))),
  })
  return Buffer.from(file.buffer, file.byteOffset, file.length)
}

/** Width of a column that says nothing about it. */
export const usualWidth = 18

/** A cell in words, as CSV and printed tables show it. */
export function textOf<Row>({ value, kind }: Column<Row>, row: Row): string {
  const found = value(row)
  if (found === null || found === undefined) return ''
  if (found instanceof Date) return kind === 'date' ? date(found) : dateTime(found)
  if (kind === 'money' && typeof found === 'number') return (found / 100).toFixed(2)
  return String(found)
}

/**
 * A text that Excel would take for a formula gets an apostrophe in front (OWASP, CSV injection); full-width signs
 * count as well. Plain numbers stay.
 */
const harmless = (text: string): string =>
  /^[=+\-@＝＋－＠\t\r\n]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text

const quoted = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

/** The most that Excel takes in one cell. */
const mostCharacters = 32_767

function cellOf<Row>(column: Column<Row>, row: Row): CellValue {
  const found = column.value(row)
  if (found === null || found === undefined) return null
  if (found instanceof Date) return clockTime(found, column.kind)
  if (typeof found === 'number' && !Number.isFinite(found)) return null
  if (typeof found === 'number') return column.kind === 'money' ? found / 100 : found
  if (column.kind === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(found)) return new Date(found)
  return found.slice(0, mostCharacters)
}

/** The hands of Shanghai's clock, read as UTC. */
const clockTime = (at: Date, kind: Column<unknown>['kind']): Date =>
  new Date(kind === 'date' ? date(at) : `${dateTime(at).replace(' ', 'T')}Z`)

/** Excel's rules: at most 31 characters, none of []/\:*?, no apostrophe at the ends, never empty. */
const sheetName = (title: string): string =>
  title
    .replaceAll(/[[\]/\\:*?]/g, ' ')
    .slice(0, 31)
    .replaceAll(/^[\s']+|[\s']+$/g, '') || '数据'
