import writeExcelFile from 'write-excel-file/node'
import { date, dateTime } from './format.ts'

/** One column of an exported list. */
export interface Column<Row> {
  label: string
  value: (row: Row) => string | number | Date | null | undefined
  /** `money` is in 分 and shown in 元. */
  kind?: 'text' | 'number' | 'money' | 'date' | 'dateTime'
  width?: number
}

/** CSV as Excel and WPS open it: UTF-8 with byte order mark, RFC 4180; no cell can act as a formula. */
export function csv<Row>(columns: ReadonlyArray<Column<Row>>, rows: readonly Row[]): string {
  const lines = [columns.map(column => quoted(column.label)), ...rows.map(row => columns.map(column => quoted(textOf(column, row))))]
  return `\ufeff${lines.map(line => line.join(',')).join('\r\n')}\r\n`
}

function textOf<Row>({ value, kind }: Column<Row>, row: Row): string {
  const found = value(row)
  if (found === null || found === undefined) return ''
  if (found instanceof Date) return kind === 'date' ? date(found) : dateTime(found)
  if (kind === 'money' && typeof found === 'number') return (found / 100).toFixed(2)
  return String(found)
}

function quoted(text: string): string {
  const harmless = /^[=+\-@\t\r]/.test(text) && !/^-?\d+(\.\d+)?$/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(harmless) ? `"${harmless.replaceAll('"', '""')}"` : harmless
}

/** An XLSX file with one sheet: bold frozen head, numbers as numbers, times in Anhui's. */
export async function xlsx<Row>(columns: ReadonlyArray<Column<Row>>, rows: readonly Row[], { title }: { title: string }): Promise<Buffer> {
  const head = columns.map(column => ({ value: column.label, fontWeight: 'bold' as const, backgroundColor: '#e7f3ee' }))
  const body = rows.map(row => columns.map(column => cellOf(column, row)))
  const file = await writeExcelFile([head, ...body], {
    sheet: title.slice(0, 31),
    columns: columns.map(column => ({ width: column.width ?? 18 })),
    stickyRowsCount: 1,
  })
  return file.toBuffer()
}

function cellOf<Row>(column: Column<Row>, row: Row) {
  const found = column.value(row)
  if (found === null || found === undefined) return null
  if (typeof found === 'number') {
    return column.kind === 'money' ? { value: found / 100, type: Number, format: '#,##0.00' } : { value: found, type: Number }
  }
  return { value: textOf(column, row), type: String }
}
