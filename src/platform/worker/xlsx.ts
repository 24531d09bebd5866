import writeExcelFile from 'write-excel-file/node'

/** What a cell holds: `money` in 元, times as if Shanghai's clock were UTC, because a sheet knows no time zones. */
export type CellValue = string | number | Date | null

export interface Sheet {
  name: string
  columns: ReadonlyArray<{
    label: string
    kind: 'text' | 'number' | 'money' | 'date' | 'dateTime'
    width: number
  }>
  rows: ReadonlyArray<readonly CellValue[]>
}

const formats = { text: '', number: '', money: '#,##0.00', date: 'yyyy-mm-dd', dateTime: 'yyyy-mm-dd hh:mm' }

/** An XLSX file of one sheet with a bold, frozen head. A text stays a text, whatever it looks like. */
export async function xlsx({ name, columns, rows }: Sheet): Promise<Uint8Array> {
  const head = columns.map(({ label, kind }) => ({
    value: label,
    type: String,
    fontWeight: 'bold' as const,
    backgroundColor: '#e7f3ee',
    align: kind === 'number' || kind === 'money' ? ('right' as const) : ('left' as const),
  }))
  const body = rows.map(row => row.map((value, at) => cell(value, formats[columns[at]?.kind ?? 'text'])))
  const file = writeExcelFile([head, ...body], {
    sheet: name,
    columns: columns.map(({ width }) => ({ width })),
    stickyRowsCount: 1,
  })
  return file.toBuffer()
}

function cell(value: CellValue, format: string) {
  if (value === null) return null
  if (typeof value === 'string') return { value, type: String }
  if (typeof value === 'number') return { value, type: Number, ...(format && { format }) }
  return { value, type: Date, format: format || formats.dateTime }
}
