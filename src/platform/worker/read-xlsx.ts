import { strFromU8, unzipSync, zipSync } from 'fflate'
import { readSheet } from 'read-excel-file/node'

export interface Reading {
  content: Uint8Array
  /** Rows below the heading at most. */
  mostRows: number
}
/** The first sheet, cell by cell as text; or, for whoever sent it, why it is not read. */
export type Read = { rows: string[][] } | { problem: string }

/** A workbook of 20,000 long rows unpacks to some 20 MB. */
const mostBytes = 60 * 1024 * 1024
const mostParts = 300
const mostColumns = 100

/**
 * Reads the first sheet of an XLSX file that somebody sent. Nothing in it is run: of a formula its last value counts.
 * It is unpacked once, under our own limits, and handed on without compression, so that no bomb goes off later.
 */
export async function readXlsx({ content, mostRows }: Reading): Promise<Read> {
  try {
    const parts = unpack(content)
    for (const [name, part] of Object.entries(parts))
      if (name.startsWith('xl/worksheets/sheet')) measure(strFromU8(part, true), mostRows)
    const rows = await readSheet(Buffer.from(zipSync(parts, { level: 0 })), 1, {
      parseNumber: text => text,
    })
    return { rows: rows.map(row => row.map(textOf)) }
  } catch (error) {
    if (error instanceof Refused) return { problem: error.message }
    return {
      problem: '这不是完好的 Excel 工作簿（.xlsx），请用 Excel 或 WPS 打开，另存为 .xlsx 后再上传。',
    }
  }
}

class Refused extends Error {}

/** Every part that is text. What the archive says about sizes is checked before, and bounds what is unpacked. */
function unpack(content: Uint8Array): Record<string, Uint8Array> {
  let bytes = 0
  let count = 0
  return unzipSync(content, {
    filter: ({ name, originalSize }) => {
      count++
      if (/vbaProject|macrosheets/i.test(name))
        throw new Refused('文件含有宏，请另存为不含宏的 .xlsx 后再上传。')
      if (!/\.(xml|rels)$/.test(name)) return false
      bytes += originalSize
      if (bytes > mostBytes || count > mostParts)
        throw new Refused('表格展开后太大，无法处理。请只保留要导入的一张表，删除多余的行、列和图片。')
      return true
    },
  })
}

/** Rows and columns are counted before anything is made of them. Rows without a cell do not count. */
function measure(sheet: string, mostRows: number): void {
  let rows = 0
  for (const [tag, number] of sheet.matchAll(/<(?:\w+:)?row\b(?:[^>]*?\sr="(\d+)")?[^>]*>/g)) {
    if (tag.endsWith('/>')) continue
    rows++
    if (rows > mostRows + 1 || Number(number ?? rows) > mostRows + 1)
      throw new Refused(`表格超过 ${mostRows} 行（设过格式的空行也算）。请删除多余的行，或分成几个文件上传。`)
  }
  for (const [, letters] of sheet.matchAll(/<(?:\w+:)?c\b[^>]*?\sr="([A-Z]+)/g))
    if (columnNumber(letters as string) > mostColumns)
      throw new Refused(`表格超过 ${mostColumns} 列，请删除右侧多余的列。`)
  refuseErrors(sheet)
}

/** The library reads a formula that failed as nothing, and nothing may be what somebody wants to write. */
function refuseErrors(sheet: string): void {
  const [, cell] = /<(?:\w+:)?c\b(?=[^>]*\st="e")[^>]*?\sr="([A-Z]+\d+)"/.exec(sheet) ?? []
  if (cell) throw new Refused(`单元格 ${cell} 有公式错误，请改成文字或数字后再上传。`)
}

const columnNumber = (letters: string): number =>
  [...letters].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

function textOf(cell: unknown): string {
  if (cell === null || cell === undefined) return ''
  if (cell instanceof Date) {
    const [day, time] = cell.toISOString().split('T') as [string, string]
    return time.startsWith('00:00') ? day : `${day} ${time.slice(0, 5)}`
  }
  if (typeof cell === 'boolean') return cell ? '是' : '否'
  return String(cell).toWellFormed().replaceAll('\0', '').replaceAll('\r\n', '\n').trim()
}
