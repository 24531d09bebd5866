import writeExcelFile from 'write-excel-file/node'

/** What a cell holds: `money` in 元, times as if Shanghai's clock were UTC, because a sheet knows no time zones. */
export type CellValue = string | number | Date | null

export interface Sheet {
  name: string
  columns: ReadonlyArray<{
    label: string
    kind: 'text' | 'number' | 'money' | 'date' | 'dateTime'
    width: number
    /** What may be chosen from a list that drops down. */
    choices?: readonly string[]
    /** What is told beside the cell while one fills it in. */
    hint?: string
  }>
  rows: ReadonlyArray<readonly CellValue[]>
}

const formats = { text: '', number: '', money: '#,##0.00', date: 'yyyy-mm-dd', dateTime: 'yyyy-mm-dd hh:mm' }

/** An XLSX file of one sheet with a bold, frozen head. A text stays a text, whatever it looks like. */
export const xlsx = (sheet: Sheet): Promise<Uint8Array> => workbook([sheet])

/** The same of several sheets. What may be chosen in the first is listed in one more, at the end. */
export function workbook(sheets: readonly Sheet[]): Promise<Uint8Array> {
  const [first] = sheets
  const lists = (first?.columns ?? []).filter(column => column.choices)
  const all = lists.length > 0 ? [...sheets, sheetOfChoices(lists)] : sheets
  const file = writeExcelFile(
    all.map(({ name, columns, rows }) => ({
      sheet: name,
      columns: columns.map(({ width }) => ({ width })),
      stickyRowsCount: 1,
      data: [columns.map(head), ...rows.map(row => row.map((value, at) => cell(value, columns[at]?.kind)))],
    })),
    { features: [whileFillingIn(first?.columns ?? [])] },
  )
  return file.toBuffer()
}

const head = ({ label, kind }: Sheet['columns'][number]) => ({
  value: label,
  type: String,
  fontWeight: 'bold' as const,
  backgroundColor: '#e7f3ee',
  align: kind === 'number' || kind === 'money' ? ('right' as const) : ('left' as const),
})

function cell(value: CellValue, kind: keyof typeof formats = 'text') {
  const format = formats[kind]
  if (value === null) return null
  if (typeof value === 'string') return { value, type: String, ...(value.includes('\n') && { wrap: true }) }
  if (typeof value === 'number') return { value, type: Number, ...(format && { format }) }
  return { value, type: Date, format: format || formats.dateTime }
}

const nameOfChoices = '选项'
const sheetOfChoices = (lists: Sheet['columns']): Sheet => ({
  name: nameOfChoices,
  columns: lists.map(({ label, width }) => ({ label, kind: 'text', width })),
  rows: Array.from({ length: Math.max(...lists.map(list => list.choices?.length ?? 0)) }, (_, at) =>
    lists.map(list => list.choices?.[at] ?? null),
  ),
})

/** Lists that drop down, and hints (ECMA-376 part 1, 18.3.1.32): a part of sheets that the library leaves to others. */
function whileFillingIn(columns: Sheet['columns']) {
  const lists = columns.filter(column => column.choices)
  const marks = columns.flatMap((column, at) => {
    const letter = letterOf(at)
    const list = column.choices && letterOf(lists.indexOf(column))
    const attributes = [
      list ? 'type="list" errorStyle="warning" showErrorMessage="1" error="请从下拉列表中选择。"' : '',
      column.hint
        ? `showInputMessage="1" promptTitle="${xml(column.label, 32)}" prompt="${xml(column.hint, 255)}"`
        : '',
    ]
    const source = list
      ? `<formula1>'${nameOfChoices}'!$${list}$2:$${list}$${(column.choices?.length ?? 0) + 1}</formula1>`
      : ''
    if (!column.choices && !column.hint) return []
    return [
      `<dataValidation allowBlank="1" ${attributes.join(' ')} sqref="${letter}2:${letter}20001">${source}</dataValidation>`,
    ]
  })
  return {
    files: {
      transform: {
        'xl/worksheets/sheet{id}.xml': {
          transform: (content: string, _options: unknown, { sheetIndex }: { sheetIndex: number }) =>
            sheetIndex === 0 && marks.length > 0
              ? content.replace(
                  '</sheetData>',
                  `</sheetData><dataValidations count="${marks.length}">${marks.join('')}</dataValidations>`,
                )
              : content,
        },
      },
    },
  }
}

const letterOf = (at: number): string =>
  `${at >= 26 ? String.fromCharCode(64 + Math.floor(at / 26)) : ''}${String.fromCharCode(65 + (at % 26))}`

const xml = (text: string, most: number): string =>
  text
    .slice(0, most)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', ' ')
