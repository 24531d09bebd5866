import type { z } from 'zod'
import { Problem } from './errors.ts'
import { decode, type Field, fieldsOf, valueAt } from './forms.ts'
import type { Sheet } from './worker/xlsx.ts'
import { heavy } from './worker.ts'

/** A column of a workbook that people fill in and send: a field of an action's form, in one cell. */
export interface SheetColumn {
  field: Field
  /** How it is filled in, in a line. */
  help: string
  example: string
}

/** One row of a sheet that was sent: its number as the sheet counts, and its cells by the label of their column. */
export interface SheetRow {
  number: number
  cells: Record<string, string>
}

/** The columns of a schema's fields, in this order; label, choices and limits are those of the form. */
export function columnsOf(
  schema: z.ZodType,
  wanted: ReadonlyArray<{ name: string; example: string; help?: string }>,
): SheetColumn[] {
  const fields = new Map(fieldsOf(schema).map(field => [field.name, field]))
  return wanted.map(({ name, example, help }) => {
    const field = fields.get(name)
    if (!field) throw new Error(`a sheet names the unknown field ${name}`)
    return { field, example, help: [help ?? field.help ?? '', howToFill(field)].filter(Boolean).join('') }
  })
}

function howToFill(field: Field): string {
  const parts = (field.columns ?? []).map(column => column.label).join(between)
  if (field.widget === 'rows') return `每行一项，各部分用“${between}”隔开：${parts}。`
  if (field.widget === 'lines') return '每行一项。'
  if (field.widget === 'checkboxes') return `几项之间用“、”隔开，可填：${labelsOf(field).join('、')}。`
  if (field.widget === 'money') return '单位元，只填数字。'
  if (field.widget === 'date') return '例如 2026-11-24。'
  return ''
}

const between = '｜'
const labelsOf = (field: Field): string[] => (field.options ?? []).map(option => option.label)

/**
 * Reads the first sheet of a workbook that somebody sent. `problem` is for the sender: broken, too large, macros, a column
 * missing. Columns that are not asked for are left out; a row that is empty or the template's example is no row.
 */
export async function readWorkbook(
  content: Buffer,
  columns: readonly SheetColumn[],
  mostRows: number,
): Promise<{ rows: SheetRow[]; headings: string[] } | { problem: string }> {
  const read = await heavy('readXlsx', { content, mostRows }).catch((error: Error) => {
    // Too much waits: that passes. Anything else is the sheet's own fault, and would come again.
    if (error instanceof Problem) throw error
    return { problem: '这张表太复杂，没有读完。请只保留要导入的内容，分成几个文件上传。' }
  })
  if ('problem' in read) return read
  const [heading = [], ...rest] = read.rows
  const labels = columns.map(column => column.field.label)
  const places = new Map(labels.map(label => [label, heading.indexOf(label)]))
  const headings = labels.filter(label => (places.get(label) as number) >= 0)
  const missing = columns
    .filter(({ field }) => field.required && !headings.includes(field.label))
    .map(({ field }) => `「${field.label}」`)
  if (missing.length > 0)
    return {
      problem: `第一行的标题里没有${missing.join('、')}。请用本页的模板填写，标题行不要改动。`,
    }
  const example = columns.map(column => column.example)
  const rows = rest.flatMap((row, at): SheetRow[] => {
    const cells = headings.map(label => [label, row[places.get(label) as number] ?? ''] as const)
    const filled = cells.some(([, text]) => text !== '')
    const isExample = labels.every((label, i) => (row[places.get(label) as number] ?? '') === example[i])
    return filled && !isExample ? [{ number: at + 2, cells: Object.fromEntries(cells) }] : []
  })
  return rows.length > 0 ? { rows, headings } : { problem: '表格里没有要导入的内容，请从第二行开始填写。' }
}

/** What the cells say, in the shape of the schema: labels become values, 元 become 分, lines become lists. */
export function inputOf(columns: readonly SheetColumn[], cells: Record<string, string>) {
  const form = new URLSearchParams()
  for (const { field } of columns)
    for (const [name, text] of entriesOf(field, cells[field.label] ?? '')) form.append(name, text)
  return decode(
    columns.map(column => column.field),
    form,
  )
}

function entriesOf(field: Field, text: string): Array<[string, string]> {
  const chosen = (label: string) => field.options?.find(option => option.label === label)?.value ?? label
  if (text === '') return []
  if (field.widget === 'checkbox') return text === '是' ? [[field.name, '1']] : []
  if (field.widget === 'checkboxes')
    return text
      .split(/[、,，;；\n]/)
      .map(one => one.trim())
      .filter(Boolean)
      .map(one => [field.name, chosen(one)])
  if (field.widget === 'rows')
    return linesOf(text).flatMap((line, row) => {
      const parts = line.split(/[｜|]/).map(part => part.trim())
      return (field.columns ?? []).flatMap((column, at) =>
        entriesOf(column, parts[at] ?? '').map(([name, value]): [string, string] => [
          `${field.name}.${row}.${name}`,
          value,
        ]),
      )
    })
  return [[field.name, field.options ? chosen(text) : text]]
}

const linesOf = (text: string): string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(Boolean)

/** A value as its cell says it: what `inputOf` reads the same again. */
export function cellOf(field: Field, value: unknown): string {
  if (value === null || value === undefined || value === '') return ''
  const labelOf = (one: unknown) =>
    field.options?.find(option => option.value === String(one))?.label ?? String(one)
  if (field.widget === 'checkbox') return value ? '是' : '否'
  if (field.widget === 'money') return String((value as number) / 100)
  if (field.widget === 'rows')
    return (value as ReadonlyArray<Record<string, unknown>>)
      .map(row =>
        (field.columns ?? [])
          .map(column => cellOf(column, row[column.name]))
          .join(between)
          .replace(/｜+$/, ''),
      )
      .join('\n')
  if (Array.isArray(value)) return value.map(labelOf).join(field.widget === 'lines' ? '\n' : '、')
  return labelOf(value)
}

/** The cells of an input, by the label of their column. */
export const cellsOf = (columns: readonly SheetColumn[], input: Record<string, unknown>) =>
  Object.fromEntries(columns.map(({ field }) => [field.label, cellOf(field, valueAt(input, field.name))]))

interface Filled {
  title: string
  /** By the label of the column. */
  rows: ReadonlyArray<Record<string, string>>
  /** Columns at the end that nobody reads back: what is wrong with the row. */
  more?: readonly string[]
  /** Lines above the explanation of the columns: who took it along, when. */
  about?: readonly string[]
}

/** A workbook to fill in and send back: the columns with lists that drop down, and a sheet that explains them. */
export async function columnsWorkbook(
  columns: readonly SheetColumn[],
  { title, rows, more = [], about = [] }: Filled,
): Promise<Buffer> {
  const labels = [...columns.map(column => column.field.label), ...more]
  const first: Sheet = {
    name: title,
    columns: [
      ...columns.map(({ field, help }) => ({
        label: field.label,
        kind: 'text' as const,
        width: widthOf(field),
        hint: `${field.required ? '必填。' : '选填。'}${help}`,
        ...(field.options && field.widget !== 'checkboxes' && { choices: labelsOf(field) }),
      })),
      ...more.map(label => ({ label, kind: 'text' as const, width: 50 })),
    ],
    rows: rows.map(row => labels.map(label => row[label] || null)),
  }
  const explained = columns.map(({ field, help, example }) => [
    ...[field.label, field.required ? '必填' : '选填', help, example],
  ])
  const explanation: Sheet = {
    name: '填写说明',
    columns: [
      { label: '列', kind: 'text', width: 22 },
      { label: '是否必填', kind: 'text', width: 12 },
      { label: '怎么填', kind: 'text', width: 70 },
      { label: '示例', kind: 'text', width: 40 },
    ],
    rows: [...about.map(line => [line, null, null, null]), ...explained],
  }
  const file = await heavy('workbook', [first, explanation])
  return Buffer.from(file.buffer, file.byteOffset, file.length)
}

const widthOf = ({ widget, label }: Field): number =>
  ['textarea', 'rows', 'lines'].includes(widget) ? 40 : Math.max(14, label.length * 2 + 4)
