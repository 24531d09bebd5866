import type { Field } from '#platform/forms'
import { columnsWorkbook, readWorkbook, type SheetColumn } from '#platform/workbook'
import { yuan } from './checks.ts'
import { type Cells, cellsOf, compileSheet, type Definition, type Item, keyOf } from './definition.ts'

/** A sheet as a workbook: one row an item, so that it looks like the form on paper. */

/** What is wrong with a workbook that was sent, row by row as the sheet counts. */
export interface RowFault {
  row: number
  label: string
  text: string
}

/** More rows than any form has. */
const mostRows = 200

const text = (name: string, label: string, required = true): Field => ({
  ...{ name, label, widget: 'text', required },
})
const columnsFor = (definition: Definition): SheetColumn[] => [
  { field: text('code', '行号'), help: '不要改动。', example: '' },
  { field: text('item', '指标'), help: '不要改动。', example: '' },
  { field: text('unit', '计量单位', false), help: '不要改动。', example: '' },
  ...definition.columns.map((label, at) => ({
    field: text(`c${at + 1}`, label),
    help: '只填数字；没有发生填 0，没有这项的空着。',
    example: '',
  })),
]

/** The workbook to fill in, with what is there already. */
export async function templateOf(
  definition: Definition,
  cells: Cells,
  about: { title: string; lines: readonly string[] },
): Promise<Buffer> {
  const rows = definition.items.map(item => ({
    ...{ 行号: item.code, 指标: item.label, 计量单位: item.unit },
    ...Object.fromEntries(
      definition.columns.map((label, at) => [label, shown(cells[`c${item.code}_${at + 1}`], item)]),
    ),
  }))
  const rules = definition.rules.map((rule, at) => `审核关系 ${at + 1}：${rule.says}（${rule.text}）`)
  const helps = definition.items.flatMap(item =>
    item.help ? [`${item.code} ${item.label}：${item.help}`] : [],
  )
  return columnsWorkbook(columnsFor(definition), {
    ...{ title: about.title, rows },
    about: [...about.lines, ...helps, ...rules],
  })
}

const shown = (value: number | undefined, { kind }: Item): string =>
  value === undefined ? '' : kind === 'money' ? yuan(value).replaceAll(',', '') : String(value)

/**
 * Reads a filled workbook into figures. Faults name the row as the sheet counts and what to do; nothing is taken from a
 * workbook with a fault.
 */
export async function readSheet(
  definition: Definition,
  content: Buffer,
): Promise<{ cells: Cells } | { problem: string } | { faults: RowFault[] }> {
  const read = await readWorkbook(content, columnsFor(definition), mostRows)
  if ('problem' in read) return read
  const items = new Map(definition.items.map(item => [item.code, item]))
  const cells: Cells = {}
  const faults: RowFault[] = []
  const seen = new Set<string>()
  for (const { number, cells: texts } of read.rows) {
    // A spreadsheet takes 01 for the number 1.
    const code = (texts.行号 ?? '').trim().padStart(2, '0')
    const item = items.get(code)
    const fault = (label: string, words: string) => void faults.push({ row: number, label, text: words })
    if (!item) {
      fault('行号', `没有“${(texts.行号 ?? '').slice(0, 20)}”这一行，请用本页下载的表格填写。`)
      continue
    }
    if (seen.has(code)) {
      fault('行号', `${code} 这一行写了两次。`)
      continue
    }
    seen.add(code)
    for (const [at, label] of definition.columns.entries()) {
      const typed = (texts[label] ?? '').trim()
      if (typed === '') continue
      const value = figureOf(typed, item)
      if (typeof value === 'string') fault(`${code} ${item.label}`, value)
      else cells[keyOf(at === 0 ? code : `${code}.${at + 1}`)] = value
    }
  }
  const schema = compileSheet(definition)
  for (const { key, code, item, label } of cellsOf(definition)) {
    if (faults.some(fault => fault.label.startsWith(code))) continue
    const result = schema.shape[key]?.safeParse(cells[key])
    if (result?.success !== false) continue
    const row =
      read.rows.find(one => (one.cells.行号 ?? '').trim().padStart(2, '0') === item.code)?.number ?? 0
    faults.push({
      row,
      label,
      text: cells[key] === undefined ? '这一行必填，没有发生请填 0。' : '这个数太大了，请核对。',
    })
  }
  return faults.length > 0 ? { faults: faults.sort((a, b) => a.row - b.row) } : { cells }
}

/** A typed figure as the sheet holds it, or what is wrong with it. */
function figureOf(typed: string, { kind, unit }: Item): number | string {
  const plain = typed.replaceAll(/[,，\s]/g, '')
  if (/^-/.test(plain)) return '不能小于 0。'
  if (!/^\d{1,15}(\.\d+)?$/.test(plain)) return `“${typed.slice(0, 20)}”不是数字，请只填数字，不写单位。`
  if (kind === 'whole')
    return /^\d{1,10}(\.0+)?$/.test(plain) ? Math.trunc(Number(plain)) : `请填整数（${unit}）。`
  // What a spreadsheet computed may carry the noise of floating point: to the 分 it is the same figure.
  const fen = Math.round(Number(plain) * 100)
  if (Math.abs(Number(plain) * 100 - fen) > 1e-3) return '最多两位小数（到分）。'
  return Number.isSafeInteger(fen) ? fen : '这个数太大了，请核对。'
}
